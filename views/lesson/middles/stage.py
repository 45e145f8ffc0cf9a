"""The network on its stage, small, above what a step does with it."""

from __future__ import annotations

import numpy as np
import streamlit as st

from model.reading import Reading
from model.training.choices import Choices
from model.training.snapshot import ENDED
from model.training.training import Training
from views.parts.component.following import following
from views.parts.language.language import _
from views.parts.looks.wording import percents
from views.session.activations import drawing_image
from views.training.live.architecture import architecture


def stage(choices: Choices, image: np.ndarray, reading: Reading | None = None) -> None:
    """Show the network that these choices describe, and how it reads the image if it has learned."""
    with st.container(key="lesson_stage"):
        architecture(choices, image, reading)


def stage_of(training: Training | None, choices: Choices) -> None:
    """Show a network on its way: the browser updates it while it trains."""
    image, snapshot = drawing_image(), training and training.snapshot
    runs = training is not None and training.state not in ENDED
    with following(training.run if runs else None):
        stage(choices, image, snapshot and Reading(snapshot.network, image))


def answer_to(reading: Reading) -> str:
    """Return what a network reads in the drawing, and its share."""
    return _("Your drawing: **{digit}**, {share}").format(
        digit=reading.digit, share=percents(reading.probs)[reading.digit]
    )
