"""Rings what a step is about, scrolls it into view, and announces changes to screen readers."""

from __future__ import annotations

from collections.abc import Sequence

from views.lesson.ghost import gray_four
from views.lesson.steps.known import Known
from views.lesson.steps.step import PLACES, Step
from views.lesson.steps.steps import BY_ID
from views.parts.component import mount
from views.session.drawing.received import name_of, number_of
from views.session.lesson import go_to, note

CURVES = ("step", "relu")  # functions whose point can be dragged across 0; the browser reports their index

_guide = mount(__file__, "guide")


def guide(step: Step, ids: Sequence[str], at: Known, is_done: bool, text: str) -> None:
    """Ring the step's places; nothing else is visible.

    Args:
        step: the step whose places to ring.
        ids: the ids of all steps that this session can see, in order.
        at: what we know about the session.
        is_done: whether to show the places that would give too much away.
        text: what a screen reader announces when it changes.
    """

    def take(sent: object) -> None:
        if (number := number_of(sent, len(CURVES))) is not None:
            note(CURVES[number])
        elif back := name_of(sent, BY_ID):
            go_to(back)

    place = ids.index(step.id)
    ways = {"back": ids[place - 1], "next": ids[(place + 1) % len(ids)]}
    _guide(key="lesson_guide", height=1, data=guidance(step, at, is_done, text) | ways, on_pick=take)


def guidance(step: Step, at: Known, is_done: bool, text: str) -> dict[str, object]:
    """Return what to ring, to cover and to hide, as `guide` shows it."""
    is_guessed = step.guess is None or at.guess is not None
    is_open = is_done if step.guess is None else is_guessed
    return {
        "step": step.id,
        "done": is_done,
        "events": sorted(at.events),
        "curves": CURVES,
        "ghost": gray_four() if step.waits_for_drawing else None,
        "lights": _places(step.lights),
        "hides": _places(step.hides if not is_done else ()),
        "covers": _places(step.covers if not is_open else ()),
        "waits": _places(step.waits if not is_guessed else ()),
        "card": _places(step.card),
        "holds": "curve" in step.card,
        "said": text,
    }


def _places(names: Sequence[str]) -> list[str]:
    return [PLACES[name] for name in names]
