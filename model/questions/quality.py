"""How hard each question is, and how well it tells apart who knows more: classical test theory.

A model with two parameters for each question would need a library that the project doesn't install.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from model.questions.sittings import MISCONCEPTIONS, RIGHT, Sitting

HARD, EASY = 0.2, 0.9  # shares of right answers below and above which a question tells little
WEAK = 0.2  # a discrimination below this: a question to reword


class Quality(NamedTuple):
    """How good a question is.

    Attributes:
        right: the share of right answers: its difficulty, as tests call it.
        discrimination: the correlation between this question and all others, −1 to 1; NaN if all answers
            are equal.
        wrong: how often each misconception was chosen, the most frequent first.
    """

    right: float
    discrimination: float
    wrong: Mapping[str, int]

    @property
    def is_weak(self) -> bool:
        """Whether the question should be looked at again."""
        return not (HARD <= self.right <= EASY and self.discrimination >= WEAK)


def quality_of(sittings: Sequence[Sitting]) -> list[Quality]:
    """Return the quality of each question, from sittings of one form at one time."""
    answered = [each.chosen for each in sittings if each.is_answered]
    is_right = np.array([[chosen == RIGHT for chosen in row] for row in answered], float)
    found = []
    for number, column in enumerate(is_right.T):
        rest = is_right.sum(axis=1) - column
        varies = column.std() > 0 and rest.std() > 0
        correlation = float(np.corrcoef(column, rest)[0, 1]) if varies else float("nan")
        wrong = Counter(row[number] for row in answered if row[number] in MISCONCEPTIONS)
        found.append(Quality(float(column.mean()), correlation, dict(wrong.most_common())))
    return found
