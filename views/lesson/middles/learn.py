"""How the network learned: a replay of its training, and below that one weight that moves downhill."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import streamlit as st

from model.backprop.descent import OneWeight, steepest_weight
from model.reading import Reading
from model.training.choices import Choices
from model.training.history import History
from views.lesson.middles.stage import stage
from views.lesson.steps.step import Step
from views.parts.charts.curves import curves
from views.parts.language.language import _
from views.parts.looks.wording import exact, figure, whole
from views.parts.shared import needs_files, shipped_history, test_images
from views.session import state
from views.training.charts.charts import WEIGHTS_COLUMNS, weight_pictures
from views.training.replay.replay import largest, replay

TWO_ROWS = 190  # pixels, of three pictures each
IMAGES = 500  # test images for the loss, which takes a few ms
RATE = 25.0  # change of the weight per slope, large enough that a few steps show an effect
REACH = 3  # weights to the left and right of where it starts
POINTS = 60  # on the curve
DECIMALS = 3  # for loss and slope; a slope that rounds to 0 counts as 0


def learn(step: Step) -> None:
    """Show the network that learns, some of its weights, and how one weight moves downhill."""
    replay(instead=_network)


def _network(history: History, reading: Reading) -> None:
    stage(Choices(), reading.image, reading)
    left, right = st.columns([2, 3], gap="medium")
    with left:
        st.markdown(
            _(
                "**From noise to strokes**: the [weights](words#weight) of a few [neurons](words#neuron) of "
                "the first [hidden layer](words#hidden-layer)"
            )
        )
        kernel = reading.network.weighted[0].kernel
        weight_pictures(kernel, largest(history, WEIGHTS_COLUMNS), "replay_weights", height=TWO_ROWS)
    with right:
        _downhill(history)


@needs_files()
def _downhill(history: History) -> None:
    one = _one_weight()
    weight = one.downhill(state.get("lesson_downhill", 0), RATE)
    total = sum(array.size for array in history.networks[0].weights)
    with st.container(key="downhill", gap="xsmall"):
        st.markdown(
            _(
                "**Downhill**: how one of {count} [weights](words#weight) and [biases](words#bias) changes "
                "the [loss](words#loss) on {images} digits at the start of training"
            ).format(count=whole(total), images=whole(IMAGES))
        )
        curves(_("Loss for each value this weight could have"), key="lesson_curve", **curve_of(one, weight))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                _("Move it downhill"),
                key="lesson_downhill_step",
                icon=":material/south_east:",
                on_click=lambda: state.put("lesson_downhill", state.get("lesson_downhill", 0) + 1),
            )
            st.markdown(in_words(one, weight), width="stretch")


def curve_of(one: OneWeight, weight: float) -> dict[str, object]:
    """Return the curve of the loss around where the weight started, with a mark where it's now."""
    low = round(one.weight) - REACH
    at = float(np.clip(weight, low, low + 2 * REACH))
    weights = np.sort([*np.linspace(low, low + 2 * REACH, POINTS), at])
    losses = [one.loss(each) for each in weights]
    return {
        "series": {_("loss"): losses},
        "positions": weights - low,
        "ticks": [(each - low, exact(each, 0)) for each in range(low, low + 2 * REACH + 1)],
        "until": 2.0 * REACH,
        "low": min(losses),
        "high": max(losses),
        "mark": at - low,
    }


def in_words(one: OneWeight, weight: float) -> str:
    """Return where the weight is, the slope there, and which way leads downhill."""
    slope = round(one.slope(weight), DECIMALS) + 0.0
    if slope < 0:
        sentence = _(
            "Weight {weight}, loss {loss}, slope {slope}. To lower the loss, the weight has to grow."
        )
    elif slope > 0:
        sentence = _(
            "Weight {weight}, loss {loss}, slope {slope}. To lower the loss, the weight has to shrink."
        )
    else:
        sentence = _(
            "Weight {weight}, loss {loss}, slope {slope}. This is the bottom. No move lowers the loss any "
            "further."
        )
    return sentence.format(
        weight=figure(weight), loss=exact(one.loss(weight), DECIMALS), slope=exact(slope, DECIMALS)
    )


@lru_cache(maxsize=1)
def _one_weight() -> OneWeight:
    images, labels = test_images()
    first = shipped_history().networks[0]
    return steepest_weight(first, images[:IMAGES] / np.float32(255), labels[:IMAGES])
