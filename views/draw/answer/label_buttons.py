"""Ten digits beside the answer: one click says what the drawing is, and keeps it for teaching a network."""

from __future__ import annotations

import streamlit as st

from model.novelty.own_digits import DigitsError
from model.preprocess.mnist import NUM_CLASSES
from views.classroom.joined import joined
from views.drawing.history import DrawingHistory
from views.drawing.received import number_of
from views.language.language import _, ngettext
from views.parts.component import mount
from views.parts.looks.wording import a_digit, whole
from views.session import state
from views.session.own_digits import digit_of, keep, keep_in_browser, own_digits, remove

HEIGHT = 28  # pixels, of a row of digits

_label_buttons = mount(__file__, "label_buttons")


@st.fragment
def label_buttons(history: DrawingHistory) -> None:
    """Show them; the one that the drawing was kept as is pressed, and takes it back when it is clicked.

    What is kept is the newest drawing of that history.
    """
    version, kept = state.get("labeled_last", (None, None))
    names = [
        _("It's {a_digit}. Keep it in My digits to teach a network").format(a_digit=a_digit(digit))
        for digit in range(NUM_CLASSES)
    ]
    # Translators: stands before ten buttons, 0 to 9
    data = {"label": _("This is"), "names": names, "version": version, "kept": kept}
    if text := state.take("label_buttons_note"):
        st.toast(text[0], icon=text[1])
    _label_buttons(key="label_buttons", height=HEIGHT, data=data, on_pick=lambda sent: _pick(history, sent))
    keep_in_browser()


def _pick(history: DrawingHistory, sent: object) -> None:
    label = number_of(sent, NUM_CLASSES)
    if label is None or history.current.png is None:
        return
    try:
        digit = digit_of(history.current, label)
    except DigitsError:
        _say(_("You can only keep pen drawings that have no more ink than a digit."), ":material/block:")
        return
    if state.get("labeled_last") == (history.version, label):
        remove([digit.key])
        state.put("labeled_last", (None, None))
        _say(_("Removed from My digits."), ":material/undo:")
        return
    if keep([digit]):
        _say(
            _("My digits is full, with {most} drawings. Remove some on the Training page.").format(
                most=whole(len(own_digits()))
            ),
            ":material/block:",
        )
        return
    state.put("labeled_last", (history.version, label))
    if joined():
        return  # the button that sends it says so
    count = len(own_digits())
    sentence = ngettext(
        "Kept as {a_digit}. My digits now has {count} drawing. You can teach a network with My digits on the "
        "Training page.",
        "Kept as {a_digit}. My digits now has {count} drawings. You can teach a network with My digits on "
        "the Training page.",
        count,
    )
    _say(sentence.format(a_digit=a_digit(label), count=whole(count)), ":material/check:")


def _say(sentence: str, icon: str) -> None:
    """Say it when the fragment runs: what a callback shows would stand at the page's top."""
    state.put("label_buttons_note", (sentence, icon))
