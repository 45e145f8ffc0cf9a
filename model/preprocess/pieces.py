"""The connected pieces of a mask, whose shape doesn't affect the cost.

Takes a mask, returns numbers. Knows nothing of what is in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np


class Runs(NamedTuple):
    """The runs of a mask: its pixels that follow each other in a row, all from left to right, row by row.

    Attributes:
        starts, ends: int (n,), the first column of each, and the one after its last.
        rows: int (n,), their rows.
    """

    starts: np.ndarray
    ends: np.ndarray
    rows: np.ndarray


def label_pieces(mask: np.ndarray) -> np.ndarray:
    """Number the 8-connected pieces of a mask: int (H, W), 0 outside, the same number within a piece.

    Runs that touch are joined, each touch once (A. Rosenfeld, J. Pfaltz 1966): a spiral takes no more than a
    square.
    """
    runs = _runs_of(mask)
    numbers = 1 + np.array(_joined(len(runs.rows), _touching(runs, mask.shape[1])), int)
    labels = np.zeros(mask.shape, int)
    labels[mask] = np.repeat(numbers, runs.ends - runs.starts)  # both from left to right, row by row
    return labels


def count_pieces(mask: np.ndarray) -> int:
    """Return how many 8-connected pieces a mask has."""
    return len(np.unique(label_pieces(mask)[mask]))


def _runs_of(mask: np.ndarray) -> Runs:
    change = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(change == 1)
    return Runs(starts, np.nonzero(change == -1)[1], rows)


def _touching(runs: Runs, width: int) -> Iterable[tuple[int, int]]:
    """Yield each run with each that touches it in the row below, even by a corner; as indices in `runs`."""
    starts, ends = (runs.rows * (width + 2) + cols for cols in (runs.starts, runs.ends))  # ascending
    below = width + 2
    first = np.searchsorted(ends, starts + below)
    counts = np.searchsorted(starts, ends + below, side="right") - first
    upper = np.repeat(np.arange(len(starts)), counts)
    within = np.arange(len(upper)) - np.repeat(np.cumsum(counts) - counts, counts)
    return zip(upper.tolist(), (first[upper] + within).tolist())


def _joined(count: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Return each number's representative, which joined ones share.

    R. Tarjan, J. van Leeuwen (1984): every walk to a representative halves the path.
    """
    parents = list(range(count))

    def representative(each: int) -> int:
        while parents[each] != each:
            parents[each] = each = parents[parents[each]]
        return each

    for one, other in pairs:
        low, high = sorted((representative(one), representative(other)))
        parents[high] = low
    return [representative(each) for each in range(count)]
