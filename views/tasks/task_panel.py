"""The tasks as dots, and the current one: what to do, two hints, and what one has learned at the end."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from views.parts.component import mount
from views.parts.language.language import N_, _
from views.parts.looks.encode import png_url
from views.parts.looks.wording import a_digit
from views.parts.pictures.pictures import Picture, pictures
from views.parts.shared import needs_files, test_images
from views.session import state
from views.session.drawing.received import name_of, number_of
from views.session.hidden import hidden
from views.session.store import Saved, save
from views.tasks import solving
from views.tasks.label_task import LabelTask
from views.tasks.sign_task import SignTask
from views.tasks.task import DRAW, PATHS, Task
from views.tasks.tasks import BY_ID, TASKS, titled

HINT = ":material/lightbulb: {text}"
HOLDS, NOT_YET = ":green[:material/check_circle:] {text}", ":material/radio_button_unchecked: {text}"
PAGES = {  # in front of their dots
    **{"building": N_("Build"), "draw": N_("Draw")},
    **{"training": N_("Training"), "signs": N_("Teach it")},
}
HEIGHT = 44  # pixels
SIZE = 44  # pixels per side of a labeled digit

_dots = mount(__file__, "task_dots")


def task_panel(page: str) -> None:
    """Show the tasks and the current one. A solved task stays solved; a task of another page leads there.

    Args:
        page: the page that the panel is on, named by its room.
    """
    has_acted, task = state.take("task_acted"), solving.task()
    if has_acted and task is not None and task.page != page:
        st.switch_page(f"views/{task.page}/page.py")
    if has_acted and page == DRAW:
        st.rerun()  # because drawing and network are in other fragments
    task = solving.task_on(page)
    known = task and task.known()
    is_solved = task is not None and task.is_solved(known)
    if is_solved and not solving.is_shown():
        solving.remember([task.id])
    data = {
        "groups": [_group(each) for each in PAGES if PATHS[each] not in hidden()],
        "asked": task and task.id,
        "heading": _("Tasks"),
        "free": _("No task"),
    }
    _dots(key="task_dots", height=HEIGHT, data=data, on_pick=_pick)
    if task:
        _ask(task, known, is_solved)
    save("task_store", SOLVED)


def beside_network() -> None:
    """Show the panel on the Draw page, in a column of its own."""
    with st.container(key="task_column", gap="small"):
        task_panel(DRAW)


def _group(page: str) -> dict[str, object]:
    """Return the dots of a page's tasks in the form that task_dots.js takes."""
    numbered = enumerate(TASKS, start=1)
    return {
        "title": _(PAGES[page]),
        "dots": [_dot(task, number) for number, task in numbered if task.page == page],
    }


def _dot(task: Task, number: int) -> dict[str, object]:
    is_solved, title = task.id in solving.solved(), titled(task)
    if is_solved:
        title = _("Task {number}: {title}, solved").format(number=number, title=_(task.title))
    return {
        "id": task.id,
        "title": title,
        "text": str(number),
        "solved": is_solved,
    }


def _ask(task: Task, known: object, is_solved: bool) -> None:
    with st.container(border=True, key="task", gap="small"):
        if task.own_text:
            st.caption(_("From your teacher:"))
            st.text(task.own_text)
        if task.title:
            st.markdown(f"**{_(task.title)}**")
        st.markdown(text_of(task))
        if isinstance(task, LabelTask):
            _labeled(task)
        elif isinstance(task, SignTask):
            _meant(task)
        if checks := task.checks(known):
            lines = [(HOLDS if each.ok else NOT_YET).format(text=each.text) for each in checks]
            st.markdown("  \n".join(dict.fromkeys(lines)))
        for text in task.hints[: solving.hints()]:
            st.markdown(HINT.format(text=_(text).format(**task.figures)))
        if is_solved:
            solved = _(":green[:material/check_circle:] **Solved.** {text}")  # with what one has learned
            sentence = _("That's one solution. {text}") if solving.is_shown() else solved
            st.markdown(sentence.format(text=_(task.learned) if task.learned else ""))
        with st.container(horizontal=True, gap="small"):
            if solving.hints() < len(task.hints) and not is_solved:
                st.button(_("A hint"), key="task_hint", on_click=solving.hint)
            elif task.has_solution and not is_solved and not solving.is_shown():
                st.button(_("Show a solution"), key="task_solution", on_click=_act, args=(solving.show,))
            start_over = partial(solving.ask, task.id)
            st.button(_("Start over"), key="task_anew", on_click=_act, args=(start_over,))


def text_of(task: Task) -> str:
    """Return what to do, in Markdown."""
    return _(task.text).format(**task.figures)


def _labeled(task: LabelTask) -> None:
    """Show the digits with their labels, and a button that claims the open one's label to be false."""
    with needs_files():
        images, labels = test_images()
        row = [
            Picture(
                png_url(images[number] / 255),
                _("Labeled as {a_digit}").format(a_digit=a_digit(int(labels[number]))),
                str(labels[number]),
            )
            for number in task.numbers
        ]

        def look(sent: object) -> None:
            if (place := number_of(sent, len(row))) is not None:
                _act(partial(task.look, task.numbers[place]))

        pictures(row, "task_labeled", size=SIZE, on_pick=look)
        looked = task.looked()
        if looked is not None:
            st.button(
                _("The label {label} is wrong").format(label=labels[looked]),
                key="task_claim",
                on_click=lambda: state.put("task_claimed", looked),
            )


def _meant(task: SignTask) -> None:
    """Ask what the drawing to be read is meant to be; a press on a sign says it."""
    if names := task.asked():
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(_("What is it meant to be?"), width="content")
            for number, name in enumerate(names):
                st.button(name, key=f"task_meant_{number}", on_click=task.mean, args=(number,))


def _pick(sent: object) -> None:
    """Start the task of a dot, or end the current one for ""."""
    _act(lambda: solving.ask(name_of(sent, BY_ID)))


def _act(do: Callable[[], None]) -> None:
    """Do something that changes other parts of the page too."""
    do()
    state.put("task_acted", True)


SOLVED = Saved("tasks", lambda: dict.fromkeys(sorted(solving.solved()), True), solving.remember)
