"""A page to print, "What I have seen": one's own drawings, and of each step done the guess and what happened.

Sentences are made again from what the session knows of each step. A browser only stores guesses and which
option was right, so after a reload, some sentences are missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np
import streamlit as st
from PIL import Image

from views.lesson.steps.known import Known
from views.lesson.steps.set_up import dense
from views.lesson.steps.step import Step
from views.parts.asking.asking import plain
from views.parts.component import mount
from views.parts.language.language import _, language, ngettext
from views.parts.looks.encode import as_url, encode_png
from views.session.activations import reading_of
from views.session.lesson import done_steps, guess_of, own_drawing, right_of, seen_in

HEIGHT = 640  # pixels, reserved until the page is there
OF_DRAWING = ("draw", "numbers", "neuron", "step", "likes", "onward", "slid", "learn", "tensors")
"""The steps whose sentences only depend on the lesson's drawing, so they can be said again after a reload."""

_seen = mount(__file__, "seen")


def seen_button(steps: Sequence[Step]) -> None:
    """Show the button that opens the page."""
    if st.button(_("What I have seen"), key="seen", icon=":material/print:"):
        st.dialog(_("A page to print, or to save as PDF"), width="medium")(_show)(steps)


def _show(steps: Sequence[Step]) -> None:
    _seen(key="seen_page", height=HEIGHT, data=page_of(steps))


def page_of(steps: Sequence[Step]) -> dict[str, object]:
    """Return the page's texts and pictures; nothing in them is Markdown."""
    done = [
        (number, step) for number, step in enumerate(steps, start=1) if step.id in done_steps() and step.part
    ]
    guessed = [step for _number, step in done if step.guess and guess_of(step.id)]
    right = sum(_is_right(step) for step in guessed)
    score = ngettext(
        "{right} of {count} guess was right.", "{right} of {count} guesses were right.", len(guessed)
    )
    parts = groupby(done, key=lambda each: each[1].part)
    return {
        "title": _("What I have seen"),
        "name": _("Name:"),
        "print": _("Print"),
        "language": language(),
        "score": score.format(right=right, count=len(guessed)) if guessed else "",
        "drawing": _drawing(),
        "parts": [[_(name), [_described(number, step) for number, step in group]] for name, group in parts],
    }


def _drawing() -> dict[str, str] | None:
    """Return the lesson's drawing as it was drawn; None if there is none."""
    own = own_drawing()
    return own and own.png and {"src": as_url(own.png), "alt": _("My drawing")}


def _described(number: int, step: Step) -> dict[str, object]:
    guess, right, at = guess_of(step.id), right_of(step.id), _known(step)
    shown = {"number": number, "title": _bare(step.title), "fact": "", "picture": "", "guess": ""}
    if at is not None:
        shown["fact"] = _bare(step.says(at), is_said=True)
        if step.borrows and at.image is not None:
            shown["picture"] = as_url(encode_png(Image.fromarray(_on_paper(at.image))))
    if step.guess and guess:
        shown["question"] = _bare(step.guess.question)
        shown["guess"] = _("My guess: {guess}").format(guess=_bare(guess))
        shown["right"] = _is_right(step)
        if right is not None and not shown["right"]:
            shown["answer"] = _("Right: {option}").format(option=_bare(step.guess.options[right]))
    return shown


def _is_right(step: Step) -> bool:
    right = right_of(step.id)
    return right is not None and step.guess.options[right] == guess_of(step.id)


def _known(step: Step) -> Known | None:
    """Return what the session knows of a step that was done; None if its browser only stored the guess."""
    network, own, seen = dense(), own_drawing(), seen_in(step.id)
    if seen or network is None or step.id not in OF_DRAWING:
        return seen
    reading = own and reading_of(network, own)
    again = reading and Known(network, reading, step.neuron(reading))
    is_same = not step.guess or (again and step.guess.right(again) == right_of(step.id))
    return again if is_same else None  # another neuron can have been looked at


def _bare(text: str, is_said: bool = False) -> str:
    """Return a text, translated unless it's a sentence already, without Markdown."""
    return plain(text if is_said else _(text)).replace("*", "")


def _on_paper(image: np.ndarray) -> np.ndarray:
    """Return an image as black ink on white paper: uint8 (28, 28)."""
    return (255 * (1 - image)).round().astype(np.uint8)
