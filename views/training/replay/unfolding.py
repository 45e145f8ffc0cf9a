"""The map during a training: where each layer with weights puts a thousand test digits at one step.

A layer's picture uses the layer's directions at the end of the training, the same at every step, so that only
the network moves.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import streamlit as st

from model.explain.probe import SHOWN, axes, probed_layers
from model.network import forward_batches
from model.network.layer import Layer
from model.network.message import encode
from model.reading import Reading
from views.parts.asking.asking import mark_first
from views.parts.component import mount
from views.parts.language.language import _
from views.parts.looks.wording import layer_title, percent
from views.parts.shared import needs_files, shipped_history, shipped_network, shipped_probes, test_images

STEPS = 32  # cached steps: 24 kB each
HEIGHT = 340  # pixels

_component = mount(__file__, "unfolding")


class _Placed(NamedTuple):
    """A layer at a step: the digits' positions, float32 (`SHOWN`, 2), and the share that it reads right."""

    places: np.ndarray
    right: float


@needs_files()
def unfolding(snapshot: int, reading: Reading) -> None:
    """Show a picture for each layer of the network in that snapshot, with the drawing that it reads."""
    st.subheader(_("The map unfolds"), anchor=False)
    st.caption(
        _(
            "Each point is one of a thousand [test digits](words#test-image), and a [layer](words#layer) "
            "determines where it lies. Every step uses the directions from the end of training. What "
            "starts as one heap spreads out into a sector for each digit. The large circle is your drawing."
        )
    )
    layers = [
        {
            "title": _("{layer}: straight cuts separate {share} of the digits correctly").format(
                layer=layer_title(layer), share=percent(each.right)
            ),
            "places": each.places,
            "own": (_scores(layer, reading.activations[layer.name].ravel()) @ axes()).tolist(),
        }
        for layer, each in zip(_layers(), _placed(snapshot))
    ]
    mark_first(layers, "title", "hidden-layer", "output")
    about = {"axes": axes().tolist(), "labels": test_images()[1][:SHOWN], "digit": str(reading.digit)}
    _component(key="unfolding", height=HEIGHT, data=encode(about | {"layers": layers}))


def _layers() -> list[Layer]:
    """Return the layers that learn, so not the image, which is the same at every step."""
    return probed_layers(shipped_network("dense"))[1:]


def _scores(layer: Layer, values: np.ndarray) -> np.ndarray:
    """Return (…, 10) scores of a layer's (…, values); `@ axes()` gives their positions."""
    return shipped_probes(shipped_network("dense"))[layer.name].scores(values)


@lru_cache(maxsize=STEPS)
def _placed(snapshot: int) -> list[_Placed]:
    images, labels = (each[:SHOWN] for each in test_images())
    batches = [*forward_batches(shipped_history().networks[snapshot], images)]
    found = []
    for layer in _layers():
        values = np.concatenate([batch[layer.name] for batch in batches]).reshape(SHOWN, -1)
        scores = _scores(layer, values)
        found.append(_Placed(np.float32(scores @ axes()), float((scores.argmax(axis=1) == labels).mean())))
    return found
