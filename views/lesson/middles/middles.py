"""What to show in the middle of a step that doesn't show the network."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from model.network.scales import scale_of
from model.reading import Reading
from views.lesson.middles.deep import deep
from views.lesson.middles.learn import learn
from views.lesson.steps.came_true import FARTHEST, slid_reading
from views.lesson.steps.set_up import dense
from views.lesson.steps.step import Step
from views.parts.charts.digit_bars import digit_bars
from views.parts.component import mount
from views.parts.language.language import N_, _, ngettext
from views.parts.looks.encode import png_url
from views.parts.looks.wording import verdict, whole
from views.parts.pictures.pictures import Picture, pictures
from views.session.activations import latest_drawing, reading_of
from views.training.live.live import run

PICTURE = 168  # pixels a side of the drawing that is slid aside
HEIGHT = 620  # pixels of the tensors
TENSORS = {
    "image": N_("Your drawing, as a table of 28 rows and 28 columns"),
    "flatten": N_("The same numbers in one row: the [input layer](words#input-layer)"),
    "hidden1_relu": N_("What the first [hidden layer](words#hidden-layer) passes on"),
    "hidden2_relu": N_("What the second hidden layer passes on"),
    "probs": N_("The answer: ten [shares](words#share)"),
}

_tensors = mount(__file__, "tensors")


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


def _reading() -> Reading | None:
    """Return the network's reading of the drawing; say so if there is none."""
    network = dense()
    reading = network and reading_of(network, latest_drawing().current)
    if reading is None:
        st.caption(_("The canvas is empty."))
    return reading


@st.fragment
def slid(step: Step) -> None:
    """Show a slider that moves the drawing sideways, both images, and how the network then reads it."""
    if (reading := _reading()) is None:
        return
    with st.container(key="slid"):
        pixels = st.select_slider(
            _("How far to the right"),
            range(FARTHEST + 1),
            format_func=lambda pixels: _("{pixels} px").format(pixels=pixels),
            key="lesson_slid",
            persist_state="session",
        )
    there = slid_reading(reading, pixels)
    row = [
        Picture(png_url(reading.image), _("Your drawing in the middle of 28×28 pixels"), _("In the middle")),
        Picture(png_url(there.image), _("The same drawing, slid to the right"), _("Slid aside")),
    ]
    with st.container(horizontal=True, gap="large", key="slid_answer"):
        with st.container(width=2 * PICTURE + 40):
            pictures(row, "slid_pictures", size=PICTURE, height=PICTURE + 30)
        with st.container(width="stretch"):
            st.markdown(verdict(there.probs))
            digit_bars(there.probs, "slid_bars")


def tensors(step: Step) -> None:
    """Show the values that the drawing sends through the network, as boxes of numbers."""
    if (reading := _reading()) is not None:
        _tensors(key="tensors", height=HEIGHT, data={"tensors": tensors_of(reading)})


def tensors_of(reading: Reading) -> list[dict[str, object]]:
    """Return each tensor's title, shape, rows of numbers and scale."""
    network = reading.network
    return [
        {
            "title": _(title),
            "shape": "×".join(map(str, values.shape)),
            "rows": values.reshape(-1, values.shape[-1]).astype(float).tolist(),
            "scale": scale_of(network, network.layer(name)),
        }
        for name, title in TENSORS.items()
        for values in [reading.activations[name]]
    ]


MIDDLES: Mapping[str, Callable[[Step], None]] = {
    "learn": learn,
    "deep": deep,
    "slid": slid,
    "training": training,
    "tensors": tensors,
}
