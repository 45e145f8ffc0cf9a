"""Damage changes a digit as it says, and centering undoes what it can."""

from itertools import pairwise

import numpy as np
import pytest

from model.preprocess import center_of_mass, stages_of_ink
from model.preprocess.damage import DEGREES, MARGIN, as_it_is, as_mnist_was_made, damage, damaged_images
from model.preprocess.mnist import load_test_images

EVERY = [(kind, degree) for kind, degrees in DEGREES.items() for degree in (degrees[1], degrees[-1])]


@pytest.fixture(scope="module")
def images():
    return load_test_images()[0][:40].astype(np.float32) / 255


def dot(row: int, col: int) -> np.ndarray:
    image = np.zeros((1, 28, 28), np.float32)
    image[0, row, col] = 1
    return image


def square() -> np.ndarray:
    image = np.zeros((1, 28, 28), np.float32)
    image[0, 10:19, 10:19] = 1
    return image


@pytest.mark.parametrize("kind", DEGREES)
def test_at_degree_0_nothing_changes(images, kind):
    assert DEGREES[kind][0] == 0
    assert (damaged_images(images, kind, 0, is_centered=False) == images).all()


@pytest.mark.parametrize(("kind", "degree"), EVERY)
def test_damaged_images_are_still_images_and_independent(images, kind, degree):
    sheets = damage(images, kind, degree)
    assert sheets.dtype == np.float32 and sheets.shape == (40, 28 + 2 * MARGIN, 28 + 2 * MARGIN)
    assert sheets.min() >= 0 and sheets.max() <= 1
    assert not np.array_equal(as_it_is(sheets), images)
    np.testing.assert_allclose(damage(images[:1], kind, degree), sheets[:1], atol=1e-6)
    if kind != "noised":
        assert not damage(np.zeros((1, 28, 28), np.float32), kind, degree).any()


@pytest.mark.parametrize("degree", DEGREES["slid"])
def test_a_slide_moves_ink_right_and_centering_undoes_it(images, degree):
    slid = damaged_images(images, "slid", degree, is_centered=False)
    assert (slid[:, :, degree:] == images[:, :, : 28 - degree]).all() and not slid[:, :, :degree].any()
    assert (
        damaged_images(images, "slid", degree, is_centered=True)
        == damaged_images(images, "slid", 0, is_centered=True)
    ).all()


def test_centering_matches_the_draw_page(images):
    sheets = damage(images, "turned", 40)
    assert all(
        (one == stages_of_ink(sheet).image).all() for one, sheet in zip(as_mnist_was_made(sheets), sheets)
    )
    assert not as_mnist_was_made(np.zeros_like(sheets)).any()


def test_a_digit_turns_clockwise_about_its_center(images):
    assert (damaged_images(dot(12, 20), "turned", 90, is_centered=False) == dot(20, 16)).all()
    for degree in DEGREES["turned"]:
        turn = np.exp(1j * np.radians(degree))  # clockwise, because rows go down
        row, col = center_of_mass(as_it_is(damage(dot(12, 20), "turned", degree))[0])
        assert (col - 14) + 1j * (row - 14) == pytest.approx((6 - 2j) * turn, abs=0.35)
    upside_down = damaged_images(images, "turned", 180, is_centered=False)
    np.testing.assert_allclose(upside_down[:, 1:, 1:], images[:, :0:-1, :0:-1], atol=1e-6)


@pytest.mark.parametrize("degree", [20, 50, 75])
def test_a_shrunk_digit_loses_the_percentage_of_its_sides(degree):
    sheet = damage(square(), "shrunk", degree)[0]
    side = 9 * (1 - degree / 100)
    assert sheet.sum() == pytest.approx(side**2, rel=0.02)
    rows = sheet.sum(axis=1)
    assert rows @ np.arange(len(rows)) / rows.sum() == pytest.approx(MARGIN + 14, abs=0.01)
    wide = np.flatnonzero(sheet.max(axis=0) > 0.5)
    assert wide[-1] - wide[0] + 1 == pytest.approx(side, abs=1.01)


@pytest.mark.parametrize(("kind", "sign"), [("thinned", -1), ("thickened", 1)])
@pytest.mark.parametrize("degree", [25, 50, 100, 150])
def test_edges_move_by_hundredths_of_a_pixel(kind, sign, degree):
    sheet = damage(square(), kind, degree)[0]
    for line in (sheet[MARGIN + 14], sheet[:, MARGIN + 14]):
        assert line.sum() == pytest.approx(9 + sign * 2 * degree / 100, abs=1e-5)


@pytest.mark.parametrize(("degree", "pixels"), [(25, 90), (50, 99.75), (75, 109.5), (100, 120.25)])
def test_corners_grow_nearly_round(degree, pixels):
    """Crosses and squares take turns, so each corner lacks 1, 1, 3 and 3 sixteenths of a pixel."""
    assert damage(square(), "thickened", degree).sum() == pytest.approx(pixels, abs=1e-4)


def test_thinner_means_less_ink_and_thicker_means_more(images):
    for kind, sign in (("thinned", -1), ("thickened", 1)):
        sheets = [damage(images, kind, degree) for degree in DEGREES[kind]]
        for before, after in pairwise(sheets):
            assert (sign * (after - before) >= -1e-6).all()
            assert (sign * (after - before)).sum() > 0 or not before.any()


def test_noise_has_its_degree_and_stays_on_the_image():
    gray = np.full((50, 28, 28), 0.5, np.float32)
    sheets = damage(gray, "noised", 10)
    assert as_it_is(sheets).std() == pytest.approx(0.1, rel=0.02)
    assert sheets.sum() == pytest.approx(as_it_is(sheets).sum(), rel=1e-6)


@pytest.mark.parametrize(("kind", "degree"), [("bent", 0), ("slid", 11), ("slid", -1), ("turned", 5)])
def test_unknown_damage_is_refused(images, kind, degree):
    with pytest.raises(ValueError, match="no such damage"):
        damage(images, kind, degree)
