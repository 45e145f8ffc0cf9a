"""The network as a picture: its architecture and, once it has learned, how it reacts to the drawing.

Takes choices and, once there is one, a reading by the trained network. The browser (architecture.js) draws
them, and updates them while it trains (pictures_of.js). It also draws the real initial weights, so those
shown here only come from the same distribution.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from model.explain.strongest import Carried, strongest_connections
from model.preprocess.mnist import NUM_CLASSES, PIXELS
from model.reading import Reading
from model.training.choices import Choices
from views.parts.component import mount
from views.parts.language.language import _, ngettext
from views.parts.looks.encode import png_url, unit_grid

ARCHITECTURE_HEIGHT = 234  # pixels, for ten digits and a line below
LINES = 24  # into each layer: as many as one can distinguish
THICKEST = (
    3.0  # |input × weight| of the thickest line: few exceed it, and those of a new network are hairlines
)
BRIGHTEST = {"tanh": 1.0, "sigmoid": 1.0, "step": 1.0}  # activation of the brightest neuron,
USUAL_BRIGHTEST = 3.0  # of the other functions

_architecture = mount(__file__, "architecture")


def layer_sizes(choices: Choices) -> dict[str, int]:
    """Return the number of neurons of each layer that has weights, by its name."""
    hidden = {
        _("Hidden {depth}").format(depth=depth): choices.units
        for depth in range(1, choices.hidden_layers + 1)
    }
    return hidden | {_("[Output](words#output)"): NUM_CLASSES}


def looks_of(choices: Choices) -> dict[str, float]:
    """Return what the browser needs to show a training there in the same way: see pictures_of.js."""
    brightest = BRIGHTEST.get(choices.activation, USUAL_BRIGHTEST)
    return {"lines": LINES, "thickest": THICKEST, "brightest": brightest}


def architecture(choices: Choices, image: np.ndarray, reading: Reading | None = None) -> None:
    """Show the drawing, each hidden layer's neurons placed as on the Draw page, and the ten digits.

    Args:
        reading: the drawing's, by the trained network.
    """
    hidden = [choices.units] * choices.hidden_layers
    layers = [{"units": units, "grid": unit_grid(units)} for units in hidden]
    parts = [
        _("{count} pixels").format(count=PIXELS),
        *(ngettext("{count} neuron", "{count} neurons", units).format(count=units) for units in hidden),
        _("{count} digits").format(count=NUM_CLASSES),
    ]
    data = {"image": png_url(image), "inputs": PIXELS, "layers": layers, "words": ", ".join(parts)}
    data["living"] = reading and _living(choices, reading)
    _architecture(key="architecture", height=ARCHITECTURE_HEIGHT, data=data)


def _living(choices: Choices, reading: Reading) -> Mapping[str, object]:
    values = reading.activations
    *hidden, _outputs = reading.network.weighted
    lit = [_brightness(choices, values[layer.activation_layer.name]) for layer in hidden]
    probs = np.nan_to_num(np.float64(reading.probs))  # rounded float32 is longer in JSON
    lines = [_described(lines) for lines in strongest_connections(reading.network, values, LINES)]
    return {"lit": lit, "probs": probs.round(3).tolist(), "lines": lines}


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


@lru_cache(maxsize=16)
def untrained_kernel(choices: Choices) -> np.ndarray:
    """Return a first layer's weights before any learning, float64 (784, units).

    Uniform within ±sqrt(6 / (inputs + units)), Keras's default (Glorot and Bengio 2010).
    """
    units = next(iter(layer_sizes(choices).values()))
    limit = np.sqrt(6 / (PIXELS + units))
    return np.random.default_rng(choices.seed).uniform(-limit, limit, (PIXELS, units))
