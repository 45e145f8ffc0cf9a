"""What replay and live training share: curves, weights, meters, the reading of the drawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import streamlit as st

from model.preprocess.mnist import IMAGE_SIZE, NUM_CLASSES
from model.reading import Reading
from model.training.snapshot import Point, overfitting_begins
from views.parts.charts.curves import curves
from views.parts.charts.digit_bars import digit_bars
from views.parts.component import mount
from views.parts.component.following import followed
from views.parts.language.language import _
from views.parts.looks.encode import png_url, signed_png_url
from views.parts.looks.wording import READY_MADE_DRAWING, verdict, whole
from views.parts.pictures.pictures import Picture, pictures
from views.session.activations import latest_drawing
from views.training import words

WEIGHT_SCALE = 0.3  # the weight in the brightest color: few exceed it, and initial ones are still visible
NEURONS_SHOWN = 12
VERDICT_HEIGHT, BAR_HEIGHT = 44, 40  # pixels
WEIGHTS_COLUMNS, WEIGHTS_SIZE = 6, 64  # two rows for a dozen, three on a phone

_confusion, _meters = mount(__file__, "confusion"), mount(__file__, "meters")
_run_bar, _verdict = mount(__file__, "run_bar"), mount(__file__, "verdict")


def drawing_answer(image: np.ndarray, reading: Reading | None) -> None:
    """Show the drawing and how a network reads it; reserve the space while there is no network."""
    probs = np.zeros(NUM_CLASSES) if reading is None else reading.probs
    with st.container(key="drawing_answer"):
        with st.container(horizontal=True, vertical_alignment="center"):
            row = [Picture(png_url(image), _(words.SEEN_IMAGE))]
            pictures(row, "drawing", size=88, height=92)
            line = verdict(probs) if reading else _("### Untrained")
            if followed():
                with st.container(width=135):
                    _verdict(key="verdict", height=VERDICT_HEIGHT, data={"text": line})
            else:
                st.markdown(line, width=135)
        texts = None if reading else [""] * NUM_CLASSES
        digit_bars(np.nan_to_num(probs), "drawing_bars", texts=texts)
    if latest_drawing().current.png is None and image.any():
        st.caption(_(READY_MADE_DRAWING))


def run_bar(share: float, text: str, key: str = "run_bar") -> None:
    """Show a training's progress, from 0 to 1, with a line of text; a browser that trains updates both."""
    with st.container(key="trained" if key == "run_bar" else None):
        if followed():
            _run_bar(key=key, height=BAR_HEIGHT, data={"share": share, "text": text})
        else:
            st.progress(share, text=text)


def learning_curves(
    points: Sequence[Point],
    positions: Sequence[float],
    ticks: Sequence[tuple[float, str]],
    key: str,
    *,
    measured: int,
    trained: int | None = None,
    until: float,
    mark: float | None = None,
) -> None:
    """Plot loss and accuracy side by side, on `measured` unseen images and on `trained` training images.

    `trained` defaults to `measured`. Without points, it shows empty axes.
    """
    begins = overfitting_begins(points)
    turn = None if begins is None else positions[points.index(begins)]
    images = whole(measured)
    if trained is not None and trained != measured:
        images = _("{unseen} and {training}").format(unseen=images, training=whole(trained))
    for column, (title, new, old, share) in zip(
        st.columns(2, gap="medium"),
        (
            (_("[Loss](words#loss) on {images} images"), "test_loss", "loss", False),
            (_("[Accuracy](words#accuracy) on {images} images"), "test_accuracy", "accuracy", True),
        ),
    ):
        series = {
            name: [getattr(point, each) for point in points]
            for name, each in (
                (_("[unseen](words#test-image)"), new),
                (_("[training](words#training-image)"), old),
            )
        }
        with column:
            curves(
                title.format(images=images),
                series,
                positions,
                ticks,
                f"{key}_{old.capitalize()}",
                until=until,
                high=1.0 if share else 2.5,
                mark=mark,
                as_percent=share,
                turn=None if share else turn,
                turn_name=_(words.OVERFITTING),
            )


def weight_pictures(
    kernel: np.ndarray,
    neurons: Sequence[int],
    key: str,
    *,
    name: str = "neuron",
    height: int | str = "content",
    on_pick: Callable[[object], None] | None = None,
) -> None:
    """Show first-layer neurons' weights as pictures, blue below 0 and orange above, always on one scale.

    `kernel` is (784, units); `name` is a key of `WEIGHTS_OF`, which says whose weights these are.
    """
    row = [
        Picture(
            weights_url(kernel[:, i]),
            _(words.WEIGHTS_OF[name]).format(number=i),
            str(i),
        )
        for i in neurons
    ]
    pictures(row, key, size=WEIGHTS_SIZE, columns=WEIGHTS_COLUMNS, height=height, on_pick=on_pick)


def weights_url(weights: np.ndarray) -> str:
    """Return the 784 weights of one first-layer neuron as a picture's URL."""
    return signed_png_url(weights.reshape(IMAGE_SIZE, IMAGE_SIZE), WEIGHT_SCALE)


def confusion(counts: np.ndarray, picked: tuple[int, int] | None, on_pick: Callable[[object], None]) -> None:
    """Show the (10, 10) numbers of test images by true digit (rows) and by what they were read as."""
    shares = np.sqrt(counts / 1000)  # a class has about 1,000; the root makes single errors visible
    rows = [
        [{"count": int(n), "share": float(share)} for n, share in zip(*row)] for row in zip(counts, shares)
    ]
    _confusion(key="confusion", data={"rows": rows, "picked": picked}, on_pick=on_pick)


def layer_meters(
    layer_sizes: Mapping[str, int],
    gradient_sizes: Sequence[float] | None,
    dead: Sequence[int] | None = None,
    has_dead: bool = True,
) -> None:
    """Show for each layer how many neurons are dead and how large the gradient is, from 1e-6 to 100.

    Reserves the space while neither is known. The dead neurons can be left out.
    """
    heads = [
        _("[Layer](words#layer)"),
        _("[Dead neurons](words#dead-neuron)"),
        _("[Gradient](words#gradient)"),
    ]
    data = {
        "heads": heads if has_dead else heads[::2],
        "layers": [{"name": name, "units": units} for name, units in layer_sizes.items()],
        "dead": dead,
        "gradientSizes": gradient_sizes and [size if np.isfinite(size) else None for size in gradient_sizes],
    }
    _meters(key="meters", data=data)


def table(key: str, heads: Sequence[str], rows: Sequence[Mapping[str, object]]) -> None:
    """Show a table whose numbers have bars; its rows are {"name", "cells": [{"text", "share"}]}."""
    _meters(key=key, data={"heads": heads, "rows": rows})
