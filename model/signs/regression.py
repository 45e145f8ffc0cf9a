"""The last layer for new classes: a softmax regression on features that stay as they are.

Takes features and labels, returns weights. Knows nothing of images or networks.
"""

from __future__ import annotations

import numpy as np

from model.network.functions import softmax

STEPS = 30
# 1 / L, with L = 1/2 for features whose variance is at most 1 in every direction (D. Böhning 1992)
LEARNING_RATE = 2.0
DECAY = 5e-3  # of the weights: λ in the loss
POWERS = 10  # iterations to find the direction of the largest variance


def fit_outputs(features: np.ndarray, labels: np.ndarray, classes: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the weights that minimize the cross-entropy of a softmax, by gradient descent on all examples.

        loss = mean(−log probs[label]) + λ/2 Σ kernel²
        probs = softmax((features − mean) · kernel / scale + bias)

    The scale is the largest standard deviation in any direction. It takes `STEPS` steps with Y. Nesterov's
    momentum (1983), from weights of 0. At the end, mean and scale become part of the weights, so the outputs
    add up activations as they are.

    Args:
        features: float32 (n, m), with at least two examples that differ.
        labels: int (n,), from 0 to below `classes`.
        classes: how many there are.

    Returns:
        kernel float32 (m, classes), bias float32 (classes,).
    """
    mean = features.mean(axis=0, dtype=np.float64).astype(np.float32)
    centered = features - mean
    scale = _largest_deviation(centered)
    centered /= np.float32(scale)
    wanted = np.eye(classes, dtype=np.float32)[labels]
    kernel, bias = np.zeros((features.shape[1], classes), np.float32), np.zeros(classes, np.float32)
    moved, shifted = np.zeros_like(kernel), np.zeros_like(bias)
    for step in range(STEPS):
        momentum = np.float32(step / (step + 3))
        ahead, ahead_bias = kernel + momentum * moved, bias + momentum * shifted
        errors = (softmax(centered @ ahead + ahead_bias) - wanted) / np.float32(len(labels))
        moved = momentum * moved - np.float32(LEARNING_RATE) * (
            centered.T @ errors + np.float32(DECAY) * ahead
        )
        shifted = momentum * shifted - np.float32(LEARNING_RATE) * errors.sum(axis=0)
        kernel, bias = kernel + moved, bias + shifted
    kernel = kernel / np.float32(scale)
    return kernel, bias - mean @ kernel


def _largest_deviation(centered: np.ndarray) -> float:
    """Return the largest standard deviation, by power iteration; 1 if nothing varies."""
    direction, variance = np.ones(centered.shape[1], np.float32), 0.0
    for _ in range(POWERS):
        direction = centered.T @ (centered @ direction) / np.float32(len(centered))
        variance = float(np.linalg.norm(direction))
        direction = direction / np.float32(variance or 1.0)
    return variance**0.5 or 1.0
