"""What can be guessed in a step: large options, of which the first that is chosen counts."""

from __future__ import annotations

from views.drawing.received import number_of
from views.language.language import _
from views.lesson.steps.step import Step
from views.parts.asking.asking import plain
from views.parts.component import mount
from views.session.lesson import guess

ROW = 46  # pixels, of an option and the gap below it
MOST_BESIDE = 34  # characters of options in one row

_options = mount(__file__, "lesson_guess")


def options(step: Step, chosen: str | None, right: int | None) -> None:
    """Show them.

    Args:
        step: that asks.
        chosen: the option that was guessed; None before.
        right: the number of that which has come true; None if none has, or it is not known yet.
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
