"""The choices: which network, and how to train it; three buttons set up what can go wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, fields

import streamlit as st

from model.preprocess.mnist import NUM_CLASSES, TRAINING_IMAGES
from model.training.choices import ACTIVATIONS, LESSONS, OPTIMIZERS, TEXTBOOK, WHOSE, ChoiceError, Choices
from model.training.whose import EVERYBODY, MOST, WRITERS
from views.parts.asking.asking import explained, plain
from views.parts.language.language import _
from views.parts.looks.translated import translated
from views.parts.looks.wording import function_name, short, whole
from views.session.one_of import box, chosen_in, move
from views.training import words
from views.training.live.training_data import begins_with_a_network, chosen_data, data_choices

LEARNING_RATES = (1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
IMAGES = (100, 300, 1000, 2000, 5000, 10_000, 20_000, TRAINING_IMAGES)
WIDGETS = (
    ("hidden_layers", (0, 1, 2, 3, 4)),
    ("units", (4, 8, 16, 32, 64, 128, 256, 512)),
    ("activation", ACTIVATIONS),
    ("optimizer", OPTIMIZERS),
    ("learning_rate", LEARNING_RATES),
    ("batch_size", (1, 8, 16, 32, 64, 128, 256, 512, 1024)),
    ("images", IMAGES),
    ("whose", WHOSE),
    ("epochs", (1, 2, 3, 5, 10, 20, 30, 60, 100, 200)),
)


def choices_form(disabled: bool, show: Callable[[Choices], None]) -> Choices | None:
    """Show the widgets, call `show` with the choices, and return them; None if they can't be trained."""
    none = _chosen_in("hidden_layers") == 0
    unused = ("units", "activation") if none else ()
    if begins_with_a_network():  # its architecture can't change
        unused = ("hidden_layers", "units", "activation")
    if _chosen_in("whose") in WRITERS:
        unused += ("images",)
    with st.container(key="training_form", horizontal=True, gap="small", vertical_alignment="bottom"):
        for name, options in WIDGETS:
            box(
                _(words.CHOICES[name]),
                options,
                name=f"choose_{name}",
                default=getattr(TEXTBOOK, name),
                format_func=_written,
                help=explained(_(words.CHOICES[name]), *map(_written, options)),
                disabled=disabled or name in unused,
                width=135,
            )
    _how_many(_chosen_in("whose"))
    data_choices(disabled)
    choices = chosen(show_error=st.error)
    if choices is not None:
        show(choices)
    if _chosen_in("activation") == "step" and not none:
        st.info(
            _(
                "A [step function](words#step) can't be trained by [gradient "
                "descent](words#gradient-descent), because it is flat on both sides. Its slope is 0, so the "
                "[gradient](words#gradient) of every [layer](words#layer) before it is exactly 0. Start "
                "training, and you'll see that only the last layer learns. The [neurons](words#neuron) "
                "before it stay as random as they were. (At the jump itself, where the sum is 0, the slope "
                "isn't defined, which doesn't help either.)"
            )
        )
    _lessons(disabled)
    return choices


def chosen(show_error: Callable[[str], None] = lambda problem: None) -> Choices | None:
    """Return the current choices, including a change made right before a button was pressed.

    Returns None if they can't be trained, because a browser can send anything; then `show_error` gets
    the reason.
    """
    boxes = {field.name: _chosen_in(field.name) for field in fields(Choices)} | chosen_data()
    if not boxes["images"]:
        boxes["whose"] = EVERYBODY
    boxes["images"] = min(boxes["images"], MOST.get(boxes["whose"], boxes["images"]))
    try:
        choices = Choices(**boxes)
        choices.check_time()
        return choices
    except ChoiceError as error:
        show_error(translated(error))
        return None


def _how_many(whose: str) -> None:
    """Say how many images there are of a group, if they are fewer than chosen."""
    most = MOST[whose]
    if whose in WRITERS:
        said = _(
            "The network learns from {count} images by one writer, {each} of each digit. Choose more "
            "[epochs](words#epoch), because so few images make few steps."
        )
        st.caption(said.format(count=whole(most), each=whole(most // NUM_CLASSES)))
    elif _chosen_in("images") > most:
        said = _("This group wrote {count} of the training images. The network learns from all of them.")
        st.caption(said.format(count=whole(most)))


def _written(value: float | str) -> str:
    if value in words.WHOSE:
        return _(words.WHOSE[value])
    if isinstance(value, str):
        return _("step function") if value == "step" else function_name(value)
    return whole(value) if isinstance(value, int) else short(value)


def _lessons(disabled: bool) -> None:
    st.markdown(_("**What can go wrong**"))
    with st.container(key="lessons", gap="xsmall"):
        for lesson in LESSONS:
            title, watch = map(_, words.LESSONS[lesson.name])
            st.button(
                title,
                on_click=_set,
                args=(lesson.choices,),
                disabled=disabled,
                width="stretch",
                help=f"{plain(watch)}\n\n{explained(title)}",
            )
        st.button(
            _("Back to textbook settings"),
            on_click=_set,
            args=(TEXTBOOK,),
            disabled=disabled,
            width="stretch",
        )
    chosen = {name: _chosen_in(name) for name in asdict(TEXTBOOK)}
    for lesson in LESSONS:
        if asdict(lesson.choices) == chosen:
            st.info(_(words.LESSONS[lesson.name][1]))


def _set(choices: Choices) -> None:
    for name, value in asdict(choices).items():
        move(f"choose_{name}", value)


def _chosen_in(name: str) -> object:
    return chosen_in(f"choose_{name}", getattr(TEXTBOOK, name))
