"""Python's packages for a browser: one archive of everything imported there, compiled in advance.

Takes wheels and Pyodide's files, returns files. It leaves out what is never imported; what is imported but
not used becomes an empty package.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from deploy.site.archive import packed
from deploy.site.registries import FetchError

SOURCES = ("packages/anyio/__init__.py",)  # it reads its own source
BY_NAME = "micropip"  # Pyodide loads it by name; it finds the others installed
LATER = {"docx": ("lxml", "python_docx")}  # what is fetched when it's first needed, with what it imports
# Streamlit imports these for features that we never use.
EMPTY = {"altair": "6.0.0", "fastparquet": "2024.11.0", "pandas": "2.3.3", "ssl": "1.0.0"}
NOTHING = '''"""Nothing: this is imported, not used. What is asked of it is an error that nobody raises."""


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return type(name, (Exception,), {})
'''
UNUSED = re.compile(
    r"/tests?/|/(_core|random|_pyinstaller)/(include|_examples)/|\.(pyi|pxd|[ch]|a)$|/(licenses|sboms|RECORD)"
    r"|^numpy/(f2py|doc|distutils|typing|polynomial|fft|ma|testing|_pyinstaller|lib/libnpy)/"
    r"|^PIL/(_imaging(ft|cms|tk|morph|math)|_webp|_avif)\.|^PIL/(?!Png|Jpeg|MpoI|Bmp|Gif|Ppm|Tiff)\w+ImagePlugin"
    r"|^streamlit/(\.agents|hello|testing)/|^lxml/(?!__init__|_elementpath|etree\.)|/default-docx-template/"
)
UNUSED_IN_PYTHON = re.compile(
    r"^(_pyrepl|multiprocessing|unittest|wsgiref|xmlrpc|xml/dom|pydoc_data)/|^(doctest|pydoc|pdb|bdb|mailbox|imaplib"
    r"|smtplib|poplib|ftplib|optparse|pickletools|_pyio|_pydatetime|cProfile|profile|pstats|antigravity|this"
    r"|_android_support|_ios_support|_apple_support|modulefinder|trace|tabnanny|pyclbr|wave)\.py$"
    r"|^encodings/(cp(?!437|1252)\d+|mac_|iso8859_(?!1\.)|iso2022|euc_|shift_jis|big5|gb|hz|johab|koi8|kz1048|ptcp|tis|hp_)"
)


def python_files(wheels: Mapping[str, bytes], pyodide: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return file name -> contents for a site's folder `python`.

    Args:
        wheels: file name -> contents, of all packages.
        pyodide: the files of its npm package.

    Raises:
        FetchError: this machine lacks Node.js, which compiles them.
    """
    own = {name: wheels[name] for name in wheels if name.startswith(BY_NAME)}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        later = {name: key for key, names in LATER.items() for name in wheels if name.startswith(names)}
        for name in wheels.keys() - own.keys():
            _unpack(wheels[name], folder / "code" / later.get(name, "packages"), UNUSED)
        for name, version in EMPTY.items():
            _write_empty(folder / "code" / "packages", name, version)
        _unpack(pyodide["python_stdlib.zip"], folder / "code" / "library", UNUSED_IN_PYTHON)
        _write(folder / "pyodide", pyodide)
        first = _compile(folder / "pyodide", folder / "code")
        for path in list((folder / "code" / "library").iterdir()):
            if path.stem not in first and path.name != "site-packages":
                path.rename(folder / "code" / "packages" / path.name)  # one stream is smaller than many
        files = {
            **{f"{name}.tar.gz": packed(_contents(folder / "code" / name)) for name in ("packages", *LATER)},
            "python_stdlib.zip": _zipped(folder / "code" / "library"),
        }
    files |= {name: pyodide[name] for name in ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm")}
    lock = {"info": json.loads(pyodide["pyodide-lock.json"])["info"]}
    lock["packages"] = dict(_described(name, contents) for name, contents in own.items())
    return files | own | {"pyodide-lock.json": json.dumps(lock, indent=1).encode()}


def _unpack(contents: bytes, folder: Path, unused: re.Pattern) -> None:
    with zipfile.ZipFile(io.BytesIO(contents)) as archive:
        for name in archive.namelist():
            if not unused.search(name):
                archive.extract(name, folder)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True)
    for name, contents in files.items():
        if "/" not in name:
            (folder / name).write_bytes(contents)


def _write_empty(folder: Path, name: str, version: str) -> None:
    about = folder / f"{name}-{version}.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    (folder / name).mkdir()
    (folder / name / "__init__.py").write_text(NOTHING if name == "ssl" else "")


def _compile(pyodide: Path, folder: Path) -> list[str]:
    """Compile a folder; return the modules that Python needs before it can unpack the archive."""
    command = ["node", str(Path(__file__).with_name("compile.mjs")), str(pyodide), str(folder), *SOURCES]
    if not shutil.which("node"):
        raise FetchError("Node.js compiles Python's files for it, and there is none on this machine.")
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def _zipped(folder: Path) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in sorted(_files_in(folder)):
            info = zipfile.ZipInfo(path.relative_to(folder).as_posix())
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, path.read_bytes(), compresslevel=9)
    return buffer.getvalue()


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in _files_in(folder)}


def _files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _described(file: str, contents: bytes) -> tuple[str, dict[str, object]]:
    """Return a package's entry in Pyodide's lock file."""
    name, version = file.split("-")[:2]
    return name, {
        "name": name,
        "version": version,
        "file_name": file,
        "install_dir": "site",
        "sha256": sha256(contents).hexdigest(),
        "package_type": "package",
        "imports": [name],
        "depends": [],
    }
