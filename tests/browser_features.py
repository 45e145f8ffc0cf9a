"""Features that browsers have gained since the oldest ones we support, by MDN's browser-compat-data.

python -m tests.browser_features data.json    rewrites the list from the file of the npm package
                                              @mdn/browser-compat-data

A line of the list is a kind, a name, and the versions of Chrome, Firefox and Safari since which they have it;
"-" where they don't have it. A JavaScript name is listed if no older feature has it and if it
isn't a word of a language.
"""

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
IS_OF_CODE = re.compile(r"[a-z][A-Z]|^[A-Z][a-z]{3}")  # a name that isn't a word of a language


class Feature(NamedTuple):
    """A kind, such as "property", and a name, such as "field-sizing"; a value is named "cursor grab"."""

    kind: str
    name: str


def newer_features() -> dict[Feature, str]:
    """Return the listed features with the versions since which browsers know each."""
    lines = (line.split("\t") for line in LIST.read_text().splitlines())
    return {Feature(kind, name): versions for kind, name, versions in lines}


def used(path: Path, newer: Mapping[Feature, str]) -> set[Feature]:
    """Return those newer features that a JavaScript or CSS file uses."""
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
    """Return the version since which a browser has a feature without a prefix and without a setting."""
    versions = [NEVER]
    for each in support if isinstance(support, list) else [support]:
        number = re.match(r"≤?(\d+(\.\d+)?)", str(each.get("version_added")))
        if number and not {"flags", "prefix", "alternative_name", "version_removed"} & set(each):
            versions.append(float(number[1]))
    return min(versions)


def _statements(
    data: Mapping, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], dict[str, float]]]:
    """Yield every feature: its place in the data, and the version since which each browser has it."""
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
    """Return what a search of a file would find for it, or None if there is nothing to find."""
    name = re.sub(r"_(static|event)$", "", path[-1])
    match path:
        case ("api", _) | ("api", _, _) | ("javascript", "builtins", *_):
            return Feature("script", name)
        case ("css", "properties", _):
            return Feature("property", name)
        case ("css", "properties", "cursor", _):
            return None  # the data lacks them for iPhones, which have no pointer
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
    others = {
        feature: versions
        for feature, versions in newer.items()
        if feature not in older and (feature.kind != "script" or IS_OF_CODE.search(feature.name))
    }
    lines = sorted("\t".join((*feature, versions)) for feature, versions in others.items())
    LIST.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
