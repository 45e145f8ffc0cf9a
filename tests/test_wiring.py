"""Which windows contain a pixel, tried one by one, and the places of flat indices, worked out by hand."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from model.explain.wiring import OUTSIDE, unravel, windows_over
from model.network.layer import Layer


def layer(shape: tuple, size: tuple, strides: tuple, padding: tuple) -> Layer:
    return Layer("layer", "MaxPooling2D", (*shape, 1), window=size, strides=strides, padding=padding)


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
