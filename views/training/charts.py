"""What replay and live training have in common: curves, weights, meters, the drawing's answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import streamlit as st

from model.mnist import IMAGE_SIZE, NUM_CLASSES
from model.network import Network, forward
from model.snapshot import Point
from views.parts.colors import paint
from views.parts.component import mount
from views.parts.digit_bars import digit_bars
from views.parts.encode import png_url, signed_png_url
from views.parts.pictures import Picture, pictures
from views.parts.wording import NO_ANSWER, scientific
from views.session.activations import drawing_history, stages_of
from views.session.shared import needs_files, samples

WEIGHT_SCALE = 0.3  # the weight in the brightest color: few exceed it, and initial ones still show
NEURONS_SHOWN = 12
WEIGHTS_COLUMNS, WEIGHTS_SIZE = 6, 64  # two rows of a dozen; on a phone three
CURVES_HEIGHT = 238  # pixels: two lines of words and the HEIGHT of curves.js

_curves, _confusion, _meters = (
    mount(__file__, "curves"),
    mount(__file__, "confusion"),
    mount(__file__, "meters"),
)


def drawing_image() -> np.ndarray:
    """float32 (28, 28): this session's drawing as a network gets it or, if blank, a ready-made one."""
    drawing, stages = drawing_history().current, None
    with needs_files():
        stages = stages_of(samples()[3] if drawing.png is None else drawing)
    return np.zeros((IMAGE_SIZE, IMAGE_SIZE), np.float32) if stages is None else stages.image


def drawing_answer(network: Network | None, image: np.ndarray) -> None:
    """The drawing, and what this network makes of it; or room for that, while there is none."""
    probs = np.zeros(NUM_CLASSES) if network is None else forward(network, image)[network.layers[-1].name]
    with st.container(key="drawing_answer"):
        with st.container(horizontal=True, vertical_alignment="center"):
            row = [Picture(png_url(image), "The 28×28 image the network gets")]
            pictures(row, "drawing", size=88, height=92)
            verdict = _verdict(probs) if network else "### Untrained"
            st.markdown(verdict, width=135)
        texts = None if network else [""] * NUM_CLASSES
        digit_bars(np.nan_to_num(probs), "drawing_bars", texts=texts)
    if drawing_history().current.png is None and image.any():
        st.caption("A ready-made drawing. What you draw on the Draw page takes its place.")


def _verdict(probs: np.ndarray) -> str:
    if not np.isfinite(probs).all():
        return f"### {NO_ANSWER[0]}\n{NO_ANSWER[1]}"
    return f"### It says {probs.argmax()}"


def curves(
    title: str,
    series: dict[str, Sequence[float]],
    positions: Sequence[float],
    ticks: Sequence[tuple[float, str]],
    key: str,
    *,
    until: float,
    low: float = 0.0,
    high: float = 1.0,
    mark: float | None = None,
    as_percent: bool = False,
) -> None:
    """Lines over common positions from 0 to `until`, the first one emphasized."""
    data = {
        "title": title,
        "format": "percent" if as_percent else "number",
        "positions": list(positions),
        "ticks": [{"position": position, "label": label} for position, label in ticks],
        "until": until,
        "low": low,
        "high": high,
        "series": [{"name": name, "values": list(map(_or_gap, values))} for name, values in series.items()],
        "mark": mark,
    }
    _curves(key=key, height=CURVES_HEIGHT, data=data)


def _or_gap(value: float) -> float | None:
    return round(float(value), 5) if np.isfinite(value) else None


def learning_curves(
    points: Sequence[Point],
    positions: Sequence[float],
    ticks: Sequence[tuple[float, str]],
    key: str,
    *,
    measured: int,
    until: float,
    mark: float | None = None,
) -> None:
    """Loss and accuracy side by side, on `measured` unseen images and on as many it is trained on.

    Without points, the axes they will lie on.
    """
    for column, (title, new, old, share) in zip(
        st.columns(2, gap="medium"),
        (("Loss", "test_loss", "loss", False), ("Accuracy", "test_accuracy", "accuracy", True)),
    ):
        series = {
            name: [getattr(point, each) for point in points]
            for name, each in (("unseen", new), ("training", old))
        }
        with column:
            curves(
                f"{title} on {measured:,} images",
                series,
                positions,
                ticks,
                f"{key}_{title}",
                until=until,
                high=1.0 if share else 2.5,
                mark=mark,
                as_percent=share,
            )


def weight_pictures(
    kernel: np.ndarray,
    neurons: Sequence[int],
    key: str,
    *,
    name: str = "neuron",
    height: int | str = "content",
    on_pick: Callable[[], None] | None = None,
) -> None:
    """First-layer neurons' weights as pictures, blue below 0 and orange above, always on one scale.

    `kernel` is (784, units); `name` is what one of them is called.
    """
    row = [Picture(weights_url(kernel[:, i]), f"The 784 weights of {name} {i}", str(i)) for i in neurons]
    pictures(row, key, size=WEIGHTS_SIZE, columns=WEIGHTS_COLUMNS, height=height, on_pick=on_pick)


def weights_url(weights: np.ndarray) -> str:
    """The 784 weights of one first-layer neuron as a picture."""
    return signed_png_url(weights.reshape(IMAGE_SIZE, IMAGE_SIZE), WEIGHT_SCALE)


def confusion(counts: np.ndarray, picked: tuple[int, int] | None, on_pick: Callable[[], None]) -> None:
    """The (10, 10) numbers of test images by true digit (rows) and by what they were taken for."""
    shares = np.sqrt(counts / 1000)  # a class has about 1,000; the root makes single errors visible
    rows = [
        [{"count": int(n), "color": _hex(paint(share)), "dark": bool(share < 0.62)} for n, share in zip(*row)]
        for row in zip(counts, shares)
    ]
    _confusion(key="confusion", data={"rows": rows, "picked": picked}, on_picked_change=on_pick)


def _hex(color: np.ndarray) -> str:
    return "#" + "".join(f"{channel:02x}" for channel in color)


def layer_meters(
    layer_sizes: Mapping[str, int], gradient_sizes: Sequence[float] | None, dead: Sequence[int] | None
) -> None:
    """Per layer: how many neurons are dead, and how large the gradient is, from 1e-6 to 100.

    Room for that, where neither is known yet.
    """
    rows, room = [], {"text": "", "share": 0.0}
    for i, (name, units) in enumerate(layer_sizes.items()):
        is_hidden = i < len(layer_sizes) - 1
        cells = [room if is_hidden else room | {"share": None}, room]
        if dead is not None and is_hidden:
            cells[0] = {"text": f"{dead[i]} of {units}", "share": dead[i] / units}
        if gradient_sizes is not None:
            size = gradient_sizes[i]
            share = np.clip((np.log10(size) + 6) / 8, 0, 1) if 0 < size < np.inf else float(size > 0)
            cells[1] = {"text": scientific(size), "share": float(share)}
        rows.append({"name": name, "cells": cells})
    _meters(key="meters", data={"heads": ["Layer", "Dead neurons", "Gradient"], "rows": rows})
