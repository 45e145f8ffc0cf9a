"""The app as others run it, but with another folder in the place of locale/: for a language of a test's own.

python -m tests.browser.speaking_server FOLDER run app.py …    takes what `streamlit` takes
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

from views.language import catalogs

if __name__ == "__main__":
    catalogs.LOCALE = Path(sys.argv.pop(1))
    sys.argv[0] = "streamlit"
    runpy.run_module("streamlit", run_name="__main__")
