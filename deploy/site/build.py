"""The app as a folder of files that any web server can serve: Streamlit in the browser, by stlite.

python -m deploy.site.build [FOLDER]    writes site/, or that folder
python -m deploy.site.build --scorm draw    and site.zip, that step of the lesson for a learning platform
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import shutil
import sys
import tarfile
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from deploy.site.archive import app_archive
from deploy.site.front_end import front_end
from deploy.site.packages import LATER, python_files
from deploy.site.registries import FetchError, files_of, pinned
from deploy.site.shell import FOLDER as SHELL
from deploy.site.shell import files_of_languages, shell
from model import PROJECT
from views.address.course import framed
from views.address.course_package import course_package
from views.lesson.steps.steps import BY_ID
from views.parts.files.digit_files import OF_TRAINING
from views.parts.language.catalogs import ENGLISH

IN_PACKAGE = "site"  # the site's folder in a package for a learning platform
BSD = "LICENSES/BSD-3-Clause.txt"  # which asks to be passed on
AT_ONCE = ("index.html", "networks/dense.bin", "*.js")  # what is needed until one can draw


def build(folder: Path) -> None:
    """Write the site into a folder, which it replaces.

    Raises:
        FetchError: one of its parts can't be fetched.
    """
    found = {entry["name"]: files_of(entry) for entry in pinned()}
    stlite, pyodide = (_unpacked(found.pop(name)[0]) for name in ("@stlite/browser", "pyodide"))
    files = {"app.tar.gz": app_archive(), "LICENSES.txt": _licenses(pinned())} | shell()
    files |= {f"stlite/{name}": contents for name, contents in front_end(stlite).items()}
    wheels = {path.name: path.read_bytes() for paths in found.values() for path in paths}
    wheels |= {name: stlite[name] for name in stlite if name.endswith(".whl")}
    files |= {f"python/{name}": contents for name, contents in python_files(wheels, pyodide).items()}
    files["worker.js"] = _worker(files)
    shutil.rmtree(folder, ignore_errors=True)
    for name, contents in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents)


def _unpacked(path: Path) -> dict[str, bytes]:
    """Return the files of an npm package, by their names below its folder, or below its folder `build`."""
    with tarfile.open(path) as archive:
        files = {each.name: archive.extractfile(each).read() for each in archive if each.isfile()}
    return {re.sub(r"^package/(build/)?", "", name): contents for name, contents in files.items()}


def _worker(files: Mapping[str, bytes]) -> bytes:
    """Return the service worker with all files' hashes, and which files not everybody needs."""
    hashes = {name: f"sha256-{b64encode(sha256(files[name]).digest()).decode()}" for name in sorted(files)}
    known = {
        "version": sha256(json.dumps(hashes).encode()).hexdigest()[:16],
        "hashes": hashes,
        "languages": files_of_languages(),
        "rarely": [f"digits/{part}.bin" for part in OF_TRAINING[1:]]
        + [f"python/{name}.tar.gz" for name in LATER],
    }
    return f"const FILES = {json.dumps(known)};\n".encode() + (SHELL / "worker.js").read_bytes()


def _licenses(entries: list[dict]) -> bytes:
    """Return what the site is made of besides this project, and the licenses."""
    texts = [(PROJECT / name).read_text() for name in ("LICENSE", "DATA-LICENSES.md", BSD)]
    lines = [
        f"{each['name']} {each['version']} ({each['registry']}): {each['license']}"
        + (f"; {each['about']}" if "about" in each else "")
        for each in entries
    ]
    made_of = "This site also contains, in part and compiled, from npm and PyPI:\n\n" + "\n".join(lines)
    return "\n\n".join(["Inkling", *texts, made_of, ""]).encode()


def scorm(folder: Path, step: str) -> bytes:
    """Return a learning platform's package (SCORM 1.2) with the whole site, which shows that step."""
    within = {f"{IN_PACKAGE}/{path.relative_to(folder).as_posix()}": path for path in folder.rglob("*")}
    files = {name: path.read_bytes() for name, path in within.items() if path.is_file()}
    address = framed(f"{IN_PACKAGE}/lesson/index.html?step={step}")
    return course_package(BY_ID[step].title, address, ENGLISH, files)


def sizes(folder: Path) -> tuple[int, int]:
    """Return the compressed bytes of what is needed until one can draw, and of everything."""
    at_once = {path for pattern in AT_ONCE for path in folder.glob(pattern)} - {folder / "worker.js"}
    every = {path for path in folder.rglob("*") if path.is_file()}
    return tuple(sum(len(gzip.compress(path.read_bytes())) for path in paths) for paths in (at_once, every))


def main() -> None:
    """Build the site, and print its size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=PROJECT / "site")
    parser.add_argument(
        "--scorm", metavar="STEP", choices=[*BY_ID], help="a package of the site, too, that shows this step"
    )
    arguments = parser.parse_args()
    folder = arguments.folder
    try:
        build(folder)
    except FetchError as error:
        sys.exit(f"The site was not built. {error}")
    at_once, every = (size / 1e6 for size in sizes(folder))
    print(f"{folder}: {every:.1f} MB compressed, of which {at_once:.2f} MB are enough to draw on.")
    if arguments.scorm:
        package = folder.with_name(f"{folder.name}.zip")
        package.write_bytes(scorm(folder, arguments.scorm))
        print(f"{package}: {package.stat().st_size / 1e6:.1f} MB, a SCORM 1.2 package.")
    print(f"To look at it: python -m http.server -d {folder}")


if __name__ == "__main__":
    main()
