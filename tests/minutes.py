"""Estimate how long a stretch of a plan takes to say, read, think over, answer and write, from rates.

Each rate is one of the slower ones published for English; the unmeasured ones are our estimates.

- `SPOKEN`: R. Hull, in The Wichita Eagle, 2008-08-22. Many teachers speak 160 words a minute, pupils of a
  high school follow 140, small children 124.
- `READ`: silently and with understanding, a lower quartile, of grades 6 and 9. A. N. Spichtig and others, The
  decline of comprehension-based silent reading efficiency in the United States, Reading Research Quarterly 51
  (2016), 239 to 259.
- `WAIT`: M. B. Rowe, Wait time, Journal of Teacher Education 37 (1986), 43 to 50: three seconds or more,
  after a question and after an answer.
"""

from collections.abc import Sequence

from views.lesson.steps.steps import BY_ID
from views.parts.asking.asking import plain
from views.parts.language.documents import Document
from views.questions.items import ITEMS
from views.tasks.tasks import TASKS
from views.teaching.papers.asked import asked
from views.teaching.papers.plans import AGES, STRETCHES, figures, step_of

SPOKEN = 124  # words a minute
READ = dict(zip(AGES, (128, 141)))  # words a minute
WAIT = 3  # seconds
# Seconds that nobody has measured: three pupils answer a question; the class thinks over a guess, and hands
# are counted; the last pupil looks up again; the questions are handed out, one answer is ticked, and all
# compare it; ages 14 to 18 write the sum as a formula and work out one product.
ANSWERS, THINK, COUNT, LOOK_UP, HAND_OUT, TICK, COMPARE, FORMULA = 20, 8, 5, 10, 30, 5, 3, 60
PAPER = asked(lambda path, query: "")
TEACHER = None  # with the projector alone, at any age


def seconds_of(*texts: str, rate: float) -> float:
    """Return how many seconds these texts take, at a rate in words a minute."""
    return 60 / rate * sum(len(plain(text).split()) for text in texts)


def on_page(stretch: Document) -> Sequence[str]:
    """Return what is read before anything is done: a step, two tasks, or one form of the questions."""
    if "page" in stretch.header:
        return []  # the teacher says what to do there
    if "task" in stretch.header:
        first = next(place for place, task in enumerate(TASKS) if task.id == stretch.header["task"])
        return [task.text.format(**task.figures) for task in TASKS[first : first + 2]]
    if stretch is STRETCHES["ticket"]:
        return [part for part in PAPER.leaves[0] if isinstance(part, str)]
    step = BY_ID[step_of(stretch)]
    guess = [step.guess.question, *step.guess.options] if step.guess else []
    return [step.title, step.text, *guess, step.task]


def seconds(stretch: Document, age: tuple[int, int] | None, final_text: str = "") -> float:
    """Return how many seconds a stretch takes, except for work by hand.

    Args:
        stretch: of a lesson.
        age: of a class with a device each, which reads for itself; `TEACHER` reads aloud.
        final_text: the page's sentence once all is done.
    """
    is_ticket = stretch is STRETCHES["ticket"]
    reads = READ[age or AGES[0]] if age or is_ticket else SPOKEN
    says = [stretch.say(name, **figures()) for name in ("does", "asks", "says")]
    spent = seconds_of(*on_page(stretch), final_text, rate=reads) + seconds_of(*says, rate=SPOKEN)
    spent += WAIT + ANSWERS + WAIT
    guess = BY_ID[step_of(stretch)].guess if not {"task", "page"} & {*stretch.header} else None
    if guess:
        spent += THINK + (0 if age else COUNT * len(guess.options))
    if is_ticket:
        spent += HAND_OUT + len(ITEMS) * (TICK + COMPARE) + seconds_of(*PAPER.leaves[2], rate=SPOKEN) / 2
    if age:
        spent += LOOK_UP
    if age == AGES[1] and stretch is STRETCHES["neuron"]:
        spent += FORMULA
    return spent
