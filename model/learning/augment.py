"""Variants of a training image: the tf.data augmentation.

Takes batches of float32 (n, 28, 28) in [0, 1], returns the same shape. Knows nothing of networks.
"""

from __future__ import annotations

import math

import tensorflow as tf

from model.preprocess.mnist import IMAGE_SIZE

ROTATION = math.radians(10)
SHEAR = 0.1
SCALE = 0.1  # each axis by a factor between 0.9 and 1.1
SHIFT = 1.0  # pixels
BEND, BEND_KNOTS = 0.9, 5  # pixels, the standard deviation of the most; that many knots a side
WIDTH = 0.5  # of a pixel, because MNIST has strokes of 2, which a whole one would almost erase


def augment(images: tf.Tensor) -> tf.Tensor:
    """Give each image of a batch its own stroke width, small rotation, shear, scaling, shift and bend.

    The affine map is centered in the image, and read bilinearly; outside the image there is paper (0).
    """
    return change_stroke_width(move(images))


def move(images: tf.Tensor) -> tf.Tensor:
    """Move each image by a small affine map and a bend: each pixel is read, bilinearly, from its origin."""
    number = tf.shape(images)[0]
    middle = (IMAGE_SIZE - 1) / 2
    places = tf.range(IMAGE_SIZE, dtype=tf.float32) - middle
    x, y = places[None, None, :], places[None, :, None]
    a, b, c, d = affine_maps(number)
    bend = bends(number)
    right, down = (_uniform(number, SHIFT)[:, None, None] for _ in range(2))
    cols = a * x + b * y + middle + right + bend[..., 0]
    rows = c * x + d * y + middle + down + bend[..., 1]
    return read_between(images, rows, cols)


def affine_maps(number: int | tf.Tensor) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor]:
    """Return rotation, shear, scaling: a, b, c, d, each (number, 1, 1), of x' = a x + b y, y' = c x + d y."""
    angle, shear, wider, taller = (
        _uniform(number, bound)[:, None, None] for bound in (ROTATION, SHEAR, SCALE, SCALE)
    )
    cos, sin = tf.cos(angle), tf.sin(angle)
    wider, taller = 1 + wider, 1 + taller
    return wider * cos, wider * (shear * cos - sin), taller * sin, taller * (shear * sin + cos)


def bends(number: int | tf.Tensor) -> tf.Tensor:
    """Return smooth noise that moves each pixel's origin: (number, 28, 28, 2), in pixels, right and down.

    It is like paper that is stretched here and compressed there (P. Simard, D. Steinkraus, J. Platt 2003),
    for every image to another degree.
    """
    degree = tf.random.uniform([number, 1, 1, 1], 0, BEND)
    noise = degree * tf.random.normal([number, BEND_KNOTS, BEND_KNOTS, 2])
    return tf.image.resize(noise, [IMAGE_SIZE, IMAGE_SIZE], "bicubic")


@tf.function(jit_compile=True)  # one loop instead of twenty: with XLA it takes a fifth of the time
def read_between(images: tf.Tensor, rows: tf.Tensor, cols: tf.Tensor) -> tf.Tensor:
    """Return values at places between pixels, all (n, 28, 28), bilinearly; outside there is paper."""
    wide = IMAGE_SIZE + 2
    paper = tf.reshape(tf.pad(images, [[0, 0], [1, 1], [1, 1]]), [-1, wide * wide])
    rows, cols = (tf.clip_by_value(place + 1, 0, wide - 1.001) for place in (rows, cols))
    top, left = tf.floor(rows), tf.floor(cols)
    corner = tf.cast(top * wide + left, tf.int32)
    right, down = cols - left, rows - top
    values = [tf.gather(paper, corner + step, batch_dims=1) for step in (0, 1, wide, wide + 1)]
    upper = values[0] + right * (values[1] - values[0])
    lower = values[2] + right * (values[3] - values[2])
    return upper + down * (lower - upper)


def change_stroke_width(images: tf.Tensor) -> tf.Tensor:
    """Thicken or thin an image's strokes by up to half a pixel on both sides together.

    It moves towards the largest of each 2×2 (thicker) or the smallest (thinner), by a share of 0 to `WIDTH`.
    """
    # Random numbers are drawn here because XLA ignores seeds.
    return _change_width(images, tf.random.uniform([tf.shape(images)[0], 1, 1], -WIDTH, WIDTH))


@tf.function(jit_compile=True)
def _change_width(images: tf.Tensor, share: tf.Tensor) -> tf.Tensor:
    thicker = tf.nn.max_pool2d(images[..., None], 2, 1, "SAME")[..., 0]
    thinner = -tf.nn.max_pool2d(-images[..., None], 2, 1, "SAME")[..., 0]
    target = tf.where(share > 0, thicker, thinner)
    return images + tf.abs(share) * (target - images)


def _uniform(number: tf.Tensor, bound: float) -> tf.Tensor:
    return tf.random.uniform([number], -bound, bound)
