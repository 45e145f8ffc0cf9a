"""The answer: the digit, how sure the network is, ten bars, and the image it was given."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from model.preprocess import DIGIT_SIZE, Stages
from views.component import mount
from views.encode import png_url
from views.pictures import Picture, pictures
from views.wording import percent

_answer = mount("answer")
_probabilities = mount("probabilities")


def answer(probs: np.ndarray | None) -> None:
    """The digit in large, or an invitation to draw; `probs` is (10,) or None for a blank canvas."""
    with st.container(key="answer"):
        _answer(key="answer_text", data=_in_words(probs))


def _in_words(probs: np.ndarray | None) -> dict[str, str]:
    if probs is None:
        return {"digit": "", "line": "Draw a digit from 0 to 9, and watch the neurons light up."}
    second, first = np.argsort(probs)[-2:]
    return {
        "digit": str(first),
        "line": f"With {percent(probs[first])} certainty. "
        f"The runner-up is {second}, {percent(probs[second])}.",
    }


def probabilities(probs: np.ndarray | None) -> None:
    """Ten bars on a fixed scale from 0 to 100 %, in fixed order; nothing for a blank canvas."""
    with st.container(key="probabilities"):
        digit_bars([] if probs is None else probs, "probability_bars")


def digit_bars(
    shares: Sequence[float],
    key: str,
    *,
    texts: Sequence[str] | None = None,
    before: Sequence[float] | None = None,
) -> None:
    """One bar a digit.

    Args:
        shares: how long each bar is, from 0 to 1.
        key: of the component.
        texts: what is written beside it; by default the share as a probability.
        before: where each bar ended before, marked by a line.
    """
    texts = texts or [percent(share) for share in shares]
    bars = [{"share": float(share), "text": text} for share, text in zip(shares, texts)]
    for bar, share in zip(bars, [] if before is None else before):
        bar["before"] = float(share)
    _probabilities(key=key, data={"bars": bars})


def seen(stages: Stages | None) -> None:
    """The 28×28 image the network gets and, for whoever opens them, the steps that led to it."""
    with st.container(key="seen"):
        if stages is None:
            return
        image = Picture(png_url(stages.image), "The 28×28 image the network gets", "What the network gets")
        pictures([image], "image", size=160)
        popover = st.popover("How it got there", key="steps_open", on_change="rerun")
        if popover.open:
            with popover:
                st.markdown("The way MNIST's own images were made, so that the network meets what it knows:")
                pictures(_steps(stages), "steps", size=112)


def _steps(stages: Stages) -> list[Picture]:
    top, bottom, left, right = stages.box
    height, width = stages.scaled.shape
    row, col = stages.center_of_mass
    return [
        Picture(png_url(stages.ink), "The ink on the canvas", f"1 · ink\n{_by(stages.ink)}"),
        Picture(
            png_url(stages.cropped),
            f"The ink cropped to rows {top} to {bottom - 1}, columns {left} to {right - 1}",
            f"2 · cropped\n{_by(stages.cropped)}",
        ),
        Picture(
            png_url(stages.scaled),
            f"The crop scaled so that its longer side is {DIGIT_SIZE}",
            f"3 · scaled to {DIGIT_SIZE}\n{height} × {width}",
        ),
        Picture(
            png_url(stages.image),
            f"Placed so that the centre of mass, row {row:.1f}, column {col:.1f} of step 3, is at 14, 14",
            f"4 · centred by mass\n{_by(stages.image)}",
        ),
    ]


def _by(picture: np.ndarray) -> str:
    return f"{picture.shape[0]} × {picture.shape[1]}"
