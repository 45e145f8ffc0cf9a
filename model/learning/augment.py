"""What a training image may also have looked like: the tf.data augmentation.

Takes batches of float32 (n, 28, 28) in [0, 1], gives the same shape. Knows nothing of networks.
"""

from __future__ import annotations

import math

import keras
import tensorflow as tf

from model.mnist import IMAGE_SIZE

ROTATION = math.radians(10)
SHEAR = 0.1
SCALE = 0.1  # each axis by a factor between 0.9 and 1.1
SHIFT = 1.0  # pixels
WIDTH = 0.5  # of a pixel: MNIST has strokes of 2, which a whole one would almost erase


def augment(images: tf.Tensor) -> tf.Tensor:
    """Give each image of a batch its own stroke width, small rotation, shear, scaling and shift.

    The affine map is about the image's middle, read bilinearly; outside there is paper (0).
    """
    return change_stroke_width(move(images))


def move(images: tf.Tensor) -> tf.Tensor:
    """A small affine map an image."""
    number = tf.shape(images)[0]
    angle = _uniform(number, ROTATION)
    shear = _uniform(number, SHEAR)
    scale_rows, scale_cols = 1 + _uniform(number, SCALE), 1 + _uniform(number, SCALE)
    cos, sin = tf.cos(angle), tf.sin(angle)
    a, b = scale_cols * cos, scale_cols * (shear * cos - sin)
    c, d = scale_rows * sin, scale_rows * (shear * sin + cos)
    middle = (IMAGE_SIZE - 1) / 2
    right = middle - a * middle - b * middle + _uniform(number, SHIFT)
    down = middle - c * middle - d * middle + _uniform(number, SHIFT)
    zero = tf.zeros_like(a)
    transform = tf.stack([a, b, right, c, d, down, zero, zero], axis=1)
    return keras.ops.image.affine_transform(images[..., None], transform, data_format="channels_last")[..., 0]


def change_stroke_width(images: tf.Tensor) -> tf.Tensor:
    """Thicken or thin an image's strokes by up to half a pixel on both sides together.

    Towards the largest of each 2×2 (thicker) or the smallest (thinner), by a share of 0 to `WIDTH`.
    """
    share = tf.random.uniform([tf.shape(images)[0], 1, 1], -WIDTH, WIDTH)
    thicker = tf.nn.max_pool2d(images[..., None], 2, 1, "SAME")[..., 0]
    thinner = -tf.nn.max_pool2d(-images[..., None], 2, 1, "SAME")[..., 0]
    target = tf.where(share > 0, thicker, thinner)
    return images + tf.abs(share) * (target - images)


def _uniform(number: tf.Tensor, bound: float) -> tf.Tensor:
    return tf.random.uniform([number], -bound, bound)
