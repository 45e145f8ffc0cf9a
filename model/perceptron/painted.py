"""What somebody has built: a goal, a function, one neuron or two; what it tells apart; and as exact text."""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass, field

import numpy as np

from model.network.functions import FUNCTIONS
from model.perceptron.goals import GOALS, Examples, Goal
from model.perceptron.perceptron import MOST_BIAS, UNIT, WHOLE, Perceptron, Tally, fires, sums
from model.preprocess.mnist import PIXELS

ACTIVATIONS = ("step", "relu", "sigmoid")
MOST_NEURONS = 2
PLACES, PLACED = "auto", "set"  # in a text, whether the threshold is placed automatically
HALF = 0.5  # above this, the output of two neurons fires
SIZE = 4 + 2 * PIXELS  # bytes of a neuron: its bias, the low bytes of its weights, and the high ones
LEVEL = 9  # of compression


@dataclass(frozen=True, eq=False)
class Painted:
    """The contents of the page.

    Attributes:
        goal: the one to reach.
        activation: one of `ACTIVATIONS`.
        neurons: one, or two that an output adds.
        places_itself: whether the threshold is placed automatically, at its best place.
    """

    goal: Goal = field(default_factory=Goal)
    activation: str = ACTIVATIONS[0]
    neurons: tuple[Perceptron, ...] = (Perceptron(),)
    places_itself: bool = True


def told_apart(painted: Painted, examples: Examples) -> Tally:
    """Count how many of a goal's images are right."""
    added = [sums(examples.images, each.weights) for each in painted.neurons]
    if len(added) == 1:
        fired = fires(added[0], painted.neurons[0].bias)
    else:
        function = FUNCTIONS[painted.activation]
        z = [(each + WHOLE * neuron.bias) / (WHOLE * UNIT) for each, neuron in zip(added, painted.neurons)]
        fired = sum(function(each) for each in z) > HALF
    wanted = examples.wanted
    return Tally(int((fired == wanted).sum()), int((wanted & ~fired).sum()), int((fired & ~wanted).sum()))


def written(painted: Painted) -> str:
    """Return it as text of letters, digits, points, dashes and underscores: "4-9.step.set.eNrt…"."""
    codes = [_code(neuron) for neuron in painted.neurons]
    return ".".join([painted.goal.name, painted.activation, _placing(painted), *codes])


def read(text: str) -> Painted | None:
    """Read such a text, bit by bit; return None for anything else."""
    goal, activation, placing, *codes = (*text.split("."), "", "", "")[: max(3, text.count(".") + 1)]
    neurons = [_neuron(code) for code in codes]
    if goal not in GOALS or activation not in ACTIVATIONS or placing not in (PLACES, PLACED):
        return None
    if not 1 <= len(neurons) <= MOST_NEURONS or None in neurons:
        return None
    return Painted(GOALS[goal], activation, tuple(neurons), placing == PLACES)


def neuron_of_bytes(weights: bytes, bias: int) -> Perceptron | None:
    """Return a neuron of little-endian int16 weights; None if there are too few, or one is out of bounds."""
    if len(weights) != 2 * PIXELS or abs(bias) > MOST_BIAS:
        return None
    found = np.frombuffer(weights, "<i2").astype(np.int16)
    return Perceptron(found, bias) if int(np.abs(found.astype(int)).max()) <= UNIT else None


def _placing(painted: Painted) -> str:
    return PLACES if painted.places_itself else PLACED


def _code(neuron: Perceptron) -> str:
    planes = neuron.weights.astype("<i2").view(np.uint8).reshape(-1, 2).T
    contents = neuron.bias.to_bytes(4, "little", signed=True) + planes.tobytes()
    return base64.urlsafe_b64encode(zlib.compress(contents, LEVEL)).decode().rstrip("=")


def _neuron(code: str) -> Perceptron | None:
    try:
        squeezed = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
        unpacker = zlib.decompressobj()
        contents = unpacker.decompress(squeezed, SIZE + 1)
    except (ValueError, zlib.error):
        return None
    if len(contents) != SIZE or not unpacker.eof or unpacker.unused_data:
        return None
    planes = np.frombuffer(contents[4:], np.uint8).reshape(2, -1)
    bias = int.from_bytes(contents[:4], "little", signed=True)
    return neuron_of_bytes(planes.T.tobytes(), bias)
