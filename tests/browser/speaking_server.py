"""Run the app as usual but with another folder in place of locale/, so that a test can bring a language.

python -m tests.browser.speaking_server FOLDER run app.py …    takes the arguments of `streamlit`
"""

import runpy
import sys
from pathlib import Path

from views.parts.language import catalogs

if __name__ == "__main__":
    catalogs.LOCALE = Path(sys.argv.pop(1))
    sys.argv[0] = "streamlit"
    runpy.run_module("streamlit", run_name="__main__")
