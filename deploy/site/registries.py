"""Downloads the site's parts from npm and PyPI, with ordinary clients; pinned.json lists them and hashes.

Takes an entry of that list, returns files from a cache outside the project, fetched once. Knows nothing about
sites.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from hashlib import sha256
from pathlib import Path

PINNED = Path(__file__).with_name("pinned.json")
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "inkling-site"


class FetchError(Exception):
    """A part can't be fetched; the message is a sentence."""


def pinned() -> list[dict]:
    """Return all entries: registry, name, version, license, sha256; with `take`, only these of its files."""
    return json.loads(PINNED.read_text())


def files_of(entry: dict) -> list[Path]:
    """Return the files of an entry, from the cache or, the first time, from its registry.

    Raises:
        FetchError: its registry can't be reached, or its file isn't the pinned one.
    """
    folder = CACHE / entry["sha256"]
    if not folder.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as scratch:
            fetched = _fetch(entry, Path(scratch))
            if "take" in entry:
                _take(entry, fetched)
            fetched.parent.replace(folder)  # all of it or nothing
            Path(scratch).mkdir()  # because TemporaryDirectory removes it
    return sorted(folder.iterdir())


def _take(entry: dict, fetched: Path) -> None:
    """Replace an archive by the files that are used."""
    of_npm = entry["registry"] == "npm"
    with tarfile.open(fetched) if of_npm else zipfile.ZipFile(fetched) as archive:
        for each in entry["take"]:
            contents = archive.extractfile(each["file"]).read() if of_npm else archive.read(each["file"])
            _check(contents, each["sha256"], each["file"])
            fetched.with_name(Path(each["file"]).name).write_bytes(contents)
    fetched.unlink()


def _fetch(entry: dict, folder: Path) -> Path:
    name, version = entry["name"], entry["version"]
    if entry["registry"] == "npm":
        command = ["npm", "pack", "--silent", f"{name}@{version}", "--pack-destination", str(folder)]
    else:
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
        ]
        command += ["--ignore-requires-python"]  # because we only unpack it
        command += ["--only-binary", ":all:", "--platform", "any", "--python-version", "3.13"]
        command += ["--dest", str(folder), f"{name}=={version}"]
    what = f"{name} {version} can't be had from {'npm' if entry['registry'] == 'npm' else 'PyPI'}"
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    except FileNotFoundError as error:
        raise FetchError(f"{what}: there is no {command[0]} on this machine.") from error
    files = list(folder.iterdir())
    if done.returncode or len(files) != 1:
        raise FetchError(f"{what}: {done.stderr.strip()[-300:] or 'there is no such file'}")
    _check(files[0].read_bytes(), entry["sha256"], files[0].name)
    return files[0]


def _check(contents: bytes, expected: str, name: str) -> None:
    if sha256(contents).hexdigest() != expected:
        raise FetchError(f"{name} is another file than the one that pinned.json names.")
