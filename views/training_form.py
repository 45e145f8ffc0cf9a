"""The choices: what network, and how it is trained; three buttons set up what can go wrong."""

from __future__ import annotations

from dataclasses import asdict, fields

import streamlit as st

from model.choices import LESSONS, OPTIMIZERS, TEXTBOOK, Choices
from model.dense import ACTIVATION_FUNCTIONS

NAMES = {"relu": "ReLU", "tanh": "tanh", "sigmoid": "sigmoid", "linear": "linear", "step": "step"}
UNITS = (4, 8, 16, 32, 64, 128, 256, 512)
LEARNING_RATES = (1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
BATCH_SIZES = (1, 8, 16, 32, 64, 128, 256, 512, 1024)
IMAGES = (100, 300, 1000, 2000, 5000, 10_000, 20_000, 60_000)
EPOCHS = (1, 2, 3, 5, 10, 20, 30, 60, 100, 200)
NO_SLOPE = (
    "A step can't be trained by gradient descent: it is flat on both sides, so its slope is 0, and the "
    "gradient of every layer below it is exactly 0. Start it and see: only the last layer learns, on top "
    "of neurons that stay as random as they were. (In truth it has a slope only at the jump, z = 1, where it is "
    "infinite.)"
)


def choices_form(disabled: bool) -> Choices | None:
    """The widgets, and what they say; None if that can't be trained."""
    for field in fields(Choices):
        st.session_state.setdefault(f"choose_{field.name}", getattr(TEXTBOOK, field.name))
    with st.container(key="training_form", gap="small"):
        _slider("Hidden layers", "hidden_layers", range(5), disabled)
        none = st.session_state.choose_hidden_layers == 0
        _slider("Neurons in each", "units", UNITS, disabled or none)
        st.selectbox(
            "Activation function",
            ACTIVATION_FUNCTIONS,
            format_func=NAMES.__getitem__,
            key="choose_activation",
            disabled=disabled or none,
            persist_state="session",
        )
        if st.session_state.choose_activation == "step" and not none:
            st.info(NO_SLOPE)
        left, right = st.columns(2)
        with left:
            st.selectbox(
                "Optimiser", OPTIMIZERS, key="choose_optimizer", disabled=disabled, persist_state="session"
            )
        with right:
            _select("Batch size", "batch_size", BATCH_SIZES, disabled)
        _slider("Learning rate", "learning_rate", LEARNING_RATES, disabled)
        _slider("Training images", "images", IMAGES, disabled)
        _slider("Epochs", "epochs", EPOCHS, disabled)
    _lessons(disabled)
    try:
        return Choices(**{field.name: st.session_state[f"choose_{field.name}"] for field in fields(Choices)})
    except ValueError as error:  # a browser can send anything
        st.error(str(error))
        return None


def _slider(label: str, name: str, options: tuple | range, disabled: bool) -> None:
    st.select_slider(
        label,
        options,
        key=f"choose_{name}",
        format_func=_written,
        disabled=disabled,
        persist_state="session",
    )


def _select(label: str, name: str, options: tuple, disabled: bool) -> None:
    st.selectbox(label, options, key=f"choose_{name}", disabled=disabled, persist_state="session")


def _written(value: float) -> str:
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
    chosen = {key: st.session_state[f"choose_{key}"] for key in asdict(TEXTBOOK)}
    for lesson in LESSONS:
        if asdict(lesson.choices) == chosen:
            st.info(lesson.watch)


def _set(choices: Choices) -> None:
    for name, value in asdict(choices).items():
        st.session_state[f"choose_{name}"] = value
