"""The pieces of a mask are those of a flood fill, and a maze costs no more than a square."""

import sys
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra.numpy import array_shapes, arrays

from model.preprocess import pieces
from model.preprocess.photo import WORKING_SIZE
from model.preprocess.pieces import count_pieces, label_pieces

SIDE = 150  # pixels


def flooded(mask: np.ndarray) -> np.ndarray:
    """Find the pieces by flood fill, one after the other, pixel by pixel."""
    labels, number = np.zeros(mask.shape, int), 0
    for start in map(tuple, np.argwhere(mask)):
        number += not labels[start]
        flood = [] if labels[start] else [start]
        while flood:
            row, col = flood.pop()
            if (
                0 <= row < mask.shape[0]
                and 0 <= col < mask.shape[1]
                and mask[row, col]
                and not labels[row, col]
            ):
                labels[row, col] = number
                flood += [(row + down, col + right) for down in (-1, 0, 1) for right in (-1, 0, 1)]
    return labels


def assert_same_pieces(labels: np.ndarray, others: np.ndarray) -> None:
    """Compare pieces regardless of their numbers."""
    assert ((labels > 0) == (others > 0)).all()
    pairs = np.unique(np.stack([labels, others]).reshape(2, -1), axis=1)
    assert len(np.unique(pairs[0])) == len(np.unique(pairs[1])) == pairs.shape[1]


@given(arrays(bool, array_shapes(min_dims=2, max_dims=2, max_side=9)))
def test_pieces_are_those_of_a_flood_fill(mask):
    labels = label_pieces(mask)
    assert_same_pieces(labels, flooded(mask))
    assert count_pieces(mask) == flooded(mask).max()


def spiral(side: int = SIDE) -> np.ndarray:
    """Return one piece with the longest possible way from end to end."""
    rows, cols = np.mgrid[:side, :side] - side // 2
    turn = np.hypot(rows, cols) / 4 - np.arctan2(rows, cols) / (2 * np.pi)
    return (turn % 1 < 0.5) & (turn < side // 8 - 1)


def comb(across: bool) -> np.ndarray:
    """Return a line along one side, and every second line from it to the other."""
    mask = np.zeros((SIDE, SIDE), bool)
    mask[-1] = mask[:, ::2] = True
    return mask.T if across else mask


def snake(across: bool) -> np.ndarray:
    """Return a line that goes back and forth, row by row."""
    mask = np.zeros((SIDE, SIDE), bool)
    mask[::2] = True
    mask[1::4, -1] = mask[3::4, 0] = True
    return mask.T if across else mask


MAZES = {
    "spiral": spiral(),
    **{f"comb {across}": comb(across) for across in (False, True)},
    **{f"snake {across}": snake(across) for across in (False, True)},
    "checkers": np.indices((SIDE, SIDE)).sum(axis=0) % 2 == 0,
    "dots": np.indices((SIDE, SIDE)).prod(axis=0) % 2 == 1,
    "noise": np.random.default_rng(1).random((SIDE, SIDE)) < 0.4,
    "full": np.ones((SIDE, SIDE), bool),
    "empty": np.zeros((SIDE, SIDE), bool),
}


@pytest.mark.parametrize("name", MAZES)
def test_the_work_does_not_depend_on_the_shape(name):
    mask, lines = MAZES[name], 0

    def count(frame: object, event: str, _: object) -> object:
        nonlocal lines
        lines += event == "line"
        return count if frame.f_code.co_filename == pieces.__file__ else None

    runs = np.count_nonzero(np.diff(np.pad(mask, ((0, 0), (1, 0))).astype(int), axis=1) == 1)
    before = sys.gettrace()
    sys.settrace(count)
    try:
        label_pieces(mask)
    finally:
        sys.settrace(before)
    assert lines < 40 + 30 * runs


def test_a_huge_spiral_is_found_quickly_as_one_piece():
    mask = spiral(WORKING_SIZE)
    begun = time.process_time()
    assert count_pieces(mask) == 1
    assert time.process_time() - begun < 0.5  # it takes 0.02 s; one pixel further per step took 3
