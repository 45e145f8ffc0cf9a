"""The tasks as dots, and the one that is asked: what to do, two hints, and what is learned by solving it."""

from __future__ import annotations

import streamlit as st

from views.built import built
from views.drawing.received import name_of, names_of
from views.language.language import _
from views.parts.component import mount
from views.parts.looks.wording import of_100, whole
from views.session import state
from views.tasks import solving, words
from views.tasks.tasks import BY_ID, TASKS, Task

HEIGHT = 44  # pixels

_store = mount(__file__, "task_store", is_seen=False)
_dots = mount(__file__, "task_dots")


def task_panel() -> None:
    """Show them; solved is what is solved now, and stays so."""
    asked = solving.task()
    is_solved = asked is not None and asked.is_solved(built.built())
    if is_solved:
        solving.remember([asked.id])
    dots = [_dot(task, number) for number, task in enumerate(TASKS, start=1)]
    data = {"dots": dots, "asked": asked and asked.id, "heading": _("Tasks"), "free": _("Build freely")}
    _dots(key="task_dots", height=HEIGHT, data=data, on_pick=_pick)
    if asked:
        _ask(asked, is_solved)
    data = {
        "session": state.get("address_session"),
        "read": state.get("tasks_read", False),
        "solved": sorted(solving.solved()),
    }
    _store(key="task_store", height=1, data=data, on_pick=_take_in)


def _dot(task: Task, number: int) -> dict[str, object]:
    """As task_dots.js has it."""
    is_solved = task.id in solving.solved()
    title = _("Task {number}, solved") if is_solved else _("Task {number}")
    return {
        "id": task.id,
        "title": title.format(number=number),
        "text": str(number),
        "solved": is_solved,
    }


def _ask(task: Task, is_solved: bool) -> None:
    filled = {"share": of_100(task.share, 0), "pixels": whole(task.most_pixels)}
    with st.container(border=True, key="task", gap="small"):
        if task.said:
            st.caption(_("From your teacher:"))
            st.text(task.said)
        st.markdown(_(task.text).format(**filled))
        for text in task.hints[: solving.hints()]:
            st.markdown(words.HINT.format(text=_(text)))
        if is_solved:
            st.markdown(_(words.SOLVED).format(text=_(task.learned) if task.learned else ""))
        elif solving.hints() < len(task.hints):
            st.button(_("A hint"), key="task_hint", on_click=solving.hint)


def _pick(sent: object) -> None:
    """A dot, or "" for none."""
    solving.ask(name_of(sent, BY_ID))


def _take_in(sent: object) -> None:
    """What the browser has kept of them."""
    state.put("tasks_read", True)
    solving.remember(names_of(sent, BY_ID))
