"""My digits: look at, correct, download, upload and teach the drawings that you have labeled."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import streamlit as st

from model.novelty.digits_file import MOST_BYTES, read_digits_file, write_digits_file
from model.novelty.own_digits import MOST_DIGITS, DigitsError, OwnDigit
from model.preprocess.mnist import NUM_CLASSES
from model.sentence import Sentence
from views.parts.language.language import _, ngettext
from views.parts.looks.encode import png_url
from views.parts.looks.translated import translated
from views.parts.looks.wording import a_digit, whole
from views.parts.pictures.pictures import Picture, pictures
from views.serving.in_browser import IN_BROWSER
from views.serving.uploads import take, waits, was_read
from views.session import state
from views.session.drawing.received import number_of
from views.session.one_of import control_key, when_one_of
from views.session.own_digits import (
    can_undo,
    own_digits,
    relabel,
    remove,
    store,
    store_in_browser,
    undo,
)
from views.session.store import can_store
from views.training import words
from views.training.my_digits.teach import teach

SIZE = 56  # pixels per side of a drawing
MANY, MOST_HEIGHT = 25, 470  # drawings and pixels: with more drawings the list scrolls
EXAMPLE = '`{"label": 7, "source": "…", "strokes": [[[x, y], …], …]}`'  # a line in a file


class Brought(NamedTuple):
    """The result of reading a file of drawings: how many were added, aren't digits, didn't fit."""

    drawings: int
    no_digits: int
    left_out: int

    @property
    def in_words(self) -> str:
        """The result as sentences."""
        drawings, no_digits, left_out = self
        text = [ngettext("You uploaded {count} drawing.", "You uploaded {count} drawings.", drawings)]
        text[0] = text[0].format(count=whole(drawings))
        if no_digits:
            some = ngettext(
                "{count} was left out (not labeled as a digit).",
                "{count} were left out (not labeled as a digit).",
                no_digits,
            )
            text.append(some.format(count=whole(no_digits)))
        if left_out:
            no_room = _(
                "There was no room for {count}. We keep at most {most}, or fewer if they are very long."
            )
            text.append(no_room.format(count=whole(left_out), most=MOST_DIGITS))
        return " ".join(text)


def my_digits() -> None:
    """Show the drawings on the left; on the right, how a network reads them and learns from them."""
    store_in_browser()
    left, right = st.columns([420, 680], gap="large")
    with left:
        _all()
        _upload()
    with right:
        st.markdown(_("### Teach it your handwriting"))
        teach()


def _all() -> None:
    """Show every drawing with its label; a click on one lets you relabel or remove it."""
    digits = own_digits()
    drawings = ngettext("{count} drawing", "{count} drawings", len(digits))
    # Translators: the second line is such as "12 drawings"
    heading = _("### My digits\n{drawings}")
    st.markdown(heading.format(drawings=drawings.format(count=whole(len(digits)))))
    if not digits:
        st.markdown(
            _(
                "Draw a digit on the Draw page. Then, below the answer, click the digit that it should be. "
                "This keeps your drawing here. Ten drawings of one digit are enough to teach a network your "
                "way of writing it."
            )
        )
        st.page_link("views/draw/page.py", label=_("Draw some"), icon=":material/draw:")
    else:
        where_stored = (
            _("They stay in this browser until you remove them. Nobody else sees them.")
            if can_store()
            else _(
                "This browser can't store drawings, so you'll lose them when you reload this page. Export "
                "them to keep them."
            )
        )
        to_server = _(
            "This page sends them to its server, to show how networks read them. The server never saves them "
            "to a file."
        )
        st.caption(where_stored if IN_BROWSER else f"{where_stored} {to_server}")
        row = [
            Picture(
                png_url(digit.image), _(words.LABELED).format(a_digit=a_digit(digit.label)), str(digit.label)
            )
            for digit in digits
        ]
        with st.container(height=MOST_HEIGHT if len(digits) > MANY else "content", border=False):
            pictures(row, "own_pictures", size=SIZE, on_pick=lambda sent: _pick(digits, sent))
        _chosen(digits)
    _buttons(digits)


def _buttons(digits: tuple[OwnDigit, ...]) -> None:
    """Show the buttons that apply to all of them."""
    with st.container(horizontal=True, gap="xsmall"):
        if digits:
            st.download_button(
                _("Export"),
                lambda: write_digits_file(digits),  # takes `digits`, because it is called without a session
                file_name="my-digits.jsonl",
                mime="application/jsonl",
                icon=":material/download:",
                on_click="ignore",
                key="own_export",
            )
            st.button(
                _("Remove all"), icon=":material/delete_sweep:", key="own_remove_all", on_click=_remove_all
            )
        if can_undo():
            st.button(_("Undo removal"), icon=":material/undo:", key="own_undo", on_click=undo)


def _pick(digits: tuple[OwnDigit, ...], sent: object) -> None:
    number = number_of(sent, len(digits))
    if number is not None:
        state.put("own_chosen", digits[number].key)


def _remove_all() -> None:
    remove([digit.key for digit in own_digits()])


def _chosen(digits: tuple[OwnDigit, ...]) -> None:
    """Show what you can do with the drawing that was clicked."""
    chosen = next((digit for digit in digits if digit.key == state.get("own_chosen")), None)
    if chosen is None:
        st.caption(_("Click one to change its label or remove it."))
        return
    with st.container(key="own_chosen_row", border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            pictures(
                [Picture(png_url(chosen.image), _(words.LABELED).format(a_digit=a_digit(chosen.label)))],
                "own_one",
                size=72,
            )
            st.button(
                _("Remove"),
                icon=":material/delete:",
                key="own_remove",
                on_click=remove,
                args=([chosen.key],),
            )
        _label_of(chosen)


def _label_of(chosen: OwnDigit) -> None:
    """Show the control for its label."""
    key = control_key("own_label", chosen.label, chosen.key)
    with st.container(key="own_label"):
        st.segmented_control(
            # Translators: the ten digits follow, to choose one: what the drawing is
            _("This is"),
            range(NUM_CLASSES),
            required=True,
            key=key,
            on_change=when_one_of(key, range(NUM_CLASSES), partial(relabel, chosen.key)),
            width="stretch",
        )


def _upload() -> None:
    """Show the upload of a file of drawings."""
    number = state.get("own_uploads", 0)
    with st.expander(_("Import drawings"), icon=":material/upload_file:", key="own_import"):
        st.markdown(
            _(
                "Upload a `.jsonl` file with one drawing per line, like the file that “Export” makes: "
                "{example}. A stroke is a list of points in any units, with y pointing down. The file can "
                "hold up to {most} drawings."
            ).format(example=EXAMPLE, most=MOST_DIGITS)
        )
        st.file_uploader(
            _("File with drawings"),
            type=["jsonl"],
            key=f"own_upload_{number}",
            on_change=_take,
            args=(number,),
            max_upload_size=MOST_BYTES // 1024**2,
            label_visibility="collapsed",
        )
        if waits(state.get(f"own_upload_{number}")):  # a message has ended the run that was reading it
            _take(number)
            st.rerun()
    problem, brought = state.get("own_upload_result", ("", None))
    if problem:
        st.error(translated(problem), icon=":material/block:")
    elif brought:
        st.success(brought.in_words, icon=":material/check_circle:")


def _take(number: int) -> None:
    """Read an uploaded file, and make room for the next one."""
    upload = state.get(f"own_upload_{number}")
    if was_read(upload):
        return
    result = ("", None) if upload is None else _read(upload.getvalue())
    state.put("own_upload_result", result)
    state.put("own_uploads", number + 1)
    if upload is not None:
        take(upload)  # last, because a run can be cut short wherever it reads the state


def _read(contents: bytes) -> tuple[str, Brought | None]:
    """Add a file's drawings; return why it can't be used, or the result. Calling it again does no harm."""
    try:
        read = read_digits_file(contents)
    except DigitsError as error:
        return Sentence(words.NOTHING_CHANGED, problem=error.sentence), None
    left_out = store(read.digits)
    return "", Brought(len(read.digits) - left_out, read.no_digits, left_out)
