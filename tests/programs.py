"""Install the programs that the tests need beside Python: Chromium, nginx, PostgreSQL, Node, npm, browsers.

python -m tests.programs    installs what is missing, as root on Debian; also what is named: "browsers" are
                            the others, "fonts" those of Chinese, Japanese and Korean

Without Chromium nothing can be tested in a browser. Without nginx or PostgreSQL their tests are skipped.
Without Node the tests of the JavaScript are skipped. Without npm pages are judged by an older axe, and the
tests of JavaScript modules are skipped.
If the environment says CI, a program that is still missing is an error, because no test may be skipped there.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from model import PROJECT
from tests.browser.chromium import SHELL, find_chromium, install_chromium

PACKAGES = {
    "nginx": "nginx-light",
    "pg_lsclusters": "postgresql",
    "node": "nodejs",
    "npm": "npm",
    SHELL: SHELL,
}  # program, or a folder -> Debian's package
GROUPS = {
    "fonts": {"/usr/share/fonts/opentype/noto": "fonts-noto-cjk"},
    "browsers": {"firefox-esr": "firefox-esr", "WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"},
}
SECONDS = 600  # for one package


def install(packages: list[str]) -> None:
    """Install Debian's packages; skip those that can't be installed."""
    if packages and shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {"stdout": subprocess.DEVNULL, "check": False, "timeout": SECONDS}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        for package in packages:  # one by one, because not every Debian has all of them
            subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", package], **quiet)


def main() -> None:
    """Install what is missing and what the command line names; without Chromium, exit with a sentence."""
    wanted = dict(PACKAGES)
    for name in sys.argv[1:]:
        wanted |= GROUPS.get(name, {name: name})
    is_there = {name: bool(shutil.which(name)) or Path(name).is_dir() for name in wanted}
    install([package for name, package in wanted.items() if not is_there[name]])
    modules = json.loads((PROJECT / "package.json").read_text())["devDependencies"]
    is_installed = all((PROJECT / "node_modules" / name).is_dir() for name in modules)
    if not is_installed and (npm := shutil.which("npm")):
        command = [npm, "ci", "--silent", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=PROJECT, check=False, timeout=SECONDS)
    if not find_chromium():
        install_chromium()
    missing = [name for name in PACKAGES if not shutil.which(name) and name != SHELL]
    if os.environ.get("CI") and missing:
        sys.exit(f"Tests would be skipped without {', '.join(missing)}: install what PACKAGES names.")
    if not find_chromium():
        sys.exit("The browser tests need Chromium: install it, e.g. `apt-get install chromium`.")


if __name__ == "__main__":
    main()
