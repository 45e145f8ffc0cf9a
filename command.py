"""The command `inkling`: start the app, or read a picture in the terminal.

inkling                              the app; takes the arguments of `streamlit run`
inkling read picture.png --why       the answer, its shares and the sum that decided: `inkling read --help`

Without the package, it is `python command.py`.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent


def main() -> None:
    """Read a picture if the first argument says so; otherwise run the app, with all arguments."""
    if sys.argv[1:2] == ["read"]:  # this needs neither Streamlit nor a browser
        sys.path[:0] = [] if str(PROJECT) in sys.path else [str(PROJECT)]  # if this is a module in a package
        from model.export.read import main as read

        return read(sys.argv[2:])
    sys.argv = ["streamlit", "run", str(PROJECT / "app.py"), *sys.argv[1:]]
    runpy.run_module("streamlit", run_name="__main__")


if __name__ == "__main__":
    main()
