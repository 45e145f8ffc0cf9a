"""How much more is right after a lesson than before, with an interval; nothing for too few devices."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from model.questions.sittings import AFTER, BEFORE, RIGHT, Sitting

FEWEST = 8  # devices: of fewer, an interval says hardly anything, and a bar might be a person
LEVEL = 0.95  # how many of such intervals contain the truth


class Gain(NamedTuple):
    """What a class gained.

    Attributes:
        devices: how many answered both times; only these count.
        before, after: the share of right answers each time, 0 to 1.
        low, high: the interval around after − before.
        normalized: the share of what was wrong before that is right after; None if nothing was wrong.
    """

    devices: int
    before: float
    after: float
    low: float
    high: float
    normalized: float | None

    @property
    def gain(self) -> float:
        """The difference, in shares of all questions."""
        return self.after - self.before


def gain_of(sittings: Iterable[Sitting]) -> Gain | None:
    """Return the gain of the devices that answered both times; None if they are fewer than `FEWEST`."""
    return gain_between(*paired(sittings))


def gain_between(before: np.ndarray, after: np.ndarray) -> Gain | None:
    """Return the gain from what was right before and after, each (devices, questions)."""
    if len(before) < FEWEST:
        return None
    differences = (after - before).mean(axis=1)
    low, high = interval(differences, least=1 / before.shape[1])
    first, second = float(before.mean()), float(after.mean())
    return Gain(len(before), first, second, low, high, (second - first) / (1 - first) if first < 1 else None)


def paired(sittings: Iterable[Sitting]) -> tuple[np.ndarray, np.ndarray]:
    """Return what was right before and after, each (devices, questions), of those who answered both times.

    A device's last sitting counts. What was skipped isn't right; who skipped everything didn't answer.
    """
    found: dict[str, dict[int, Sitting]] = {BEFORE: {}, AFTER: {}}
    for each in sittings:
        if each.is_answered:
            found[each.when][each.device] = each
    both = sorted(found[BEFORE].keys() & found[AFTER].keys())
    before, after = (
        np.array([[chosen == RIGHT for chosen in found[when][device].chosen] for device in both], float)
        for when in (BEFORE, AFTER)
    )
    return before, after


def interval(values: Sequence[float] | np.ndarray, least: float = 0.0) -> tuple[float, float]:
    """Return Student's interval for the mean of values; `least` is the smallest deviation to assume.

    Without `least`, a class in which all values happen to be equal would claim to know the mean exactly.
    """
    values = np.asarray(values, float)
    deviation = max(float(values.std(ddof=1)), least)
    half = quantile(1 / 2 + LEVEL / 2, len(values) - 1) * deviation / math.sqrt(len(values))
    return float(values.mean()) - half, float(values.mean()) + half


def quantile(p: float, freedom: int) -> float:
    """Return Student's quantile by Fisher's series: right to 0.002 from 7 degrees of freedom on, at 0.975."""
    z = NormalDist().inv_cdf(p)
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    return sum(term / freedom**power for power, term in enumerate(terms))


def right_of(sittings: Iterable[Sitting], when: str) -> tuple[int, list[int]]:
    """Return how many devices answered at that time, and how many of them got each question right."""
    last = {each.device: each for each in sittings if each.when == when and each.is_answered}
    columns = zip(*(each.chosen for each in last.values()))
    return len(last), [sum(chosen == RIGHT for chosen in column) for column in columns]


def devices_for(effect: float, power: float = 0.8, groups: int = 2) -> int:
    """Return how many devices each group needs to find an effect, in standard deviations, so often.

    It's the usual formula, groups × (z₁ + z₂)² / effect², and one device more because the deviation is
    unknown. `groups` is 2 for a lesson against a control, and 1 for after against before.
    """
    z = NormalDist().inv_cdf(1 / 2 + LEVEL / 2) + NormalDist().inv_cdf(power)
    return math.ceil(groups * (z / effect) ** 2) + 1
