"""SECURITY.md names every entry point, with its actual bounds and with tests that exist."""

import ast
import re
from importlib import import_module

from model import PROJECT
from tests.for_each import for_each
from tests.schemas import ABOUT, MESSAGES, schema, words
from views.parts.component.fields import STORED

TABLE = (PROJECT / "SECURITY.md").read_text().partition("## Every way in")[2].partition("\n## ")[0]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TABLE.splitlines()
    if line.startswith("| ") and not line.startswith("| Way in")
]
BOUND = re.compile(r"(\d[\d,.]*)( kB| MB)?[^`()|\d]*\(`([a-z_./]+)\.([A-Z_]+)`\)")
UNITS = {"": (1,), " kB": (1, 1000, 1024), " MB": (1, 1000**2, 1024**2)}  # a constant may be in megabytes
TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def constant(module: str, name: str) -> float:
    """Return a constant of a Python module or a JavaScript file."""
    if not module.endswith(".js"):
        return getattr(import_module(module), name)
    (number,) = re.findall(rf"^const {name} = ([\d_]+);", (PROJECT / module).read_text(), re.MULTILINE)
    return int(number)


def test_the_table_exists():
    assert len(ROWS) >= 12 and all(len(row) == 3 and all(row) for row in ROWS)


@for_each("row", ROWS, ids=lambda row: row[0][:30])
def test_each_bound_has_its_stated_value(row):
    assert len(BOUND.findall(row[1])) == row[1].count("(`")
    for number, unit, module, name in BOUND.findall(row[1]):
        said, true = float(number.replace(",", "")), constant(module, name)
        assert true in [said * each for each in UNITS[unit]], (
            f"{module}.{name} is {true:,}, not {number}{unit}"
        )


@for_each("name", [name for name in MESSAGES if name not in {*ABOUT} - {"deed_of", "learned_of"}])
def test_each_component_s_message_has_the_bounds_of_its_schema(name):
    assert [row[0] for row in ROWS if words(schema(name)) in row[1]], words(schema(name))


@for_each("name", [*STORED])
def test_each_store_has_its_stated_bound(name):
    said = f"{STORED[name].most:,} characters"
    assert [row[0] for row in ROWS if "store" in row[0] and said in row[1]], said


@for_each("row", ROWS, ids=lambda row: row[0][:30])
def test_each_entry_point_has_existing_tests(row):
    found = TEST.findall(row[2])
    assert found and len(found) == row[2].count("`") / 2
    for file, name in found:
        tree = ast.parse((PROJECT / file).read_text())
        assert not name or name in {each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}


def test_nginx_s_bounds_have_their_stated_values():
    bounds, _ = re.subn(r"#.*", "", (PROJECT / "deploy" / "nginx.conf").read_text())
    row = next(row[1] for row in ROWS if "behind nginx" in row[1])
    for setting, said in (
        ("limit_conn connections {}", r"(\d+) connections"),
        ("burst={}", r"(\d+) uploads at once"),
        ("rate={}r/s", r"then (\d+) of them a second"),
        ("client_header_timeout {}s", r"(\d+) s for what is asked"),
        ("client_body_timeout {}s", r"(\d+) s between two pieces"),
        ("client_max_body_size {}k", r"(\d+) kB"),
        ("client_max_body_size {}m", r"(\d+) MB"),
    ):
        assert setting.format(re.search(said, row)[1]) in bounds


def test_no_bound_of_these_readers_is_missing():
    named = {(module, name) for row in ROWS for _, _, module, name in BOUND.findall(row[1])}
    for module in (
        "model.novelty.digits_file",
        "model.novelty.own_digits",
        "views.session.drawing.drawing_code",
    ):
        bounds = {name for name in vars(import_module(module)) if re.match("(MOST|MAX)_", name)}
        assert bounds <= {name for _, name in named}, module
