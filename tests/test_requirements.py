"""No version with a published hole that a stranger can reach may be installed."""

from __future__ import annotations

from importlib.metadata import version

import pytest
from packaging.requirements import Requirement

from tests.browser.server import PROJECT

REQUIRED = [
    Requirement(line)
    for line in (PROJECT / "requirements.txt").read_text().splitlines()
    if not line.startswith("-")
]
HOLES = {  # the last versions that have them
    "keras": ["3.12.3", "3.13.0", "3.13.2", "3.14.1", "3.15.0"],
    "pillow": ["12.2.0"],
    "h5py": ["3.11.0"],  # HDF5 before 1.14.4: CVE-2026-26200
    "python-multipart": ["0.0.25"],  # CVE-2026-40347
    "starlette": ["1.0.0", "1.3.0"],  # CVE-2026-48710, CVE-2026-54283
}


@pytest.mark.parametrize(("name", "holed"), [(name, each) for name in HOLES for each in HOLES[name]])
def test_versions_with_holes_are_excluded(name, holed):
    (required,) = (each for each in REQUIRED if each.name == name)
    assert not required.specifier.contains(holed)


@pytest.mark.parametrize("required", REQUIRED, ids=lambda required: required.name)
def test_what_is_installed_here_is_allowed(required):
    if required.marker is None or required.marker.evaluate():
        assert required.specifier.contains(version(required.name))
