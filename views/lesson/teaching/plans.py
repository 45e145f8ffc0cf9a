"""Four lesson plans made of stretches, minute by minute; each becomes a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from views.address.copy_link import qr_code
from views.lesson.steps.steps import BY_ID
from views.lesson.teaching.document import Address, Document
from views.lesson.teaching.stretches import STRETCHES, Stretch, figures
from views.parts.language.language import N_, _
from views.parts.looks.wording import whole
from views.parts.pictures.pictures import Picture
from views.tasks.task import PATHS
from views.tasks.tasks import BY_ID as TASKS
from views.tasks.tasks import TASKS as ALL_TASKS

LESSON = 45  # minutes
AGES = ((11, 13), (14, 18))
BEFORE = N_(
    "**Before:** open the first step on the projector and press **A+** to make everything larger. The QR "
    "code takes the class to the same step."
)
PARTS = (
    N_("**Minutes {begin} to {end}.** {goal}"),
    N_("- **On the projector:** {link}"),
    N_("- **The class:** {does}"),
    N_("- **Ask:** {asks}"),
    N_("- **You may hear:** {hears}"),
    N_("- **Then say:** {says}"),
)
WRONG = N_("- **{wrong}** {says}")
DEVICES = (
    N_("- **One device each:** everyone draws, guesses and sends their drawings to the wall."),
    N_(
        "- **One device per pair:** one pupil uses it, and the other predicts what will happen. They swap "
        "after every step."
    ),
    N_(
        "- **Only the projector:** pupils draw at the board and fill in worksheets, and you count raised "
        "hands."
    ),
)
FOR_AGES = (
    N_(
        "- **Ages {begin} to {end}:** say “sum”, “share” and “on or off” instead of z, softmax and "
        "activation functions. Leave out the decimals."
    ),
    N_(
        "- **Ages {begin} to {end}:** have pupils write the sum as a formula and work out one product by "
        "hand."
    ),
)


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
    def stretches(self) -> Sequence[Stretch]:
        """The plan's stretches in order."""
        return [STRETCHES[name] for lesson in self.lessons for name in lesson]

    @property
    def title(self) -> str:
        """The title in the page's language."""
        if len(self.lessons) > 1:
            return _("Two {minutes}-minute lessons").format(minutes=whole(LESSON))
        return _("{minutes} minutes").format(minutes=whole(self.minutes))


FIRST = {"draw": 4, "numbers": 5, "neuron": 7, "step": 5, "likes": 5}  # the start of both longer plans
PLANS = (
    Plan("10", [{"numbers": 3, "neuron": 3, "off": 4}]),
    Plan("25", [{"draw": 3, "numbers": 3, "neuron": 4, "likes": 4, "off": 5, "ticket": 6}]),
    Plan("45", [FIRST | {"share": 5, "off": 7, "ticket": 7}]),
    Plan(
        "90",
        [
            FIRST | {"build": 12, "off": 7},
            {"onward": 5, "share": 6, "slid": 5, "learn": 8, "deep": 7, "overfit": 7, "ticket": 7},
        ],
    ),
)


def link_of(stretch: Stretch, address: Address) -> str:
    """Return a Markdown link to what the projector shows."""
    if stretch.task:
        task = TASKS[stretch.task]
        title = _("Task {number}").format(number=ALL_TASKS.index(task) + 1)
        return f"[{title}]({address(PATHS[task.page], f'task={task.id}')})"
    return f"[{_(BY_ID[stretch.step].title)}]({address('lesson', f'step={stretch.step}')})"


def plan_document(plan: Plan, address: Address) -> Document:
    """Make a plan's document: minute by minute, with misconceptions and notes on devices and ages."""
    parts = []
    for number, lesson in enumerate(plan.lessons):
        if len(plan.lessons) > 1:
            parts.append("### " + (_("The second lesson") if number else _("The first lesson")))
        minute = 0
        for name, minutes in lesson.items():
            parts.append(_row(STRETCHES[name], minute, minute + minutes, address))
            minute += minutes
    parts += ["### " + _("Common misconceptions"), _misconceptions()]
    parts += ["### " + _("With more or fewer devices"), "\n".join(map(_, DEVICES))]
    ages = [_(text).format(begin=begin, end=end) for text, (begin, end) in zip(FOR_AGES, AGES)]
    parts += ["### " + _("For other ages"), "\n".join(ages)]
    return Document(plan.title, [[_(BEFORE), [code_of(plan, address)], "\n\n".join(parts)]])


def code_of(plan: Plan, address: Address) -> Picture:
    """Return the QR code that leads a class to the plan's first step."""
    title = _("{title}: QR code for the first step").format(title=plan.title)
    return Picture(qr_code(address("lesson", f"step={plan.stretches[0].step}")) or "", title)


def _row(stretch: Stretch, begin: int, end: int, address: Address) -> str:
    values = {
        name: _(getattr(stretch, name)).format(**figures())
        for name in ("goal", "does", "asks", "hears", "says")
    }
    first, *others = (
        _(part).format(begin=whole(begin), end=whole(end), link=link_of(stretch, address), **values)
        for part in PARTS
    )
    return "\n".join([first, "", *others])


def _misconceptions() -> str:
    wrong = [each for each in STRETCHES.values() if each.corrects]
    return "\n".join(
        _(WRONG).format(wrong=_(each.corrects).format(**figures()), says=_(each.says)) for each in wrong
    )
