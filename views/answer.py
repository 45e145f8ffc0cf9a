"""The answer: the digit, how sure the network is, ten bars, and the image it was given."""

from __future__ import annotations

import numpy as np
import streamlit as st

from model.preprocess import DIGIT_SIZE, Stages
from views.component import mount
from views.encode import png_url
from views.pictures import Picture, pictures

WARMING_UP = "Warming up the network. You can draw already."

_answer = mount("answer")
_probabilities = mount("probabilities")
_seen = mount("seen")


def answer() -> None:
    """Make room for the digit, in large, or an invitation to draw."""
    with st.container(key="answer", width="content"):
        _answer(key="answer_text", width="content")


def probabilities() -> None:
    """Make room for ten bars on a fixed scale from 0 to 100 %, in fixed order."""
    with st.container(key="probabilities"):
        _probabilities(key="probability_bars")


def in_words(probs: np.ndarray | None, warm: bool = True) -> dict[str, str]:
    """What the answer says; `probs` is (10,) or None for a blank canvas or before the network is warm."""
    if not warm:
        return {"digit": "", "line": WARMING_UP}
    if probs is None:
        return {"digit": "", "line": "Draw a digit from 0 to 9, and watch the neurons light up."}
    second, first = np.argsort(probs)[-2:]
    return {
        "digit": str(first),
        "line": f"With {percent(probs[first])} certainty. "
        f"The runner-up is {second}, {percent(probs[second])}.",
    }


def bars(probs: np.ndarray | None) -> dict[str, object]:
    """The ten bars; none for a blank canvas."""
    return {
        "bars": [] if probs is None else [{"share": round(float(p), 5), "text": percent(p)} for p in probs]
    }


def percent(share: float) -> str:
    """A probability as people read it: "97.3 %", "under 0.1 %", never a 100 % that is none."""
    if share < 0.001:
        return "under 0.1 %"
    return "over 99.9 %" if share > 0.999 else f"{share:.1%}".replace("%", " %")


def image_seen(stages: Stages | None) -> dict[str, str]:
    """The 28×28 image the network gets."""
    return {"src": "" if stages is None else png_url(stages.image)}


def seen(stages: Stages | None) -> None:
    """Make room for the image and, for whoever opens them, the steps that led to it."""
    with st.container(key="seen", width="content"):
        _seen(key="image_seen", width="content")
        if stages is None:
            return
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
