"""Start a class, or join one with its code."""

from __future__ import annotations

import streamlit as st

from model.classes import ClassError, code_in
from model.classes.codes import never_in_codes
from model.classes.sent import MOST_DEVICES
from views.classroom.beginning import begin
from views.classroom.classes import devices_on, has_classes, watch
from views.classroom.invitation import invitation, spaced
from views.classroom.joined import join, joined, key, leave, store_in_browser, taught, teach
from views.parts.component import mount
from views.parts.language.language import N_, _
from views.parts.looks.translated import translated
from views.parts.looks.wording import joined as listed
from views.parts.looks.wording import whole
from views.session import state
from views.session.drawing.received import typed_of

CONSENT = N_(
    "**Consent**: ask before the lesson, in words like these: “We'll send what we draw to our class's "
    "wall, without our names. Can yours be there too? Can our class keep the drawings as a file to work with "
    "later?” Anyone who doesn't want to join in can draw without sending."
)
MOST_TYPED = 12  # characters: a code with spaces between
FIELD_HEIGHT = 68  # pixels, including its label

_field = mount(__file__, "join")


def start_class() -> None:
    """Show the button that starts a class; in a class, the link to its wall."""
    if not has_classes():
        st.markdown(_("A class needs a server, but Inkling runs without one here."))
        st.markdown(_("Without one, tables still swap networks: as files, which Teach it saves and opens."))
        st.page_link("views/signs/page.py", label=_("Teach it"), icon=":material/gesture:")
        return
    is_teacher = bool(joined() and key())
    if is_teacher:  # first, so that all of it is in the window
        st.page_link("views/wall/page.py", label=_("Go to the wall"), icon=":material/dashboard:")
        invitation(joined())
    st.markdown(
        _(
            "Everyone draws on their own device and sends their drawings to one wall, which you show on the "
            "projector. The wall also shows how the network reads each drawing. Nobody logs in or gives a "
            "name. We store the drawing, its digit or sign, the network's answer, the time and a number for "
            "the device. We delete all of this a day after the last drawing, or as soon as you end the class."
        )
    )
    with st.expander(_("For the principal"), icon=":material/verified_user:"):
        st.markdown(
            _(
                "We store only the drawings, their digits or signs, the network's answers, times and a "
                "number for each device. If a class teaches a network its own signs, we also store their "
                "names and that network. All of this stays on this server. There are no names, accounts, "
                "IP addresses or tracking cookies. Only the teacher can see and remove what the devices "
                "send. A class's code only lets devices send and answer, and it stops working when the "
                "class ends. We delete everything when the teacher ends the class, or a day after its "
                "last drawing. Only what the teacher downloads as a file remains."
            )
        )
        st.markdown(_(CONSENT))
    store_in_browser()
    if not is_teacher:
        if taught():
            *_others, last = taught()
            label = _("Back to class {code}").format(code=spaced(last))
            st.button(label, key="class_back", icon=":material/dashboard:", on_click=join, args=(last,))
        st.button(
            _("Start a class"), key="class_start", type="primary", icon=":material/groups:", on_click=_start
        )
        st.caption(_("If nobody sends or answers anything in the first hour, the class ends."))
    if problem := state.get("class_problem"):
        st.warning(problem, icon=":material/info:")


def join_class() -> None:
    """Show the field for a class's code, which says what is wrong with one."""
    words = {"label": _("Your class's code"), "join": _("Join")}
    data = {"most": MOST_TYPED, "words": words, "problem": state.get("class_join_problem", "")}
    _field(key="join", height=FIELD_HEIGHT, data=data, on_pick=_join)


def _start() -> None:
    try:
        code, secret = begin()
    except ClassError as error:
        state.put("class_problem", translated(error))
        return
    leave()
    join(code)
    teach(secret)
    state.put("class_problem", "")


def _join(sent: object) -> None:
    typed = typed_of(sent, MOST_TYPED)
    code, problem = code_in(typed), ""
    if code is None and (signs := never_in_codes(typed)):
        problem = _("A code never contains {signs}. Compare it with the one on the projector.")
        problem = problem.format(signs=listed(signs))
    elif code is None:
        problem = _("A code has six letters and digits. You've typed {count}.")
        problem = problem.format(count=whole(sum(map(str.isalnum, typed))))
    else:
        try:
            latest = watch.look(code, at_once=True)  # first: an interrupted run joins no missing class
            join(code)
            if devices_on(latest) >= MOST_DEVICES:
                note = _("This class is full. Your drawing will wait until there's room.")
                state.put("class_note", note)
        except ClassError as error:
            problem = translated(error)
    state.put("class_join_problem", problem)
