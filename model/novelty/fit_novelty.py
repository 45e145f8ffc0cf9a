"""Fitting a novelty detector: ten neurons that each tell a digit from non-digits, all with one error rate.

Takes the last hidden layer's activations for digits and for non-digits, returns a `Detector`. Knows nothing
of networks or drawings.
"""

from __future__ import annotations

import numpy as np

from model.novelty.novelty import Detector, unit_length
from model.preprocess.mnist import NUM_CLASSES

RIDGE = 1e-3  # measured: with 1e-4 it refuses no more scribbles but more digits
NEWTON_STEPS = 12


def fit_detector(
    digits: tuple[np.ndarray, np.ndarray],
    no_digits: np.ndarray,
    held_out: np.ndarray,
    neighbors: tuple[np.ndarray, np.ndarray],
    false_rejection_rate: float,
    added: np.ndarray | float = 0.0,
) -> Detector:
    """Fit ten neurons that each tell one digit from non-digits; then move their biases to the rate.

    Args:
        digits: last hidden layer's activations, float (n, units), and labels, int (n,), to fit to; every
            digit is among them.
        no_digits: activations (m, units) of letters, signs and scribbles, to fit to.
        held_out: activations (k, units) of other digits, to calibrate with.
        neighbors: activations (l, units) and labels (l,) of MNIST's first test images, in their order.
        false_rejection_rate: 0 to 1.
        added: the novelty network's log-odds for the digits held out, (k, 10).

    Raises:
        ValueError: no digits are held out, or the rate isn't from 0 to 1.
        numpy.linalg.LinAlgError: an activation is infinite or NaN.
    """
    kernel, bias = fit_neurons(*digits, no_digits)
    neighbor_features, neighbor_labels = neighbors
    kernel = kernel.astype(np.float32)
    typicality = (held_out @ kernel + bias + added).max(axis=1)
    bias = bias - np.quantile(typicality, false_rejection_rate)
    return Detector(
        kernel,
        bias.astype(np.float32),
        unit_length(neighbor_features).astype(np.float16),
        np.arange(len(neighbor_features)),
        np.asarray(neighbor_labels, np.int64),
    )


def fit_neurons(
    features: np.ndarray, labels: np.ndarray, no_digits: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Fit ten neurons that each tell a digit from non-digits.

    Args:
        features: activations (n, units) of digits.
        labels: int (n,), every digit among them.
        no_digits: activations (m, units).

    Returns:
        float64 kernel (units, 10) and bias (10,), not calibrated.
    """
    fitted = [_fit_neuron(features[labels == digit], no_digits) for digit in range(NUM_CLASSES)]
    return tuple(np.stack(each, axis=-1) for each in zip(*fitted))


def _fit_neuron(digit: np.ndarray, no_digits: np.ndarray) -> tuple[np.ndarray, float]:
    """Fit logistic regression by Newton's method, with an L2 penalty on the kernel.

        z = a · kernel + bias = log P(digit) / P(non-digit)
        minimized: mean of log(1 + exp(∓z)) + ½ `RIDGE` |kernel · s|²,  s = the spread of all activations

    Args:
        digit: activations (n, units) of one digit.
        no_digits: activations (m, units).

    Returns:
        float64 kernel (units,) and bias.
    """
    scale = np.concatenate([digit, no_digits]).std() + 1e-9
    inputs = np.concatenate([digit, no_digits]).astype(np.float64) / scale
    inputs = np.concatenate([inputs, np.ones((len(inputs), 1))], axis=1)  # the last weight is the bias
    target = np.repeat([1.0, 0.0], [len(digit), len(no_digits)])
    penalty = np.diag([RIDGE] * digit.shape[1] + [1e-9])
    weights = np.zeros(inputs.shape[1])
    for _ in range(NEWTON_STEPS):
        probability = 1 / (1 + np.exp(-np.clip(inputs @ weights, -30, 30)))
        gradient = inputs.T @ (probability - target) / len(target) + penalty @ weights
        hessian = (inputs * (probability * (1 - probability))[:, None]).T @ inputs / len(target) + penalty
        weights -= np.linalg.solve(hessian, gradient)
    return weights[:-1] / scale, weights[-1]
