"""A question from the lesson to a class: devices choose, and the wall shows how many chose what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from model.classes import ClassError
from model.classes.sent import ROUNDS
from views.classroom.classes import LOOK_SECONDS, REVEALED, Latest, classes, has_classes, signs_of, watch
from views.classroom.joined import device, joined, store_in_browser
from views.classroom.news import run_with_news
from views.parts.asking.asking import plain
from views.parts.component import mount
from views.parts.language.documents import documents
from views.parts.language.language import _, ngettext
from views.parts.looks.translated import translated
from views.parts.looks.wording import whole
from views.session import state
from views.session.drawing.received import deed_of, number_of

if TYPE_CHECKING:
    from model.classes.store import Store

DEEDS = ("reveal", "end")  # as reported by vote.js on a wall


class Question(NamedTuple):
    """A guess of a lesson's step, untranslated: its name, the step's id; the question, and its options.

    The right option's number is `key`, None if chance decides; `is_of_four`: only for the ready-made 4.
    """

    name: str
    text: str
    options: Sequence[str]
    key: int | None
    is_of_four: bool


def _questions() -> Mapping[str, Question]:
    found = {}
    for name, page in documents("lesson").items():
        if guess := page.fields.get("guess"):
            right = page.header.get("key") or page.header["right"].removeprefix("always ")
            key = int(right[0]) if right[0].isdigit() else None
            found[name] = Question(name, guess[0], guess[1:], key, right.endswith("four"))
    return found


QUESTIONS = _questions()

_vote = mount(__file__, "vote")


def ask_the_class(code: str, secret: str) -> None:
    """Show the questions, and the button that asks the class one."""
    st.selectbox(
        _("A question from the lesson"),
        [*QUESTIONS, *ROUNDS],
        key="wall_question",
        format_func=lambda name: title_of_round(name) or plain(_(QUESTIONS[name].text)),
    )
    st.button(_("Ask it"), key="wall_ask_it", type="primary", on_click=_ask, args=(code, secret))


def title_of_round(name: str) -> str:
    """Return what the ten questions are called before and after the lesson; "" for another question."""
    before, after = _("Ten questions before the lesson"), _("Ten questions after the lesson")
    return dict(zip(ROUNDS, (before, after))).get(name, "")


def _ask(code: str, secret: str) -> None:
    question = state.get("wall_question")
    state.put("wall_drawer", False)
    if question in QUESTIONS or question in ROUNDS:
        do(lambda store: store.ask(code, secret, question))


def votes_of(code: str, secret: str, latest: Latest) -> None:
    """Show the wall's question, how many have answered and, once it is revealed, what; and its buttons."""
    question = QUESTIONS.get(latest.standing.question)
    if question is None:
        return
    count = sum(latest.votes.values())
    answers = ngettext("{count} answer", "{count} answers", count).format(count=whole(count))
    is_revealed = latest.standing.is_revealed
    counts = [latest.votes.get(number, 0) for number in range(len(question.options))] if is_revealed else None
    says = " · ".join(filter(None, [answers, _right(question) if is_revealed else ""]))
    data = {**_described(question, is_revealed), "says": says, "counts": counts}
    show_on_wall(code, secret, is_revealed, data)


def show_on_wall(code: str, secret: str, is_revealed: bool, data: Mapping[str, object]) -> None:
    """Show what vote.js shows of these data, with buttons that reveal the answers and end the question."""
    acts = ({} if is_revealed else {"reveal": _("Reveal the answers")}) | {"end": _("End the question")}
    with st.container(key="wall_vote"):
        _vote(key="vote", data={**data, "acts": acts}, on_pick=lambda sent: _act(code, secret, sent))


def _act(code: str, secret: str, sent: object) -> None:
    deed = deed_of(sent, DEEDS)
    if deed is not None and deed.what == "reveal":
        do(lambda store: store.reveal(code, secret))
    elif deed is not None:
        do(lambda store: store.ask(code, secret, ""))


