"""Why a silent neuron is silent, and how many neurons must be off for another answer.

Takes explanations, or a network and its activations; returns sums and counts. Knows nothing of pages.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.explain.explain import UnitExplanation
from model.network import Activations, Network

THRESHOLDED = ("relu", "step", "capped_relu")  # a neuron with one of these fires when z > 0, and only then


@dataclass(frozen=True)
class Shortfall:
    """Why a neuron stayed silent.

    Attributes:
        short: how much more it would have needed, -z.
        rows: (top, bottom) of the source, bottom excluded: the band of rows whose terms have the
            lowest sum. None where no band's sum is below 0, or the source has no rows.
    """

    short: float
    rows: tuple[int, int] | None


def shortfall(explanation: UnitExplanation) -> Shortfall | None:
    """Return why a ReLU or step neuron was silent; None if it fired, or its function has no threshold."""
    if explanation.activation_function not in THRESHOLDED or explanation.pre_activation > 0:
        return None
    terms = row_terms(explanation)
    return Shortfall(-explanation.pre_activation, None if terms is None else lowest_band(terms))


def row_terms(explanation: UnitExplanation) -> np.ndarray | None:
    """Return Σ terms of each row of the source, float64 (rows,), up to the last one read; or None."""
    index = explanation.source_index
    if index.shape[-1] == 1:
        return None
    row = np.maximum(index[..., 0], 0)  # padding's terms are 0: they may count for any row
    return np.bincount(row.ravel(), weights=explanation.terms.ravel())


def lowest_band(values: np.ndarray) -> tuple[int, int] | None:
    """Return the run of neighbors with the lowest sum, as (start, stop) (Kadane's algorithm).

    Args:
        values: (n,).

    Returns:
        The shortest of equals; None where no sum is below 0.
    """
    best, lowest, start, total = None, 0.0, 0, 0.0
    for stop, value in enumerate(values.tolist(), start=1):
        if total >= 0:
            start, total = stop - 1, 0.0
        total += value
        if total < lowest:
            best, lowest = (start, stop), total
    return best


def fewest_off(network: Network, activations: Activations) -> list[int]:
    """Return the fewest neurons of the last hidden layer that must be off for another answer.

    The logits are linear in that layer's activations a: z_w - z_t = Σ a (W_w - W_t) + b_w - b_t. For digit t
    to overtake the answer w, the largest terms go first; so their number is exact.

    Args:
        network: one whose last hidden layer is dense.
        activations: every layer's values for an image, as `forward` returns them.

    Returns:
        Their places in the flattened layer, strongest first; none if no digit overtakes the answer.
    """
    values = activations[network.logits.before.name].astype(np.float64).ravel()
    kernel = network.logits.kernel.astype(np.float64)
    z = network.logits_of(activations).astype(np.float64)
    winner, fewest = int(z.argmax()), []
    for digit in range(len(z)):
        terms = values * (kernel[:, winner] - kernel[:, digit])
        strongest = np.argsort(-terms, kind="stable")
        overtakes = np.flatnonzero(np.cumsum(terms[strongest]) > z[winner] - z[digit])
        if digit != winner and overtakes.size and (not fewest or overtakes[0] + 1 < len(fewest)):
            fewest = strongest[: overtakes[0] + 1].tolist()
    return fewest
