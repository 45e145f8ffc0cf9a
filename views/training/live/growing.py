"""The network as a picture while it trains: lit by the drawing, its strongest connections growing thicker.

Takes choices and, once there is one, the current network; the browser (architecture.js) draws them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from model.explain.strongest import Carried, strongest_connections
from model.reading import Reading
from model.training.choices import Choices
from views.training.live.preview import architecture

LINES = 24  # into each layer: as many as one can distinguish
THICKEST = (
    3.0  # |input × weight| of the thickest line: few exceed it, and those of a new network are hairlines
)
BRIGHTEST = {"tanh": 1.0, "sigmoid": 1.0, "step": 1.0}  # activation of the brightest neuron,
USUAL_BRIGHTEST = 3.0  # of the other functions


def looks_of(choices: Choices) -> dict[str, float]:
    """Return what the browser needs to show a training there in the same way: see pictures_of.js."""
    brightest = BRIGHTEST.get(choices.activation, USUAL_BRIGHTEST)
    return {"lines": LINES, "thickest": THICKEST, "brightest": brightest}


def growing(choices: Choices, image: np.ndarray, reading: Reading | None) -> None:
    """Show the network, or without a reading its architecture."""
    if reading is None:
        architecture(choices, image)
        return
    values = reading.activations
    *hidden, _outputs = reading.network.weighted
    lit = [_brightness(choices, values[layer.activation_layer.name]) for layer in hidden]
    probs = np.nan_to_num(np.float64(reading.probs))  # rounded float32 is longer in JSON
    lines = [_described(lines) for lines in strongest_connections(reading.network, values, LINES)]
    architecture(choices, image, {"lit": lit, "probs": probs.round(3).tolist(), "lines": lines})


def _brightness(choices: Choices, activations: np.ndarray) -> list[int]:
    """Return each neuron's brightness, from -100 to 100% of the brightest: few bytes, four times a second."""
    scale = looks_of(choices)["brightest"]
    return np.clip(np.nan_to_num(100 * activations / scale), -100, 100).round().astype(int).tolist()


def _described(lines: Sequence[Carried]) -> list[tuple[int, int, float]]:
    """Return for each line where it starts, where it ends and how thick it is, with the sign of its term.

        share = ± √ (|term| / THICKEST)

    on one scale from the first step to the last, so that one can see lines grow.
    """
    shares = [np.sign(line.term) * min(1.0, np.sqrt(abs(line.term) / THICKEST)) for line in lines]
    return [
        (line.source.flat_index, line.neuron.flat_index, round(float(share), 3))
        for line, share in zip(lines, shares)
    ]
