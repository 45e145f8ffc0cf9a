"""The answer: the digit, how sure the network is, and the image it was given.

What they show, the browser reads in the ink (live_ink.js); here is room made for it, and here
is what takes more than the network: the real digits nearest to what is none, and the steps to the image.
"""

from __future__ import annotations

import numpy as np
import streamlit as st

from model.network import Network
from model.novelty import THRESHOLD, nearest_digits, typicality
from model.preprocess import DIGIT_SIZE, Stages
from views.draw.live_ink import ALWAYS, NO_DIGIT, refresh
from views.parts.component import mount
from views.parts.encode import png_url
from views.parts.pictures import Picture, pictures
from views.parts.wording import NO_ANSWER
from views.session.activations import activations_of, stages_of
from views.session.drawing import DrawingHistory
from views.session.shared import needs_files, test_images

NEAREST = 3  # real digits shown beside a drawing that is none
LEAST_GUESS = 0.2  # of certainty: below, it is not said which digit a drawing would be if it were one
WORDS = {
    "blank": "Draw a digit from 0 to 9, and watch the neurons light up.",
    "no_answer": NO_ANSWER,
    "no_digit": "Not a digit",
    "dark": "It wakes none of the last hidden layer's neurons.",
    "cannot_tell": "This network can't tell what is no digit.",
    "some_pass": "This network takes about {} in 10 letters and scribbles for digits.",
    "least_guess": LEAST_GUESS,
    "why": "Every digit makes the last hidden layer's neurons fire in a pattern of its own. This drawing's "
    "pattern is closer to that of letters and scribbles than to any digit's.",
}
HEIGHT = 176  # pixels, of a digit and the words below it

_answer = mount(__file__, "answer")
_seen = mount(__file__, "seen")


@st.fragment
def answer(network: Network, history: DrawingHistory, has_detector: bool) -> None:
    """The digit, in large, or an invitation to draw; beside it the image and the steps that led to it."""
    version, nearest = history.version, []
    if has_detector:
        with needs_files():
            nearest = nearest_to(network, history)
    with st.container(horizontal=True, gap="small", key="answer_row"):
        with st.container(key="answer", width="stretch"):
            data = {
                "version": version,
                "nearest": nearest,
                "words": WORDS,
                "caution": caution(network, has_detector),
            }
            _answer(key="answer_text", width="content", height=HEIGHT, data=data)
        with st.container(key="seen", width="content"):
            _seen(key="image_seen", width="content")
            steps = st.popover(
                "Steps", help="How the drawing became this image", key="steps_open", on_change="rerun"
            )
            if steps.open:
                with steps:
                    _show_steps(stages_of(history.current))
    refresh(version, ALWAYS if steps.open else NO_DIGIT, "answer_refresh")


def nearest_to(network: Network, history: DrawingHistory) -> list[dict[str, str]]:
    """The real digits most like the drawing, if it is judged to be none."""
    activations = activations_of(network, history.current)
    if activations is None or typicality(network, activations) >= THRESHOLD:
        return []
    images, _ = test_images()
    nearest = nearest_digits(network, activations, NEAREST)
    return [
        {"src": png_url(images[i] / 255), "alt": f"MNIST test image {i}, a {label}"}
        for i, label in zip(nearest.index.tolist(), nearest.labels.tolist())
    ]


def caution(network: Network, has_detector: bool) -> str:
    """What a digit is to be taken with where scribbles pass for one, too; "" for a shipped network."""
    if not has_detector:
        return WORDS["cannot_tell"]
    passing = round(10 * (1 - network.card.get("refused", 1)))
    return WORDS["some_pass"].format(passing) if passing else ""


def _show_steps(stages: Stages | None) -> None:
    if stages is None:
        st.caption("Nothing is drawn.")
        return
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
            f"Placed so that the center of mass, row {row:.1f}, column {col:.1f} of step 3, is at 14, 14",
            f"4 · centered by mass\n{_by(stages.image)}",
        ),
    ]


def _by(picture: np.ndarray) -> str:
    return f"{picture.shape[0]} × {picture.shape[1]}"
