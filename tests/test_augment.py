"""What augmentation can change about an image, and what it can't."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from model.learning import augment
from model.preprocess.mnist import load_test_images


@pytest.fixture(scope="module")
def images() -> np.ndarray:
    return load_test_images()[0][:500].astype(np.float32) / 255


@pytest.fixture(autouse=True)
def seeded() -> None:
    tf.random.set_seed(1)


def test_shape_and_range_stay(images):
    changed = augment.augment(tf.constant(images)).numpy()
    assert changed.shape == images.shape
    assert changed.dtype == np.float32
    assert changed.min() >= 0
    assert changed.max() <= 1 + 1e-6


def test_blank_paper_stays_blank():
    assert not augment.augment(tf.zeros((5, 28, 28))).numpy().any()


def test_every_image_gets_its_own_change(images):
    same = np.repeat(images[:1], 50, axis=0)
    changed = augment.augment(tf.constant(same)).numpy()
    assert len(np.unique(changed.reshape(50, -1), axis=0)) == 50


def test_a_seed_decides_every_change(images):
    first, same, other = (
        (keras.utils.set_random_seed(seed), augment.augment(tf.constant(images)).numpy())[1]
        for seed in (2, 2, 3)
    )
    assert np.array_equal(first, same)
    assert not np.array_equal(first, other)


def test_ink_stays_roughly_in_place(images):
    changed = augment.move(tf.constant(images)).numpy()
    rows, cols = np.mgrid[:28, :28]
    for place in (rows, cols):
        before, after = (
            (picture * place).sum(axis=(1, 2)) / picture.sum(axis=(1, 2)) for picture in (images, changed)
        )
        assert np.abs(after - before).max() < 3


def test_an_upright_stroke_leans_a_little_to_both_sides(monkeypatch):
    monkeypatch.setattr(augment, "BEND", 0.0)
    bars = np.zeros((300, 28, 28), np.float32)
    bars[:, 6:22, 13:15] = 1
    changed = augment.move(tf.constant(bars)).numpy().astype(float)
    total = changed.sum(axis=(1, 2))
    rows, cols = (place - 13.5 for place in np.mgrid[:28, :28])
    row, col = ((changed * place).sum(axis=(1, 2)) / total for place in (rows, cols))
    both, down, across = (
        (changed * product).sum(axis=(1, 2)) / total - mean
        for product, mean in ((rows * cols, row * col), (rows**2, row**2), (cols**2, col**2))
    )
    lean = np.degrees(np.arctan2(2 * both, down - across) / 2)
    assert np.abs(lean).max() < 20  # 10 degrees of rotation, 6 of shear, and the effect of scaling
    assert lean.min() < -8 and lean.max() > 8


def test_ink_is_shifted_by_up_to_a_pixel_in_every_direction(monkeypatch):
    monkeypatch.setattr(augment, "BEND", 0.0)
    dots = np.zeros((300, 28, 28), np.float32)
    dots[:, 13:15, 13:15] = 1  # in the middle, which nothing else moves
    changed = augment.move(tf.constant(dots)).numpy().astype(float)
    for place in np.mgrid[:28, :28]:
        shift = (changed * (place - 13.5)).sum(axis=(1, 2)) / changed.sum(axis=(1, 2))
        assert shift.min() < -0.6 and shift.max() > 0.6
        assert np.abs(shift).max() < 1.5


def test_strokes_get_thicker_and_thinner_without_moving(images):
    changed = augment.change_stroke_width(tf.constant(images)).numpy()
    ratio = changed.sum(axis=(1, 2)) / images.sum(axis=(1, 2))
    assert (ratio > 1.1).mean() > 0.2
    assert (ratio < 0.9).mean() > 0.2
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    nearby = np.max([padded[:, r : r + 28, c : c + 28] for r in range(3) for c in range(3)], axis=0)
    assert (changed <= nearby + 1e-6).all()


def test_without_amounts_nothing_moves(images, monkeypatch):
    for amount in ("ROTATION", "SHEAR", "SCALE", "SHIFT", "BEND"):
        monkeypatch.setattr(augment, amount, 0.0)
    assert np.allclose(augment.move(tf.constant(images)).numpy(), images, atol=1e-4)


def test_a_bend_is_smooth_and_has_no_preferred_direction():
    bends = augment.bends(500).numpy()
    assert bends.shape == (500, 28, 28, 2)
    assert np.abs(bends.mean(axis=(0, 1, 2))).max() < 0.05
    degrees = bends.std(axis=(1, 2, 3))
    assert degrees.min() < 0.1 * augment.BEND and 0.7 * augment.BEND < degrees.max() < 1.5 * augment.BEND
    steps = np.abs(np.diff(bends, axis=1)), np.abs(np.diff(bends, axis=2))
    assert max(step.max() for step in steps) < 1.2  # paper that neither folds nor tears
    assert np.mean([step.mean() for step in steps]) < 0.25 * np.abs(bends).mean()


def test_interpolation_matches_keras(images):
    maps = np.array([[0.9, 0.2, 1.3, -0.1, 1.05, -2.6, 0, 0], [1, 0, 30, 0, 1, 0, 0, 0]], np.float32)
    rows, cols = np.mgrid[:28, :28].astype(np.float32)
    for a, b, right, c, d, down, _, _ in maps:
        places = [
            np.repeat(place[None], 20, axis=0)
            for place in (c * cols + d * rows + down, a * cols + b * rows + right)
        ]
        ours = augment.read_between(tf.constant(images[:20]), *places).numpy()
        matrix = np.array([a, b, right, c, d, down, 0, 0], np.float32)
        theirs = keras.ops.image.affine_transform(images[:20, ..., None], matrix, data_format="channels_last")
        np.testing.assert_allclose(ours, np.asarray(theirs)[..., 0], atol=1e-5)


def test_without_shear_and_scaling_images_are_only_rotated(monkeypatch):
    for name in ("SHEAR", "SCALE"):
        monkeypatch.setattr(augment, name, 0.0)
    a, b, c, d = (np.asarray(each).ravel() for each in augment.affine_maps(200))
    np.testing.assert_allclose(a, d, atol=1e-6)
    np.testing.assert_allclose(b, -c, atol=1e-6)
    np.testing.assert_allclose(a**2 + c**2, 1, atol=1e-6)
    assert np.abs(c).max() > 0.5 * np.sin(augment.ROTATION)
