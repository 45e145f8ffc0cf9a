"""Everything that a stylesheet selects exists: a script's class, a part of a page. Its sizes are steps."""

import re
from collections import defaultdict
from pathlib import Path

from model import PROJECT
from tests.for_each import for_each

VIEWS = PROJECT / "views"
STYLES = sorted(VIEWS.rglob("*.css"))
CODE = "\n".join(
    path.read_text()
    for path in [PROJECT / "page.py", *VIEWS.rglob("*.py"), *VIEWS.rglob("*.js"), *VIEWS.rglob("*.html")]
)
STEPS = {  # by kind; a size that isn't listed is a slip, or a new one that needs a reason
    "margin|padding|(row-|column-)?gap": """
        0.1rem 0.15rem 0.2rem 0.25rem 0.3rem 0.35rem 0.4rem 0.5rem 0.6rem 0.7rem 0.75rem 0.8rem 0.85rem
        0.9rem 1rem 1.2rem 1.25rem 1.5rem 1.6rem 2rem 2.5rem 2.75rem 3rem 4rem 4.5rem 5rem
        1px 2px 4px 6px 7px 8px 12px 16px 28px 60px""",
    "font-size": """
        0.875rem 0.9rem 0.95rem 1rem 1.02rem 1.05rem 1.1rem 1.15rem 1.2rem 1.25rem 1.35rem 1.5rem 3.5rem
        3.75rem 5.5rem 0.875em 14px 21px""",
    "line-height": "0.95 1 1.2 1.25 1.3 1.35 1.4 1.42 1.45 1.5 1.6 1.2rem 1.25rem 1.35rem 1.9rem",
    "font-weight": "400 600 650 700 750",
    "border-radius": "2px 3px 4px 6px 8px 10px 12px 0.6rem",
    "border|outline": "1px 2px 3px 4px 5px 7px",
    "animation|transition": "60ms 160ms 0.15s 0.2s 0.5s 2.5s",  # 2.5s: time to see the news
}
SIZE = re.compile(r"(?<![\w.#(-])-?(\d*\.?\d+(?:rem|em|px|ms|s)?)(?![\w.%])")
WORDS = set(re.findall(r"[\w-]+", CODE))


def without_comments(path: Path) -> str:
    """Return a stylesheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)


def selectors(path: Path) -> str:
    """Return all selectors."""
    return "\n".join(re.findall(r"([^{};]+)\{", without_comments(path)))


@for_each("path", STYLES, ids=lambda path: path.stem)
def test_every_class_of_a_stylesheet_is_written_by_a_script(path):
    written = {name for name in WORDS if name.startswith("ink-")}
    roots = {f"ink-{path.stem.replace('_', '-')}" for path in VIEWS.rglob("*.js")}  # see mount
    found = set(re.findall(r"\.(ink-[a-z-]+)", selectors(path)))  # some are numbered
    assert found <= written | roots


@for_each("path", STYLES, ids=lambda path: path.stem)
def test_every_page_part_in_a_stylesheet_is_named_by_a_page(path):
    keys = set(re.findall(r"\.st-key-([\w-]+)", selectors(path)))
    named = {key for key in keys if re.search(rf"""["']{key}["']""", CODE)}
    assert keys == named


@for_each("path", [path for path in STYLES if path.parent.name != "shell"], ids=lambda path: path.stem)
def test_sizes_of_a_kind_come_in_few_steps(path):
    """On a screen; what comes before Streamlit is placed where the page's own sizes add up to."""
    text = re.sub(r"/\*.*?\*/|@media print.*|@page.*", "", path.read_text(), flags=re.DOTALL)
    found = [
        (name, size)
        for name, value in re.findall(r"([\w-]+): ([^;{}]+);", text)
        for size in SIZE.findall(value)
    ]
    for kind, steps in STEPS.items():
        sizes = {
            size
            for name, size in found
            if re.match(rf"({kind})(-(top|right|bottom|left|inline|block)|$)", name)
        }
        assert sizes - {"0"} <= set(steps.split()), kind


def test_no_two_rules_say_the_same():
    """Of what takes at least four lines: it is one rule with both selectors, or a class that both use."""
    rules = defaultdict(list)
    for path in STYLES:
        for selector, body in re.findall(r"([^{};]+)\{([^{}]+)\}", without_comments(path)):
            rules[frozenset(each.strip() for each in body.split(";")) - {""}].append(selector.strip())
    assert not [found for body, found in rules.items() if len(body) > 3 and len(found) > 1]


@for_each("path", STYLES, ids=lambda path: path.name)
def test_a_has_selector_only_styles_elements_that_it_names(path):
    """Otherwise each change has the browser recompute all elements with that attribute, or all there are."""
    asked = re.compile(
        r":has\((?!\s*>)[^\n]*:not\([^\n]*\)\)+ [^\n,]*\[data-testid|:has\((?!\s*>)[^\n]*\) (?:> )?:has"
    )
    assert not asked.findall(selectors(path))


def test_a_class_styled_by_its_name_alone_belongs_to_one_room():
    """A page's styles stay when one goes on to another page."""
    bare, writers = defaultdict(set), defaultdict(set)
    for path in STYLES:
        alone = r"(?:^|,)\s*\.(ink-[a-z-]+)(?:[:\[][^\s,]*)?\s*(?=,|$)"
        for name in re.findall(alone, selectors(path), re.MULTILINE):
            bare[name].add(path.relative_to(VIEWS).parts[0])
    for path in VIEWS.rglob("*.js"):
        code = re.sub(r"//.*", "", path.read_text())
        for name in re.findall(r"(?<![.\w-])ink-[a-z-]+", code):
            writers[name].add(path.relative_to(VIEWS).parts[0])
    same = {"ink-pad": {"lesson"}, "ink-read": {"shell"}, "ink-sharp": {"shell"}}  # the same thing there
    shared = {
        name: rooms | writers[name] - same.get(name, set())
        for name, rooms in bare.items()
        if "parts" not in rooms
    }
    assert {name: rooms for name, rooms in shared.items() if len(rooms) > 1} == {}
