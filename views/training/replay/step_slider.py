"""The slider over a training's steps: it reports while it's dragged, as fast as Python answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from views.parts.asking.asking import marked
from views.parts.component import mount
from views.parts.language.language import _

HEIGHT = 68  # pixels

_component = mount(__file__, "step_slider")


def step_slider(labels: Sequence[str], step: int, on_pick: Callable[[object], None]) -> None:
    """Show the slider. Call it last, because the browser then sends the next step."""
    data = {
        "name": marked(_("Training step"), "training-step"),
        "labels": [marked(label, "epoch") for label in labels],
        "step": step,
    }
    _component(key="replay_slider", height=HEIGHT, data=data, on_pick=on_pick)
