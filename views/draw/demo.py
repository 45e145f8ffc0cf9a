"""A page that nobody touches draws by itself: for open days, with `?demo=60` in the address."""

from __future__ import annotations

from views.parts.component import mount
from views.parts.shared import needs_files
from views.session.drawing.drawing import pen_strokes_of
from views.session.drawing.samples import samples

_demo = mount(__file__, "demo", is_seen=False)


def demo(after: int | None) -> None:
    """Start the demo, on every page, once nobody has touched the page for this many seconds; None: never."""
    if after is None:
        return
    with needs_files():
        digits = [[stroke.points for stroke in pen_strokes_of(sample)] for sample in samples()]
        _demo(key="demo", height=1, data={"after": after, "digits": digits})
