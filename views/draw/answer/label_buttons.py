"""Ten buttons beside the answer: a click labels the drawing and adds it to My digits, to teach a network."""

from __future__ import annotations

import streamlit as st

from model.novelty.own_digits import DigitsError
from model.preprocess.mnist import NUM_CLASSES
from views.classroom.joined import joined
from views.parts.component import mount
from views.parts.language.language import _, ngettext
from views.parts.looks.wording import a_digit, whole
from views.session import state
from views.session.drawing.latest_drawing import LatestDrawing
from views.session.drawing.received import number_of
from views.session.own_digits import digit_of, own_digits, remove, store, store_in_browser

HEIGHT = 80  # pixels: a name and two rows of digits

_label_buttons = mount(__file__, "label_buttons")


@st.fragment
def label_buttons(latest: LatestDrawing) -> None:
    """Show the buttons; the pressed one is the drawing's label, and clicking it removes the drawing again.

    The drawing that a click labels is the newest one in `latest`.
    """
    version, labeled = state.get("labeled_last", (None, None))
    names = [
        _("It's {a_digit}. Keep it in My digits to teach a network").format(a_digit=a_digit(digit))
        for digit in range(NUM_CLASSES)
    ]
    # Translators: stands before ten buttons, 0 to 9
    data = {"label": _("This is"), "names": names, "version": version, "labeled": labeled}
    state.show_note()
    _label_buttons(key="label_buttons", height=HEIGHT, data=data, on_pick=lambda sent: _pick(latest, sent))
    store_in_browser()


def _pick(latest: LatestDrawing, sent: object) -> None:
    label = number_of(sent, NUM_CLASSES)
    if label is None or latest.current.png is None:
        return
    try:
        digit = digit_of(latest.current, label)
    except DigitsError:
        state.leave_note(
            _("You can only keep pen drawings that have no more ink than a digit."), ":material/block:"
        )
        return
    if state.get("labeled_last") == (latest.version, label):
        remove([digit.key])
        state.put("labeled_last", (None, None))
        state.leave_note(_("Removed from My digits."), ":material/undo:")
        return
    if store([digit]):
        state.leave_note(
            _("My digits is full, with {most} drawings. Remove some on the page Teach it.").format(
                most=whole(len(own_digits()))
            ),
            ":material/block:",
        )
        return
    state.put("labeled_last", (latest.version, label))
    if joined():
        return  # the button that sends the drawing confirms it
    count = len(own_digits())
    sentence = ngettext(
        "Kept as {a_digit}. My digits now has {count} drawing. You can teach a network with them on the "
        "page Teach it.",
        "Kept as {a_digit}. My digits now has {count} drawings. You can teach a network with them on the "
        "page Teach it.",
        count,
    )
    state.leave_note(sentence.format(a_digit=a_digit(label), count=whole(count)), ":material/check:")
