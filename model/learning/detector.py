"""The novelty detectors of the networks that `train_model.py` trains, calibrated with their second readers.

Takes a trained network and what it learned from, gives its detector. Knows nothing of how it was trained.
"""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np

from model.files import read_npz, replaced_together
from model.fit_novelty import calibrated, fit_detector
from model.learning.examples import Written
from model.mnist import Mnist
from model.network import forward_batches, load_network
from model.novelty import Detector, log_odds, read_detector, save_detector, second_reader_of
from model.pen import write_digits

DETECTOR_IMAGES = 30_000  # of each kind, to fit the novelty detector to
CALIBRATION_IMAGES = 4_000  # of each kind of digit, to set its false rejection rate with
NEIGHBORS = 4_000  # test images that can be shown as the nearest digits: 0.5 MB


def unseen_digits(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Written digits that no training has learned from, to calibrate with, and their labels."""
    return write_digits(CALIBRATION_IMAGES, np.random.default_rng([seed, 1]))


def fit_detector_to(
    model: keras.Model, data: Mnist, written: Written, false_rejection_rate: float, seed: int
) -> Detector:
    """The novelty detector of a network, fitted to what its last hidden layer makes of these images."""
    last_hidden = keras.Model(model.inputs, model.get_layer("logits").input)

    def features_of(images: np.ndarray) -> np.ndarray:
        return last_hidden.predict(images, batch_size=500, verbose=0)

    digits, no_digits = (part.images[:DETECTOR_IMAGES] / np.float32(255) for part in written)
    labels = written.digits.targets[:DETECTOR_IMAGES].argmax(axis=1)
    return fit_detector(
        (
            features_of(np.concatenate([data.x_train[:DETECTOR_IMAGES], digits])),
            np.concatenate([data.y_train[:DETECTOR_IMAGES], labels]),
        ),
        features_of(no_digits),
        features_of(held_out_digits(data, seed)),
        (features_of(data.x_test[:NEIGHBORS]), data.y_test[:NEIGHBORS]),
        false_rejection_rate,
    )


def held_out_digits(data: Mnist, seed: int) -> np.ndarray:
    """Digits (n, 28, 28), written and MNIST's, that a false rejection rate is a share of."""
    return np.concatenate([unseen_digits(seed)[0], data.x_train[-CALIBRATION_IMAGES:]])


def calibrate(name: str, false_rejection_rate: float, data: Mnist, directory: Path) -> None:
    """Give a network's detector its false rejection rate anew, now that a second reader is asked, too."""
    network = load_network(name, directory)
    second, path = second_reader_of(network, directory), directory / f"{name}.npz"
    held_out = held_out_digits(data, network.card["seed"])
    features = [values[network.last_hidden.name] for values in forward_batches(network, held_out)]
    odds = [log_odds(second, values, directory) for values in forward_batches(second, held_out)]
    detector = calibrated(
        read_detector(read_npz(path, name), network),
        np.concatenate(features),
        false_rejection_rate,
        np.concatenate(odds),
    )
    with replaced_together(directory, name) as new:
        save_detector(detector, network, new / path.name, second)
