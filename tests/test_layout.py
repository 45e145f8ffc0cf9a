"""Tests that imports point one way, and that libraries stay where they belong."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from model import PROJECT
from tests.for_each import for_each
from tests.sources import COMMENT, SOURCES
from views.address.address_fields import FIELDS

ROOMS = (
    "model",  # only its own files, except reading.py: everything else builds on them
    "model.preprocess",
    "model.network",
    "model.explain",
    "model.novelty",
    "model.signs",
    "model.questions",
    "model.reading",
    "model.export",
    "model.backprop",
    "model.perceptron",
    "model.attribution",
    "model.evaluation",
    "model.classes",
    "model.processes",
    "model.training",
    "model.learning",
    "model.learning.uploads",
    "views",
    "views.parts.language",
    "views.parts.looks",
    "views.parts.component",
    "views.parts.asking",
    "views.parts.pictures",
    "views.parts.charts",
    "views.parts",
    "views.parts.files",
    "views.serving",
    "views.session.drawing",
    "views.session",
    "views.session.downloads",
    "views.tasks",
    "views.classroom",
    "views.classroom.swap",
    "views.address",
    "views.neuron.sums",
    "views.neuron.why",
    "views.neuron.card",
    "views.neuron",
    "views.draw.canvas",
    "views.draw.answer",
    "views.draw.pair",
    "views.draw.breaking",
    "views.draw.map",
    "views.draw.network",
    "views.draw.film",
    "views.draw",
    "views.training.charts",
    "views.training.here",
    "views.training.live",
    "views.training.replay",
    "views.training.one_step",
    "views.training",
    "views.signs",
    "views.building",
    "views.words",
    "views.lesson.steps",
    "views.questions",
    "views.wall",
    "views.lesson.middles",
    "views.lesson",
    "views.teaching.papers",
    "views.teaching",
    "views.shell",
)  # each may import from itself and the ones before it; words can be anywhere
ARROWS = {  # in views/: what each room imports from, in Python and JavaScript, beside itself and parts/
    "parts": "",
    "words": "",
    "serving": "",
    "session": "",
    "tasks": "session",
    "classroom": "session",
    "address": "session tasks classroom",
    "neuron": "session",
    "training": "serving session tasks",
    "signs": "session tasks classroom",
    "building": "session tasks neuron",  # a painted neuron's sum is a ledger, as on the card
    "draw": "serving session tasks classroom neuron",  # the page shows the chosen neuron's card
    "lesson": "session tasks draw training signs",  # it runs beside their live pages, and has a pad
    "questions": "session tasks classroom lesson",  # they lead to the steps that answer them
    "wall": "session classroom signs lesson questions",  # its browser learns signs; bars lead to steps
    "teaching": "session tasks classroom address lesson wall questions",  # what a lesson is made of
    "shell": "serving session draw neuron lesson",  # it shows the beginning of these pages
}
PAGES = {*ARROWS} - {"parts", "serving", "session", "tasks", "classroom", "address"}
OF_A_BROWSER = re.compile(  # a browser's page, storage, timers, components, channels; sentences
    r"\b(document|globalThis|location|localStorage|indexedDB|element|root|parentElement|context|dispatchEvent|setTimeout"
    r"|requestAnimationFrame|setTriggerValue|fetchDigits|digitsAt|publish|together|made)\b|\W_\("
)
MOST_FILES = 14  # Python files in a folder, so that people can remember them all
WITH_A_BROWSER = {"test_container", "test_package"}
WITH_KERAS = {
    *("test_attribution", "test_augment", "test_backprop", "test_examples", "test_files"),
    *("test_history", "test_interrupt", "test_keras_model", "test_keras_process", "test_learner"),
    *("test_network", "test_own_detector", "test_profile", "test_recipes"),
    *("test_uploaded_file", "test_uploaded_trial", "test_teachers_networks"),
    "test_train_model",
}
TEST = re.compile(r"tests\.(\w+\.)*test_\w+")


def _name(path: Path) -> str:
    """Return the name in imports, such as "model.learning.fitting"."""
    return ".".join(path.relative_to(PROJECT).with_suffix("").parts)


@cache
def _imports(path: Path, is_loading: bool = False) -> set[str]:
    """Return every module that a file imports, anywhere or only on loading; for `from a import b`, both."""
    names, waiting = set(), [ast.parse(path.read_text())]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif not is_loading or not isinstance(node, ast.FunctionDef):
            waiting += ast.iter_child_nodes(node)
    return names


def _rooms(names: Iterable[str]) -> Iterator[str]:
    """Yield the rooms of modules and folders: "model.network" for "model.network.layer"; words have none."""
    for name in names:
        place = PROJECT / name.replace(".", "/")
        if name == "model.reading" or (place.is_dir() and name.startswith("model.")):
            yield name
        elif (
            place.with_suffix(".py").exists()
            and name.startswith(("model.", "views."))
            and place.stem != "words"
        ):
            yield name.rpartition(".")[0]


def _roots(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in _imports(path)}


@for_each("path", SOURCES, ids=_name)
def test_imports_point_one_way(path):
    name = _name(path)
    assert not _roots(path) & {"tests", "benchmarks"}
    if name.startswith("model."):
        assert not _roots(path) & {"views", "app", "train_model", "streamlit"}
    if name.startswith(("model.", "views.")):
        (room,) = _rooms([name]) if path.stem != "words" else [ROOMS[-1]]
        later = {*_rooms(_imports(path))} - {*ROOMS[: ROOMS.index(room) + 1]}
        assert not later, f"{name} imports what comes after it: {later}"
    if name.startswith("views."):
        assert not _roots(path) & {"app", "train_model"}
        assert not {each for each in _imports(path) if each.startswith("model.learning")}
    if name == "train_model":
        assert not _roots(path) & {"views", "app", "streamlit"}


def test_rooms_import_from_few_others():
    """An arrow that is gone leaves the table, too, so that it doesn't come back unseen."""
    found = {room: set() for room in ARROWS}
    for path in (*SOURCES, *PROJECT.glob("[mv]*/**/*.js")):
        here = _name(path).split(".")
        if here[0] == "views" and len(here) > 2:
            found[here[1]] |= _rooms_of_views(path)
        else:
            assert here[0] != "model" or not _rooms_of_views(path), path
    arrows = {room: rooms - {room, "parts"} for room, rooms in found.items()}
    assert arrows == {room: {*rooms.split()} for room, rooms in ARROWS.items()}


