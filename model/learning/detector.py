"""Detectors that tell digits from non-digits, fitted to the examples of `train_model.py`.

Takes a trained Keras model and examples; returns its detector, or turns it into a novelty network. Knows
nothing of how the model was trained, or of files.
"""

from __future__ import annotations

from collections.abc import Mapping

import keras
import numpy as np

from model.learning.examples import Written
from model.novelty import Detector
from model.novelty.fit_novelty import fit_detector, fit_neurons
from model.preprocess.mnist import Mnist
from model.preprocess.pen import write_digits

DETECTOR_IMAGES = 30_000  # of each kind, to fit ten neurons to
CALIBRATION_IMAGES = 4_000  # of each kind of digit, to calibrate a false rejection rate
NEIGHBORS = 4_000  # test images that can be shown as the nearest digits: 0.5 MB
FALSE_REJECTION_RATES: Mapping[str, float] = {  # of MNIST's and written digits; people's stray further
    "dense": 0.0055,
    "conv": 0.006,
}


def unseen_digits(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return written digits that no training has learned from, to calibrate with, and their labels."""
    return write_digits(CALIBRATION_IMAGES, np.random.default_rng([seed, 1]))


def fit_detector_to(
    model: keras.Model, name: str, novelty: keras.Model, data: Mnist, written: Written, seed: int
) -> Detector:
    """Return a network's novelty detector, fitted to its last hidden layer's activations for these images.

    Args:
        model: the network.
        name: its name, a key of `FALSE_REJECTION_RATES`.
        novelty: its novelty network, whose log-odds are part of the calibration.
        data: MNIST, whose last training images are used to calibrate.
        written: drawings to fit to, in addition.
        seed: of the written digits to calibrate with.
    """
    held_out = np.concatenate([unseen_digits(seed)[0], data.x_train[-CALIBRATION_IMAGES:]])
    return fit_detector(
        *_to_fit(model, data, written),
        _inputs_of_logits(model, held_out),
        (_inputs_of_logits(model, data.x_test[:NEIGHBORS]), data.y_test[:NEIGHBORS]),
        FALSE_REJECTION_RATES[name],
        _logits(novelty, held_out),
    )


def ask_for_digits(model: keras.Model, data: Mnist, written: Written) -> None:
    """Change a model's ten logits so that each tells its digit from non-digits: log P(digit) / P(non-digit).

    All weights are rounded: see `round_weights`.
    """
    (features, labels), no_digits = _to_fit(model, data, written)
    model.get_layer("logits").set_weights(fit_neurons(features, labels, no_digits))
    round_weights(model)


def round_weights(model: keras.Model) -> None:
    """Round all weights to float16, so that every browser downloads a third less."""
    model.set_weights([weights.astype(np.float16) for weights in model.get_weights()])


def _to_fit(
    model: keras.Model, data: Mnist, written: Written
) -> tuple[tuple[np.ndarray, np.ndarray], np.ndarray]:
    """Return the last hidden layer's activations for digits, with their labels, and for non-digits."""
    digits, no_digits = (part.images[:DETECTOR_IMAGES] / np.float32(255) for part in written)
    labels = written.digits.targets[:DETECTOR_IMAGES].argmax(axis=1)
    features = _inputs_of_logits(model, np.concatenate([data.x_train[:DETECTOR_IMAGES], digits]))
    return (
        (features, np.concatenate([data.y_train[:DETECTOR_IMAGES], labels])),
        _inputs_of_logits(model, no_digits),
    )


def _inputs_of_logits(model: keras.Model, images: np.ndarray) -> np.ndarray:
    return _predict(model, model.get_layer("logits").input, images)


def _logits(model: keras.Model, images: np.ndarray) -> np.ndarray:
    return _predict(model, model.get_layer("logits").output, images)


def _predict(model: keras.Model, output: keras.KerasTensor, images: np.ndarray) -> np.ndarray:
    return keras.Model(model.inputs, output).predict(images, batch_size=500, verbose=0)
