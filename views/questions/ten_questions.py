"""The live part of the page, which runs in the browser: it asks, stores the answers, and shows both times.

ten_questions.js gets the questions in the session's language. It reports where somebody wants to go and,
while a class is asked, what was chosen.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from model.classes import ClassError
from model.classes.sent import ROUNDS
from model.questions.sittings import FORMS, SKIPPED, WHEN
from views.classroom.classes import LOOK_SECONDS, NOT_REACHED, classes, has_classes, watch
from views.classroom.joined import device, joined
from views.classroom.news import run_with_news
from views.lesson.steps.steps import BY_ID, STEPS
from views.parts.asking.asking import plain
from views.parts.component import mount
from views.parts.language.language import _
from views.parts.looks.translated import translated
from views.questions.items import ANSWERS, ITEMS, Item
from views.session import state
from views.session.drawing.received import number_of, read
from views.session.drawing.schema import Items, OneOf, Whole
from views.session.lesson import done_steps, go_to
from views.tasks import solving
from views.tasks.tasks import BY_ID as TASKS
from views.tasks.tasks import titled

HEIGHT = 460  # pixels

_component = mount(__file__, "ten_questions")
# what a device chose: each 0 if skipped, else the number of an answer, from 1
CHOSEN = Items(Whole(ANSWERS + 1), len(ITEMS), len(ITEMS))
SITTING = {"when": OneOf(WHEN), "form": OneOf(FORMS), "chosen": CHOSEN}


def ten_questions() -> None:
    """Show the questions, or what was answered."""
    data = {
        "items": [_described(item) for item in ITEMS],
        "learned": 2 * len(done_steps()) >= len(STEPS),
        "ofClass": _class_asked(),
    }
    _component(key="ten_questions", height=HEIGHT, data=data, on_pick=_take)


def _class_asked() -> dict[str, object] | None:
    """Return which time the joined class is asked for, if any, and what became of this device's answers."""
    code = joined()
    if code is None or not has_classes():
        return None
    news = watch.news(code)
    run_with_news(code, ["question"], news, 2 * LOOK_SECONDS)
    when = ROUNDS.get(news.question) if news != NOT_REACHED else None
    return {"code": code, "when": when, **state.get("class_sat", {"taken": "", "problem": ""})}


def _sit(code: str, when: str, form: str, chosen: Sequence[int]) -> None:
    """Send what was chosen to the class; remember what came of it."""
    kinds = [item.forms[form].kinds for item in ITEMS]
    names = [each[number - 1] if number else SKIPPED for each, number in zip(kinds, chosen)]
    problem = ""
    try:
        classes().sit(code, device(), when, form, names)
    except ClassError as error:
        problem = translated(error)
    state.put("class_sat", {"taken": when, "problem": problem})


def _described(item: Item) -> dict[str, object]:
    forms = {
        letter: {"question": _(form.question), "answers": [*map(_, form.answers)], "right": form.right}
        for letter, form in item.forms.items()
    }
    step = [item.step, plain(_(BY_ID[item.step].title))]
    does = {"task": titled(TASKS[item.does]), "solved": item.does in solving.solved()} if item.does else {}
    return {"title": _(item.title), "forms": forms, "step": step, **does}


def _take(sent: object) -> None:
    """Take what was chosen for a class, or where to go: a question's step, or its task, or the lesson."""
    sitting = read(SITTING, sent)
    if sitting is not None and (code := joined()) is not None:
        _sit(code, *sitting)
        return
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
