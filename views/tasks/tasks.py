"""All of our tasks in the order shown, from easy to hard on each page, from the documents in content/tasks/.

A document's header has the task's kind and its attributes. Strokes are points "x,y" with ";" between strokes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace

from model.training.choices import LESSONS, TEXTBOOK, Choices
from views.parts.language.documents import Document, documents
from views.parts.language.language import _
from views.tasks.drawing_tasks import DrawingTask
from views.tasks.drawn import Hand
from views.tasks.label_task import LabelTask
from views.tasks.painting_tasks import PaintingTask
from views.tasks.sign_task import SignTask
from views.tasks.task import Task
from views.tasks.training_tasks import TrainingTask

KINDS: Mapping[str, type[Task]] = {
    **{"painting": PaintingTask, "drawing": DrawingTask},
    **{"label": LabelTask, "training": TrainingTask, "signs": SignTask},
}
STARTS = {"textbook": TEXTBOOK} | {lesson.name: lesson.choices for lesson in LESSONS}


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(", ")))


def _strokes(text: str) -> list[list[tuple[int, int]]]:
    return [[tuple(map(int, point.split(","))) for point in stroke.split()] for stroke in text.split("; ")]


READ: Mapping[str, Callable[[str], object]] = {  # how a setting becomes an attribute, if it isn't a text
    **dict.fromkeys(("most", "best", "changes", "false", "width", "most_pixels", "most_weights"), int),
    **{"most_false_alarms": int, "share": float, "start": STARTS.__getitem__, "strokes": _strokes},
    **{"off": _numbers, "numbers": _numbers, "goals": _names, "brushes": _names},
    "may_learn": lambda text: text == "yes",
}


def read_task(page: Document) -> Task:
    """Return the task that a document describes."""
    kind = KINDS[page.header["kind"]]
    settings = {name: READ.get(name, str)(text) for name, text in page.header.items() if name != "kind"}
    if kind is DrawingTask:
        settings["solution"] = Hand(**{name: settings.pop(name) for name in _of_hand(settings)})
    elif kind is TrainingTask:
        settings["solution"] = _changed(settings["start"], settings["solution"])
    return kind(
        id=page.id,
        title=page.english("title"),
        text=page.english("text"),
        hints=page.fields["hints"],
        learned=page.english("learned"),
        **settings,
    )


def _of_hand(settings: Mapping[str, object]) -> list[str]:
    return [field.name for field in fields(Hand) if field.name in settings]


def _changed(start: Choices, changes: str) -> Choices:
    """Return these choices with some others, such as "units 64, epochs 10"."""
    pairs = (each.split() for each in _names(changes))
    return replace(start, **{name: type(getattr(start, name))(value) for name, value in pairs})


def titled(task: Task) -> str:
    """Return one of our tasks' number and title, in the session's language."""
    return _("Task {number}: {title}").format(number=TASKS.index(task) + 1, title=_(task.title))


TASKS = tuple(map(read_task, documents("tasks").values()))
BY_ID = {task.id: task for task in TASKS}
