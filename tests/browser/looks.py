"""Compute how our stylesheets style each part of a page, in any window: see tests/looks.py for the format.

Takes pages in their states. Returns, for every part that one of our rules is about, the values that our rules
change, as browsers compute them: in a usual window, and what differs in a smaller one, under a pointer or on
paper. Leaves out what depends on how wide a text is. Knows nothing of the tour: test_accessibility says which
states are noted down.

python -m tests.browser.looks     rewrites looks.txt, by a tour of some minutes through all pages
"""

import difflib
import os
import re
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import pytest
from playwright.sync_api import Page

from model import PROJECT
from tests.looks import FILE, LOOKS
from views.parts.component.stylesheet import read_stylesheet
from views.shell import shell
from views.shell.old_browsers import notices

COMMAND = "python -m tests.browser.looks"
REWRITE = "INKLING_REWRITE_LOOKS"  # set in the environment to rewrite the file
VIEWS = PROJECT / "views"
# These come first.
PAGES = (
    "looks/theme.css",
    "draw/layout.css",
    "lesson/lesson.css",
    "tasks/task.css",
    "component/component.css",
)
OF_LINKS = "#244fb4"  # Streamlit's own color in the light theme
ENDS = (  # the ends of families of properties
    ("top", "right", "bottom", "left"),
    ("top-left", "top-right", "bottom-right", "bottom-left"),
    ("row", "column"),
    ("x", "y"),
)
_COLLECT = Path(__file__).with_suffix(".js").read_text().partition("\n")[2]  # without its comment


class Looks:
    """Collects the looks of parts, page after page."""

    def __init__(self) -> None:
        """Start with no parts."""
        self._known: set[str] = set()
        self._parts: defaultdict[str, set[str]] = defaultdict(set)  # names of parts, by their looks
        self._selectors: set[str] = set()
        self._met: set[str] = set()

    def look_at(self, page: Page, is_noted: bool = True) -> None:
        """Add the parts of a page that are new, or only which selectors match something on it."""
        looks = {name: asdict(look) for name, look in LOOKS.items()} if is_noted else {}
        arguments = {"looks": looks, "theme": _theme(), "roles": _roles(), "known": sorted(self._known)}
        found = page.evaluate(_COLLECT, arguments)
        self._known |= set(found["marks"]) if is_noted else set()
        for each in found["parts"]:
            if each["looks"]:
                self._parts[_in_lines(each["looks"])].add(each["path"])
        for name, rule in found["written"].items() if is_noted else ():
            self._parts["  " + re.sub(r"\s+", " ", rule)].add(name)
        self._selectors |= set(found["selectors"])
        self._met |= set(found["selectors"]) - set(found["unmet"])

    def text(self) -> str:
        """Return the names of parts and, below them, how they look."""
        parts = ("\n".join([*sorted(names), said]) for said, names in self._parts.items())
        return "\n\n".join(sorted(parts)) + "\n"

    def difference(self) -> list[str]:
        """Return the lines in which the file differs from what we saw, and what to do about it."""
        if REWRITE in os.environ:
            FILE.write_text(self.text(), encoding="utf-8")
        noted, seen = FILE.read_text(encoding="utf-8").splitlines(), self.text().splitlines()
        found = list(difflib.unified_diff(noted, seen, "noted", "seen", lineterm="", n=1))
        return [*found, f"On purpose? {COMMAND} writes it again: read what it changes."] if found else []

    def unmet(self) -> set[str]:
        """Return the selectors that matched nothing on any page."""
        return self._selectors - self._met


def others() -> list[str]:
    """Return as HTML what no tour comes by: seldom.html under all styles, and the page before Streamlit's."""
    files = sorted(VIEWS.rglob("*.css"), key=lambda path: (not path.as_posix().endswith(PAGES), path))
    styles = "\n".join(read_stylesheet(path) for path in files if path.parent.name != "shell")
    canvases = '<canvas class="ink-read"></canvas><canvas class="upper-canvas"></canvas>'
    early = shell.html().replace("<button", f"{canvases}<button", 1)
    early = early.replace('"ink-answer">', '"ink-answer"><a></a><button class="ink-as-link"></button>')
    late = early.replace('id="shell"', 'id="shell" class="gone link"').replace(
        'id="surface"', 'id="surface" class="ink-is-live"'
    )
    page = f"<!doctype html><style>{shell.styles()}</style>"
    said = '<label data-testid="stWidgetLabel"></label><div class="stMarkdown"><div></div></div>'
    return [
        f"<!doctype html><style>{styles}</style>{FILE.with_name('seldom.html').read_text(encoding='utf-8')}",
        f'{page}{notices().replace(" hidden", "")}<div id="root" inert>{said}</div>{early}',
        f"{page}{late}",
    ]


def _theme() -> dict[str, str]:
    """Return the light theme's colors by their names in CSS; a page is either light or dark."""
    light = shell.colors("light")
    return light | {"--st-link-color": OF_LINKS, "--ink-page": light["--st-background-color"]}


def _roles() -> dict[str, str]:
    """Return what each color is in the light or dark theme, by how browsers write it."""
    found = {_rgb(OF_LINKS): "link"}
    for mode in ("light", "dark"):
        for name, color in shell.colors(mode).items():
            found[_rgb(color)] = name.removeprefix("--st-").removesuffix("-color")
    return found


def _rgb(color: str) -> str:
    return f"rgb({', '.join(str(int(color[i : i + 2], 16)) for i in (1, 3, 5))})"


def _in_lines(looks: Mapping[str, Mapping[str, str]]) -> str:
    """Format how a part looks, with a line for each look."""
    lines = []
    for look, values in looks.items():
        said = "; ".join(f"{name} {value}" for name, value in _shortened(values).items())
        lines.append(f"  {said}" if look == "usual" else f"  {look}: {said}")
    return "\n".join(lines)


def _shortened(values: Mapping[str, str]) -> dict[str, str]:
    """Merge ends that have the same value into one name, and round to two decimals."""
    found = {name: _rounded(value) for name, value in values.items()}
    if "font-family" in found:
        found["font-family"] = found["font-family"].partition(",")[0]
    for ends in ENDS:
        families = defaultdict(list)
        for name in found:
            for end in ends:
                family, is_one = re.subn(rf"(^|-){end}(?=-|$)", "", name)
                if is_one:
                    families[family.strip("-") or "inset"].append(name)
        for family, names in families.items():
            if len(names) == len(ends) and len({found[name] for name in names}) == 1:
                found |= {family: [found.pop(name) for name in names].pop()}
    return dict(sorted(found.items()))


def _rounded(value: str) -> str:
    return re.sub(r"\d+\.\d+", lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), value)


def main() -> int:
    """Take the tour, and write down the looks."""
    os.environ[REWRITE] = "1"
    return pytest.main(["-q", "tests/browser/test_accessibility.py", "-k", "noted_down or every_rule"])


if __name__ == "__main__":
    sys.exit(main())
