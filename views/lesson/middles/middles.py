"""What to show in the middle of a step that doesn't show the network."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from views.lesson.middles.boxes import boxes
from views.lesson.middles.deep import deep
from views.lesson.middles.learn import learn
from views.lesson.middles.slid import slid
from views.lesson.steps.step import Step
from views.parts.language.language import ngettext
from views.parts.looks.wording import whole
from views.training.live.live import run


def training(step: Step) -> None:
    """Show a training with the step's choices."""
    epochs = step.choices.epochs
    sentence = ngettext(
        "{count} [epoch](words#epoch) with all {images} images",
        "{count} [epochs](words#epoch) with all {images} images",
        epochs,
    )
    st.caption(sentence.format(count=whole(epochs), images=whole(step.choices.images)))
    run(step.choices)


MIDDLES: Mapping[str, Callable[[Step], None]] = {
    "learn": learn,
    "deep": deep,
    "slid": slid,
    "training": training,
    "tensors": boxes,
}
