"""My digits: the drawings that one has labeled, to look at, correct, download and upload; and teach."""

from __future__ import annotations

from functools import partial

import streamlit as st

from model.novelty.digits_file import MOST_BYTES, read_digits_file, write_digits_file
from model.novelty.own_digits import MOST_DIGITS, DigitsError, OwnDigit
from model.preprocess.mnist import NUM_CLASSES
from views.drawing.received import number_of
from views.parts.looks.encode import png_url
from views.parts.looks.wording import a_digit, counted
from views.parts.pictures.pictures import Picture, pictures
from views.serving.in_browser import IN_BROWSER
from views.serving.uploads import take, was_read
from views.session import state
from views.session.one_of import standing_at, when_one_of
from views.session.own_digits import (
    can_undo,
    is_kept,
    keep,
    keep_in_browser,
    own_digits,
    relabel,
    remove,
    undo,
)
from views.training import words
from views.training.my_digits.teach import teach

SIZE = 56  # pixels a side, of a drawing
MANY, MOST_HEIGHT = 25, 470  # of these, and pixels: more are scrolled


def my_digits() -> None:
    """On the left the drawings; on the right what a network makes of them, and learns."""
    keep_in_browser()
    left, right = st.columns([420, 680], gap="large")
    with left:
        _all()
        _bring()
    with right:
        st.markdown(words.TEACH_HEADING)
        teach()


def _all() -> None:
    """Every drawing with its label; one that is clicked can be relabeled or removed."""
    digits = own_digits()
    st.markdown(words.MY_DIGITS_HEADING.format(count=counted(len(digits), words.DRAWINGS)))
    if not digits:
        st.markdown(words.NONE_YET)
        st.page_link("views/draw/page.py", label=words.GO_AND_DRAW, icon=":material/draw:")
    else:
        kept = words.KEPT_HERE if is_kept() else words.NOT_KEPT_HERE
        st.caption(kept if IN_BROWSER else f"{kept} {words.SENT_TO_SERVER}")
        row = [
            Picture(
                png_url(digit.image), words.LABELED.format(a_digit=a_digit(digit.label)), str(digit.label)
            )
            for digit in digits
        ]
        with st.container(height=MOST_HEIGHT if len(digits) > MANY else "content", border=False):
            pictures(row, "own_pictures", size=SIZE, on_pick=lambda sent: _pick(digits, sent))
        _chosen(digits)
    with st.container(horizontal=True, gap="xsmall"):
        if digits:
            st.download_button(
                words.EXPORT,
                lambda: write_digits_file(digits),  # where it is called, there is no session
                file_name="my-digits.jsonl",
                mime="application/jsonl",
                icon=":material/download:",
                on_click="ignore",
                key="own_export",
            )
            st.button(
                words.REMOVE_ALL, icon=":material/delete_sweep:", key="own_remove_all", on_click=_remove_all
            )
        if can_undo():
            st.button(words.UNDO_REMOVAL, icon=":material/undo:", key="own_undo", on_click=undo)


def _pick(digits: tuple[OwnDigit, ...], sent: object) -> None:
    number = number_of(sent, len(digits))
    if number is not None:
        state.put("own_chosen", digits[number].key)


def _remove_all() -> None:
    remove([digit.key for digit in own_digits()])


def _chosen(digits: tuple[OwnDigit, ...]) -> None:
    """What can be done with the drawing that was clicked."""
    chosen = next((digit for digit in digits if digit.key == state.get("own_chosen")), None)
    if chosen is None:
        st.caption(words.CLICK_ONE)
        return
    with st.container(key="own_chosen_row", border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            pictures(
                [Picture(png_url(chosen.image), words.LABELED.format(a_digit=a_digit(chosen.label)))],
                "own_one",
                size=72,
            )
            st.button(
                words.REMOVE,
                icon=":material/delete:",
                key="own_remove",
                on_click=remove,
                args=([chosen.key],),
            )
        _label_of(chosen)


def _label_of(chosen: OwnDigit) -> None:
    """Which digit it is."""
    key = standing_at("own_label", chosen.label, chosen.key)
    with st.container(key="own_label"):
        st.segmented_control(
            words.IT_IS_A,
            range(NUM_CLASSES),
            required=True,
            key=key,
            on_change=when_one_of(key, range(NUM_CLASSES), partial(relabel, chosen.key)),
            width="stretch",
        )


def _bring() -> None:
    """Bring some along."""
    number = state.get("own_uploads", 0)
    with st.expander(words.IMPORT, icon=":material/upload_file:", key="own_import"):
        st.markdown(words.WHICH_DIGITS.format(most=MOST_DIGITS))
        st.file_uploader(
            words.DIGITS_FILE,
            type=["jsonl"],
            key=f"own_upload_{number}",
            on_change=_take,
            args=(number,),
            max_upload_size=MOST_BYTES // 1024**2,
            label_visibility="collapsed",
        )
    problem, done = state.get("own_upload_said", ("", ""))
    if problem:
        st.error(problem, icon=":material/block:")
    elif done:
        st.success(done, icon=":material/check_circle:")


def _take(number: int) -> None:
    """Take in a file, and make room for the next one."""
    upload = state.get(f"own_upload_{number}")
    if was_read(upload):
        return
    state.put("own_uploads", number + 1)
    state.put("own_upload_said", ("", ""))
    if upload is None:
        return
    try:
        read = read_digits_file(take(upload))
    except DigitsError as error:
        state.put("own_upload_said", (words.NOTHING_CHANGED.format(problem=error), ""))
        return
    left_out = keep(read.digits)
    text = [counted(len(read.digits) - left_out, words.BROUGHT)]
    if read.no_digits:
        text.append(counted(read.no_digits, words.NO_DIGITS_IN_IT))
    if left_out:
        text.append(words.LEFT_OUT_FULL.format(count=left_out, most=MOST_DIGITS))
    state.put("own_upload_said", ("", " ".join(text)))
