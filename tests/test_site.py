"""The site: its Streamlit's features and its files; tests/site/check_site.py opens it in a browser."""

import ast
import io
import os
import re
import subprocess
import sys
import tarfile
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from deploy.site.archive import AT_ONCE, CONFIG, PADDING, app_archive
from deploy.site.registries import pinned
from deploy.site.shell import files_of_languages, shell
from deploy.site.streamlit_api import api, version_in_stlite
from model import PROJECT
from model.network import NAMES, load_network
from model.novelty import NOVELTY_NETWORKS, load_novelty_network
from model.preprocess.mnist import load_test_images
from tests.for_each import for_each
from views.parts.files.digit_files import OF_TRAINING
from views.parts.language.catalogs import languages

SOURCES = [PROJECT / "page.py", *sorted((PROJECT / "views").rglob("*.py"))]
COMMAND = re.compile(r"st\.((?:components\.v2\.)?\w+)$")
ELSEWHERE = {"components", "runtime", "testing"}  # modules
READS = """
import sys
from hashlib import sha256
sys.modules["h5py"] = None  # as in a browser
from views.parts.files.in_browser import add_weights
add_weights()
from model.training.history import load_history
from model.preprocess.mnist import load_test_images
from model.network import load_network
from model.novelty import load_detector, load_novelty_network
from model.explain.profile import load_profile
for name in sys.argv[1:]:
    network = load_network(name)
    load_detector(network), load_profile(network)
    print(network.fingerprint, load_novelty_network(name).fingerprint)
images, labels = load_test_images()
print(len(load_history().networks), sha256(images.tobytes() + bytes(labels)).hexdigest())
"""
PYTHON_IN_A_WORKER = {"'self'", "blob:", "'wasm-unsafe-eval'", "data:"}


def too_new(code: str) -> Iterator[str]:
    """Return the Streamlit features that this code uses and the site's Streamlit lacks."""
    commands = api()["commands"]
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and (found := COMMAND.match(ast.unparse(node))):
            name = found[1]
            if name not in commands and name.partition(".")[0] not in ELSEWHERE:
                yield f"st.{name}"
        if isinstance(node, ast.Call) and (found := COMMAND.match(ast.unparse(node.func))):
            known = commands.get(found[1], [])
            for keyword in node.keywords:
                if keyword.arg and not {keyword.arg, "**kwargs"} & set(known):
                    yield f"st.{found[1]}({keyword.arg}=)"


@for_each("path", SOURCES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_nothing_is_too_new_for_the_site_s_streamlit(path):
    assert list(too_new(path.read_text())) == []


def test_a_feature_that_is_too_new_is_detected():
    code = "st.button('Go', shiny=True)\nst.hologram('now')\nst.columns(3)[0].metric('a', 1)"
    assert sorted(too_new(code)) == ["st.button(shiny=)", "st.hologram"]


def test_the_site_s_streamlit_knows_every_setting_it_gets():
    section, said = "", []
    for line in (PROJECT / CONFIG).read_text().splitlines():
        if header := re.match(r"\[(.+)\]", line):
            section = header[1]
        elif (name := re.match(r"(\w+) = ", line)) and not PADDING.match(line):
            said.append(f"{section}.{name[1]}")
    assert said
    assert not set(said) - set(api()["settings"])


def test_the_feature_list_is_that_of_stlite_s_streamlit():
    assert api()["version"] == version_in_stlite()


def test_everything_fetched_is_pinned_with_a_known_license():
    for entry in pinned():
        assert entry["registry"] in ("npm", "pypi")
        assert entry["license"] and re.fullmatch(r"[\d.]+", entry["version"])
        for each in (entry, *entry.get("take", ())):
            assert re.fullmatch(r"[0-9a-f]{64}", each["sha256"])


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("app")
    with tarfile.open(fileobj=io.BytesIO(app_archive())) as archive:
        archive.extractall(folder, filter="data")
    for name in ("networks/dense.bin", "digits/test.bin"):  # files of the shell that boot.js gives to Python
        (folder / name).parent.mkdir()
        (folder / name).write_bytes(shell()[name])
    return folder


def test_the_archive_has_what_the_browser_s_python_reads(unpacked):
    networks_at_once = (AT_ONCE, NOVELTY_NETWORKS[AT_ONCE])
    in_the_first_file = [unpacked / "model" / "trained" / f"{name}.keras" for name in networks_at_once]
    assert (
        sum(path.stat().st_size for path in in_the_first_file) < 20_000
    )  # no weights, because they come separately
    command = [sys.executable, "-c", READS, *NAMES]
    done = subprocess.run(
        command, cwd=unpacked, env=os.environ | {"PYTHONPATH": str(unpacked)}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    *fingerprints, counts = done.stdout.split("\n")[:-1]
    networks = [(load_network(name), load_novelty_network(name)) for name in NAMES]
    assert fingerprints == [f"{network.fingerprint} {asked.fingerprint}" for network, asked in networks]
    images, labels = load_test_images()
    assert counts == f"25 {sha256(images.tobytes() + bytes(labels)).hexdigest()}"
    assert not (unpacked / "assets" / "mnist.npz").exists()


def test_a_language_is_listed_in_the_archive_but_fetched_separately(unpacked):
    assert list(unpacked.rglob("*.po")) == []
    command = [
        sys.executable,
        "-c",
        "from views.parts.language.catalogs import languages; print(*languages())",
    ]
    done = subprocess.run(
        command, cwd=unpacked, env=os.environ | {"PYTHONPATH": str(unpacked)}, capture_output=True, text=True
    )
    assert done.stdout.split() == [*languages()]
    files = shell()
    for each in languages()[1:]:
        assert {*files_of_languages()[each]} <= files.keys()
    assert {f"digits/{part}.bin" for part in OF_TRAINING} <= files.keys()  # the last late


def test_nothing_is_written_twice(unpacked):
    """The site's sources are the project's own, which all pages are made of."""
    for folder in ("views", "model"):
        for path in (PROJECT / folder).rglob("*"):
            name = path.relative_to(PROJECT)
            if path.suffix in (".py", ".js", ".css") and "learning" not in name.parts:
                copy = unpacked / name
                assert not copy.exists() or copy.read_bytes() == path.read_bytes()
                assert copy.exists() or folder == "model"


def test_the_site_s_security_policy_comes_first():
    """It allows its own scripts, and Python in a worker."""
    page = shell()["lesson/index.html"].decode()
    head, _, rest = page.partition('<meta http-equiv="Content-Security-Policy" content="')
    said = dict(part.strip().split(" ", 1) for part in rest.partition('"')[0].split(";"))
    assert "<script" not in head and "<style" not in head
    inline = re.findall(r"<script(?: type=\"module\")?>(.*?)</script>", page, re.DOTALL)
    hashes = {f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in inline}
    assert len(hashes) == 3  # its settings, until_there.js, its module
    assert set(said["script-src"].split()) == PYTHON_IN_A_WORKER | hashes
    assert (said["connect-src"], said["default-src"], said["base-uri"]) == ("'self'", "'none'", "'self'")
