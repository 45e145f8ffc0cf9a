"""The programs that the tests need beside Python: Chromium, nginx, PostgreSQL and Node; for some, browsers.

python -m tests.programs    sees to it that they are there: as root on Debian, installs what is missing;
                            those that are named, too; "browsers" are the others, "fonts" those of
                            Chinese, Japanese and Korean

Without Chromium there is no testing in a browser; without nginx or PostgreSQL the tests of them are
skipped; without Node the JavaScript keeps its laws in Chromium; without npm pages are judged by an older axe.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from model import PROJECT
from tests.browser.axe import NEWEST
from tests.browser.chromium import SHELL, find_chromium, install_chromium

PACKAGES = {
    "nginx": "nginx-light",
    "pg_lsclusters": "postgresql",
    "node": "nodejs",
    SHELL: SHELL,
}  # program, or a folder -> Debian's package
GROUPS = {
    "fonts": {"/usr/share/fonts/opentype/noto": "fonts-noto-cjk"},
    "browsers": {"firefox-esr": "firefox-esr", "WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"},
}
SECONDS = 600  # for one package


def install(packages: list[str]) -> None:
    """Install Debian's packages; where that can't be done, leave it."""
    if packages and shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {"stdout": subprocess.DEVNULL, "check": False, "timeout": SECONDS}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        for package in packages:  # one by one: not every Debian has all of them
            subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", package], **quiet)


def main() -> None:
    """Install what is missing, what the command line names too; without Chromium, end with a sentence."""
    wanted = dict(PACKAGES)
    for name in sys.argv[1:]:
        wanted |= GROUPS.get(name, {name: name})
    is_there = {name: bool(shutil.which(name)) or Path(name).is_dir() for name in wanted}
    install([package for name, package in wanted.items() if not is_there[name]])
    if not NEWEST.exists() and (npm := shutil.which("npm")):
        command = [npm, "ci", "--silent", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=PROJECT, check=False, timeout=SECONDS)
    if not find_chromium():
        install_chromium()
    if not find_chromium():
        sys.exit("The browser tests need Chromium: install it, e.g. `apt-get install chromium`.")


if __name__ == "__main__":
    main()
