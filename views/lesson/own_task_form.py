"""For teachers: a task of their own about a painted neuron, as a link and a QR code."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from model.perceptron.goals import GOALS
from model.perceptron.perceptron import PIXELS
from views.address.copy_link import qr_code
from views.language.language import _
from views.lesson import words
from views.parts.looks.wording import of_100, whole
from views.parts.pictures.pictures import Picture, pictures
from views.tasks.own_task import LEAST_SHARE, MOST_SHARE, MOST_TEXT, written
from views.tasks.tasks import TASKS

CODE = 160  # pixels a side, of the QR code
PERCENTS = tuple(range(LEAST_SHARE, MOST_SHARE + 1, 5))
NUMBERS = (8, 16, 32, 64, PIXELS)  # of painted pixels


@st.fragment
def own_task(address: Callable[[str], str]) -> None:
    """The form, and what comes of it; `address` gives that of the page Build with a query."""
    goal = st.selectbox(
        _("What the neuron has to do"),
        [name for name in GOALS if GOALS[name].digit is not None],
        format_func=_goal,
        key="own_task_goal",
        width=320,
    )
    percent = st.select_slider(
        _("How many images have to be right"),
        PERCENTS,
        value=85,
        format_func=lambda share: of_100(share / 100, 0),
        key="own_task_share",
        width=320,
    )
    pixels = st.select_slider(
        _("How many pixels may be painted"),
        NUMBERS,
        value=PIXELS,
        format_func=whole,
        key="own_task_pixels",
        width=320,
    )
    may_learn = st.toggle(_("The neuron may learn by itself"), key="own_task_learns")
    text = st.text_input(_("Your own text"), max_chars=MOST_TEXT, key="own_task_text")
    link = address(f"task={written(goal, percent, pixels, may_learn, _printable(text))}")
    st.code(link, language=None, wrap_lines=True)
    pictures([Picture(qr_code(link) or "", _("The task as a QR code"))], "own_task_code", size=CODE)


def task_links(address: Callable[[str], str]) -> None:
    """Our own tasks, a link each."""
    lines = [
        f"{number}. [{_asked(task.text, task.share, task.most_pixels)}]({address(f'task={task.id}')})"
        for number, task in enumerate(TASKS, start=1)
    ]
    st.markdown("\n".join(lines))


def _asked(text: str, share: float, pixels: int) -> str:
    return _(text).format(share=of_100(share, 0), pixels=whole(pixels))


def _goal(name: str) -> str:
    goal = GOALS[name]
    said = _(words.NO_OTHER) if goal.other is None else _(words.NOT_OTHER)
    return said.format(digit=goal.digit, other=goal.other)


def _printable(text: str) -> str:
    return "".join(each for each in text if each.isprintable())
