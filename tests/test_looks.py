"""Tests rules of how parts look, as recorded in tests/browser/looks.txt, which a browser test verifies."""

import re
from collections.abc import Iterator

from tests.looks import LOOKS, noted
from views.parts.component.stylesheet import HEIGHTS, WIDTHS

LEAST_TYPE = 14  # pixels
SHOWN_AT_ONCE = "ink-come"  # not a movement: it hides what is late until it is in place
PRESSED = re.compile(r" (button|summary)(\[[^ ]*)?$")  # by element name
FLAT = "auto"  # not stacked
# Later values are on top.
LAYERS = ("1", "2", "4", "5", "30", "100", "200", "999991", "1000000", "1000001", "1000100")


def values(name: str, *looks: str) -> Iterator[tuple[str, str, str]]:
    """Yield (part, look, value) for each part with this property."""
    for part, kinds in noted().items():
        for kind in kinds:
            yield from (
                (part, look, kind[look][name]) for look in looks or LOOKS if name in kind.get(look, {})
            )


def test_looks_cover_both_sides_of_every_size_at_which_a_layout_changes():
    widths, heights, cards = (
        {getattr(look, side) for look in LOOKS.values()} for side in ("width", "height", "card")
    )
    for name, size in WIDTHS.items():
        assert {size - 1, size} <= (cards if name.endswith("card") else widths), name
    for name, size in HEIGHTS.items():
        assert {size - 1, size} <= heights, name


def test_no_type_on_a_screen_is_small():
    sizes = [each for each in values("font-size") if each[1] != "on paper"]
    assert len(sizes) > 100
    assert [each for each in sizes if float(each[2].removesuffix("px")) < LEAST_TYPE] == []


def test_reduced_motion_stops_every_animation():
    moving = {part for part, _, name in values("animation-name", "usual") if name != SHOWN_AT_ONCE}
    assert moving
    assert moving == {part for part, _, name in values("animation-name", "calm") if name == "none"}


def test_every_control_shows_when_it_has_the_focus():
    """It has an outline that it doesn't have in any other look."""
    pressed = {part: kinds for part, kinds in noted().items() if PRESSED.search(part)}
    assert len(pressed) > 50
    assert [
        part for part, kinds in pressed.items() if not any("with the focus" in each for each in kinds)
    ] == []


def test_layers_have_one_order():
    assert {value for _, _, value in values("z-index")} - {FLAT} <= set(LAYERS)
    assert tuple(sorted(LAYERS, key=int)) == LAYERS
