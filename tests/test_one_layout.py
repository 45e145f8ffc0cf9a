"""Tests that every window width has exactly one layout: a larger one begins where a phone's ends."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from model import PROJECT
from views.parts import projector
from views.parts.component.stylesheet import HEIGHTS, WIDTHS, read_stylesheet

VIEWS = PROJECT / "views"
FILES = sorted(VIEWS.rglob("*.css"))
TALL = 1100  # pixels: at this height, the window's height doesn't matter
PHONE, UPRIGHT, TABLET = 699, 899, 1150  # pixels: the widest phone, upright tablet and tablet
LARGE = 1700  # pixels: the narrowest large screen
NEAR_PHONE = range(600, 800)  # pixels: sizes in this range mean the end of a phone
OF_A_PROJECTOR = re.compile(r"[^{}]*\.ink-large[^{}]*\{[^{}]*\}")  # rules of its switch
OF_ITS_OWN = {"training.css": 640}  # its choices break earlier than the page does


def media(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each condition and its rules."""
    text = read_stylesheet(path)
    for found in re.finditer(r"@media ([^{]+)\{", text):
        depth, end = 1, found.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        yield found[1].strip(), text[found.end() : end - 1]


def holds(condition: str, width: int) -> bool:
    """Return whether a condition holds for a tall window of this width."""
    return any(
        all(
            {"min": int(pixels) <= size, "max": size <= int(pixels)}[end]
            for end, side, pixels in re.findall(r"\((min|max)-(width|height): (\d+)px\)", each)
            for size in [{"width": width, "height": TALL}[side]]
        )
        for each in condition.split(",")
    )


def said(width: int) -> str:
    """Return the rules in layout.css that only hold for some widths, including this one."""
    blocks = media(VIEWS / "draw/layout.css")
    return "".join(text for condition, text in blocks if "-width" in condition and holds(condition, width))


@pytest.mark.parametrize("width", [320, 374, 375, 600, 601, 650, 698, 699])
def test_on_a_phone_parts_are_stacked_and_the_card_covers_them(width):
    assert "grid-template-columns: var(--canvas-column) 1fr" in said(width)
    assert "--card-inset: auto 0 3rem" in said(width) and "--card-position: fixed" in said(width)


@pytest.mark.parametrize("width", [700, 701, 867, 899, 900, 1024, 1149, 1150])
def test_on_a_tablet_the_card_is_below_the_network_or_beside_it(width):
    rules = OF_A_PROJECTOR.sub("", said(width))
    assert "grid-template-columns: var(--canvas-column)" not in rules
    assert ("--card-inset: auto 1.25rem 0" in rules) == ("--card-inset" in rules) == (width <= UPRIGHT)
    assert "--card-inset: auto 0 3rem" not in rules


def test_a_large_screen_has_a_larger_canvas_and_everything_side_by_side():
    for width in (1151, 1300, 1699):
        assert not re.search(r"--canvas-(zoom|column):|--card-inset", OF_A_PROJECTOR.sub("", said(width)))
    for width in (1700, 1920, 3840):
        assert "--canvas-zoom: 1.65" in said(width)


def test_every_file_has_the_same_phone_width_and_the_next_size_follows():
    found = {
        (path.name, end, int(pixels))
        for path in FILES
        for condition, _ in media(path)
        for end, pixels in re.findall(r"(min|max)-width: (\d+)px", condition)
    }
    for name, end, pixels in found:
        if pixels in NEAR_PHONE and OF_ITS_OWN.get(name) != pixels:
            assert pixels == {"max": PHONE, "min": PHONE + 1}[end], name
    widest = {pixels for _, end, pixels in found if end == "max" and pixels > 800}
    assert widest == {UPRIGHT, TABLET, LARGE - 1}


def test_layout_sizes_are_defined_in_one_place():
    text = "".join(path.read_text() for path in FILES)
    queries = re.findall(r"@(?:media|container)([^{]*)", text)
    assert len(queries) > 20
    assert not [query for query in queries if re.search(r"\d", query)]
    named = {name for query in queries for name in re.findall(r"\(--(?:over-)?([\w-]+)\)", query)}
    assert named == {*WIDTHS, *HEIGHTS}
    for path in VIEWS.rglob("*.js"):
        assert not re.search(r"matchMedia\([^)]*\d|inner(Width|Height) *[<>]", path.read_text()), path.name


def test_a_stylesheet_loses_its_comments_and_unknown_sizes_are_refused(tmp_path):
    path = tmp_path / "a.css"
    path.write_text("@media (--watch) and (--phone) {}")
    with pytest.raises(ValueError, match=r"a\.css names .watch"):
        read_stylesheet(path)
    path.write_text(".a { /* a word\n for us */\n  color: red;\n\n  width: calc(1px + 2px);\n}\n")
    assert read_stylesheet(path) == ".a { \ncolor: red;\nwidth: calc(1px + 2px);\n}\n"
    path.write_text(".a { color: var(--phone) }\n@media (--phone), print {}\n@container a (--over-tablet) {}")
    assert read_stylesheet(path) == (
        ".a { color: var(--phone) }\n@media (max-width: 699px), print {}\n@container a (min-width: 1151px) {}"
    )


def test_the_projector_switch_is_as_wide_as_its_content(monkeypatch):
    """If it stretched, it would be in the middle of a row."""
    given = {}
    monkeypatch.setattr(projector, "_switch", lambda **named: given.update(named))
    projector.projector_switch()
    assert given["width"] == "content" and given["data"] == {"label": "Larger, for a projector"}
