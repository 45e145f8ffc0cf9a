"""Which task this session is asked, how far its hints are shown, and which tasks it has solved."""

from __future__ import annotations

from collections.abc import Iterable

from views.session import state
from views.tasks.drawn import NOT_DRAWN
from views.tasks.own_task import task_of
from views.tasks.task import Task
from views.tasks.tasks import BY_ID


def task() -> Task | None:
    """The one that is asked; None while none is."""
    return task_of(state.get("task"))


def task_on(page: str) -> Task | None:
    """The same, if it is on that page."""
    current = task()
    return current if current is not None and current.page == page else None


def ask(id: str | None) -> None:
    """Ask a task, from its start; None, and none is asked any more, and what is there stays."""
    if (current := task_of(id)) is not None:
        current.begin()
    state.put("task_hints", 0)
    state.put("task_shown", False)
    state.put("task", id)  # last: where this is cut short, no task is asked on another one's drawing


def hint() -> None:
    """Show one hint more."""
    state.put("task_hints", hints() + 1)


def hints() -> int:
    """How many are shown."""
    return state.get("task_hints", 0)


def show() -> None:
    """Show a solution, where there is one: it is not solved by that."""
    if (current := task()) is not None and current.has_solution:
        current.show()
        state.put("task_shown", True)


def is_shown() -> bool:
    """Whether one was shown since the task was asked."""
    return state.get("task_shown", False)


def solved() -> frozenset[str]:
    """The ids of those that were solved."""
    return state.get("tasks_solved", frozenset())


def remember(ids: Iterable[str]) -> None:
    """These were solved, too; what is no task is left out."""
    state.put("tasks_solved", solved() | (frozenset(ids) & BY_ID.keys()))


def beyond_start(field: str, text: str, new: str = "") -> str:
    """What an address has to say in a field; "" where it is what the task that is asked begins with.

    Without a task, where it is what a new session has.
    """
    current = task()
    return "" if text == (current.starts.get(field, new) if current else new) else text


def blank() -> str:
    """What an address says where nothing is drawn."""
    return beyond_start("drawing", NOT_DRAWN, NOT_DRAWN)


def written() -> str:
    """As an address says it."""
    return state.get("task") or ""


def read(text: str) -> bool:
    """Ask what an address says; gives whether there is such a task."""
    is_one = task_of(text) is not None
    if is_one:
        ask(text)
    return is_one
