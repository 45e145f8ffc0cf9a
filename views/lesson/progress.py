"""Progress in the lesson: a dot that leads to each step, grouped by subject."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from views.lesson.steps.step import Step
from views.parts.asking.asking import marked
from views.parts.component import mount
from views.parts.language.language import _
from views.session.drawing.received import number_of
from views.session.lesson import done_steps, go_to

HEIGHT = 46  # pixels: a row of dots and the groups' names

_progress = mount(__file__, "progress")


def progress(steps: Sequence[Step], step: Step) -> None:
    """Show the dots; the last step, which looks back, doesn't have one."""
    dots = [
        {"number": number, "title": _(each.title), "part": each.part, "done": each.id in done_steps()}
        for number, each in enumerate(steps[:-1], start=1)
    ]
    parts = groupby(dots, key=lambda dot: dot.pop("part"))
    groups = [[marked(_(name), "neuron"), list(group)] for name, group in parts]

    def take(sent: object) -> None:
        if (number := number_of(sent, len(steps) - 1)) is not None:
            go_to(steps[number].id)

    data = {"label": _("The lesson's parts"), "groups": groups, "current": steps.index(step) + 1}
    _progress(key="lesson_progress", height=HEIGHT, data=data, on_pick=take)


def place(steps: Sequence[Step], step: Step) -> str:
    """Return for example "3 of 16"; the last step isn't counted."""
    number = steps.index(step) + 1
    if number == len(steps):
        return _("The end")
    return _("{number} of {count}").format(number=number, count=len(steps) - 1)
