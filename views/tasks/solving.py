"""This session's current task, how many of its hints are shown, and which tasks are solved."""

from __future__ import annotations

from collections.abc import Iterable

from views.session import state
from views.tasks.drawn import NOT_DRAWN
from views.tasks.own_task import task_of
from views.tasks.task import Task
from views.tasks.tasks import BY_ID


def task() -> Task | None:
    """Return the current task, or None."""
    return task_of(state.get("task"))


def task_on(page: str) -> Task | None:
    """Return the current task if it's on that page, else None."""
    current = task()
    return current if current is not None and current.page == page else None


def ask(id: str | None) -> None:
    """Start a task from its beginning; None ends the current one and leaves the page as it is."""
    if (current := task_of(id)) is not None:
        current.begin()
    state.put("task_hints", 0)
    state.put("task_shown", False)
    state.put("task", id)  # last, so that an interruption can't leave a task with another one's drawing


def hint() -> None:
    """Show one more hint."""
    state.put("task_hints", hints() + 1)


def hints() -> int:
    """Return how many hints are shown."""
    return state.get("task_hints", 0)


def show() -> None:
    """Show a solution if there is one; this doesn't count as solved."""
    if (current := task()) is not None and current.has_solution:
        current.show()
        state.put("task_shown", True)


def is_shown() -> bool:
    """Return whether a solution was shown since the task began."""
    return state.get("task_shown", False)


def solved() -> frozenset[str]:
    """Return the ids of the solved tasks."""
    return state.get("tasks_solved", frozenset())


def remember(ids: Iterable[str]) -> None:
    """Mark these tasks as solved too; unknown ids are ignored."""
    state.put("tasks_solved", solved() | (frozenset(ids) & BY_ID.keys()))


def beyond_start(field: str, text: str, new: str = "") -> str:
    """Return an address field's text; "" if it's what the current task begins with.

    Without a task, return "" if it's what a new session begins with.
    """
    current = task()
    return "" if text == (current.starts.get(field, new) if current else new) else text


def blank() -> str:
    """Return an address's text for a blank canvas."""
    return beyond_start("drawing", NOT_DRAWN, NOT_DRAWN)


def written() -> str:
    """Return the task as encoded in an address."""
    return state.get("task") or ""


def read(text: str) -> bool:
    """Start the task that an address names; return whether it exists."""
    is_one = task_of(text) is not None
    if is_one:
        ask(text)
    return is_one
