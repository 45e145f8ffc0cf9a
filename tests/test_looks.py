"""Laws of how parts look, as tests/browser/looks.txt has it: that this is so, a tour in a browser holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.looks import LOOKS, noted
from views.parts.component.stylesheet import HEIGHTS, WIDTHS

LEAST_TYPE = 14  # pixels
SHOWN_AT_ONCE = "ink-come"  # nothing moves by it: what comes late is not seen before it is where it belongs
PRESSED = re.compile(r" (button|summary)(\[[^ ]*)?$")  # by its element's name
FLAT = "auto"  # in no order of its own
# What is later lies above.
LAYERS = ("1", "2", "4", "5", "100", "200", "999991", "1000000", "1000001", "1000100")


def values(name: str, *looks: str) -> Iterator[tuple[str, str, str]]:
    """Of each part that has a property of that name: its own name, the look, the value."""
    for part, kinds in noted().items():
        for kind in kinds:
            yield from (
                (part, look, kind[look][name]) for look in looks or LOOKS if name in kind.get(look, {})
            )


def test_sizes_at_which_a_layout_changes_are_looked_at_from_both_sides():
    widths, heights, cards = (
        {getattr(look, side) for look in LOOKS.values()} for side in ("width", "height", "card")
    )
    for name, size in WIDTHS.items():
        assert {size - 1, size} <= (cards if name.endswith("card") else widths), name
    for name, size in HEIGHTS.items():
        assert {size - 1, size} <= heights, name


def test_no_type_on_a_screen_is_small_in_any_window():
    sizes = [each for each in values("font-size") if each[1] != "on paper"]
    assert len(sizes) > 100
    assert [each for each in sizes if float(each[2].removesuffix("px")) < LEAST_TYPE] == []


def test_who_wants_nothing_to_move_sees_nothing_move():
    moving = {part for part, _, name in values("animation-name", "usual") if name != SHOWN_AT_ONCE}
    assert moving
    assert moving == {part for part, _, name in values("animation-name", "calm") if name == "none"}


def test_what_can_be_pressed_shows_where_the_focus_is():
    """As an outline that is there in no other look."""
    pressed = {part: kinds for part, kinds in noted().items() if PRESSED.search(part)}
    assert len(pressed) > 50
    assert [
        part for part, kinds in pressed.items() if not any("with the focus" in each for each in kinds)
    ] == []


def test_what_lies_above_what_has_one_order():
    assert {value for _, _, value in values("z-index")} - {FLAT} <= set(LAYERS)
    assert tuple(sorted(LAYERS, key=int)) == LAYERS
