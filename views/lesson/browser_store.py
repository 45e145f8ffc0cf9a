"""The browser's store, where what was done and guessed in the lesson outlasts a session.

What comes from there is read with suspicion: a step that there is not, or a guess that could not be made, is
left out. It has no face.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from views.drawing.received import number_of, object_of
from views.lesson.steps.step import Step
from views.parts.component import mount
from views.session import state
from views.session.lesson import done_steps, guess, guess_of, set_done

MOST_CHARACTERS = 4000  # five times as many as all that can be done and guessed take

_component = mount(__file__, "browser_store")


def keep_in_browser(steps: Sequence[Step]) -> None:
    """Have the browser keep what is done and guessed, and once give what it has from before."""
    guesses = {each.id: (each, guess_of(each.id)) for each in steps if each.guess}
    data = {
        "session": state.get("address_session"),
        "read": state.get("lesson_read", False),
        "done": sorted(done_steps()),
        "guesses": {
            id: step.guess.options.index(option)
            for id, (step, option) in guesses.items()
            if option in step.guess.options
        },
        "most": MOST_CHARACTERS,
    }
    _component(key="lesson_store", height=1, data=data, on_pick=lambda sent: _take_in(sent, steps))


def _take_in(sent: object, steps: Sequence[Step]) -> None:
    """What the browser has had from before; what was guessed since counts."""
    kept = object_of(sent, MOST_CHARACTERS)
    if kept is None:
        return  # it may have come from a page that has been left
    state.put("lesson_read", True)
    done, guesses = kept.get("done"), kept.get("guesses")
    for step in steps:
        if isinstance(done, list) and step.id in done:
            set_done(step.id)
        if step.guess and isinstance(guesses, Mapping):
            number = number_of(guesses.get(step.id), len(step.guess.options))
            if number is not None:
                guess(step.id, step.guess.options[number])
