"""A question from the lesson to a class: devices choose, and the wall shows how many chose what."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from model.classes import ClassError
from views.classroom.classes import LOOK_SECONDS, Latest, classes, watch
from views.classroom.joined import device
from views.classroom.news import run_with_news
from views.lesson.steps.step import Step
from views.lesson.steps.steps import STEPS
from views.parts.asking.asking import plain
from views.parts.component import mount
from views.parts.language.language import _, ngettext
from views.parts.looks.translated import translated
from views.parts.looks.wording import whole
from views.session import state
from views.session.drawing.received import number_of

if TYPE_CHECKING:
    from model.classes.store import Store

QUESTIONS = {step.id: step for step in STEPS if step.guess is not None}

_vote = mount(__file__, "vote")


def ask_the_class(code: str, secret: str) -> None:
    """Show the questions, and buttons for the current one."""
    st.selectbox(
        _("A question from the lesson"),
        QUESTIONS,
        key="wall_question",
        format_func=lambda name: plain(_(QUESTIONS[name].guess.question)),
    )
    st.button(_("Ask it"), key="wall_ask_it", type="primary", on_click=_ask, args=(code, secret))
    reveal, ask_nothing = (
        lambda store: store.reveal(code, secret),
        lambda store: store.ask(code, secret, ""),
    )
    st.button(_("Reveal the answers"), key="wall_reveal", on_click=do, args=(reveal,))
    st.button(_("End the question"), key="wall_ask_nothing", on_click=do, args=(ask_nothing,))


def _ask(code: str, secret: str) -> None:
    question = state.get("wall_question")
    if question in QUESTIONS:
        do(lambda store: store.ask(code, secret, question))


def votes_of(latest: Latest) -> None:
    """Show the current question, how many have answered and, once it is revealed, what."""
    step = QUESTIONS.get(latest.standing.question)
    if step is None:
        return
    count = sum(latest.votes.values())
    answers = ngettext("{count} answer", "{count} answers", count).format(count=whole(count))
    counts = None
    if latest.standing.is_revealed:
        counts = [latest.votes.get(number, 0) for number in range(len(step.guess.options))]
    with st.container(key="wall_vote"):
        _show(step, answers, counts, None, None)


@st.fragment
def answer(code: str) -> None:
    """Show the class's current question and its choices, on a device."""
    if problem := state.take("class_note"):
        st.toast(problem, icon=":material/groups:")
    run_with_news(code, "question", watch.news(code), LOOK_SECONDS)
    try:
        standing = watch.look(code).standing
    except ClassError as error:
        st.warning(translated(error), icon=":material/info:")
        return
    step = QUESTIONS.get(standing.question)
    if step is None or standing.is_revealed:
        st.caption(_("When your teacher asks the class a question, the choices appear here."))
        return
    step_id, chosen = state.get("class_vote", ("", -1))
    says = _("You can change your choice until your teacher reveals the answers.")
    _show(step, says, None, chosen if step_id == step.id else -1, lambda sent: choose(code, step, sent))


def choose(code: str, step: Step, sent: object) -> None:
    """Answer that step's question with the picked option."""
    number = number_of(sent, len(step.guess.options))
    if number is None:
        return
    try:
        classes().vote(code, device(), step.id, number)
    except ClassError as error:
        state.put("class_note", translated(error))
        return
    state.put("class_vote", (step.id, number))


def _show(
    step: Step,
    says: str,
    counts: list[int] | None,
    chosen: int | None,
    on_pick: Callable[[object], None] | None,
) -> None:
    data = {
        "question": plain(_(step.guess.question)),
        "options": [_(each) for each in step.guess.options],
        "says": says,
        "counts": counts,
        "chosen": chosen,
    }
    _vote(key="vote", data=data, on_pick=on_pick)


def do(change: Callable[[Store], object]) -> None:
    """Change something in a class for its teacher; store a message if that fails."""
    try:
        change(classes())
    except ClassError as error:
        state.put("class_note", translated(error))
