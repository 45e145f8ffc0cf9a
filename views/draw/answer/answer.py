"""The answer: the digit, how sure the network is, and the image it was given.

What they show, the browser reads in the ink (live_ink.js); here is room made for it, and here
is what takes more than the network: the real digits nearest to what is none, and the steps to the image.
"""

from __future__ import annotations

import numpy as np
import streamlit as st

from model.network import Network
from model.novelty import can_tell, nearest_digits, novelty_network_of
from model.preprocess import CENTER, DIGIT_SIZE, Stages
from model.reading import Reading
from views.draw import words
from views.draw.canvas.live_ink import ALWAYS, NO_DIGIT, refresh
from views.drawing.history import DrawingHistory
from views.parts.component import mount
from views.parts.looks.encode import png_url
from views.parts.looks.wording import a_digit, exact
from views.parts.pictures.pictures import Picture, pictures
from views.serving.shared import needs_files, test_images
from views.session.activations import reading_of, stages_of
from views.session.selection import described_factors

NEAREST = 3  # real digits shown beside a drawing that is none
LEAST_GUESS = 0.2  # of certainty: below, it is not said which digit a drawing would be if it were one
HEIGHT = 198  # pixels, of a digit and the words below it

_answer = mount(__file__, "answer")
_image_view = mount(__file__, "image_view")


@st.fragment
def answer(network: Network, history: DrawingHistory) -> None:
    """The digit, in large, or an invitation to draw; beside it the image and the steps that led to it."""
    version, nearest, text = history.version, [], words.ANSWER | {"least_guess": LEAST_GUESS}
    if can_tell(network):
        with needs_files():
            nearest = nearest_to(reading_of(network, history.current))
            if novelty_network_of(network):
                text |= words.BY_TWO
    with st.container(horizontal=True, gap="small", key="answer_row"):
        with st.container(key="answer", width="stretch"):
            data = {
                "version": version,
                "nearest": nearest,
                "words": text,
                "caution": caution(network),
            }
            _answer(key="answer_text", width="content", height=HEIGHT, data=data)
        with st.container(key="image_view", width="content"):
            _image_view(key="image_seen", width="content")
            steps = st.popover(words.STEPS, help=words.STEPS_HELP, key="steps_open", on_change="rerun")
            if steps.open:
                with steps:
                    _show_steps(stages_of(history.current))
    switched = {"network": network.name, "factors": described_factors(network)}
    refresh(version, ALWAYS if steps.open else NO_DIGIT, "answer_refresh", switched)


def nearest_to(reading: Reading | None) -> list[dict[str, str]]:
    """The real digits most like the drawing, if it is judged to be none."""
    if reading is None or reading.is_digit:
        return []
    images, _ = test_images()
    nearest = nearest_digits(reading.network, reading.activations, NEAREST)
    return [
        {"src": png_url(images[i] / 255), "alt": words.NEAREST.format(number=i, a_digit=a_digit(label))}
        for i, label in zip(nearest.index.tolist(), nearest.labels.tolist())
    ]


def caution(network: Network) -> str:
    """What a digit is to be taken with where scribbles pass for one, too; "" for a shipped network."""
    if not can_tell(network):
        return words.CANNOT_TELL
    passing = round(10 * (1 - network.card.get("refused", 1)))
    return words.SOME_PASS.format(count=passing) if passing else ""


def _show_steps(stages: Stages | None) -> None:
    if stages is None:
        st.caption(words.NOTHING_DRAWN)
        return
    st.markdown(words.AS_MNIST)
    pictures(_steps(stages), "steps", size=112)


def _steps(stages: Stages) -> list[Picture]:
    top, bottom, left, right = stages.box
    row, col = stages.center_of_mass
    return [
        Picture(png_url(stages.ink), words.INK, words.INK_STEP.format(sides=_by(stages.ink))),
        Picture(
            png_url(stages.cropped),
            words.CROPPED.format(top=top, bottom=bottom - 1, left=left, right=right - 1),
            words.CROPPED_STEP.format(sides=_by(stages.cropped)),
        ),
        Picture(
            png_url(stages.scaled),
            words.SCALED.format(size=DIGIT_SIZE),
            words.SCALED_STEP.format(size=DIGIT_SIZE, sides=_by(stages.scaled)),
        ),
        Picture(
            png_url(stages.image),
            words.CENTERED.format(center=exact(CENTER, 0), row=exact(row, 1), col=exact(col, 1)),
            words.CENTERED_STEP.format(sides=_by(stages.image)),
        ),
    ]


def _by(picture: np.ndarray) -> str:
    return words.SIDES.format(rows=picture.shape[0], cols=picture.shape[1])
