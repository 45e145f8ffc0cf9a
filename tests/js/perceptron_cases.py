"""Cases for painted neurons in JavaScript: Python's sums, counts, places and steps of learning."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from model.perceptron import Examples, Perceptron, best_bias, examples_of, histogram, sums, tally, worst
from model.perceptron.descent import MOST_STEPS, Descent, differ_most
from model.perceptron.goals import EACH, GOALS, LEARNED, four_pictures
from model.perceptron.perceptron import MOST_BIAS, UNIT
from model.preprocess.mnist import load_test_images
from tests.built import BUILT, TWO

IMAGES, STEPS, BINS = 300, 20, 40
TIES = (  # several thresholds with the same number of right images
    ([0, 2550, 25_500, 76_500], [0, 1, 0, 1]),
    ([76_500, 0, 25_500, 2550], [0, 1, 0, 1]),
    ([5100, 5100, -5100, 0], [1, 0, 1, 0]),
)
LOW, HIGH = -(10**7), 10**7


def write_perceptrons(folder: Path) -> dict[str, object]:
    """Write images with labels, and neurons' results for the images of goals."""
    images, labels = (each[:IMAGES] for each in load_test_images())
    images.tofile(folder / "perceptron.images")
    labels.astype(np.uint8).tofile(folder / "perceptron.labels")
    neurons = [Perceptron(), *BUILT.neurons, *TWO.neurons]
    return {
        "constants": {
            "EACH": EACH,
            "LEARNED": LEARNED,
            "MOST_BIAS": MOST_BIAS,
            "MOST_STEPS": MOST_STEPS,
            "UNIT": UNIT,
        },
        "goals": {name: [goal.digit, goal.other] for name, goal in GOALS.items()},
        "number": IMAGES,
        "histogram": [LOW, HIGH, BINS],
        "four": four_pictures().ravel().tolist(),
        "cases": [
            _case(name, examples_of(GOALS[name], images, labels, each), neuron)
            for name, each in (("1-0", 20), ("7-others", 20), ("5-8", EACH), ("either", EACH))
            for neuron in neurons
        ],
        "learned": [_learned(examples_of(GOALS["4-9"], images, labels), neuron) for neuron in neurons[:2]],
        "ties": [
            {"sums": added, "wanted": wanted, "best": best_bias(np.array(added), np.array(wanted, bool))}
            for added, wanted in TIES
        ],
        "differ": differ_most(neurons[1], neurons[2]),
    }


def _case(name: str, of: Examples, neuron: Perceptron) -> dict[str, object]:
    added = sums(of.images, neuron.weights)
    best = best_bias(added, of.wanted)
    return {
        "goal": name,
        "each": 20 if len(of.images) == 40 else EACH,
        "neuron": _described(neuron),
        "places": of.places.tolist(),
        "wanted": of.wanted.astype(int).tolist(),
        "sums": added.tolist(),
        "best": best,
        "tallies": [list(tally(added, bias, of.wanted)) for bias in (neuron.bias, best)],
        "worst": worst(added, neuron.bias, of.wanted, 10).tolist(),
        "histogram": histogram(added, LOW, HIGH, BINS).tolist(),
    }


def _learned(of: Examples, begin: Perceptron) -> dict[str, object]:
    descent = Descent(of, begin)
    losses = [descent.step() for _ in range(STEPS)]
    return {"begin": _described(begin), "losses": losses, "end": _described(descent.rounded())}


def _described(neuron: Perceptron) -> dict[str, object]:
    return {"weights": neuron.weights.tolist(), "bias": neuron.bias}