@st.fragment
def answer(is_above: bool = False, signs: Sequence[str] | None = None) -> None:
    """Show the question to this device's class, in full, with its choices; perhaps above the page's end.

    Run the page again when its class no longer draws these signs, unless that's None.
    """
    code = joined()
    if code is None or not has_classes():
        return
    if is_above:
        store_in_browser()
    if problem := state.take("class_note"):
        st.toast(problem, icon=":material/groups:")
    news = watch.news(code)
    of = ["question"] if signs is None else ["question", "signs"]
    run_with_news(code, of, news, 2 * LOOK_SECONDS)  # the largest group that asks
    if signs is not None and signs_of(code) != signs:
        st.rerun()
    name, is_revealed, _end = (news.question or "").partition(REVEALED)
    if not is_revealed and (title := title_of_round(name)):
        _lead_to_questions(title, ROUNDS[name], is_above)
    question = QUESTIONS.get(name)
    if not name:
        state.take("class_vote")  # the same question can be asked again
    if question is None:
        return
    asked, chosen = state.get("class_vote", ("", -1))
    if asked != name and not is_revealed:
        chosen = -1
    if not is_revealed or asked == name:
        asked = news.question
        state.put("class_vote", (asked, chosen))  # this device has seen it
    if not is_revealed:
        says = _("You can change your choice until your teacher reveals the answers.")
        data = {**_described(question, False), "says": says, "chosen": chosen}
        _show_on_device(is_above, data, lambda sent: choose(code, question, sent))
    elif asked == news.question:
        yours = _("You chose “{answer}”.").format(answer=_option(question, chosen)) if chosen >= 0 else ""
        says = " ".join(filter(None, [_right(question), yours]))
        data = {**_described(question, True), "says": says, "acts": {"close": _("Close")}}
        _show_on_device(is_above, data, _close)


def _close(sent: object) -> None:
    if deed_of(sent, ("close",)):
        state.take("class_vote")


def _right(question: Question) -> str:
    if question.key is None:
        return ""
    of_four, always = _("For the ready-made 4, “{answer}” is right."), _("“{answer}” is right.")
    return (of_four if question.is_of_four else always).format(answer=_option(question, question.key))


def _option(question: Question, number: int) -> str:
    return plain(_(question.options[number]))


def _show_on_device(is_above: bool, data: Mapping[str, object], on_pick: Callable[[object], None]) -> None:
    with st.container(key="asked_above" if is_above else "asked"):
        _vote(key="vote", data=data, on_pick=on_pick)


def _lead_to_questions(title: str, when: str, is_above: bool) -> None:
    if state.take("class_round_opened", False):
        st.switch_page("views/questions/page.py")

    def pick(sent: object) -> None:
        if number_of(sent, 1) is not None:
            state.put("class_round_opened", True)

    chosen = 0 if state.get("class_sat", {}).get("taken") == when else -1
    says = _("Your answers go to your class, without your name.")
    data = {"question": title, "options": [_("Answer them")], "says": says, "chosen": chosen}
    _show_on_device(is_above, data, pick)


def choose(code: str, question: Question, sent: object) -> None:
    """Answer that question with the picked option."""
    number = number_of(sent, len(question.options))
    if number is None:
        return
    try:
        classes().vote(code, device(), question.name, number)
    except ClassError as error:
        state.put("class_note", translated(error))
        return
    state.put("class_vote", (question.name, number))


def _described(question: Question, is_revealed: bool) -> dict[str, object]:
    options = [*map(_, question.options)]
    if is_revealed and question.key is not None:
        options[question.key] = f"✓ {options[question.key]}"
    return {"question": plain(_(question.text)), "options": options}


def do(change: Callable[[Store], object]) -> None:
    """Change something in a class for its teacher; store a message if that fails."""
    try:
        change(classes())
    except ClassError as error:
        state.put("class_note", translated(error))
