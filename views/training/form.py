"""The choices: what network, and how it is trained; three buttons set up what can go wrong."""

from __future__ import annotations

from dataclasses import asdict, fields

import streamlit as st

from model.choices import ACTIVATIONS, LESSONS, OPTIMIZERS, TEXTBOOK, Choices
from model.mnist import TRAINING_IMAGES
from views.parts.wording import FUNCTION_NAMES
from views.session import state
from views.training.charts import drawing_image
from views.training.preview import architecture

LEARNING_RATES = (1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
WIDGETS = (
    ("hidden_layers", "Hidden layers", (0, 1, 2, 3, 4)),
    ("units", "Neurons in each", (4, 8, 16, 32, 64, 128, 256, 512)),
    ("activation", "Activation function", ACTIVATIONS),
    ("optimizer", "Optimizer", OPTIMIZERS),
    ("learning_rate", "Learning rate", LEARNING_RATES),
    ("batch_size", "Batch size", (1, 8, 16, 32, 64, 128, 256, 512, 1024)),
    ("images", "Training images", (100, 300, 1000, 2000, 5000, 10_000, 20_000, TRAINING_IMAGES)),
    ("epochs", "Epochs", (1, 2, 3, 5, 10, 20, 30, 60, 100, 200)),
)
NO_SLOPE = (
    "A step can't be trained by gradient descent: it is flat on both sides, so its slope is 0, and the "
    "gradient of every layer below it is exactly 0. Start it and see: only the last layer learns, on top "
    "of neurons that stay as random as they were. (At the jump itself, z = 0, the slope is infinite, which "
    "is no help either.)"
)


def choices_form(disabled: bool) -> Choices | None:
    """The widgets, and the network they describe; None if that can't be trained."""
    for field in fields(Choices):
        state.get_or_put(f"choose_{field.name}", getattr(TEXTBOOK, field.name))
    none = state.get("choose_hidden_layers") == 0
    with st.container(key="training_form", horizontal=True, gap="small"):
        for name, label, options in WIDGETS:
            st.selectbox(
                label,
                options,
                format_func=_written,
                key=f"choose_{name}",
                disabled=disabled or (none and name in ("units", "activation")),
                persist_state="session",
                width=135,
            )
    try:
        choices = Choices(**{field.name: state.get(f"choose_{field.name}") for field in fields(Choices)})
    except ValueError as error:  # a browser can send anything
        choices = None
        st.error(str(error))
    if choices is not None:
        architecture(choices, drawing_image())
    if state.get("choose_activation") == "step" and not none:
        st.info(NO_SLOPE)
    _lessons(disabled)
    return choices


def _written(value: float | str) -> str:
    if isinstance(value, str):
        return FUNCTION_NAMES.get(value, value)
    return f"{value:,}" if isinstance(value, int) else f"{value:.5f}".rstrip("0").rstrip(".")


def _lessons(disabled: bool) -> None:
    st.markdown("**What can go wrong**")
    with st.container(key="lessons", gap="xsmall"):
        for lesson in LESSONS:
            st.button(
                lesson.title,
                on_click=_set,
                args=(lesson.choices,),
                disabled=disabled,
                width="stretch",
                help=lesson.watch,
            )
        st.button("Back to the textbook", on_click=_set, args=(TEXTBOOK,), disabled=disabled, width="stretch")
    chosen = {key: state.get(f"choose_{key}") for key in asdict(TEXTBOOK)}
    for lesson in LESSONS:
        if asdict(lesson.choices) == chosen:
            st.info(lesson.watch)


def _set(choices: Choices) -> None:
    for name, value in asdict(choices).items():
        state.put(f"choose_{name}", value)
