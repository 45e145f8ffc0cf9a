"""Cases for painted neurons in JavaScript: Python's goals, images, sums and counts."""

from pathlib import Path

import numpy as np

from model.perceptron import Examples, Perceptron, examples_of, sums
from model.perceptron.goals import EACH, GOALS, four_pictures
from model.perceptron.painted import Painted, told_apart
from model.perceptron.perceptron import MOST_BIAS, UNIT
from model.preprocess.mnist import load_test_images
from tests.built import BUILT, TWO

IMAGES = 300


def write_perceptrons(folder: Path) -> dict[str, object]:
    """Write images with labels, and neurons' results for the images of goals."""
    images, labels = (each[:IMAGES] for each in load_test_images())
    images.tofile(folder / "perceptron.images")
    labels.astype(np.uint8).tofile(folder / "perceptron.labels")
    return {
        "constants": {"EACH": EACH, "MOST_BIAS": MOST_BIAS, "UNIT": UNIT},
        "goals": {name: [goal.digit, goal.other] for name, goal in GOALS.items()},
        "number": IMAGES,
        "four": four_pictures().ravel().tolist(),
        "cases": [
            _case(name, each, examples_of(GOALS[name], images, labels, each), neuron)
            for name, each in (("1-0", 20), ("7-others", 20), ("5-8", EACH), ("either", EACH))
            for neuron in (Perceptron(), *BUILT.neurons, *TWO.neurons)
        ],
    }


def _case(name: str, each: int, of: Examples, neuron: Perceptron) -> dict[str, object]:
    return {
        "goal": name,
        "each": each,
        "neuron": {"weights": neuron.weights.tolist(), "bias": neuron.bias},
        "places": of.places.tolist(),
        "wanted": of.wanted.astype(int).tolist(),
        "sums": sums(of.images, neuron.weights).tolist(),
        "tally": told_apart(Painted(neurons=(neuron,)), of),
    }
