"""Where this session is in the lesson, which the address says (`step=neuron`), and what was done there."""

from __future__ import annotations

from collections.abc import Sequence

from views.drawing.drawing import Drawing
from views.session import state

LESSON_NETWORK = "dense"  # whichever one is chosen on other pages


def current_step(ids: Sequence[str]) -> tuple[str, bool]:
    """The id of the step to show, and whether another was asked for, one that there is not."""
    step = state.get_or_put("lesson_step", ids[0])
    return (step, False) if step in ids else (ids[0], True)


def go_to(step: str) -> None:
    """Show another step from now on."""
    state.put("lesson_step", step)


def turned() -> int:
    """The number of the browser's last turn, back or on in its history, that was taken; 0 for none."""
    return state.get("lesson_turned", 0)


def turn_to(step: str | None, number: int) -> None:
    """Show the step to which the browser has turned, if that is news: it says so again until it is answered.

    Args:
        step: its id; None for one that there is not.
        number: of that turn.
    """
    if number > turned():
        if step is not None:
            go_to(step)
        state.put("lesson_turned", number)


def step_title() -> str | None:
    """The title of the step that is shown, in the session's language; None before one is."""
    return state.get("lesson_title")


def name_step(title: str) -> None:
    """Remember what the step that is shown is called."""
    state.put("lesson_title", title)


def begun_step() -> str:
    """The id of the step that was begun last; empty before the first."""
    return state.get("lesson_begun", ("", None))[0]


def begin(step: str, drawing: bytes | None) -> None:
    """Remember that a step has been set up, with which drawing; what happened before is over."""
    state.put("lesson_begun", (step, drawing))
    state.put("lesson_events", frozenset())


def drawing_at_start() -> bytes | None:
    """The file of the drawing with which the step began; None if blank."""
    return state.get("lesson_begun", ("", None))[1]


def events() -> frozenset[str]:
    """What has happened in the browser since the step began."""
    return state.get("lesson_events", frozenset())


def note(event: str) -> None:
    """Remember that something has happened in the browser."""
    state.put("lesson_events", events() | {event})


def done_steps() -> frozenset[str]:
    """The steps that this session has done; they stay done."""
    return state.get("lesson_done", frozenset())


def own_drawing() -> Drawing | None:
    """What this session has drawn for the lesson, which comes back after a step that needs another one."""
    return state.get("lesson_drawing")


def remember_drawing(drawing: Drawing) -> None:
    """Have it come back."""
    state.put("lesson_drawing", drawing)


def guess_of(step: str) -> str | None:
    """What was guessed in a step; None before."""
    return state.get(f"lesson_guess_{step}")


def guess(step: str, option: str) -> None:
    """Remember a guess; the first one counts."""
    state.get_or_put(f"lesson_guess_{step}", option)


def start_over(ids: Sequence[str]) -> None:
    """Forget what was done and guessed, and show the first step."""
    state.take("lesson_done", None)
    for step in ids:
        state.take(f"lesson_guess_{step}", None)
    go_to(ids[0])


def set_done(step: str) -> None:
    """Remember that a step was done."""
    state.put("lesson_done", done_steps() | {step})
