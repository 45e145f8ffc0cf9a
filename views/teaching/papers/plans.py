"""Eight lesson plans made of stretches, minute by minute; each becomes a document to print.

A stretch is some minutes of a lesson, from the documents in content/minutes/. Its fields are the goal, which
is what a pupil can say or do after it; what the class does; what the teacher asks, may hear, and says then;
and the misconception that it corrects, if any. `figures` computes the numbers, so we don't type any.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from model.preprocess import stages_of_ink
from model.preprocess.mnist import PIXELS
from views.lesson.steps.conditions import OVERFIT
from views.lesson.steps.set_up import open_four
from views.lesson.steps.steps import BY_ID
from views.parts.language.documents import Document, documents
from views.parts.language.language import N_, _
from views.parts.looks.encode import qr_code
from views.parts.looks.wording import figure, percent, whole
from views.parts.pictures.pictures import Picture
from views.parts.words import PAGES
from views.tasks.task import PATHS
from views.tasks.tasks import BY_ID as TASKS
from views.tasks.tasks import titled
from views.teaching.papers.paper import Address, Paper
from views.teaching.papers.worksheets import claims

LESSON = 45  # minutes
AGES = ((11, 13), (14, 18))
SMALL = 0.01  # a sum just above 0
SURE = 0.999  # a share that looks certain
SWAP = N_("Swap, break, repair")
# Plans of their own, by their id
ABOUT = {"teach": PAGES["teach"], "hands": N_("Whose hand is in it?"), "swap": SWAP, "swaps": SWAP}
STRETCHES = documents("minutes")
PAGE = documents("teaching")["plans"]


@dataclass(frozen=True)
class Plan:
    """One or more lessons, each a mapping of its stretches' names to their minutes."""

    id: str
    lessons: Sequence[Mapping[str, int]]

    @property
    def minutes(self) -> int:
        """The plan's total minutes."""
        return sum(sum(lesson.values()) for lesson in self.lessons)

    @property
    def stretches(self) -> Sequence[Document]:
        """The plan's stretches in order."""
        return [STRETCHES[name] for lesson in self.lessons for name in lesson]

    @property
    def title(self) -> str:
        """The title in the page's language."""
        title = _("{minutes} minutes").format(minutes=whole(self.minutes))
        if len(self.lessons) > 1:
            title = _("Two {minutes}-minute lessons").format(minutes=whole(LESSON))
        if self.id in ABOUT:
            # Translators: a plan's length, and the page that it's about: “45 minutes: Teach it”.
            return _("{minutes}: {page}").format(minutes=title, page=_(ABOUT[self.id]))
        return title


def _lesson(text: str) -> Mapping[str, int]:
    return {name: int(minutes) for name, minutes in (each.split() for each in text.split(", "))}


PLANS = tuple(Plan(id, [_lesson(each) for each in text.split("; ")]) for id, text in PAGE.header.items())


@lru_cache(maxsize=1)
def _inked() -> int:
    """Return how many numbers of the ready-made 4 aren't 0."""
    return int(np.count_nonzero(stages_of_ink(open_four().ink()).image))


def figures() -> Mapping[str, str]:
    """Return the figures to fill in, as this language writes them."""
    return {
        "pixels": whole(PIXELS),
        "inked": whole(_inked()),
        "small": figure(SMALL),
        "sure": percent(SURE),
        "few": whole(OVERFIT.images),
    }


def step_of(stretch: Document) -> str:
    """Return the id of the lesson's step that the projector shows, unless it shows a task."""
    return stretch.header.get("step", stretch.id)


def place_of(stretch: Document) -> tuple[str, str, str]:
    """Return the title, path and query of what the projector shows: a page, a task, or a lesson's step."""
    if page := stretch.header.get("page"):
        return _(PAGES[page]), page, ""
    if "task" in stretch.header:
        task = TASKS[stretch.header["task"]]
        return titled(task), PATHS[task.page], f"task={task.id}"
    step = BY_ID[step_of(stretch)]
    return _(step.title), "lesson", f"step={step.id}"


def plan_document(plan: Plan, address: Address) -> Paper:
    """Make a plan's document: minute by minute, with misconceptions and notes on devices and ages."""
    parts = []
    for number, lesson in enumerate(plan.lessons):
        if len(plan.lessons) > 1:
            parts.append("### " + (_("The second lesson") if number else _("The first lesson")))
        minute = 0
        for name, minutes in lesson.items():
            parts.append(_row(STRETCHES[name], minute, minute + minutes, address))
            minute += minutes
    parts += ["### " + _("Common misconceptions"), _misconceptions(plan)]
    if plan.id == "hands":
        parts += claims()
    parts += ["### " + _("With more or fewer devices"), "\n".join(map(_, PAGE.fields["devices"]))]
    ages = [_(text).format(begin=begin, end=end) for text, (begin, end) in zip(PAGE.fields["ages"], AGES)]
    parts += ["### " + _("For other ages"), "\n".join(ages)]
    return Paper(plan.title, [[PAGE.say("before"), [code_of(plan, address)], "\n\n".join(parts)]])


def code_of(plan: Plan, address: Address) -> Picture:
    """Return the QR code that leads a class to the plan's first step."""
    title = _("{title}: QR code for the first step").format(title=plan.title)
    _title, *place = place_of(plan.stretches[0])
    link = address(*place)
    return Picture(qr_code(link, for_files=True) or "", title)


def _row(stretch: Document, begin: int, end: int, address: Address) -> str:
    values = {name: stretch.say(name, **figures()) for name in ("goal", "does", "asks", "hears", "says")}
    title, *place = place_of(stretch)
    link = f"[{title}]({address(*place)})"
    first, *others = (
        _(part).format(begin=whole(begin), end=whole(end), link=link, **values)
        for part in PAGE.fields["minutes"]
    )
    return "\n".join([first, "", *others])


def _misconceptions(plan: Plan) -> str:
    return "\n".join(
        PAGE.say("misconception", wrong=each.say("corrects", **figures()), says=each.say("says", **figures()))
        for each in plan.stretches
        if "corrects" in each.fields
    )
