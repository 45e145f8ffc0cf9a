"""Points at what a step is about: a ring around it, brought into view; and says aloud what has changed."""

from __future__ import annotations

from views.drawing.received import number_of
from views.lesson.steps.step import PLACES, Step
from views.parts.component import mount
from views.session.lesson import note

EVENTS = ("crossed",)  # what the browser may report, by its number

_guide = mount(__file__, "guide")


def guide(step: Step, is_done: bool, text: str) -> None:
    """Show nothing but the ring.

    Args:
        step: whose places are ringed.
        is_done: whether those that tell too much may be seen.
        text: for a screen reader, as soon as it is something else.
    """

    def take(sent: object) -> None:
        if (number := number_of(sent, len(EVENTS))) is not None:
            note(EVENTS[number])

    data = {
        "step": step.id,
        "done": is_done,
        "lights": [PLACES[name] for name in step.lights],
        "covers": [PLACES[name] for name in step.covers if not is_done],
        "said": text,
    }
    _guide(key="lesson_guide", height=1, data=data, on_pick=take)
