"""Simulated classes whose gain is known, and newcomers who only guess, to try arithmetic and questions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from model.questions.sittings import RIGHT

GUESSED = 0.25  # a right answer by chance, of four
BELIEVED = 1 / 3  # how many adults say that programmed rules decide: the same for each misconception
SPREAD = 0.5  # by how much gains differ from device to device, in deviations of knowledge
TRIED = 200_000  # devices to compute a true gain from


def chances(knowledge: np.ndarray, difficulties: np.ndarray, slopes: np.ndarray) -> np.ndarray:
    """Return the chance of a right answer, (devices, questions)."""
    knows = 1 / (1 + np.exp(-slopes * (knowledge[:, None] - difficulties)))
    return GUESSED + (1 - GUESSED) * knows


def simulated_rights(
    devices: int, gain: float, difficulties: np.ndarray, slopes: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Return what a class gets right before and after; `gain` is in deviations of knowledge."""
    before, after = (
        (rng.random((devices, len(difficulties))) < chances(knows, difficulties, slopes)).astype(float)
        for knows in _knowledge(devices, gain, rng)
    )
    return before, after


def true_gain(gain: float, difficulties: np.ndarray, slopes: np.ndarray) -> float:
    """Return by what share the right answers of such classes grow on average."""
    before, after = _knowledge(TRIED, gain, np.random.default_rng(0))
    return float(chances(after, difficulties, slopes).mean() - chances(before, difficulties, slopes).mean())


def _knowledge(devices: int, gain: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    before = rng.standard_normal(devices)
    return before, before + (gain + SPREAD * rng.standard_normal(devices) if gain else 0)


def newcomer(form: Sequence[Sequence[str]], rng: np.random.Generator) -> list[str]:
    """Return the answers of somebody who has no lesson: what they believe if it's there, else any answer."""
    names = sorted({each for answers in form for each in answers} - {RIGHT})
    believed = {name for name in names if rng.random() < BELIEVED}
    return [
        str(rng.choice([each for each in answers if each in believed] or list(answers))) for answers in form
    ]
