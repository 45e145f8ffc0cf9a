"""Which windows contain a pixel, and the places of flat indices: worked out by hand, and tried one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.explain.wiring import OUTSIDE, unravel, windows_over
from model.network.layer import Layer


def layer(shape: tuple, size: tuple, strides: tuple, padding: tuple) -> Layer:
    return Layer("layer", "MaxPooling2D", (*shape, 1), window=size, strides=strides, padding=padding)


@pytest.mark.parametrize(
    ("size", "strides", "padding", "place", "rows", "cols"),
    [
        # offset in the window -> the window's number, of rows and of columns
        ((2, 2), (2, 2), (0, 0), (3, 4), {1: 1}, {0: 2}),
        ((3, 3), (1, 1), (0, 0), (0, 5), {0: 0}, {0: 5, 1: 4, 2: 3}),
        ((3, 3), (1, 1), (1, 1), (0, 9), {0: 1, 1: 0}, {1: 9, 2: 8}),  # ten of each: number ten doesn't exist
        ((3, 2), (2, 3), (0, 0), (4, 4), {0: 2, 2: 1}, {1: 1}),
        ((2, 2), (3, 3), (0, 0), (2, 5), {}, {}),  # between two windows
    ],
)
def test_a_pixel_is_in_these_windows_at_these_places(size, strides, padding, place, rows, cols):
    found = windows_over(layer((10, 10), size, strides, padding), (*place, 7))
    down, right, windows_down, windows_right = (each.tolist() for each in found)
    assert dict(zip(down, windows_down)) == rows
    assert dict(zip(right, windows_right)) == cols


@given(
    st.tuples(*[st.integers(1, 4)] * 4),
    st.tuples(*[st.integers(0, 3)] * 2),
    st.tuples(*[st.integers(0, 11)] * 2),
)
def test_exactly_these_windows_contain_it(window, padding, place):
    size, strides = window[:2], window[2:]
    padding = tuple(min(pad, side - 1) for pad, side in zip(padding, size))
    found = windows_over(layer((6, 5), size, strides, padding), place)
    for axis, number in enumerate((6, 5)):
        offsets, windows = found[axis].tolist(), found[axis + 2].tolist()
        held = {
            (offset, each)
            for each in range(number)
            for offset in range(size[axis])
            if each * strides[axis] - padding[axis] + offset == place[axis]
        }
        assert set(zip(offsets, windows)) == held and len(offsets) == len(held)


def test_flat_indices_are_rows_columns_and_channels_and_outside_stays_outside():
    found = unravel(np.array([[0, 5], [OUTSIDE, 23]]), (2, 3, 4))
    assert found.tolist() == [[[0, 0, 0], [0, 1, 1]], [[OUTSIDE] * 3, [1, 2, 3]]]
    assert unravel(np.array([3]), (5,)).tolist() == [[3]]
