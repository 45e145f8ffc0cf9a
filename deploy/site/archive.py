"""The app as a browser's Python gets it: its own sources and what they read, as one archive.

Takes this project, gives the archive's bytes: the same for the same project. Left out is what nothing can use
there: Keras's half of `model/`, pictures of the page; and what the browser has by itself, or gets later, and
shell/boot.js gives to Python: some weights, MNIST's test images, what languages say.
"""

from __future__ import annotations

import gzip
import io
import re
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from model import PROJECT
from model.network import NAMES
from model.network.keras_file import with_plain_weights
from model.novelty import NOVELTY_NETWORKS
from views.language.catalogs import LATER, languages, path_of

FOLDERS = ("locale", "model", "views")
KINDS = (".py", ".js", ".css", ".json", ".npz", ".keras")
FILES = ("page.py", "assets/samples.json", "assets/icon.png", "assets/logo.svg")
AT_ONCE = NAMES[0]  # the network whose weights a browser has already, and the novelty network's with them
CONFIG = ".streamlit/config.toml"
PADDING = re.compile(r"padding\w+ = ")
LEFT_OUT = (
    "model/learning",
    *(f"model/classes/{name}.py" for name in ("asking", "database", "over", "room")),
    *(f"model/classes/{name}.py" for name in ("store", "tables", "votes")),
    "model/evaluation/model_card.py",
    "model/evaluation/drawings.py",
    "model/evaluation/recognition.py",
)


def app_archive() -> bytes:
    """The archive."""
    return packed(dict(_contents()))


def packed(files: Mapping[str, bytes]) -> bytes:
    """Files as one .tar.gz: like beside like, in one stream, and of no moment in time."""
    buffer = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=9, mtime=0) as stream,
        tarfile.open(fileobj=stream, mode="w") as archive,
    ):
        for name in sorted(files, key=lambda name: (Path(name).suffix, name)):
            info = tarfile.TarInfo(name)
            info.size = len(files[name])
            archive.addfile(info, io.BytesIO(files[name]))
    return buffer.getvalue()


def _contents() -> Iterator[tuple[str, bytes]]:
    for name in FILES:
        yield name, (PROJECT / name).read_bytes()
    yield CONFIG, "".join(line for line in _config() if not PADDING.match(line)).encode()
    for folder in FOLDERS:
        for path in (PROJECT / folder).rglob("*"):
            name = path.relative_to(PROJECT).as_posix()
            if path.suffix in KINDS and not name.startswith(LEFT_OUT) and ".new/" not in name:
                yield name, smaller(path)
    for each in languages()[1:]:
        yield f"{catalog_file(each)}{LATER}", b""


def catalog_file(language: str) -> str:
    """Where a language's catalog is, in the project and on the site."""
    return "/".join(("locale", *path_of(language).parts[-3:]))


def smaller(path: Path) -> bytes:
    """A file as the site has it."""
    if path.suffix == ".keras":
        return with_plain_weights(path, has_weights=path.stem not in (AT_ONCE, NOVELTY_NETWORKS[AT_ONCE]))
    return path.read_bytes()


def _config() -> list[str]:
    return (PROJECT / CONFIG).read_text().splitlines(keepends=True)
