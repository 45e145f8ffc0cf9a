"""A page that nobody touches draws by itself: for open days, with `?demo=60` in the address."""

from __future__ import annotations

from views.drawing.drawing import pen_strokes_of
from views.drawing.samples import samples
from views.parts.component import mount
from views.serving.shared import needs_files
from views.session import state

_demo = mount(__file__, "demo", is_seen=False)


def demo() -> None:
    """Have it begin, on every page of the app, once nobody has touched it for as long as its address says."""
    seconds = state.get("demo")
    if seconds is None:
        return
    with needs_files():
        digits = [[stroke.points for stroke in pen_strokes_of(sample)] for sample in samples()]
        _demo(key="demo", height=1, data={"after": seconds, "digits": digits})
