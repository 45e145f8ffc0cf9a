"""The parts that the site is assembled from, without downloads: each step takes and returns files."""

import gzip
import io
import json
import re
import subprocess
import sys
import tarfile
import zipfile
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from deploy.site import build as building
from deploy.site import packages, registries, streamlit_api
from deploy.site.archive import CONFIG, app_archive, packed
from deploy.site.front_end import DOWNLOADS, ELEMENTS, front_end
from deploy.site.registries import FetchError, files_of, pinned
from deploy.site.shell import PAGES, shell
from model import PROJECT
from model.novelty import NOVELTY_NETWORKS
from views.parts import words
from views.shell.old_browsers import notices
from views.shell.shell import html, paddings, styles

LICENSED = [{"registry": "npm", "name": "a", "version": "1", "license": "MIT"}]


def in_tar(contents: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(contents)) as archive:
        return {each.name: archive.extractfile(each).read() for each in archive}


def as_zip(**files: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, contents in files.items():
            archive.writestr(name, contents)
    return buffer.getvalue()


# The app's own files


def test_equal_files_give_equal_archives_with_similar_files_together():
    files = {"b.py": b"1", "a.js": b"22", "a.py": b"", "c/d.js": b"333"}
    archive = packed(files)
    assert in_tar(archive) == files
    assert list(in_tar(archive)) == ["a.js", "c/d.js", "a.py", "b.py"]
    assert packed(dict(reversed(files.items()))) == archive
    assert archive[4:8] == bytes(4)  # gzip's time


def test_the_archive_has_what_pages_use_and_nothing_for_training():
    files = in_tar(app_archive())
    assert {"page.py", "assets/icon.png", "assets/logo.svg", "assets/samples.json"} <= set(files)
    for kind in (".py", ".js", ".css", ".json", ".keras"):
        assert any(name.endswith(kind) for name in files)
    whole = ("dense", NOVELTY_NETWORKS["dense"])  # a browser has its weights already
    for path in (PROJECT / "model" / "trained").glob("*.keras"):
        size = len(files[f"model/trained/{path.name}"])
        assert (size < 20_000) == (path.stem in whole), path.name
    left_out = (
        "model/learning/",
        "model/evaluation/model_card.py",
        "model/evaluation/drawings.py",
        "model/evaluation/recognition.py",
    )
    assert not any(name.startswith(left_out) or ".new/" in name or "pycache" in name for name in files)
    assert not any(
        "mnist.npz" in name or name.endswith(".po") for name in files
    )  # these are fetched separately
    config, own = files[CONFIG].decode().splitlines(), (PROJECT / CONFIG).read_text().splitlines()
    assert set(own) - set(config) == {'paddingTop = "1rem"', 'paddingBottom = "3rem"'}
    assert set(config) <= set(own)


# Streamlit's front end

ASKS = """let e = await L.requestDeferredFile(D), t = y.buildDownloadUrl(e.url);
y.checkSourceUrlResponse(t, "Download Button"), h({ url: t }).click();"""
FORGETS = """removeInactive(_e) { this.widgetStates.forEach((ve, ye) => {}); }
removeInactive(_e) {
\tthis.widgetStates.removeInactive(_e), this.forms;"""


def test_the_front_end_has_what_the_first_file_and_pages_import():
    icons = "Material Symbols Rounded"
    drawn = [(icons, ""), ("Source Sans", ""), (icons, "font-style: italic; ")]
    faces = [
        f'@font-face {{ font-family: "{family}"; {style}src: url(assets/0{place}.woff2) }}'
        for place, (family, style) in enumerate(drawn, 1)
    ]
    stlite = {
        "stlite.css": f"a {{ color: red }}\n{''.join(faces)}",
        "stlite.js": 'import{a}from"./shared-1.js";import"./other-2.js";const later="./DataFrame-9.js"',
        "shared-1.js": 'export{b}from "./deep-3.js"',
        "other-2.js": "",
        "deep-3.js": 'import"./shared-1.js";new URL("assets/04.wasm")',
        "Slider-5.js": 'import"./for_sliders-6.js"',
        "DownloadButton-8.js": f"try {{ {ASKS} }} finally {{}}",
        "index-1.js": FORGETS,
        "Html-7.js": 'import("katex")',
        "for_sliders-6.js": "",
        "DataFrame-9.js": "",
        **{f"assets/{name}": "" for name in ("01.woff2", "02.woff2", "03.woff2", "04.wasm")},
    }
    files = front_end({name: text.encode() for name, text in stlite.items()})
    assert set(files) == {
        *("stlite.js", "stlite.css", "shared-1.js", "other-2.js", "deep-3.js"),
        *(
            "Slider-5.js",
            "for_sliders-6.js",
            "assets/01.woff2",
            "assets/04.wasm",
            "DownloadButton-8.js",
            "index-1.js",
        ),
    }
    assert files.pop("DownloadButton-8.js") == b"try { %s } finally {}" % DOWNLOADS.instead
    first, *_, last = files.pop("index-1.js").decode().splitlines()
    assert first == FORGETS.splitlines()[0]
    remaining = "_e = new Set([..._e, ...this.pendingTriggerIds])"
    assert last == f"\t{remaining}, this.widgetStates.removeInactive(_e), this.forms;"
    assert files["stlite.css"].decode() == f"a {{ color: red }}\n{faces[0]}"
    assert all(files[name].decode() == stlite[name] for name in files if name != "stlite.css")


def test_every_element_is_fetched_with_the_first_page_that_has_one():
    """Match names exactly: no `SliderOther`."""
    stlite = {"stlite.css": b"", "stlite.js": b""}
    stlite |= {f"{name}-ab12.js": b"" for name in ELEMENTS} | {
        "SliderOther-ab12.js": b"",
        "Slider-a.css": b"",
        "DownloadButton-ab12.js": ASKS.encode(),
        "index-ab12.js": FORGETS.encode(),
    }
    assert set(front_end(stlite)) == {"stlite.js", "stlite.css", *(f"{name}-ab12.js" for name in ELEMENTS)}


@pytest.mark.parametrize(
    "changed", [("DownloadButton-1.js", b"let e = await L.other(D);"), ("index-1.js", FORGETS.encode() * 2)]
)
def test_an_unknown_front_end_ends_the_build(changed):
    stlite = {"stlite.css": b"", "DownloadButton-1.js": ASKS.encode(), "index-1.js": FORGETS.encode()}
    front_end(stlite)
    with pytest.raises(FetchError, match="has changed"):
        front_end(stlite | dict([changed]))


# Python's packages


@pytest.mark.parametrize(
    ("unused", "used", "left"),
    [
        (
            packages.UNUSED,
            "numpy/linalg/linalg.py numpy/random/_generator.so PIL/PngImagePlugin.py PIL/Image.py",
            "numpy/fft/helper.py numpy/core/tests/test_a.py PIL/WebPImagePlugin.py PIL/_webp.so "
            "streamlit/hello/hello.py numpy/__init__.pyi a-1.dist-info/RECORD a-1.dist-info/licenses/B",
        ),
        (
            packages.UNUSED_IN_PYTHON,
            "json/decoder.py encodings/cp437.py encodings/iso8859_1.py encodings/utf_8.py trace_it.py",
            "unittest/case.py pdb.py encodings/cp1250.py encodings/iso8859_15.py xml/dom/minidom.py",
        ),
    ],
)
def test_packages_have_only_what_a_page_imports(unused, used, left):
    assert [name for name in f"{used} {left}".split() if unused.search(name)] == left.split()


def test_python_comes_with_its_first_needs_and_an_archive_of_the_rest(monkeypatch):
    compiled = []

    def as_if_compiled(*folders: Path) -> list[str]:
        compiled.extend({path.relative_to(each).as_posix() for path in each.rglob("*")} for each in folders)
        return ["tarfile", "io"]

    monkeypatch.setattr(packages, "_compile", as_if_compiled)
    own, first = "micropip-0.11.1-py3-none-any.whl", ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm")
    wheels = {
        own: b"micro",
        "a-1-py3-none-any.whl": as_zip(**{"a/__init__.py": "1", "a/tests/test_a.py": "2"}),
        "lxml-1-cp313.whl": as_zip(**{"lxml/etree.so": "8", "lxml/sax.so": "9"}),
    }
    library = {"tarfile.py": "3", "io.py": "4", "csv.py": "5", "pdb.py": "6", "site-packages/README": "7"}
    pyodide = {name: name.encode() for name in (*first, "other.js", "deep/down.js")}
    pyodide["python_stdlib.zip"] = as_zip(**library)
    pyodide["pyodide-lock.json"] = json.dumps({"info": {"abi": "1"}, "packages": {"x": {}}}).encode()
    files = packages.python_files(wheels, pyodide)
    archives = {"packages.tar.gz", "docx.tar.gz", "python_stdlib.zip"}
    assert files.keys() == {*first, own, "pyodide-lock.json", *archives}
    assert in_tar(files["docx.tar.gz"]) == {"lxml/etree.so": b"8"}  # only fetched by who needs it
    assert all(files[name] == (wheels | pyodide)[name] for name in (*first, own))
    lock = json.loads(files["pyodide-lock.json"])
    described = {
        "name": "micropip",
        "version": "0.11.1",
        "file_name": own,
        "imports": ["micropip"],
        "depends": [],
    }
    assert (lock["info"], [*lock["packages"]]) == ({"abi": "1"}, ["micropip"])
    assert (
        lock["packages"]["micropip"].items() >= (described | {"sha256": sha256(b"micro").hexdigest()}).items()
    )
    with zipfile.ZipFile(io.BytesIO(files["python_stdlib.zip"])) as archive:
        needed = {name: archive.read(name).decode() for name in archive.namelist()}
        assert {each.compress_type for each in archive.infolist()} == {zipfile.ZIP_DEFLATED}
    assert needed == {"io.py": "4", "tarfile.py": "3", "site-packages/README": "7"}
    rest = in_tar(files["packages.tar.gz"])
    assert (rest["a/__init__.py"], rest["csv.py"]) == (b"1", b"5")
    assert not {"a/tests/test_a.py", "pdb.py", "io.py", "lxml/etree.so"} & rest.keys()
    for name, version in packages.EMPTY.items():
        said = rest[f"{name}-{version}.dist-info/METADATA"].decode().splitlines()
        assert said[1:] == [f"Name: {name}", f"Version: {version}"]
        assert rest[f"{name}/__init__.py"] == (packages.NOTHING.encode() if name == "ssl" else b"")
    of_pyodide, code = compiled
    assert {"pyodide.mjs", "other.js", "pyodide-lock.json"} <= of_pyodide and "deep" not in of_pyodide
    assert {"library/csv.py", "library/io.py", "packages/a/__init__.py", "packages/ssl/__init__.py"} <= code
    assert "packages/csv.py" not in code  # so that Python finds it where it was compiled


def test_unused_imports_are_replaced_without_errors():
    there: dict = {}
    exec(packages.NOTHING, there)
    error = there["__getattr__"]("SSLError")
    assert issubclass(error, Exception) and error.__name__ == "SSLError"
    with pytest.raises(AttributeError):
        there["__getattr__"]("__path__")


def test_without_node_a_sentence_says_what_is_missing(monkeypatch, tmp_path):
    monkeypatch.setattr(packages.shutil, "which", lambda _: None)
    with pytest.raises(FetchError, match=r"^Node\.js .*\.$"):
        packages._compile(tmp_path, tmp_path)


# What is fetched


@pytest.fixture
def registry(monkeypatch, tmp_path) -> dict:
    """A stand-in for npm and pip that counts requests."""
    asked, given = [], {"file": b"contents", "code": 0}

    def run(command: list[str], cwd: Path, **_: object) -> subprocess.CompletedProcess:
        asked.append(command)
        if given["code"] is None:
            raise FileNotFoundError
        if given["code"] == 0 and given["file"] is not None:
            (cwd / "a.tgz").write_bytes(given["file"])
        return subprocess.CompletedProcess(command, given["code"], "", "E404: no such thing")

    monkeypatch.setattr(registries.subprocess, "run", run)
    monkeypatch.setattr(registries, "CACHE", tmp_path / "deep" / "cache")
    return given | {"asked": asked, "given": given}


def entry(contents: bytes = b"contents", **more: object) -> dict:
    return LICENSED[0] | {"sha256": sha256(contents).hexdigest()} | more


def test_each_is_fetched_once_from_its_registry(registry):
    for _ in range(2):
        (path,) = files_of(entry())
        assert path.read_bytes() == b"contents"
    assert [command[:2] for command in registry["asked"]] == [["npm", "pack"]]
    assert "a@1" in registry["asked"][0]
    registry["given"]["file"] = b"wheel"
    files_of(entry(b"wheel", registry="pypi"))
    command = registry["asked"][1]
    assert command[:4] == [sys.executable, "-m", "pip", "download"]
    assert {"a==1", "--no-deps", "--only-binary"} <= set(command)


NO_NPM = "a 1 can't be had from npm"


@pytest.mark.parametrize(
    ("change", "name", "says"),
    [
        ({"file": b"others"}, "npm", r"a\.tgz is another file"),
        ({"file": None}, "npm", f"{NO_NPM}: E404: no such thing"),
        ({"code": 1}, "npm", f"{NO_NPM}: E404: no such thing"),
        ({"code": 1}, "pypi", "a 1 can't be had from PyPI: E404: no such thing"),
        ({"code": None}, "npm", f"{NO_NPM}: there is no npm on this machine"),
    ],
)
def test_a_file_that_is_missing_or_not_as_pinned_is_refused_each_time(registry, change, name, says):
    registry["given"].update(change)
    for _ in range(2):
        with pytest.raises(FetchError, match=f"^{says}"):
            files_of(entry(registry=name))
    assert len(registry["asked"]) == 2
    assert not list(registries.CACHE.iterdir())


@pytest.mark.parametrize(("name", "pack"), [("pypi", as_zip), ("npm", lambda **files: packed(files))])
def test_only_pinned_parts_of_an_archive_are_taken(registry, name, pack):
    archive = pack(**{"deep/one.whl": b"1", "two.whl": b"2"})
    registry["given"]["file"] = archive
    taken = {"registry": name, "take": [{"file": "deep/one.whl", "sha256": sha256(b"1").hexdigest()}]}
    (path,) = files_of(entry(archive, **taken))
    assert (path.name, path.read_bytes()) == ("one.whl", b"1")
    other = pack(**{"deep/one.whl": b"another"})
    registry["given"]["file"] = other
    with pytest.raises(FetchError, match=r"deep/one\.whl is another file"):
        files_of(entry(other, **taken))


# The whole


def known(worker: bytes) -> dict:
    return json.loads(worker.decode().partition(";\n")[0].removeprefix("const FILES = "))


def test_the_worker_knows_each_file_by_its_hash():
    files = {"b": b"2", "a": b"1"}
    worker = building._worker(files)
    digest = b64encode(sha256(b"1").digest()).decode()
    assert known(worker)["hashes"]["a"] == f"sha256-{digest}"
    assert list(known(worker)["hashes"]) == ["a", "b"]
    assert worker == building._worker(dict(reversed(files.items())))
    versions = {
        known(building._worker(each))["version"] for each in (files, {"a": b"1"}, files | {"a": b"3"})
    }
    assert len(versions) == 3
    assert worker.endswith((building.SHELL / "worker.js").read_bytes())


def test_the_site_has_the_licenses_of_all_its_parts():
    text = building._licenses(pinned()).decode()
    for each in pinned():
        (line,) = [
            line for line in text.splitlines() if line.startswith(f"{each['name']} {each['version']} ")
        ]
        assert f"): {each['license']}" in line
        assert each.get("about", "") in line
    for name in ("LICENSE", "DATA-LICENSES.md"):
        assert (PROJECT / name).read_text() in text


def test_a_site_has_python_and_keeps_no_old_files(tmp_path, monkeypatch):
    names = ("stlite.js", "build/stlite.css", "build/wheels/streamlit-1.62-py3-none-any.whl")
    parts = {"DownloadButton-1.js": ASKS.encode(), "index-1.js": FORGETS.encode()}
    fetched = []

    def files(entry: dict) -> list[Path]:
        fetched.append(entry["name"])
        path = tmp_path / f"{len(fetched)}.tgz"
        path.write_bytes(
            packed({f"package/{name}": part for name, part in (dict.fromkeys(names, b"x") | parts).items()})
        )
        return [path]

    def python(wheels: dict, pyodide: dict) -> dict:
        assert "wheels/streamlit-1.62-py3-none-any.whl" in wheels
        assert len(wheels) == len(pinned()) - 2 + 1  # except stlite and Pyodide, and stlite's own
        return {"packages.tar.gz": b"p"}

    monkeypatch.setattr(building, "files_of", files)
    monkeypatch.setattr(building, "python_files", python)
    monkeypatch.setattr(building, "app_archive", lambda: b"app")
    monkeypatch.setattr(building, "shell", lambda: {"index.html": b"page"})
    site = tmp_path / "site"
    (site / "old").mkdir(parents=True)
    building.build(site)
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    own = {"app.tar.gz", "LICENSES.txt", "index.html", "worker.js", "stlite/stlite.js", "stlite/stlite.css"}
    assert there == own | {f"stlite/{name}" for name in parts} | {"python/packages.tar.gz"}
    assert not (site / "old").exists()
    assert fetched == [each["name"] for each in pinned()]
    assert set(known((site / "worker.js").read_bytes())["hashes"]) == there - {"worker.js"}
    building.build(tmp_path / "in" / "new folders")
    assert "pyodide" in (site / "LICENSES.txt").read_text()


def test_the_files_needed_to_draw_are_counted_separately(tmp_path):
    for name in (
        "index.html",
        "shell.js",
        "worker.js",
        "networks/dense.bin",
        "stlite/stlite.js",
        "networks/x.bin",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    size = {path.name: len(gzip.compress(path.read_bytes())) for path in tmp_path.rglob("*.*")}
    at_once, every = building.sizes(tmp_path)
    assert at_once == size["index.html"] + size["shell.js"] + size["dense.bin"]
    assert every == sum(size.values())


def test_it_is_built_in_the_named_folder_and_failures_are_sentences(monkeypatch, capsys):
    built = []

    def build(folder: Path) -> None:
        built.append(folder)
        if len(built) > 2:
            raise FetchError("It is raining.")

    monkeypatch.setattr(building, "build", build)
    monkeypatch.setattr(building, "sizes", lambda _: (1_000_000, 20_000_000))
    for arguments in ([], ["elsewhere"], []):
        monkeypatch.setattr(sys, "argv", ["build", *arguments])
        if len(built) == 2:
            with pytest.raises(SystemExit, match="It is raining"):
                building.main()
        else:
            building.main()
    assert built[:2] == [PROJECT / "site", Path("elsewhere")]
    assert "elsewhere: 20.0 MB compressed, of which 1.00 MB are enough to draw on." in capsys.readouterr().out


def test_a_site_page_is_filled_in_and_each_address_has_one():
    files = shell()
    page = files["index.html"].decode()
    assert f"<title>{words.TITLE}</title>" in page
    for part in (html(), notices(None), styles(), *(f"{name}: {size}" for name, size in paddings().items())):
        assert part in page
    assert not re.search(r"\{(site|styles|shell|title|notices|policy)\}", page)
    assert files["icon.png"] == (PROJECT / "assets" / "icon.png").read_bytes()
    for name in PAGES:
        assert files[f"{name}/index.html"] == files["index.html"]


def test_the_shell_knows_the_pages():
    (said,) = re.findall(r"inklingSite = (\{.*\});$", shell()["index.html"].decode(), re.MULTILINE)
    assert json.loads(said)["pages"] == PAGES


# What its Streamlit understands


def test_a_command_is_described_by_its_parameters():
    described = streamlit_api.described()
    assert described["commands"]["button"][:2] == ["label", "key"]
    assert described["commands"]["components.v2.component"][0] == "name"
    assert not [name for name in (*described["commands"], *described["settings"]) if name.startswith("_")]
    assert "server.maxUploadSize" in described["settings"]
    assert set(described) == set(streamlit_api.api())


def test_a_package_of_the_site_is_complete_and_shows_one_step(tmp_path):
    names = ("app.tar.gz", "lesson/index.html", "python/a.whl")
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    with zipfile.ZipFile(io.BytesIO(building.scorm(tmp_path, "numbers"))) as package:
        assert {f"site/{name}" for name in names} <= {*package.namelist()}
        assert package.read("site/python/a.whl") == b"python/a.whl"
        address = "site/lesson/index.html?embed=true&amp;step=numbers"
        assert f'data-address="{address}"' in package.read("index.html").decode()
