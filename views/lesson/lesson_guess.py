"""A step's guess: large options, of which only the first choice counts."""

from __future__ import annotations

from views.lesson.steps.step import Step
from views.parts.asking.asking import plain
from views.parts.component import mount
from views.parts.language.language import _
from views.session.drawing.received import number_of
from views.session.lesson import guess

ROW = 46  # pixels for an option and the gap below it
MOST_BESIDE = 34  # characters that the options in one row can have

_options = mount(__file__, "lesson_guess")


def options(step: Step, chosen: str | None, right: int | None) -> None:
    """Show the options.

    Args:
        step: the step that asks.
        chosen: the guessed option; None before the guess.
        right: the number of the right option; None if there is none or we don't know yet.
    """
    all_options = step.guess.options
    options = [_(each) for each in all_options]
    is_row = sum(map(len, options)) <= MOST_BESIDE

    def take(sent: object) -> None:
        if (number := number_of(sent, len(all_options))) is not None:
            guess(step.id, all_options[number])

    data = {
        "question": plain(_(step.guess.question)),
        "options": options,
        "row": is_row,
        "chosen": all_options.index(chosen) if chosen in all_options else None,
        "right": right,
    }
    height = ROW * (1 if is_row else len(all_options))
    _options(key="lesson_guess", height=height, data=data, on_pick=take)
