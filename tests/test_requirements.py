"""Requirements exclude published vulnerabilities that a stranger can reach, and the lock files are complete.

The project's version and license are the same everywhere.
"""

import re
from importlib.metadata import version

import pytest
from packaging.requirements import Requirement

from model import PROJECT
from model.version import VERSION
from tests.for_each import for_each
from views.address.address_fields import FIELDS


def read(name: str) -> list[Requirement]:
    """Return the requirements of a file, without those of another file that it includes."""
    lines = (PROJECT / name).read_text().splitlines()
    return [Requirement(line) for line in lines if not line.startswith(("-", "#"))]


FOR_THE_SITE = read("deploy/site/requirements.txt")
REQUIRED, FOR_TESTS = read("requirements.txt"), read("requirements-dev.txt")
HOLES = {  # the last vulnerable versions
    "keras": ["3.12.3", "3.13.0", "3.13.2", "3.14.1", "3.15.0"],
    "pillow": ["12.2.0"],
    "h5py": ["3.11.0"],  # HDF5 before 1.14.4: CVE-2026-26200
    "python-multipart": ["0.0.25", "0.0.26"],  # CVE-2026-40347, CVE-2026-42561
    "starlette": ["1.0.0", "1.3.0"],  # CVE-2026-48710, CVE-2026-54283
}


@pytest.mark.parametrize(("name", "holed"), [(name, each) for name in HOLES for each in HOLES[name]])
def test_vulnerable_versions_are_excluded(name, holed):
    (required,) = (each for each in REQUIRED if each.name == name)
    assert not required.specifier.contains(holed)


@for_each("required", REQUIRED, ids=lambda required: required.name)
def test_the_installed_packages_are_allowed(required):
    if required.marker is None or required.marker.evaluate():
        assert required.specifier.contains(version(required.name))


# What is locked

NAMES = ("requirements.lock", "requirements-dev.lock", "requirements-site.lock")
LOCKS = {name: (PROJECT / name).read_text() for name in NAMES}
BOUNDS = {
    "requirements.lock": REQUIRED,
    "requirements-dev.lock": [*REQUIRED, *FOR_TESTS],
    "requirements-site.lock": [each for each in REQUIRED if each.name in {one.name for one in FOR_THE_SITE}],
}
ENTRY = re.compile(r"^([\w.-]+)==(\S+)(?: ; ([^\\\n]+?))? \\$", re.MULTILINE)


def pins(text: str) -> set[tuple[str, str, str]]:
    """Return name, version and marker of each package of a lock file."""
    return set(ENTRY.findall(text))


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_locked_with_hashes_and_without_a_host(name):
    entries = re.split(r"^(?=[\w.-]+==)", LOCKS[name], flags=re.MULTILINE)[1:]
    assert len(entries) == len(pins(LOCKS[name])) > 50
    assert all(re.search(r"^    --hash=sha256:[0-9a-f]{64}", entry, re.MULTILINE) for entry in entries)
    assert not re.search(r"https?:|^-|\B/", LOCKS[name], re.MULTILINE)


def test_tests_and_app_lock_the_same_versions():
    for_tests = pins(LOCKS["requirements-dev.lock"])
    for name, pinned, where in pins(LOCKS["requirements.lock"]):
        assert {(name, pinned, where), (name, pinned, "")} & for_tests  # there, or everywhere


def test_the_site_s_lock_matches_without_keras():
    of_site, of_app = ({pin[:2] for pin in pins(LOCKS[name])} for name in (NAMES[2], NAMES[0]))
    assert of_site < of_app
    assert not re.search(r"^(tensorflow|keras)", LOCKS["requirements-site.lock"], re.MULTILINE)


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_is_within_the_bounds(name):
    locked = pins(LOCKS[name])
    for required in BOUNDS[name]:
        versions = [version for each, version, _ in locked if each == required.name]
        assert versions, required.name
        assert all(required.specifier.contains(version) for version in versions)


@for_each("required", [*REQUIRED, *FOR_TESTS], ids=lambda required: required.name)
def test_every_requirement_has_both_bounds(required):
    signs = {each.operator for each in required.specifier}
    assert {">=", "<"} <= signs


# What is said of this version


def test_the_version_is_the_same_everywhere():
    cited = (PROJECT / "CITATION.cff").read_text()
    assert re.findall(r"^version: (\S+)$", cited, re.MULTILINE) == [VERSION]
    released = re.findall(r"^## (\d\S*)", (PROJECT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert released[0] == VERSION
    assert re.fullmatch(r"\d+\.\d+\.\d+", VERSION)


def test_what_is_promised_to_stay_is_there():
    stays = (PROJECT / "CHANGELOG.md").read_text().split("### What stays")[1].split("\n### ")[0]
    links, _files, names, _sums = stays.split("\n- ")[1:]
    assert {*re.findall(r"`(\w+)`", links)} - {"embed"} <= {field.name for field in FIELDS}
    pages = (PROJECT / "page.py").read_text()
    assert all(f'url_path="{page}"' in pages for page in re.findall(r"`/(\w+)`", links))
    for command, options in zip(("read", "__main__"), names.split("and of `python -m")):
        code = (PROJECT / f"model/export/{command}.py").read_text()
        assert all(f'"{option}"' in code for option in re.findall(r"`(--[\w-]+)`", options)), command
    code = "".join(path.read_text() for path in (PROJECT / "views").rglob("*.py"))
    code += "".join(path.read_text() for path in (PROJECT / "model").rglob("*.py"))
    settings = re.findall(r"`(INKLING_\w+)`", names)
    assert settings and all(f'"{each}"' in code for each in settings)


def test_the_license_is_the_same_everywhere():
    assert (PROJECT / "LICENSE").read_text().startswith("MIT License\n")
    assert 'license = "MIT"' in (PROJECT / "pyproject.toml").read_text()
    assert re.search(r"^license: MIT$", (PROJECT / "CITATION.cff").read_text(), re.MULTILINE)


def test_contributing_fits_on_one_page():
    assert len((PROJECT / "CONTRIBUTING.md").read_text().splitlines()) <= 60
