"""What the shipped networks learn from, in batches: MNIST's digits, written ones, and non-digits.

Takes images and random numbers, returns a tf.data set. Knows nothing of networks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, NamedTuple

import numpy as np
import tensorflow as tf

from model.learning.augment import augment
from model.preprocess.mnist import NUM_CLASSES
from model.preprocess.non_digits import write_non_digits
from model.preprocess.pen import write_digits

WRITTEN_PER_IMAGE, NO_DIGITS_PER_IMAGE = 3, 4  # written once, for each image of the data set; then augmented
MIN_WRITTEN = 2000  # of each kind, even for a small data set
AT_A_TIME = 20_000  # drawings by one process


class Examples(NamedTuple):
    """Images uint8 (n, 28, 28) and targets float32 (n, 10) for the softmax."""

    images: np.ndarray
    targets: np.ndarray


class Written(NamedTuple):
    """Drawings for training besides MNIST, written here, stroke by stroke.

    Attributes:
        digits: in many styles.
        no_digits: letters, signs and scribbles, the out-of-distribution examples: their targets are uniform.
    """

    digits: Examples
    no_digits: Examples


def write_examples(number: int, rng: np.random.Generator) -> Written:
    """Write digits and non-digits for a data set of that many images."""
    written = _side_by_side(write_digits, max(MIN_WRITTEN, WRITTEN_PER_IMAGE * number), rng)
    images, labels = (np.concatenate(each) for each in zip(*written))
    no_digits = _side_by_side(write_non_digits, max(MIN_WRITTEN, NO_DIGITS_PER_IMAGE * number), rng)
    no_digits = np.concatenate(no_digits)
    uniform = np.full((len(no_digits), NUM_CLASSES), 1 / NUM_CLASSES, np.float32)
    return Written(examples(images, labels), Examples(_to_bytes(no_digits), uniform))


def _side_by_side(
    write: Callable[[int, np.random.Generator], Any], number: int, rng: np.random.Generator
) -> list[Any]:
    """Run `write` for parts of the number, in as many processes as there are processors.

    The parts, each with its own random numbers, don't depend on the number of processors.
    """
    numbers = [min(AT_A_TIME, number - start) for start in range(0, number, AT_A_TIME)]
    if len(numbers) == 1:
        return [write(number, rng)]
    new = get_context("spawn")  # a fork would share TensorFlow's locks, but not its threads
    with ProcessPoolExecutor(mp_context=new) as pool:
        return list(pool.map(write, numbers, rng.spawn(len(numbers))))


def examples(images: np.ndarray, labels: np.ndarray) -> Examples:
    """Return digits as examples, with all probability on their label."""
    return Examples(_to_bytes(images), np.eye(NUM_CLASSES, dtype=np.float32)[labels])


def make_batches(sets: Sequence[Examples], shares: Sequence[int], seed: int) -> tf.data.Dataset:
    """Return endless batches of MNIST digits, written digits and non-digits, shuffled and augmented.

    Each batch has the images, and the targets of the learner's two outputs; see `with_batch_norm`.
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
    images, targets = (tf.concat(each, axis=0) for each in zip(*parts))
    return augment(tf.cast(images, tf.float32) / 255), (targets, tf.round(targets))  # 0 for a non-digit


def _to_bytes(images: np.ndarray) -> np.ndarray:
    return np.round(images * 255).astype(np.uint8)
