"""What the shipped networks learn from, in batches: MNIST's digits, written ones, and no digits.

Takes images and random numbers, gives a tf.data set. Knows nothing of networks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import tensorflow as tf

from model.learning.augment import augment
from model.mnist import NUM_CLASSES
from model.no_digits import write_no_digits
from model.pen import write_digits

WRITTEN_PER_IMAGE, NO_DIGITS_PER_IMAGE = 2, 2  # written once, for each image of the data set; then augmented
MIN_WRITTEN = 2000  # of each kind, however small the data set


class Examples(NamedTuple):
    """Images uint8 (n, 28, 28) and targets float32 (n, 10): what the softmax should say."""

    images: np.ndarray
    targets: np.ndarray


class Written(NamedTuple):
    """What is written here, stroke by stroke, to train on besides MNIST.

    Attributes:
        digits: in many styles.
        no_digits: letters, signs and scribbles, the out-of-distribution examples: their targets are uniform.
    """

    digits: Examples
    no_digits: Examples


def write_examples(number: int, rng: np.random.Generator) -> Written:
    """Digits and no digits for a data set of that many images."""
    images, labels = write_digits(max(MIN_WRITTEN, WRITTEN_PER_IMAGE * number), rng)
    no_digits = write_no_digits(max(MIN_WRITTEN, NO_DIGITS_PER_IMAGE * number), rng)
    uniform = np.full((len(no_digits), NUM_CLASSES), 1 / NUM_CLASSES, np.float32)
    return Written(examples(images, labels), Examples(_to_bytes(no_digits), uniform))


def examples(images: np.ndarray, labels: np.ndarray) -> Examples:
    """Digits, with all probability on their label."""
    return Examples(_to_bytes(images), np.eye(NUM_CLASSES, dtype=np.float32)[labels])


def make_batches(sets: Sequence[Examples], shares: Sequence[int], seed: int) -> tf.data.Dataset:
    """Batches without end of MNIST digits, written digits and no digits, shuffled and augmented.

    Of each, the images, and what the learner's two outputs should be; see `with_batch_norm`.
    """
    parts = [
        tf.data.Dataset.from_tensor_slices(tuple(part))
        .shuffle(len(part.images), seed=seed)
        .repeat()
        .batch(share)
        for part, share in zip(sets, shares)
    ]
    batches = tf.data.Dataset.zip(tuple(parts)).map(_join, num_parallel_calls=tf.data.AUTOTUNE)
    return batches.prefetch(4)


def _join(*parts: tuple[tf.Tensor, tf.Tensor]) -> tuple[tf.Tensor, tuple[tf.Tensor, tf.Tensor]]:
    images = tf.concat([images for images, _ in parts], axis=0)
    targets = tf.concat([targets for _, targets in parts], axis=0)
    return augment(tf.cast(images, tf.float32) / 255), (targets, tf.round(targets))  # which is 0 for no digit


def _to_bytes(images: np.ndarray) -> np.ndarray:
    return np.round(images * 255).astype(np.uint8)
