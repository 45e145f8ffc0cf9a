"""Runs a training in this session's browser (training_here.js), which reports once, when it has ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace

import numpy as np

from model.training.choices import MOST_SECONDS, NEW
from model.training.snapshot import MEASURED, STOPPED
from model.training.training import Training
from views.parts.component import mount
from views.parts.files.digit_files import addresses_of_training
from views.parts.language.language import N_
from views.parts.looks.encode import as_base64
from views.session.drawing.received import MOST_FLOATS, learned_of, name_of
from views.training.charts.charts import WEIGHT_SCALE

WORKER, DIGITS = "worker", "digits"  # what a browser may be unable to do or fetch
UNABLE = {
    WORKER: N_("This browser can't train a network. Update it, or use another browser."),
    DIGITS: N_("We couldn't fetch the training digits. Check your internet connection, and start again."),
}
BUTTONS_HEIGHT = 40  # pixels

_component = mount(__file__, "training_here")


def train_here(
    training: Training,
    title: str,
    image: np.ndarray,
    looks: Mapping[str, object],
    lane: int | None = None,
) -> None:
    """Run a training in the browser, and show its buttons while it runs.

    Args:
        title: what the browser calls the network when it stores it.
        image: the drawing, float32 (28, 28).
        looks: how connections are shown, see pictures_of.js.
        lane: its number among several that run one after the other in one chart.

    Raises:
        DataError: the data set's file is missing or damaged.
    """
    choices, own, begun = training.choices, training.own, training.begin_with
    # Neutral, because own digits aren't stored
    stored = replace(choices, images=choices.images or 100, own_digits=0, own_times=1, start=NEW)
    data = {
        "run": training.run,
        "choices": asdict(choices) | {"images": choices.training_images},
        "mnist": choices.images,
        "addresses": addresses_of_training(),
        "own": own
        and {
            "images": as_base64(own.images[: choices.own_digits], np.uint8),
            "labels": own.labels[: choices.own_digits].tolist(),
            "times": choices.own_times,
        },
        "weights": begun and as_base64(np.concatenate([each.ravel() for each in begun.weights])),
        "measured": MEASURED,
        "longest": MOST_SECONDS,
        "image": as_base64(image),
        "lane": lane,
        "about": {"title": title, "choices": asdict(stored)},
        "looks": {"weight": WEIGHT_SCALE, **looks},
        "received": len(training.parts),
        "most": MOST_FLOATS,
    }
    _component(
        key="training_here", height=BUTTONS_HEIGHT, data=data, on_pick=lambda sent: _receive(training, sent)
    )


def _receive(training: Training, sent: object) -> None:
    why = name_of(sent, (*UNABLE, STOPPED))
    if why is not None:
        training.fail(UNABLE.get(why, ""))
    layers = training.choices.hidden_layers + 1
    learned = learned_of(sent, training.run, training.choices.number_of_weights, layers)
    if learned is not None:
        training.take(learned)
