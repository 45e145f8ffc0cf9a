"""The part of the browser's store with a pupil's finished steps, guesses, what was right, and drawing.

We don't trust what the browser sends: unknown steps, impossible guesses and invalid drawings are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial

from model.errors import DataError
from views.lesson.steps.step import Step
from views.session import state
from views.session.activations import code_of_drawn
from views.session.drawing.drawing_code import CodeError
from views.session.drawing.linked_drawing import drawing_of_code
from views.session.drawing.received import number_of
from views.session.lesson import (
    begun_step,
    done_steps,
    guess,
    guess_of,
    note_seen,
    own_drawing,
    remember_drawing,
    right_of,
    seen_in,
    set_done,
)
from views.session.store import Saved

MOST_DRAWING = 6000  # characters: a link's length without its other fields


def progress_in(steps: Sequence[Step]) -> Saved:
    """Return the field of the store for these steps."""
    return Saved("lesson", partial(_written, steps), partial(_take_in, steps))


def _written(steps: Sequence[Step]) -> Mapping[str, object]:
    guesses = {each.id: (each, guess_of(each.id)) for each in steps if each.guess}
    return {
        "done": sorted(done_steps()),
        "guesses": {
            id: step.guess.options.index(option)
            for id, (step, option) in guesses.items()
            if option in step.guess.options
        },
        "right": {id: right for id in guesses if (right := right_of(id)) is not None},
        "drawing": _written_drawing(),
    }


def _written_drawing() -> str:
    """Return the lesson's drawing encoded as in a link; "" if there is none or if it's too long."""
    own = own_drawing()
    if own is None:
        return ""
    code = state.made_once("lesson_drawing_written", own, lambda: code_of_drawn(own))
    return code if len(code) <= MOST_DRAWING else ""


def _take_in(steps: Sequence[Step], stored: Mapping[str, object]) -> None:
    """Restore what the browser has stored; guesses made since then take precedence."""
    _take_in_drawing(stored.get("drawing"), steps)
    done, guesses, rights = stored.get("done"), stored.get("guesses"), stored.get("right")
    for step in steps:
        if isinstance(done, list) and step.id in done:
            set_done(step.id)
        if step.guess and isinstance(guesses, Mapping):
            number = number_of(guesses.get(step.id), len(step.guess.options))
            if number is not None:
                guess(step.id, step.guess.options[number])
        if step.guess and isinstance(rights, Mapping) and seen_in(step.id) is None:
            note_seen(step.id, number_of(rights.get(step.id), len(step.guess.options)))


def _take_in_drawing(code: object, steps: Sequence[Step]) -> None:
    """Restore the drawing, unless this session has its own or the step borrows another one."""
    borrowing = {step.id for step in steps if step.borrows}
    if own_drawing() is not None and begun_step() not in borrowing:
        return
    if isinstance(code, str) and 0 < len(code) <= MOST_DRAWING:
        with suppress(CodeError, DataError):
            remember_drawing(drawing_of_code(code))
