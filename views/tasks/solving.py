"""Which task this session is asked, how far its hints are shown, and which tasks it has solved."""

from __future__ import annotations

from collections.abc import Iterable

from views.built import built
from views.session import state
from views.tasks.own_task import task_of
from views.tasks.tasks import BY_ID, Task


def task() -> Task | None:
    """The one that is asked; None while one builds freely."""
    return task_of(state.get("task"))


def ask(id: str | None) -> None:
    """Ask a task, from its start; None, and none is asked any more, and what is there stays."""
    state.put("task", id)
    state.put("task_hints", 0)
    if (asked := task()) is not None:
        built.replace(asked.start)


def hint() -> None:
    """Show one hint more."""
    state.put("task_hints", hints() + 1)


def hints() -> int:
    """How many are shown."""
    return state.get("task_hints", 0)


def solved() -> frozenset[str]:
    """The ids of those that were solved."""
    return state.get("tasks_solved", frozenset())


def remember(ids: Iterable[str]) -> None:
    """These were solved, too; what is no task is left out."""
    state.put("tasks_solved", solved() | (frozenset(ids) & BY_ID.keys()))


def written() -> str:
    """As an address says it."""
    return state.get("task") or ""


def read(text: str) -> bool:
    """Ask what an address says; gives whether there is such a task."""
    is_one = task_of(text) is not None
    if is_one:
        ask(text)
    return is_one
