"""How the drawing became the image that the network reads, step by step."""

from __future__ import annotations

import numpy as np
import streamlit as st

from model.preprocess import CENTER, DIGIT_SIZE, Stages
from views.draw import words
from views.parts.looks.encode import png_url
from views.parts.looks.wording import exact
from views.parts.pictures.pictures import Picture, pictures

SIZE = 150  # pixels a side of each picture: four in a row of the dialog, two on a phone


@st.dialog(words.STEPS_HELP, width="large")
def show_steps(stages: Stages | None) -> None:
    """Show them, large, over the page."""
    if stages is None:
        st.caption(words.NOTHING_DRAWN)
        return
    st.markdown(words.AS_MNIST)
    pictures(_steps(stages), "steps", size=SIZE)


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
