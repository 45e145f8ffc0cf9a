"""Preview of a network before its training: its architecture, and initial weights.

Takes choices, shows pictures. Knows nothing of trainings. The browser draws the real initial weights; those
shown here come from the same distribution.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from model.preprocess.mnist import NUM_CLASSES, PIXELS
from model.training.choices import Choices
from views.parts.component import mount
from views.parts.language.language import _, ngettext
from views.parts.looks.encode import png_url, unit_grid

ARCHITECTURE_HEIGHT = 234  # pixels, for ten digits and a line below

_architecture = mount(__file__, "architecture")


def layer_sizes(choices: Choices) -> dict[str, int]:
    """Return the number of neurons of each layer that has weights, by its name."""
    hidden = {
        _("Hidden {depth}").format(depth=depth): choices.units
        for depth in range(1, choices.hidden_layers + 1)
    }
    return hidden | {_("[Output](words#output)"): NUM_CLASSES}


def architecture(choices: Choices, image: np.ndarray, living: Mapping[str, object] | None = None) -> None:
    """Show the drawing, each hidden layer's neurons placed as on the Draw page, and the ten digits.

    Args:
        living: how a trained network reacts to the drawing, as growing.py describes it.
    """
    hidden = [choices.units] * choices.hidden_layers
    layers = [{"units": units, "grid": unit_grid(units)} for units in hidden]
    parts = [
        _("{count} pixels").format(count=PIXELS),
        *(ngettext("{count} neuron", "{count} neurons", units).format(count=units) for units in hidden),
        _("{count} digits").format(count=NUM_CLASSES),
    ]
    data = {"image": png_url(image), "inputs": PIXELS, "layers": layers, "words": ", ".join(parts)}
    data["living"] = living
    _architecture(key="architecture", height=ARCHITECTURE_HEIGHT, data=data)


@lru_cache(maxsize=16)
def untrained_kernel(choices: Choices) -> np.ndarray:
    """Return a first layer's weights before any learning, float64 (784, units).

    Uniform within ±sqrt(6 / (inputs + units)), Keras's default (Glorot and Bengio 2010).
    """
    units = next(iter(layer_sizes(choices).values()))
    limit = np.sqrt(6 / (PIXELS + units))
    return np.random.default_rng(choices.seed).uniform(-limit, limit, (PIXELS, units))
