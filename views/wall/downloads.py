"""Downloads of a class's drawings: a file for My digits, arrays, a table; and their way into My digits."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import NamedTuple, TypeVar

import numpy as np
import streamlit as st

from model.classes import ClassError, Shown
from model.errors import DataError
from model.novelty.digits_file import write_digits_file
from model.novelty.held_back import source_of
from model.novelty.own_digits import DigitsError, OwnDigit
from views.classroom.classes import watch
from views.classroom.start import CONSENT
from views.parts.language.language import _, ngettext
from views.parts.looks.translated import translated
from views.parts.looks.wording import whole
from views.session import state
from views.session.downloads.download import download
from views.session.drawing.drawing_code import CodeError
from views.session.drawing.linked_drawing import image_in_code, strokes_in_code
from views.session.own_digits import digit_of_strokes, store

T = TypeVar("T")


class ClassDigit(NamedTuple):
    """A drawing on a class's wall, its digit, and the image that the network read: float32 (28, 28)."""

    shown: Shown
    digit: OwnDigit
    image: np.ndarray


def digits_of(drawings: Iterable[Shown]) -> list[ClassDigit]:
    """Return all that a network can learn from, in order of number: no photos, no hidden drawings."""
    found = []
    for shown in sorted(drawings):
        if shown.sent is None or shown.is_hidden:
            continue
        with suppress(CodeError, DataError, DigitsError):
            digit = digit_of_strokes(strokes_in_code(shown.sent.drawing), shown.sent.label)
            image = image_in_code(shown.sent.drawing)
            found.append(ClassDigit(shown, digit.of(source_of(shown.device)), image))
    return found


def by_turns(digits: Sequence[T], device_of: Callable[[T], int]) -> list[T]:
    """Take the first of each device, then the second, so that limited room leaves no device out."""
    counts: Counter[int] = Counter()
    turns = []
    for each in digits:
        device = device_of(each)
        counts[device] += 1
        turns.append((counts[device], device, each))
    return [each for _turn, _device, each in sorted(turns, key=lambda turn: turn[:2])]


def as_digits_file(digits: Sequence[ClassDigit]) -> str:
    """Return a file for My digits with a line per drawing; the source is its device's number."""
    return write_digits_file(each.digit for each in digits)


def as_signs_file(digits: Sequence[ClassDigit], names: Sequence[str]) -> str:
    """Return a file for the page Teach it: each label is a sign's name, as in sign_sets.js."""
    lines = [{**json.loads(digit.line), "label": names[digit.label]} for _shown, digit, _image in digits]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def as_arrays(digits: Sequence[ClassDigit]) -> bytes:
    """Return an .npz file like MNIST's: uint8 x (n, 28, 28) and y (n,), the digits; and int64 device (n,)."""
    buffer = io.BytesIO()
    images = [np.round(255 * each.image) for each in digits]
    np.savez_compressed(
        buffer,
        x=np.array(images, np.uint8).reshape(-1, 28, 28),
        y=np.array([each.digit.label for each in digits], np.uint8),
        device=np.array([each.shown.device for each in digits], np.int64),
    )
    return buffer.getvalue()


def as_table(digits: Sequence[ClassDigit]) -> str:
    """Return a .csv file: number, device, digit, answer, share, and the image's 784 pixels, 0 to 255."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    pixels = [f"pixel{row}_{col}" for row in range(28) for col in range(28)]
    table.writerow(["number", "device", "digit", "answer", "share", *pixels])
    for shown, digit, image in digits:
        sent, values = shown.sent, np.round(255 * image).astype(int).ravel()
        answer = "" if sent.answer is None else sent.answer
        table.writerow([shown.number, shown.device, digit.label, answer, sent.share, *values])
    return text.getvalue()


def downloads(code: str) -> None:
    """Show the files, and the button to My digits."""
    try:
        latest = watch.look(code)
    except ClassError as error:
        st.warning(translated(error), icon=":material/info:")
        return
    drawings, signs = latest.drawings, latest.standing.signs
    if signs:
        make = partial(_file, partial(as_signs_file, names=signs), drawings)
        label = _("For the page Teach it")
        download(label, make, "class_signs.jsonl", "application/jsonl", key="class_signs.jsonl")
        st.caption(_(CONSENT))
        return
    st.markdown(_("Here are the drawings made with the pen, each with its digit and device number:"))
    for label, name, mime, made in (
        (_("For My digits"), "digits.jsonl", "application/jsonl", as_digits_file),
        (_("Arrays like MNIST's (.npz)"), "digits.npz", "application/octet-stream", as_arrays),
        (_("A table (.csv)"), "digits.csv", "text/csv", as_table),
    ):
        download(label, partial(_file, made, drawings), f"class_{name}", mime, key=f"class_{name}")
    st.button(_("Add them to My digits"), key="class_to_own", on_click=_to_own_digits, args=(drawings,))
    st.caption(_(CONSENT))
    st.page_link(
        "views/training/page.py", label=_("Train a network with them"), icon=":material/model_training:"
    )


def _file(made: Callable[[Sequence[ClassDigit]], str | bytes], drawings: Mapping[int, Shown]) -> str | bytes:
    """Return a file of the drawings, made on a click."""
    return made(digits_of(drawings.values()))


def _to_own_digits(drawings: Mapping[int, Shown]) -> None:
    """Add them to My digits in this browser, while there is room."""
    digits = digits_of(drawings.values())
    turns = by_turns(digits, lambda each: each.shown.device)
    say_added(len(digits), store([each.digit for each in turns]))


def say_added(count: int, left_out: int) -> None:
    """Store a message that says how many of the drawings were added."""
    added = ngettext("{count} drawing", "{count} drawings", count - left_out)
    # Translators: {drawings} is such as "12 drawings"
    sentence = _("{drawings} added to My digits. You can train a network on the Training page.")
    state.put("class_note", sentence.format(drawings=added.format(count=whole(count - left_out))))
