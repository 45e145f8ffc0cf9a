"""The browser's store, where what was done, guessed and drawn in the lesson outlasts a session.

What comes from there is read with suspicion: a step that there is not, a guess that could not be made, or a
drawing that is none, is left out. It is invisible.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from model.errors import DataError
from views.drawing.drawing_code import CodeError
from views.drawing.linked_drawing import drawing_of_code
from views.drawing.received import number_of, object_of
from views.lesson.steps.step import Step
from views.parts.component import local_store
from views.parts.component.local_store import Stored
from views.session import state
from views.session.activations import code_of_drawn
from views.session.lesson import (
    begun_step,
    done_steps,
    guess,
    guess_of,
    own_drawing,
    remember_drawing,
    set_done,
)

NAME = "inkling.lesson.1"  # with the version of what is kept under it
MOST_DRAWING = 6000  # characters: all but a link's other fields
MOST_CHARACTERS = MOST_DRAWING + 4000  # five times as many as all that can be done and guessed take


def keep_in_browser(steps: Sequence[Step]) -> None:
    """Have the browser keep what is done, guessed and drawn, and once give what it has from before."""
    guesses = {each.id: (each, guess_of(each.id)) for each in steps if each.guess}
    content = {
        "done": sorted(done_steps()),
        "guesses": {
            id: step.guess.options.index(option)
            for id, (step, option) in guesses.items()
            if option in step.guess.options
        },
        "drawing": _written_drawing(),
    }
    is_read = state.get("lesson_read", False)
    kept = Stored(NAME, state.get("address_session"), is_read, content, MOST_CHARACTERS)
    local_store.keep_in_browser("lesson_store", kept, lambda sent: _take_in(sent, steps))


def _written_drawing() -> str:
    """What was drawn for the lesson, as an address would say it; "" without, and if that is too long."""
    own = own_drawing()
    if own is None:
        return ""
    code = state.made_once("lesson_drawing_written", own, lambda: code_of_drawn(own))
    return code if len(code) <= MOST_DRAWING else ""


def _take_in(sent: object, steps: Sequence[Step]) -> None:
    """What the browser has had from before; what was guessed since counts."""
    kept = object_of(sent, MOST_CHARACTERS)
    if kept is None or state.get("lesson_read", False):
        return  # it may have come from a page that has been left, or once more
    _take_in_drawing(kept.get("drawing"), steps)
    done, guesses = kept.get("done"), kept.get("guesses")
    for step in steps:
        if isinstance(done, list) and step.id in done:
            set_done(step.id)
        if step.guess and isinstance(guesses, Mapping):
            number = number_of(guesses.get(step.id), len(step.guess.options))
            if number is not None:
                guess(step.id, step.guess.options[number])
    state.put("lesson_read", True)  # last: see `Stored`


def _take_in_drawing(code: object, steps: Sequence[Step]) -> None:
    """It comes back, unless this session has drawn one itself, and not for a step that borrows another."""
    borrowing = {step.id for step in steps if step.borrows}
    if own_drawing() is not None and begun_step() not in borrowing:
        return
    if isinstance(code, str) and 0 < len(code) <= MOST_DRAWING:
        with suppress(CodeError, DataError):
            remember_drawing(drawing_of_code(code))
