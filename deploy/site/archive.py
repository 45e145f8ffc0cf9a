"""The app for a browser's Python: its own sources and the files they read, as one archive.

Takes this project, returns the archive's bytes: the same for the same project. It leaves out what can't be
used there (Keras's half of `model/`, pictures of the page), and what the browser already has or fetches later
and shell/boot.js passes to Python: some weights, MNIST's test images, translations.
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
from views.parts.language.catalogs import LATER, languages, path_of

FOLDERS = ("content", "locale", "model", "views")
KINDS = (".md", ".py", ".js", ".css", ".json", ".npz", ".keras")
FILES = ("page.py", *(f"assets/{name}" for name in ("samples.json", "icon.png", "logo.svg", "drawings.npz")))
AT_ONCE = NAMES[0]  # the browser already has this network's weights, and its novelty network's
CONFIG = ".streamlit/config.toml"
PADDING = re.compile(r"padding\w+ = ")
LEFT_OUT = (
    *(f"model/trained/{name}.md" for name in NAMES),
    "model/learning",
    *(f"model/classes/{name}.py" for name in ("database", "over", "room")),
    *(f"model/classes/{name}.py" for name in ("sittings", "store", "tables", "votes")),
    "model/evaluation/model_card.py",
    "model/evaluation/drawings.py",
    "model/evaluation/recognition.py",
)


def app_archive() -> bytes:
    """Return the archive."""
    return packed(dict(_contents()))


def packed(files: Mapping[str, bytes]) -> bytes:
    """Pack files as one .tar.gz: similar ones next to each other, in one stream, without timestamps."""
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
    """Return the path of a language's catalog, in the project and on the site."""
    return "/".join(("locale", *path_of(language).parts[-3:]))


def smaller(path: Path) -> bytes:
    """Return a file's contents as the site has them."""
    if path.suffix == ".keras":
        return with_plain_weights(path, has_weights=path.stem not in (AT_ONCE, NOVELTY_NETWORKS[AT_ONCE]))
    return path.read_bytes()


def _config() -> list[str]:
    return (PROJECT / CONFIG).read_text().splitlines(keepends=True)
