"""JavaScript files become one module, in which each name has one meaning."""

import base64
import json
import re
import shutil
import subprocess
from contextlib import suppress
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from model import PROJECT
from tests.cut_short import Cut, State
from tests.for_each import for_each
from views.parts.component import bundle, component, constants, modules_of
from views.parts.component.constants import CONSTANTS
from views.parts.component.fields import STORED

FILES = sorted(path for room in ("model", "views") for path in (PROJECT / room).rglob("*.js"))
COMPONENTS = [path for path in FILES if "export default" in path.read_text()]
needs_node = pytest.mark.skipif(not shutil.which("node"), reason="Node is not installed")


@pytest.fixture
def files(tmp_path):
    def write(**code: str) -> Path:
        for name, lines in code.items():
            (tmp_path / f"{name}.js").write_text(lines)
        return tmp_path / f"{name}.js"

    return write


def evaluate(code: str) -> object:
    """Return what a module's default export returns."""
    code += "\n"
    ended = subprocess.run(
        [
            *("node", "--input-type=module", "-e"),
            f"import run from 'data:text/javascript,{quoted(code)}'; console.log(JSON.stringify(run()))",
        ],
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert not ended.returncode, ended.stderr
    return json.loads(ended.stdout)


def quoted(code: str) -> str:
    from urllib.parse import quote

    return quote(code, safe="")


def test_a_message_is_taken_once_and_its_number_is_the_answer(files, monkeypatch):
    page = files(page="export default () => {};\n")
    shown, passed_on, session = {}, [], {}
    monkeypatch.setattr(component.st.components.v2, "component", lambda *_, **__: partial(dict.update, shown))
    monkeypatch.setattr(component.st, "session_state", session)
    show = component.mount(str(page), "page")

    def pick(sent: object) -> None:
        if sent == "cut short":
            raise KeyboardInterrupt
        passed_on.append(sent)

    def report(number: object, name: str = "picked", sent: object = None) -> int:
        show("p", pick, data={}, on_closed_change=lambda: passed_on.append("closed"))
        session["p"] = {"picked": {"number": number, "name": name, "sent": sent}}
        shown["on_picked_change"]()
        show("p", pick, data={})
        return shown["data"][1]

    assert [report(3, sent="a"), report(3, sent="a"), report(2, sent="late")] == [3, 3, 3]
    assert [report(4, "closed"), report(5, "picked_change"), report(6, "no event")] == [4, 5, 6]
    for number in (2**31, 10**400, "7", True, None, 7.0):
        assert report(number, sent="forged") == 6
    with pytest.raises(KeyboardInterrupt):
        report(7, sent="cut short")
    assert report(7, sent="again") == 7
    assert passed_on == ["a", "closed", "again"]


def test_a_message_acts_once_wherever_its_run_is_cut_short(files, monkeypatch):
    page = files(page="export default () => {};\n")
    shown, acted = {}, []
    monkeypatch.setattr(component.st.components.v2, "component", lambda *_, **__: partial(dict.update, shown))
    monkeypatch.setattr(component.st, "session_state", session := State())
    component.mount(str(page), "page")("p", acted.append, data={})
    for number, accesses in enumerate(range(9), 1):
        session["p"] = {"picked": {"number": number, "name": "picked", "sent": number}}
        for session.left in (accesses, 99):  # the browser repeats it
            with suppress(Cut):
                shown["on_picked_change"]()
    assert acted == [*range(1, 10)]


def test_picks_are_passed_on_and_a_gone_component_passes_nothing(files, monkeypatch):
    page = files(page="export default () => {};\n")
    shown, passed_on, session = {}, [], {"p": {"picked": [3]}}
    monkeypatch.setattr(component.st.components.v2, "component", lambda *_, **__: partial(dict.update, shown))
    monkeypatch.setattr(component.st, "session_state", session)
    show = component.mount(str(page), "page")
    show("p", passed_on.append, on_closed_change=lambda: passed_on.append("closed"))
    shown["on_picked_change"]()
    shown["on_closed_change"]()
    assert passed_on == [[3], "closed"]
    session.clear()
    shown["on_picked_change"]()
    shown["on_closed_change"]()
    assert passed_on == [[3], "closed", None]
    shown.clear()
    show("q")
    assert shown == {"key": "q"}
    for data, sent in (({"a": 1}, [{"a": 1}]), (b"packed", b"packed")):
        show("q", data=data)
        assert shown["data"] == sent


def test_a_component_without_a_picture_is_hidden(files, monkeypatch):
    page, made = files(page="export default () => {};\n"), []
    monkeypatch.setattr(
        component.st.components.v2, "component", lambda *_, html, **__: made.append(html) or dict
    )
    component.mount(str(page), "page")
    component.mount(str(page), "page", is_seen=False)
    assert made == ['<div class="ink-page"></div>\n', '<div class="ink-page" hidden></div>\n']


def test_no_string_is_mistaken_for_a_comment_at_the_end():
    """A line that loses a piece of a string is left with an odd number of one of its quotes."""
    for script in (path for room in ("model", "views") for path in (PROJECT / room).rglob("*.js")):
        for line in script.read_text("utf-8").splitlines():
            code = component._LAST.sub("", line)
            assert code == line or not any(code.count(quote) % 2 for quote in "\"'`"), f"{script}: {line}"


@needs_node
def test_the_same_name_in_two_files_means_two_things(files):
    page = files(
        base="const one = 1;\nexport default () => one + 1;\n",
        low='const SIZE = 1;\nexport function size() {\n  return SIZE;\n}\nexport const figure = "low";\n',
        high='import { size } from "./low.js";\nconst SIZE = 2;\nexport const both = () => [size(), SIZE];\n',
        page='import two from "./base.js";\nimport { both } from "./high.js";\n'
        'import { figure as lowest, size } from "./low.js";\n\n'
        "export default function () {\n"
        "  return [...both(), size(), lowest, new Late().name, two()]; // a comment\n}\n"
        'class Late {\n  name = "a class further down";\n}\n'
        "// a comment\n/**\n * A comment\n */\n/** a comment */\n",
    )
    assert evaluate(bundle(page)) == [1, 2, 1, "low", "a class further down", 2]
    assert "comment" not in bundle(page).lower()
    assert not re.search(r"^ ", bundle(page), re.MULTILINE)
    assert [path.stem for path in modules_of(page)] == ["base", "low", "high", "page"]


@pytest.mark.parametrize(
    ("imports", "other", "said"),
    [
        ("low", "export const one = 1;", r"^page\.js imports default, which \./low\.js does not export"),
        ("{ hidden }", "const hidden = 1;", r"^page\.js imports hidden, which \./low\.js does not export"),
        (
            "{ one }",
            'import { two } from "./page.js";',
            r"^page\.js imports low\.js imports page\.js: a circle$",
        ),
    ],
)
def test_what_isn_t_exported_or_goes_in_a_circle_can_t_be_imported(files, imports, other, said):
    page = files(low=f"{other}\n", page=f'import {imports} from "./low.js";\nexport default () => 1;\n')
    with pytest.raises(ValueError, match=said):
        bundle(page)


@for_each("path", COMPONENTS, ids=lambda path: path.stem)
def test_every_component_is_one_module_with_a_default(path):
    code = bundle(path)
    assert code.count("export default") == 1
    assert "import {" not in code
    assert not [line for line in code.splitlines() if line.startswith("export") and "default" not in line]


def test_no_two_files_have_the_same_name():
    names = [path.stem for path in FILES]
    assert len(names) == len(set(names)) > 20


@for_each("path", FILES, ids=lambda path: path.stem)
def test_every_file_is_short_and_says_what_it_is(path):
    lines = path.read_text().splitlines()
    assert len(lines) <= 250
    assert lines[0].startswith("// ")


def test_a_component_exports_its_newest_version(monkeypatch):
    given = {}
    monkeypatch.setattr(component.st.components.v2, "component", lambda name, **made: given.update(made))
    for path in COMPONENTS:
        component.mount(path, path.stem)
        reports = "$outbox.mailed({})" if "setTriggerValue" in given["js"] else "{}"
        shown = reports.format(f"${path.stem}.default")
        assert given["js"].endswith(f"export default $newest.newest({shown});\n")


def test_javascript_uses_every_constant_that_python_sends():
    code = next(path for path in FILES if path.stem == "constants").read_text()
    declared = re.findall(r"^export const (\w+) = constants\.\1;$", code, re.MULTILINE)
    assert sorted(declared) == sorted(CONSTANTS)
    elsewhere = "".join(path.read_text() for path in FILES if path.stem != "constants")
    assert all(re.search(rf"import \{{[^}}]*\b{name}\b[^}}]*\}} from", elsewhere) for name in CONSTANTS)


@for_each("path", FILES, ids=lambda path: path.stem)
def test_a_component_gets_only_the_constants_that_it_uses(path):
    code = bundle(path)
    sent = (
        json.loads(found[1]) if (found := re.match(r"globalThis\.inklingConstants = (.*);\n", code)) else {}
    )
    texts = [each.read_text() for each in modules_of(path) if each.stem != "constants"]
    code_alone = component._COMMENT.sub("", "".join(texts))
    taken = {name for name in CONSTANTS if re.search(rf"\b{name}\b", code_alone)}
    assert {*sent} <= taken
    assert all(re.search(rf"\bconst {name} = constants\.{name};", code) for name in sent)


def test_constants_have_the_same_names_in_python():
    sent = {name: value for name, value in vars(constants).items() if name in CONSTANTS}
    stored = {name: each.described() for name, each in STORED.items()}
    others = {"DIGIT_PART": constants.PART, "STORED": stored}
    assert {name: CONSTANTS[name] for name in set(CONSTANTS) - set(sent)} == others
    for name, value in sent.items():
        colors = isinstance(value, np.ndarray)
        assert CONSTANTS[name] == (base64.b64encode(value.tobytes()).decode() if colors else value), name
