"""A slider over steps or pixels: it reports while it's dragged, as fast as Python answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from views.parts.component import mount

HEIGHT = 68  # pixels

_component = mount(__file__, "step_slider")


def step_slider(
    key: str, name: str, labels: Sequence[str], step: int, on_pick: Callable[[object], None]
) -> None:
    """Show the slider. Call it last, because the browser then sends the next step."""
    _component(key=key, height=HEIGHT, data={"name": name, "labels": labels, "step": step}, on_pick=on_pick)
