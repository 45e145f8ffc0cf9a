"""Tests that REUSE.toml covers every file, and that LICENSES and the documents have its licenses."""

import re
from pathlib import Path
from typing import NamedTuple

from model import PROJECT
from tests.for_each import for_each

NAMES = {  # SPDX names, and the usual ones
    "MIT": "MIT",
    "Apache-2.0": "Apache 2.0",
    "CC-BY-4.0": "CC BY 4.0",
    "CC-BY-SA-3.0": "CC BY-SA 3.0",
    "BSD-3-Clause": "BSD 3-Clause",
    "CC0-1.0": "CC0 1.0",
    "Unicode-3.0": "Unicode 3.0",
}
PATTERN = {"**": ".*", "*": "[^/]*"}


class Table(NamedTuple):
    """A table of REUSE.toml: the patterns of its files, and their licenses."""

    patterns: list[str]
    licenses: set[str]


def _read() -> list[Table]:
    tables = []
    for text in (PROJECT / "REUSE.toml").read_text().split("[[annotations]]")[1:]:
        said = dict(re.findall(r"^([\w-]+) = (.+)$", text, re.MULTILINE))
        (license_,) = re.findall(r'"(.+)"', said["SPDX-License-Identifier"])
        assert said["precedence"] == '"override"' and said["SPDX-FileCopyrightText"]
        tables.append(Table(re.findall(r'"([^"]+)"', said["path"]), {*license_.split(" AND ")}))
    return tables


TABLES = _read()


def matches(pattern: str, name: str) -> bool:
    parts = re.split(r"(\*\*|\*)", pattern)
    return bool(re.fullmatch("".join(PATTERN.get(part) or re.escape(part) for part in parts), name))


def licenses_of(name: str) -> set[str]:
    """Return a file's licenses: the last table that matches it counts."""
    return [table.licenses for table in TABLES if any(matches(each, name) for each in table.patterns)][-1]


def test_every_file_has_a_license():
    assert TABLES[0] == Table(["**"], {"MIT"})


@for_each("pattern", [each for table in TABLES[1:] for each in table.patterns])
def test_every_pattern_matches_a_file(pattern):
    assert [*PROJECT.glob(pattern)]


@for_each(
    ("name", "licenses"),
    [
        ("views/lesson/panel.py", "MIT"),
        ("model/trained/dense.keras", "MIT"),
        ("deploy/site/build.py", "MIT"),
        ("README.md", "CC-BY-4.0"),
        ("docs/languages.md", "CC-BY-4.0"),
        ("content/lesson/01-draw.md", "CC-BY-4.0"),
        ("locale/de/LC_MESSAGES/inkling.po", "CC-BY-4.0"),
        ("assets/logo.svg", "CC-BY-4.0"),
        ("assets/mnist.npz", "CC-BY-SA-3.0"),
        ("assets/mnist_writers.npz", "BSD-3-Clause"),
        ("assets/icons.woff2", "Apache-2.0"),
        ("assets/screenshots/film.webp", "CC-BY-4.0 CC-BY-SA-3.0"),
        ("locale/languages.json", "Unicode-3.0"),
        ("tests/files/newer_features.txt", "CC0-1.0"),
    ],
)
def test_these_files_have_these_licenses(name, licenses):
    assert (PROJECT / name).exists() and licenses_of(name) == {*licenses.split()}


def test_licenses_has_exactly_the_texts_in_use():
    used = {each for table in TABLES for each in table.licenses}
    assert used == {path.stem for path in (PROJECT / "LICENSES").iterdir()} == {*NAMES}
    assert all(path.stat().st_size > 1000 for path in (PROJECT / "LICENSES").iterdir())


@for_each("file", ["DATA-LICENSES.md", "README.md", "CONTRIBUTING.md"])
def test_the_documents_name_the_licenses(file: str):
    text = Path(PROJECT / file).read_text()
    named = NAMES.values() if file == "DATA-LICENSES.md" else ("MIT", "CC BY 4.0")
    assert [name for name in named if name not in text] == []
