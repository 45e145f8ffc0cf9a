"""A device's part in a class: its drawing, sent to the class's wall with the digit that it is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import streamlit as st

from model.classes import ClassError, Sent
from model.reading import Reading
from views.classroom.browser_class import keep_in_browser
from views.classroom.classes import classes, has_classes, watch
from views.classroom.joined import device, joined, leave
from views.drawing.history import DrawingHistory
from views.drawing.received import number_of
from views.language.language import _
from views.parts.component import mount
from views.parts.looks.translated import translated
from views.parts.looks.wording import whole
from views.session import state
from views.session.activations import code_of_drawn

HEIGHT = 40  # pixels, of the button
ASKED_SECONDS = 2.0  # between two looks whether the class is asked something

_button = mount(__file__, "send")


def spaced(code: str) -> str:
    """A code as it is read aloud: two times three letters."""
    return f"{code[:3]} {code[3:]}"


def send_bar(history: DrawingHistory, read: Callable[[], Reading | None]) -> None:
    """Show the class that this session has joined, and the button that sends the drawing to it.

    Args:
        history: whose newest drawing is sent.
        read: gives what the network makes of that; None if it is blank.
    """
    code = joined()
    if code is None or not has_classes():
        return
    keep_in_browser()
    tell_once()
    _invite_to_vote(code)
    version, label = state.get("labeled_last", (None, None))
    is_named = version == history.version and history.current.png is not None
    number = state.get("class_sent", {}).get(history.version)
    row = {"horizontal": True, "gap": "xsmall", "vertical_alignment": "center"}
    with st.container(key="class_bar", **row):
        if number is not None:
            # Translators: stands before the button "Take back"
            st.markdown(_("Sent: number {number}").format(number=whole(number)))
            st.button(
                _("Take back"),
                key="class_take_back",
                on_click=_take_back,
                args=(code, number, history.version),
            )
        else:
            data = {
                "version": version if is_named else None,
                "refused": state.get("class_refused", 0),
                "text": _("Send this {digit}").format(digit=label) if is_named else _("Send"),
                "sending": _("Sending …"),
            }
            _button(
                key="send", height=HEIGHT, data=data, on_pick=lambda sent: _pick(sent, code, history, read)
            )
        with st.popover(spaced(code), icon=":material/groups:"):
            st.markdown(_("What you send stands on the wall of class {code}.").format(code=spaced(code)))
            st.button(_("Leave the class"), key="class_leave", on_click=leave)


@st.fragment(run_every=ASKED_SECONDS)
def _invite_to_vote(code: str) -> None:
    """Where the class is asked something, the way to its choices."""
    with suppress(ClassError):
        standing = watch.look(code).standing
        if standing.question and not standing.is_revealed:
            label = _("Your class is asked: choose")
            st.page_link("views/wall/page.py", label=label, icon=":material/how_to_vote:")


def tell_once() -> None:
    """Say, once, what there is to say of what was done last."""
    if sentence := state.take("class_note"):
        st.toast(sentence, icon=":material/groups:")


def _pick(sent: object, code: str, history: DrawingHistory, read: Callable[[], Reading | None]) -> None:
    """What the button reports until it is heard, perhaps when that drawing was sent, or is another one."""
    if number_of(sent, history.version + 1) == history.version not in state.get("class_sent", {}):
        _send(code, history, read)


def _send(code: str, history: DrawingHistory, read: Callable[[], Reading | None]) -> None:
    version, label = state.get("labeled_last", (None, None))
    reading = read()
    if version != history.version or reading is None:
        return
    answer = reading.digit if reading.is_digit else None
    sent = Sent(code_of_drawn(history.current), label, answer, float(reading.probs.max()))
    try:
        watch.look(code)
        number = classes().send(code, device(), sent)
    except ClassError as error:
        state.put("class_note", translated(error))
        state.put("class_refused", state.get("class_refused", 0) + 1)
        return
    state.put("class_sent", {**state.get("class_sent", {}), version: number})


def _take_back(code: str, number: int, version: int) -> None:
    try:
        classes().take_back(code, device(), number)
    except ClassError as error:
        state.put("class_note", translated(error))
        return
    kept = {each: other for each, other in state.get("class_sent", {}).items() if each != version}
    state.put("class_sent", kept)
    state.put("class_note", _("Taken back: it is no more on the wall."))
