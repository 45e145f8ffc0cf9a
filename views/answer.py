"""The answer: the digit, how sure the network is, ten bars, and the image it was given."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from model.novelty import Neighbors
from model.preprocess import DIGIT_SIZE, Stages
from views.component import mount
from views.encode import png_url
from views.pictures import Picture, pictures
from views.test_set import test_images
from views.wording import percent

WARMING_UP = "Warming up the network. You can draw already."
JUDGEMENT = (
    "Every digit makes the last hidden layer's neurons fire in a pattern of its own. "
    "This drawing's pattern is closer to that of letters and scribbles than to any digit's."
)

_answer = mount("answer", "listen")
_probabilities = mount("probabilities", "listen", "bar_rows")
_bars = mount("bars", "bar_rows")
_seen = mount("seen", "listen")


def answer() -> None:
    """Make room for the digit, in large, or an invitation to draw."""
    with st.container(key="answer", width="content"):
        _answer(key="answer_text", width="content")


def probabilities() -> None:
    """Make room for ten bars on a fixed scale from 0 to 100 %, in fixed order."""
    with st.container(key="probabilities"):
        _probabilities(key="probability_bars")


def in_words(probs: np.ndarray | None, nearest: Neighbors | None = None, warm: bool = True) -> dict:
    """What the answer says.

    Args:
        probs: (10,), or None for a blank canvas or before the network is warm.
        nearest: the real digits most like the drawing, if it is judged to be no digit.
        warm: whether the network has been loaded.
    """
    if not warm:
        return {"line": WARMING_UP}
    if probs is None:
        return {"line": "Draw a digit from 0 to 9, and watch the neurons light up."}
    second, first = np.argsort(probs)[-2:]
    if nearest is None:
        return {
            "digit": str(first),
            "detail": f"With {percent(probs[first])} certainty. "
            f"The runner-up is {second}, {percent(probs[second])}.",
        }
    otherwise = f"If it were one: {first}, with {percent(probs[first])}."
    if not len(nearest.index):
        return {"line": "Not a digit", "detail": otherwise}
    images, _ = test_images()
    return {
        "line": "Not a digit",
        "detail": f"{otherwise} The nearest real ones:",
        "judgement": JUDGEMENT,
        "nearest": [
            {"src": png_url(images[i] / 255), "alt": f"MNIST test image {i}, a {label}"}
            for i, label in zip(nearest.index.tolist(), nearest.labels.tolist())
        ],
    }


def bars(shares: Sequence[float] | None, texts: Sequence[str] | None = None) -> dict:
    """One bar a digit: how long, from 0 to 1, and what is written beside it; none for a blank canvas."""
    if shares is None:
        return {"bars": []}
    texts = texts or [percent(share) for share in shares]
    return {"bars": [{"share": round(float(share), 5), "text": text} for share, text in zip(shares, texts)]}


def digit_bars(
    shares: Sequence[float],
    key: str,
    *,
    texts: Sequence[str] | None = None,
    before: Sequence[float] | None = None,
) -> None:
    """Show one bar a digit.

    Args:
        shares: how long each bar is, from 0 to 1.
        key: of the component.
        texts: what is written beside it; by default the share as a probability.
        before: where each bar ended before, marked by a line.
    """
    data = bars(shares, texts)
    for bar, share in zip(data["bars"], [] if before is None else before):
        bar["before"] = float(share)
    _bars(key=key, data=data)


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
