"""The app as a folder of files that any web server can serve: Streamlit in the browser, by stlite.

python -m deploy.site.build [FOLDER]    writes site/, or that folder
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tarfile
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from deploy.site.archive import PROJECT, app_archive
from deploy.site.packages import package_names, python_packages
from deploy.site.registries import FetchError, files_of, pinned
from deploy.site.shell import FOLDER as SHELL
from deploy.site.shell import shell

ELEMENTS = (
    *("BidiComponent", "Button", "ButtonGroup", "Checkbox", "DownloadButton", "FileUploader", "Html"),
    *("IFrame", "ImageList", "LinkButton", "PageLink", "Progress", "Radio", "Selectbox", "Slider", "Spinner"),
    *("StreamlitSyntaxHighlighter", "TextInput", "Toast", "index"),
)  # parts of Streamlit's front end that are fetched when a page first has one
_IMPORT = re.compile(r'(?:from\s*|import\s*\(?\s*)"\./([^"]+\.js)"')
_STATIC = re.compile(r'(?:from\s*|import\s*)"\./([^"]+\.js)"')
_ASSET = re.compile(r"assets/[0-9a-f]+\.(?:woff2|svg|png|wasm)")


def build(folder: Path) -> None:
    """Write the site into a folder, in the place of what was there.

    Raises:
        FetchError: something that it is made of can't be had.
    """
    found = {entry["name"]: files_of(entry) for entry in pinned()}
    stlite, pyodide = (_unpacked(found.pop(name)[0]) for name in ("@stlite/browser", "pyodide"))
    shutil.rmtree(folder, ignore_errors=True)
    wheels = [path for paths in found.values() for path in paths]
    python = python_packages(wheels, json.loads(pyodide["pyodide-lock.json"]))
    python |= {
        name: pyodide[name]
        for name in pyodide
        if re.fullmatch(r"pyodide\.(m?js|asm\.\w+)|python_stdlib\.zip", name)
    }
    _write(folder / "python", python)
    _write(folder / "stlite", _used(stlite))
    _write(folder, {"app.zip": app_archive()} | shell(package_names(python)))
    _write(folder, {"worker.js": _worker(folder)})


def _worker(folder: Path) -> bytes:
    """The service worker, which knows all files and their hashes."""
    contents = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*.*")
        if path.is_file()
    }
    hashes = {
        name: f"sha256-{b64encode(sha256(contents[name]).digest()).decode()}" for name in sorted(contents)
    }
    files = {"version": sha256(json.dumps(hashes).encode()).hexdigest()[:16], "hashes": hashes}
    return f"const FILES = {json.dumps(files)};\n".encode() + (SHELL / "worker.js").read_bytes()


def _unpacked(path: Path) -> dict[str, bytes]:
    """The files of an npm package, by their names below its folder, or below its folder `build`."""
    with tarfile.open(path) as archive:
        files = {each.name: archive.extractfile(each).read() for each in archive if each.isfile()}
    return {re.sub(r"^package/(build/)?", "", name): contents for name, contents in files.items()}


def _used(stlite: dict[str, bytes]) -> dict[str, bytes]:
    """Of stlite's files those that a page of ours can come to."""
    used, waiting = set(), ["stlite.js", "stlite.css"]
    waiting += [name for name in stlite if re.match(rf"({'|'.join(ELEMENTS)})-[^/]*\.js$", name)]
    while waiting:
        name = waiting.pop()
        if name in used or name not in stlite:
            continue
        used.add(name)
        if name.endswith((".js", ".css")):
            text = stlite[name].decode()
            waiting += [*_STATIC.findall(text), *_ASSET.findall(text)]
    used |= {name for name in stlite if name.endswith(".whl")}
    return {name: stlite[name] for name in used}


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for name, contents in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents)


def main() -> None:
    """Build it, and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=PROJECT / "site")
    folder = parser.parse_args().folder
    try:
        build(folder)
    except FetchError as error:
        sys.exit(f"The site was not built. {error}")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{folder}: {size / 1e6:.1f} MB. To look at it: python -m http.server -d {folder}")


if __name__ == "__main__":
    main()