def _rooms_of_views(path: Path) -> set[str]:
    """Return the rooms of views/ from which a file imports."""
    if path.suffix == ".py":
        return {each.split(".")[1] for each in _imports(path) if each.startswith("views.")}
    sources = re.findall(r'^import [^;]*?"(\.[^"]+)";', path.read_text(), re.MULTILINE)
    places = [(path.parent / source).resolve().relative_to(PROJECT).parts for source in sources]
    return {place[1] for place in places if place[0] == "views"}


def test_every_folder_has_few_files():
    for folder in {path.parent for path in SOURCES if path.parent != PROJECT}:
        assert len([*folder.glob("*.py")]) <= MOST_FILES, folder
        assert (folder / "__init__.py").exists(), folder


def test_twins_have_the_same_name_in_the_same_folder():
    """Python and JavaScript compute the same; parts of a twin can have JavaScript files of their own."""
    alone = {each.stem for each in (PROJECT / "model").rglob("*.js") if not each.with_suffix(".py").exists()}
    of_training = {
        "sparse",
        "optimizers",
        "random",
        "fitting",
        "thread",
        "descent",
        "held_back",
        "signs_thread",
    }
    of_hands = {
        "alike",
        "by_device",
        "in_common",
        "brush",
        "sign_sets",
        "told",
        "held_back",
        "signs_thread",
    }  # drawings and paintings that Python hasn't received yet
    parts = {"apportion", "base64", "constants", "flips", "read_image", "sliding", "step_back", "windows"}
    assert alone == parts | of_training | of_hands


