"""The live part of the page, which runs in the browser: it asks, stores the answers, and shows both times.

ten_questions.js gets the questions in the session's language. It reports only where somebody wants to go.
"""

from __future__ import annotations

import streamlit as st

from model.questions.sittings import FORMS
from views.lesson.steps.steps import BY_ID, STEPS
from views.parts.asking.asking import plain
from views.parts.component import mount
from views.parts.language.language import _
from views.questions.items import ITEMS, Item
from views.session import state
from views.session.drawing.received import number_of
from views.session.lesson import done_steps, go_to
from views.tasks import solving
from views.tasks.tasks import BY_ID as TASKS
from views.tasks.tasks import titled

HEIGHT = 460  # pixels

_component = mount(__file__, "ten_questions")


def ten_questions() -> None:
    """Show the questions, or what was answered."""
    data = {
        "items": [_described(item) for item in ITEMS],
        "learned": 2 * len(done_steps()) >= len(STEPS),
    }
    _component(key="ten_questions", height=HEIGHT, data=data, on_pick=_take)


def _described(item: Item) -> dict[str, object]:
    forms = {
        letter: {
            "question": _(item.forms[letter].question),
            "answers": [_(answer) for answer in item.forms[letter].answers],
            "right": item.forms[letter].right,
        }
        for letter in FORMS
    }
    does = {"task": titled(TASKS[item.does]), "solved": item.does in solving.solved()} if item.does else {}
    return {
        "title": _(item.title),
        "forms": forms,
        "step": [item.step, plain(_(BY_ID[item.step].title))],
        **does,
    }


def _take(sent: object) -> None:
    """Take where to go: the step that answers a question, then the task that does, then the lesson."""
    count = len(ITEMS)
    number = number_of(sent, 2 * count + 1)
    if number is None:
        return
    page, item = "lesson", ITEMS[number % count]
    if number < count:
        go_to(item.step)
    elif number < 2 * count:
        if not item.does:
            return
        solving.ask(item.does)
        page = TASKS[item.does].page
    state.put("questions_lead_to", page)


def go_if_asked() -> None:
    """Switch to the lesson or to a task if it was asked for; call it at the top of the page."""
    if page := state.take("questions_lead_to", None):
        st.switch_page(f"views/{page}/page.py")
