"""Python's packages for a browser: which of them there are, as Pyodide's lock file says it.

Takes wheels, gives them, less what is never imported, with the lock file that has Pyodide ask nobody else.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

# Streamlit imports these, and we never use what they are for: installed as packages of nothing.
EMPTY = {"altair": "6.0.0", "fastparquet": "2024.11.0", "pandas": "2.3.3", "ssl": "1.0.0"}
NOTHING = '''"""Nothing: this is imported, not used. What is asked of it is an error that nobody raises."""


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return type(name, (Exception,), {})
'''
UNUSED = re.compile(
    r"/tests?/|/_?testing/.*|\.pyi$|\.pxd$|\.[ch]$|\.a$|^numpy/(f2py|doc|distutils|typing|lib/libnpy)/|^numpy/random/_examples"
    r"|^streamlit/(\.agents|hello|testing)/"
)
NEEDED = re.compile(r"^numpy/(testing/|_core/tests/_natype)")  # they are imported all the same


def python_packages(wheels: list[Path], pyodide_lock: Mapping) -> dict[str, bytes]:
    """File name -> contents, of what stands beside Pyodide: the wheels, and its lock file."""
    files = {path.name: _without_unused(path) for path in wheels}
    files |= {f"{name}-{version}-py3-none-any.whl": _empty(name, version) for name, version in EMPTY.items()}
    listed = {name: _described(name, contents) for name, contents in files.items()}
    lock = {"info": pyodide_lock["info"], "packages": {each["name"]: each for each in listed.values()}}
    return files | {"pyodide-lock.json": json.dumps(lock, indent=1).encode()}


def package_names(files: Mapping[str, bytes]) -> list[str]:
    """The names of these packages, as their lock file has them."""
    return list(json.loads(files["pyodide-lock.json"])["packages"])


def _without_unused(path: Path) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(buffer, "w") as new:
        for info in old.infolist():
            if not UNUSED.search(info.filename) or NEEDED.search(info.filename):
                copy = zipfile.ZipInfo(info.filename)
                copy.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(copy, old.read(info), compresslevel=9)
    return buffer.getvalue()


def _empty(name: str, version: str) -> bytes:
    about, buffer = f"{name}-{version}.dist-info", io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for file, text in {
            f"{name}/__init__.py": NOTHING if name == "ssl" else "",
            f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
            f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            f"{about}/RECORD": "",
        }.items():
            archive.writestr(zipfile.ZipInfo(file), text)
    return buffer.getvalue()


def _described(file: str, contents: bytes) -> dict[str, object]:
    """A package as Pyodide's lock file has it."""
    name, version = file.split("-")[:2]
    with zipfile.ZipFile(io.BytesIO(contents)) as archive:
        imported = {each.split("/")[0].removesuffix(".py") for each in archive.namelist()}
    return {
        "name": re.sub(r"[-_.]+", "-", name).lower(),
        "version": version,
        "file_name": file,
        "install_dir": "site",
        "sha256": sha256(contents).hexdigest(),
        "package_type": "package",
        "imports": sorted(each for each in imported if each.isidentifier()),
        "depends": [],
    }
