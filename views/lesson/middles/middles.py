"""What to show in the middle of a step that doesn't show the network."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from model.network.scales import scale_of
from model.reading import Reading
from model.training.choices import Choices
from views.lesson.middles.deep import deep
from views.lesson.middles.hands import hands
from views.lesson.middles.learn import learn
from views.lesson.middles.stage import answer_to, stage, stage_of
from views.lesson.steps.came_true import FARTHEST, first_misread, slid_reading
from views.lesson.steps.ready_made import ready_made_four
from views.lesson.steps.set_up import dense
from views.lesson.steps.step import Step
from views.parts.asking.asking import marked
from views.parts.component import mount
from views.parts.language.language import N_, _, ngettext
from views.parts.looks.encode import png_url
from views.parts.looks.wording import whole
from views.parts.pictures.pictures import Picture, pictures
from views.session import state
from views.session.activations import latest_drawing, reading_of
from views.session.drawing.received import number_of
from views.session.lesson import guess_of
from views.training.live.live import current, run
from views.training.live.watch import gradient_sizes, loss_and_accuracy
from views.training.replay.step_slider import step_slider

PICTURE = 112  # pixels a side of the ready-made 4
HEIGHT = 440  # pixels of the tensors
TENSORS = {
    "image": N_("Your drawing, as a table of 28 rows and 28 columns"),
    "flatten": N_("The same numbers in one row: the [input layer](words#input-layer)"),
    "hidden1_relu": N_("What the first [hidden layer](words#hidden-layer) passes on"),
    "hidden2_relu": N_("What the second hidden layer passes on"),
    "probs": N_("The answer: ten [shares](words#share)"),
}

_tensors = mount(__file__, "tensors")


def training(step: Step) -> None:
    """Show a training with the step's choices: the network, and the figures that the step is about."""
    training = current()
    is_own = training is not None and training.choices == step.choices
    stage_of(training if is_own else None, step.choices)
    epochs = step.choices.epochs
    sentence = ngettext(
        "{count} [epoch](words#epoch) with all {images} images",
        "{count} [epochs](words#epoch) with all {images} images",
        epochs,
    )
    st.caption(sentence.format(count=whole(epochs), images=whole(step.choices.images)))
    run(step.choices, gradient_sizes if "gradients" in step.lights else loss_and_accuracy)


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
    pixels = state.get("lesson_slid", 0)
    there = slid_reading(reading, pixels)
    stage(Choices(), there.image, there)

    def take(sent: object) -> None:
        if (number := number_of(sent, 2 * FARTHEST + 1)) is not None:
            state.put("lesson_slid", number - FARTHEST)

    with st.container(key="slid"):
        name = marked(_("How far to the left or right"), "pixel")
        labels = [in_pixels(each) for each in range(-FARTHEST, FARTHEST + 1)]
        step_slider("slid_slider", name, labels, pixels + FARTHEST, take)
    st.markdown(answer_to(there))
    if first_misread(reading) is None and guess_of(step.id):
        four = ready_made_four(reading)
        aside = slid_reading(four, first_misread(four) or 0)
        row = [
            Picture(png_url(each.image), text, text)
            for each, text in ((four, _("The ready-made 4")), (aside, _("Moved sideways")))
        ]
        pictures(row, "slid_pictures", size=PICTURE, height=PICTURE + 30)


def in_pixels(pixels: int) -> str:
    """Write a way to the right or, below 0, to the left: "3 px →"."""
    text = _("{pixels} px").format(pixels=abs(pixels))
    return f"← {text}" if pixels < 0 else f"{text} →" if pixels else text


def tensors(step: Step) -> None:
    """Show the values that the drawing sends through the network, as boxes of numbers."""
    if (reading := _reading()) is not None:
        stage(Choices(), reading.image, reading)
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
    "hands": hands,
}
