"""A device's part in a class: it sends its drawing, with its digit, to the class's wall."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from model.classes import ClassError, Sent
from model.classes.sent import MOST_DRAWING
from model.errors import DataError
from model.reading import Reading
from views.classroom.classes import classes, has_classes, signs_of, watch
from views.classroom.invitation import spaced
from views.classroom.joined import device, joined, leave
from views.classroom.start import join_class
from views.parts.component import mount
from views.parts.language.language import _
from views.parts.looks.translated import translated
from views.parts.looks.wording import whole
from views.session import state
from views.session.activations import code_of_drawn
from views.session.drawing.drawing_code import CodeError
from views.session.drawing.latest_drawing import LatestDrawing
from views.session.drawing.linked_drawing import drawing_of_code, points_in_code
from views.session.drawing.received import deed_of

HEIGHT = 40  # pixels, for the button
MOST_POINTS = 1000  # of a drawing: more than twice what a slow digit has
DEEDS = ("send", "back")  # as reported by send.js

_button = mount(__file__, "send")


@st.fragment
def _send_button(code: str, latest: LatestDrawing, read: Callable[[], Reading | None]) -> None:
    """Show the button. Only this runs to send or take back; the browser knows which drawing is shown."""
    show_note_once()
    number = state.get("class_sent", {}).get(latest.version)
    data = {
        "sent": None if number is None else {"version": latest.version, "number": number},
        # Translators: stands before the button "Take back"
        "is": "" if number is None else _("Sent as drawing {number}").format(number=whole(number)),
        "refused": state.get("class_refused", 0),
        "words": {
            "back": _("Take back"),
            "named": _("Send this {digit}"),
            "send": _("Send"),
            "sending": _("Sending …"),
            # Translators: stand beside a button that can't be pressed yet
            "draw": _("First draw a digit."),
            "label": _("First say what it is."),
        },
    }
    _button(
        key="send",
        width="content",
        height=HEIGHT,
        data=data,
        on_pick=lambda sent: _pick(sent, code, latest, read),
    )


def send_bar(latest: LatestDrawing, read: Callable[[], Reading | None], can_send: bool) -> None:
    """Show the button that sends the drawing to the class that this session has joined, or how to join one.

    Args:
        latest: its newest drawing is sent.
        read: returns how the network reads that; None if it is blank.
        can_send: whether the network reads digits; a class without signs takes nothing else.
    """
    if not has_classes():
        return
    if (code := joined()) is None:
        with st.popover(_("Join a class"), icon=":material/groups:", key="class_join"):
            join_class()
        return
    has_signs = bool(signs_of(code))
    alignment = "center" if has_signs else "bottom"  # what is missing is said above "Send"
    with st.container(key="class_bar", horizontal=True, gap="xsmall", vertical_alignment=alignment):
        if has_signs:
            label = _("Draw your class's signs")
            st.page_link("views/signs/page.py", label=label, icon=":material/gesture:", width="content")
        elif can_send:
            _send_button(code, latest, read)
        with st.popover(spaced(code), icon=":material/groups:"):
            st.markdown(_("What you send appears on the wall of class {code}.").format(code=spaced(code)))
            st.button(_("Leave the class"), key="class_leave", on_click=leave)


def show_note_once() -> None:
    """Show a message about the last action, once."""
    if sentence := state.take("class_note"):
        st.toast(sentence, icon=":material/groups:")


def _pick(sent: object, code: str, latest: LatestDrawing, read: Callable[[], Reading | None]) -> None:
    """Handle the button's report, which may be a repetition or about another drawing."""
    deed, all_sent = deed_of(sent, DEEDS), state.get("class_sent", {})
    if deed is None:
        return
    if deed.what == "send" and deed.number == latest.version not in all_sent:
        _send(code, latest, read)
    elif deed.what == "back" and deed.number in all_sent.values():
        _take_back(code, deed.number)


def _send(code: str, latest: LatestDrawing, read: Callable[[], Reading | None]) -> None:
    version, label = state.get("labeled_last", (None, None))
    reading = read()
    if version != latest.version or reading is None:
        _refuse()
        return
    answer = reading.digit if reading.network.reads_digits and reading.is_known else None
    sent = Sent(code_of_drawn(latest.current), label, answer, float(reading.probs.max()))
    try:
        watch.look(code)
        check(sent.drawing)
        number = classes().send(code, device(), sent)
    except ClassError as error:
        _refuse(translated(error))
        return
    state.put("class_sent", {**state.get("class_sent", {}), version: number})


def check(drawing: str) -> None:
    """Check once, while its sender waits, that a wall can show a drawing without painting it.

    Raises:
        ClassError: it's too long, or its image isn't of its strokes.
    """
    if not drawing or len(drawing) > MOST_DRAWING:
        return  # which the store refuses with its own sentence
    try:
        if points_in_code(drawing) > MOST_POINTS:
            raise ClassError("This drawing is too detailed to send. Draw it with fewer strokes.")
        drawing_of_code(drawing)
    except (CodeError, DataError) as error:
        raise ClassError("We couldn't read this drawing. Draw it again.") from error


def _refuse(sentence: str = "") -> None:
    state.put("class_note", sentence)
    state.put("class_refused", state.get("class_refused", 0) + 1)


def _take_back(code: str, number: int) -> None:
    try:
        classes().take_back(code, device(), number)
    except ClassError as error:
        _refuse(translated(error))
        return
    remaining = {each: other for each, other in state.get("class_sent", {}).items() if other != number}
    state.put("class_sent", remaining)
    state.put("class_note", _("Your drawing is no longer on the wall."))
