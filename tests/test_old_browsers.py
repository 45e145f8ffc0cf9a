"""Tests that the oldest supported browsers suffice: newer features are checked for first, or aren't needed.

An even older browser shows a sentence instead of a blank page.
"""

import re
from html import escape

from model import PROJECT
from tests.browser_features import Feature, newer_features, used
from tests.for_each import for_each
from views.parts.browsers import MINIMUM
from views.parts.words import NO_SCRIPT, NOT_STARTED, TOO_OLD
from views.shell.old_browsers import STYLES, notices, with_notices

FILES = sorted(
    path
    for room in ("views", "deploy", "model")
    for kind in ("*.js", "*.css")
    for path in (PROJECT / room).rglob(kind)
)
NEWER = newer_features()
# JavaScript features, and the check for them in the same file.
ASKED_FOR = {
    "showPopover": "HAS_POPOVERS",
    "hidePopover": "HAS_POPOVERS",
    "newState": "HAS_POPOVERS",
    "getCoalescedEvents": "getCoalescedEvents?.()",
    "ClipboardItem": "if (globalThis.ClipboardItem)",
}
NO_FEATURE = {"Report": "a name of our own", "minHeight": "of an element's style"}
# CSS features that browsers skip if they don't know them, and what people see without them.
DISPENSABLE = {
    Feature("property", "accent-color"): "the browser's own color",
    Feature("property", "forced-color-adjust"): "Safari, which lacks it, forces no colors",
    Feature("property", "overscroll-behavior"): "the page scrolls on where a card ends",
    Feature("property", "print-color-adjust"): "its older name is above it",
    Feature("property", "scrollbar-width"): "a wider scrollbar",
    Feature("property", "size"): "paper as the printer has it",
    Feature("rule", "page"): "the printer's own margins",
    Feature("script", "imageSmoothingQuality"): "ink of a sharper screen is made smaller in its own way",
    Feature("selector", "-moz-range-thumb"): "of Firefox alone",
    Feature("selector", "-webkit-slider-thumb"): "of all others",
    Feature("value", "break-after avoid"): "a heading at the end of a page of paper",
    Feature("value", "forced-color-adjust none"): "Safari, which lacks it, forces no colors",
    Feature("value", "word-break auto-phrase"): "Japanese breaks anywhere",
    Feature("value", "print-color-adjust exact"): "its older name is above it",
    Feature("value", "scrollbar-width thin"): "a wider scrollbar",
}
OTHERS = {"theme.css": "the color of a hovered button is Streamlit's own"}  # because it lacks light-dark()
RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")


@for_each("path", FILES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_newer_features_are_checked_for_first_or_can_be_missed(path):
    for feature in used(path, NEWER) - {Feature("function", "light-dark")}:
        if feature.kind == "script" and feature.name in ASKED_FOR:
            assert ASKED_FOR[feature.name] in path.read_text()
        else:
            known = feature in DISPENSABLE or feature.name in NO_FEATURE
            assert known, f"{feature.kind} {feature.name}: Chrome, Firefox, Safari {NEWER[feature]}"


@for_each("path", [path for path in FILES if path.suffix == ".css"], ids=lambda path: path.name)
def test_a_light_dark_color_has_a_plain_color_before_it(path):
    text = path.read_text()
    for rule in RULE.finditer(text):
        before: set[str] = set()
        for name, value in re.findall(r"([\w-]+)\s*:\s*([^;]+);", rule[2]):
            if "light-dark(" in value and path.name not in OTHERS:
                around = text[: rule.start()].rpartition("\n}\n")[2] + rule[1]
                is_asked_for = "@supports (color: light-dark(" in around
                assert is_asked_for or before & {name, name.removesuffix("-color")}, name
            before.add(name)


def test_the_list_finds_new_features_and_no_old_ones(tmp_path):
    late = tmp_path / "late.js"
    late.write_text("// showPopover()\nnew CompressionStream; set.isSubsetOf(other); a.togglePopover();")
    assert {feature.name for feature in used(late, NEWER)} == {"isSubsetOf", "togglePopover"}
    late = tmp_path / "late.css"
    late.write_text(
        "@view-transition { a: b } p:has(a):open { field-sizing: content; color: light-dark(a, b) }"
    )
    found = {feature.name for feature in used(late, NEWER)}
    assert found >= {"view-transition", "open", "field-sizing", "light-dark"}
    assert not found & {"has", "color"}


def test_each_oldest_browser_is_the_first_to_know_what_hides_the_sentence():
    known = {"1lh": (109, 120, 16.4), "color-mix": (111, 113, 16.2), ":has(": (105, 121, 15.4)}  # from MDN
    assert all(name in STYLES.read_text() for name in known)
    oldest = [float(MINIMUM[name]) for name in ("Chrome", "Firefox", "Safari")]
    assert oldest == list(map(max, zip(*known.values())))


def test_every_page_starts_with_the_notices_if_it_has_a_body():
    assert with_notices("<html><body class='a'><noscript>\n<p>c</p></noscript> <p>b</p></body></html>") == (
        f"<html><body class='a'>\n{notices()}<p>b</p></body></html>"
    )
    assert with_notices("<p>b</p>") == "<p>b</p>"
    assert notices().count("<p") == 3 and NO_SCRIPT in notices()
    before, _, not_started = notices().partition("</noscript>")
    assert escape(NOT_STARTED) in not_started and "<script" not in before  # a script may fail to load
    assert 'hidden data-after="60">' in not_started and "hidden>" in notices(None)


def test_the_readme_names_the_same_browsers():
    said = TOO_OLD.format(**MINIMUM)
    for name, version in MINIMUM.items():
        assert f"{name} {version}" in (PROJECT / "README.md").read_text()
        assert version in said
