"""This session's step of the lesson, which is in the address (`step=neuron`), and what was done there."""

from __future__ import annotations

from collections.abc import Sequence

from views.session import state
from views.session.drawing.drawing import Drawing

LESSON_NETWORK = "dense"  # whatever network is chosen on other pages


def current_step(ids: Sequence[str]) -> tuple[str, bool]:
    """Return the id of the step to show, and whether a step was requested that doesn't exist."""
    step = state.get_or_put("lesson_step", ids[0])
    return (step, False) if step in ids else (ids[0], True)


def asked_step() -> str | None:
    """Return the id of the step that was asked for last, which may not exist."""
    return state.get("lesson_step")


def go_to(step: str) -> None:
    """Show another step from now on."""
    state.put("lesson_step", step)


def step_title() -> str | None:
    """Return the current step's title, in the session's language; None before there is one."""
    return state.get("lesson_title")


def name_step(title: str) -> None:
    """Store the current step's title."""
    state.put("lesson_title", title)


def begun_step() -> str:
    """Return the id of the step that was started last; empty before the first."""
    return state.get("lesson_begun", ("", None))[0]


def begin(step: str, drawing: bytes | None) -> None:
    """Store which step starts with which drawing, and forget earlier events."""
    state.put("lesson_begun", (step, drawing))
    state.put("lesson_events", frozenset())


def drawing_at_start() -> bytes | None:
    """Return the PNG of the drawing with which the step began; None if blank."""
    return state.get("lesson_begun", ("", None))[1]


def events() -> frozenset[str]:
    """Return what has happened since the step began."""
    return state.get("lesson_events", frozenset())


def note(*new: str) -> None:
    """Store what has happened since the step began."""
    state.put("lesson_events", events().union(new))


def done_steps() -> frozenset[str]:
    """Return the steps that this session has done; they stay done."""
    return state.get("lesson_done", frozenset())


def own_drawing() -> Drawing | None:
    """Return this session's drawing for the lesson, which returns after a step that needs another one."""
    return state.get("lesson_drawing")


def remember_drawing(drawing: Drawing) -> None:
    """Store a drawing, so that it returns."""
    state.put("lesson_drawing", drawing)


def guess_of(step: str) -> str | None:
    """Return the guess in a step; None before there is one."""
    return state.get(f"lesson_guess_{step}")


def guess(step: str, option: str) -> None:
    """Store a guess; only the first one counts."""
    state.get_or_put(f"lesson_guess_{step}", option)


def right_of(step: str) -> int | None:
    """Return the number of the option that was right in a step that was done; None if there is none."""
    return state.get(f"lesson_right_{step}")


def seen_in(step: str) -> object:
    """Return what the session knew when a step was done, a `Known`; None if it was done earlier."""
    return state.get(f"lesson_seen_{step}")


def note_seen(step: str, right: int | None, seen: object = None) -> None:
    """Store which option was right in a step that was done and, if the session has done it, what it knew."""
    state.put(f"lesson_right_{step}", right)
    state.put(f"lesson_seen_{step}", seen)


def start_over(ids: Sequence[str]) -> None:
    """Forget what was done and guessed in these steps, and show the first one."""
    state.put("lesson_done", done_steps().difference(ids))
    for step in ids:
        state.take(f"lesson_guess_{step}", None)
        state.take(f"lesson_right_{step}", None)
        state.take(f"lesson_seen_{step}", None)
    go_to(ids[0])


def set_done(step: str) -> None:
    """Store that a step was done."""
    state.put("lesson_done", done_steps() | {step})
