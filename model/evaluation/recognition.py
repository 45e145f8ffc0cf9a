"""How well a network reads a set of drawings, and whether it refuses non-digits.

Takes a network and images with their labels, returns figures. Knows nothing of where the drawings come from.
An answer is right if the page shows it: a digit that is refused doesn't count as right.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from model.network import Network, forward_batch
from model.novelty import is_refused, typicalities
from model.preprocess.mnist import NUM_CLASSES

BINS = 15  # of the calibration error
BATCH = 500
SURE = 0.99
REFUSED = NUM_CLASSES  # in place of an answer


class Answers(NamedTuple):
    """A network's answers to a set: probabilities (n, 10) and typicality (n,)."""

    probs: np.ndarray
    typicality: np.ndarray

    @property
    def digits(self) -> np.ndarray:
        """The network's own answers, refused or not."""
        return self.probs.argmax(axis=1)

    @property
    def refused(self) -> np.ndarray:
        """Whether the page calls it a non-digit, bool (n,)."""
        return is_refused(self.typicality)

    @property
    def shown(self) -> np.ndarray:
        """What the page shows: the answers, or `REFUSED`."""
        return np.where(self.refused, REFUSED, self.digits)

    @property
    def confidence(self) -> np.ndarray:
        """The probability of each answer, 0 to 1, (n,)."""
        return self.probs.max(axis=1)

    @property
    def sure(self) -> np.ndarray:
        """Whether that is over `SURE`, bool (n,)."""
        return self.confidence > SURE

    def only(self, part: np.ndarray) -> Answers:
        """Return the same for some of the drawings."""
        return Answers(self.probs[part], self.typicality[part])


def answer(network: Network, images: np.ndarray) -> Answers:
    """Run a network on many images: the results of `forward` and `typicality` for each."""
    probs, judged = [], []
    for batch in np.split(images, range(BATCH, len(images), BATCH)):
        values = forward_batch(network, batch)
        probs.append(network.probs_of(values))
        judged.append(typicalities(network, values))
    return Answers(np.concatenate(probs), np.concatenate(judged))


class Figures(NamedTuple):
    """How a set of digits was read.

    Attributes:
        items: how many there are.
        right: the share that the page shows right, 0 to 1.
        alone: the share that the network itself reads right, refused or not.
        refused: the share that is called a non-digit.
        wrong: how many are shown as another digit.
        wrong_and_sure: how many of these have a probability over `SURE`.
        calibration_error: of the answers shown, 0 to 1.
    """

    items: int
    right: float
    alone: float
    refused: float
    wrong: int
    wrong_and_sure: int
    calibration_error: float


def figures(labels: np.ndarray, answers: Answers) -> Figures:
    """Compute the figures for digits with these labels (n,)."""
    alone, shown = answers.digits == labels, ~answers.refused
    wrong = shown & ~alone
    return Figures(
        items=len(labels),
        right=float((alone & shown).mean()),
        alone=float(alone.mean()),
        refused=float(answers.refused.mean()),
        wrong=int(wrong.sum()),
        wrong_and_sure=int((wrong & answers.sure).sum()),
        calibration_error=calibration_error(answers.confidence[shown], alone[shown]) if shown.any() else 0.0,
    )


def calibration_error(confidence: np.ndarray, right: np.ndarray, bins: int = BINS) -> float:
    """ECE = Σ over bins (share of the items) × |mean confidence - share right|, bins of equal width."""
    which = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = np.bincount(which, confidence - right, minlength=bins)
    return float(np.abs(gaps).sum() / len(right))


def auroc(known: np.ndarray, unknown: np.ndarray) -> float:
    """Return the chance that a digit is more typical than a non-digit; a tie counts half."""
    unknown = np.sort(unknown)
    below, upto = np.searchsorted(unknown, known, "left"), np.searchsorted(unknown, known, "right")
    return float((below + upto).mean() / 2 / len(unknown))
