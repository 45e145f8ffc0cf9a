"""Whose images a network learns from, and how well it reads each group's.

MNIST's writers are employees of the US Census Bureau, "adults" here, and high-school students. Takes names
and counts, returns counts and shares. Knows nothing of networks or pages. The images are chosen in whose.js.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from model.preprocess.mnist import TRAINING_IMAGES

EVERYBODY, ADULTS, STUDENTS, BOTH = "everybody", "adults", "students", "both"
WRITERS: Mapping[str, int] = MappingProxyType(
    {"writer": 1, "ten": 10, "seventy": 70}
)  # of how many, all adults
GROUPS = (ADULTS, STUDENTS)
READ = (*GROUPS, "own")  # whose images a trained network reads; own: of a single writer the other images
MOST: Mapping[str, int] = MappingProxyType(  # training images that there are of each
    {EVERYBODY: TRAINING_IMAGES, ADULTS: 30_950, STUDENTS: 29_050, BOTH: 58_100, **dict.fromkeys(WRITERS, 70)}
)
IN_FILE = 20_000  # training images in a file, half of them by adults
Z = 1.959963984540054  # of the normal distribution, for 95 %


def possible(counts: Sequence[tuple[int, int]] | None) -> tuple[tuple[int, int], ...]:
    """Return how many of how many images are read right, as long as that's possible; () otherwise."""
    return tuple(counts) if counts and all(right <= count > 0 for right, count in counts) else ()


def interval(right: int, count: int) -> tuple[float, float]:
    """Return between which shares a network would read right of all such images, 0 to 1 each.

        (p + z²/2n ± z √(p (1 − p)/n + z²/4n²)) / (1 + z²/n),    p = right/n, n = count

    Of a hundred such intervals, about 95 hold the true share (E. B. Wilson 1927).
    """
    if not count:
        return 0.0, 1.0
    share, z2 = right / count, Z**2 / count
    half = Z * math.sqrt(share * (1 - share) / count + z2 / 4 / count)
    return max(0.0, (share + z2 / 2 - half) / (1 + z2)), min(1.0, (share + z2 / 2 + half) / (1 + z2))