def test_javascript_that_only_computes_is_not_in_a_page_s_folder():
    """A file there uses a page, a component or another browser feature, or it has a sentence."""
    scripts = [path for path in (PROJECT / "views").rglob("*.js") if not path.stem.endswith("words")]
    of_pages = [path for path in scripts if path.relative_to(PROJECT).parts[1] in PAGES]
    assert len(of_pages) > 50
    for path in of_pages:
        code = re.sub(r"^import .*", "", COMMENT.sub("", path.read_text()), flags=re.MULTILINE)
        assert OF_A_BROWSER.search(code), f"{path.relative_to(PROJECT)} computes: it is of a room of model/"


@for_each("path", SOURCES, ids=_name)
def test_keras_stays_where_networks_are_made(path):
    if not _name(path).startswith(("model.learning", "train_model")):
        assert not _roots(path) & {"keras", "tensorflow"}
        assert not {each for each in _imports(path) if each.startswith("model.learning")}


@for_each("path", SOURCES, ids=_name)
def test_every_file_can_be_read_in_one_sitting(path):
    assert len(path.read_text().splitlines()) <= 300


def test_few_unit_tests_load_a_browser_or_keras_when_collected():
    """They start or serve a browser, compare with Keras, or train."""
    files = [path for folder in ("", "doors") for path in (PROJECT / "tests" / folder).glob("test_*.py")]
    files.append(PROJECT / "tests/conftest.py")
    assert {path.stem for path in files if _loads(path, {"playwright"}, set())} == WITH_A_BROWSER
    assert {path.stem for path in files if _loads(path, {"keras", "tensorflow"}, set())} == WITH_KERAS


def _loads(path: Path, libraries: set[str], known: set[Path]) -> bool:
    """Return whether importing a file loads one of these libraries, also through other files."""
    if path in known:
        return False
    known.add(path)
    roots, inner = _loaded(path)
    return bool(libraries & roots) or any(_loads(each, libraries, known) for each in inner)


@cache
def _loaded(path: Path) -> tuple[set[str], list[Path]]:
    """Return what importing a file loads: the names of packages, and our own files."""
    names = _imports(path, is_loading=True)
    inner = [PROJECT / f"{name.replace('.', '/')}.py" for name in names]
    return {name.partition(".")[0] for name in names}, [each for each in inner if each.exists()]


def test_no_test_imports_from_another_test():
    """Shared code is in a file without tests, and fixtures are in a conftest.py, where pytest finds them."""
    for path in (PROJECT / "tests").rglob("*.py"):
        own = f"{_name(path)}."
        borrowed = {each for each in _imports(path) if TEST.match(each) and not f"{each}.".startswith(own)}
        assert not borrowed and "benchmarks" not in _roots(path), path.name
        assert not re.search(r"# noqa: F(401|811)", path.read_text()), path.name


def test_every_module_has_a_docstring():
    for path in SOURCES:
        assert ast.get_docstring(ast.parse(path.read_text())), path.name


def test_the_targets_of_the_documents_links_exist():
    for document in (each for folder in ("", "docs", "deploy") for each in (PROJECT / folder).glob("*.md")):
        text = re.sub(r"`[^`\n]+`", "", document.read_text())  # code has no links
        for target in re.findall(r"\]\(([^)#:]+)(?:#[\w-]+)?\)", text):
            assert (document.parent / target).exists(), f"{document.name}: {target}"
        for name, target in re.findall(r"\[([\w./-]+\.\w+)\]\(([^)#:]+)", document.read_text()):
            assert target.endswith(name), f"{document.name}: {name} is {target}"
        for name, target in re.findall(r"`([\w.]+)`\s+\(\[[^]]+\]\(([^)#:]+)\)", document.read_text()):
            code = (document.parent / target).read_text()
            assert re.search(rf"\b{name.rpartition('.')[2]}\b", code), f"{document.name}: {name} in {target}"


def test_the_readme_stays_short():
    assert len((PROJECT / "README.md").read_text().splitlines()) <= 120


