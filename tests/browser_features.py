"""What browsers have come to know since the oldest that the page is made for, by MDN's browser-compat-data.

python -m tests.browser_features data.json    writes the list anew, from the file of the npm package
                                              @mdn/browser-compat-data

A line of the list is a kind, a name, and the versions of Chrome, Firefox and Safari since which they have it;
"-" where they have it not. Of JavaScript those names are there that no older feature has, and that no word is
of a language.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from model import PROJECT
from views.parts.browsers import MINIMUM

LIST = PROJECT / "tests" / "files" / "newer_features.txt"
NEVER = 9999.0
BROWSERS = {"chrome": "Chrome", "firefox": "Firefox", "safari": "Safari", "safari_ios": "Safari"}
COMMENT = {".css": re.compile(r"/\*.*?\*/", re.DOTALL), ".js": re.compile(r"^\s*//.*$", re.MULTILINE)}
IS_OF_CODE = re.compile(r"[a-z][A-Z]|^[A-Z][a-z]{3}")  # a name that is no word of a language


class Feature(NamedTuple):
    """A kind, such as "property", and a name, such as "field-sizing"; of a value "cursor grab"."""

    kind: str
    name: str


def newer_features() -> dict[Feature, str]:
    """Each with the versions since which browsers know it, as they stand in the list."""
    lines = (line.split("\t") for line in LIST.read_text().splitlines())
    return {Feature(kind, name): versions for kind, name, versions in lines}


def used(path: Path, newer: Mapping[Feature, str]) -> set[Feature]:
    """Those of the newer features that a file of JavaScript or CSS uses."""
    text = COMMENT[path.suffix].sub("", path.read_text())
    found = _in_script(text) if path.suffix == ".js" else _in_styles(text)
    return set(found) & set(newer)


def _in_script(text: str) -> Iterator[Feature]:
    for name in re.findall(r"[A-Za-z_]\w+", text):
        yield Feature("script", name)


def _in_styles(text: str) -> Iterator[Feature]:
    for name in re.findall(r"@([\w-]+)", text):
        yield Feature("rule", name)
    for selectors in re.findall(r"([^{};]*)\{", text):
        for name in re.findall(r"::?([\w-]+)", selectors):
            yield Feature("selector", name)
    for name, value in re.findall(r"([\w-]+)\s*:\s*([^;{}]+)[;}]", text):
        yield Feature("property", name)
        for word in re.findall(r"[\w-]+", value):
            yield Feature("value", f"{name} {word}")
        for word in re.findall(r"([\w-]+)\(", value):
            yield Feature("function", word)


def _since(support: object) -> float:
    """The version since which a browser has something as it is meant, without a prefix and a setting."""
    versions = [NEVER]
    for each in support if isinstance(support, list) else [support]:
        number = re.match(r"≤?(\d+(\.\d+)?)", str(each.get("version_added")))
        if number and not {"flags", "prefix", "alternative_name", "version_removed"} & set(each):
            versions.append(float(number[1]))
    return min(versions)


def _statements(
    data: Mapping, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], dict[str, float]]]:
    """Every feature: its place in the data, and since which version each of the browsers has it."""
    if "__compat" in data:
        support = data["__compat"]["support"]
        since: dict[str, float] = {}
        for name, browser in BROWSERS.items():
            since[browser] = max(since.get(browser, 0.0), _since(support.get(name, {})))
        yield path, since
    for name, inner in data.items():
        if name != "__compat" and isinstance(inner, dict):
            yield from _statements(inner, (*path, name))


def _feature(path: tuple[str, ...]) -> Feature | None:
    """What would be found of it in a file; None where that is nothing."""
    name = re.sub(r"_(static|event)$", "", path[-1])
    match path:
        case ("api", _) | ("api", _, _) | ("javascript", "builtins", *_):
            return Feature("script", name)
        case ("css", "properties", _):
            return Feature("property", name)
        case ("css", "properties", "cursor", _):
            return None  # the data misses them on iPhones, which have no pointer
        case ("css", "properties", _, _):
            return Feature("value", f"{path[2]} {name}")
        case ("css", "types", *_):
            return Feature("function", name)
        case ("css", "selectors", _):
            return Feature("selector", name)
        case ("css", "at-rules", _):
            return Feature("rule", name)
    return None


def main() -> None:
    """Write the list."""
    data = json.loads(Path(sys.argv[1]).read_text())
    older, newer = set(), {}
    for path, since in _statements({name: data[name] for name in ("api", "css", "javascript")}):
        feature = _feature(path)
        if not feature or not re.fullmatch(r"[\w-]+( [\w-]+)?", feature.name):
            continue
        if all(since[browser] <= float(version) for browser, version in MINIMUM.items()):
            older.add(feature)
        else:
            newer[feature] = " ".join(
                f"{v:g}" if (v := since[name]) < NEVER else "-" for name in sorted(since)
            )
    kept = {
        feature: versions
        for feature, versions in newer.items()
        if feature not in older and (feature.kind != "script" or IS_OF_CODE.search(feature.name))
    }
    lines = sorted("\t".join((*feature, versions)) for feature, versions in kept.items())
    LIST.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
