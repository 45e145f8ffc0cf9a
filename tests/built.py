"""Neurons as people paint them: a bar that pushes, and a ring around it that pulls."""

import base64

import numpy as np

from model.perceptron.goals import GOALS
from model.perceptron.painted import Painted
from model.perceptron.perceptron import MOST_BIAS, UNIT, Perceptron
from model.preprocess.mnist import PIXELS

ROWS, COLS = np.mgrid[:28, :28] - 13.5
BAR = (np.abs(COLS) <= 2) & (np.abs(ROWS) <= 6)
FAR = np.hypot(ROWS / 9, COLS / 7.5)
RING = (FAR > 0.6) & (FAR < 1.1) & (np.abs(COLS) > 2)


def painted_neuron(pushes: np.ndarray, pulls: np.ndarray | None = None, bias: int = 0) -> Perceptron:
    """Return a neuron with weight 1 where one (28, 28) mask is, and -1 where another is."""
    weights = UNIT * (pushes.astype(int) - (0 if pulls is None else pulls.astype(int)))
    return Perceptron(weights.astype(np.int16).ravel(), bias)


BUILT = Painted(neurons=(painted_neuron(BAR, RING, 1234),))
NOISE = np.random.default_rng(3).integers(-UNIT, UNIT + 1, (2, PIXELS)).astype(np.int16)
TWO = Painted(
    GOALS["either"], "sigmoid", (Perceptron(NOISE[0], -MOST_BIAS), Perceptron(NOISE[1], MOST_BIAS)), False
)


def message_of(painted: Painted, chosen: int | str | None = None) -> dict[str, object]:
    """Return what the Build page sends about it."""
    neurons = [
        {"weights": base64.b64encode(each.weights.tobytes()).decode(), "bias": each.bias}
        for each in painted.neurons
    ]
    return {
        "goal": painted.goal.name,
        "activation": painted.activation,
        "places_itself": painted.places_itself,
        "neurons": neurons,
        "chosen": chosen,
    }