def test_the_documents_name_every_folder_and_no_others():
    document = (PROJECT / "docs" / "architecture.md").read_text()
    named = {each.rstrip("/") for each in re.findall(r"`((?:model|views)/[\w/]*)`", document)}
    rooms = {str(path.parent.relative_to(PROJECT)) for path in SOURCES if path.parent != PROJECT}
    assert named == rooms | {"model/trained"}


def test_the_architecture_is_read_in_ten_minutes():
    document = (PROJECT / "docs" / "architecture.md").read_text()
    tables = (PROJECT / "docs" / "tables.md").read_text()
    parts = {part.split("\n")[0]: part for part in (document + tables).split("\n## ")}

    def rows(name: str) -> list[str]:
        """Return the rows of the part's last table."""
        return re.findall(r"^\| (.*) \|$", parts[name].rpartition("|---|\n")[2], re.MULTILINE)

    assert len(re.findall(r"[^\s|←]+", document)) <= 2400  # 240 words a minute
    assert len(re.findall(r"^- \*\*", parts["Nouns"], re.MULTILINE)) + len(rows("Nouns")) <= 15
    assert len(rows("Time constants")) <= 40
    decided = rows("Where is it decided?")
    assert len(decided) == 14 and all(1 <= row.count("](../") <= 2 for row in decided)


def test_the_documents_have_the_code_s_time_constants():
    document = (PROJECT / "docs" / "tables.md").read_text()
    rows = re.findall(r"^\| `(\w+)` \[\S+\]\(\.\./(\S+)\) \| (.+?)(?: m?s)? \|", document, re.MULTILINE)
    for path in (*SOURCES, *PROJECT.glob("views/**/*.js")):
        code, name = path.read_text(), str(path.relative_to(PROJECT))
        waited = re.findall(r"^(?:\w+, )*([A-Z_]*SECONDS)\b.* = \d", code, re.MULTILINE)
        waits = re.findall(r"set(?:Timeout|Interval)\(.*, ([A-Z_]+)\)", code)
        waited += [each for each in waits if re.search(rf"const {each} =", code)]  # others are imported
        said = {constant: value for constant, where, value in rows if where == name}
        assert {*waited} <= {*said}, f"{name}: of {waited}, docs/tables.md has {[*said]}"
        for constant, value in said.items():
            names = rf"(?:export )?(?:const )?(?:\w+, )*{constant}\b"
            found = re.search(rf"^ *{names}.* = (.+)", code, re.MULTILINE)
            exactly = rf"(?<![\w.]){re.escape(value.replace('_', ''))}(?![\w.])"
            assert found and re.search(exactly, found[1].replace("_", "")), f"{name}: {constant}"


def test_every_field_of_a_link_and_every_store_has_an_owner():
    table = (PROJECT / "docs" / "tables.md").read_text().split("## Facts and their owners")[1]
    rows = re.findall(r"^\| .+? \| (?:browser|Python).*? \| (.*?) ?\| ?(.*?) ?\|$", table, re.MULTILINE)
    links, stores = ({*re.findall(r"`([\w.-]+)`", " ".join(cells))} for cells in zip(*rows))
    code = "".join(path.read_text() for path in (*SOURCES, *PROJECT.glob("views/**/*.js")))
    assert links == {field.name for field in FIELDS} | {"shapes"}
    assert stores - {"inkling"} == {*re.findall(r"[\"'](inkling(?:\.\w+\.\d|-(?:drawing|large)))[\"']", code)}


def test_nothing_is_zoomed():
    """Before Safari 26.4 and Chrome 128, `zoom` changes a pointer's position within an element."""
    sheets = [*PROJECT.glob("views/**/*.css"), *PROJECT.glob("deploy/**/*.css")]
    assert sheets
    for sheet in sheets:
        assert not re.search(r"(?<![\w-])zoom\s*:", sheet.read_text()), sheet


def test_every_script_s_global_name_is_its_own():
    """Each part of a page has its own code, but what it shares or needs later is on the window."""
    names = [
        name
        for path in PROJECT.glob("views/**/*.js")
        for name in re.findall(r"globalThis\.(\w+) \?\?= ", path.read_text())
    ]
    assert len(names) >= 10
    assert sorted(names) == sorted(set(names))
