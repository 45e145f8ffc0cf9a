"""Whose images a network learns from, and how well it reads each group's.

MNIST's writers are employees of the US Census Bureau, "adults" here, and high-school students. Takes writers,
labels and counts, returns indices and shares. Knows nothing of networks or pages.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from model.preprocess.mnist import NUM_CLASSES, TRAINING_IMAGES
from model.preprocess.writers import FIRST_STUDENT

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


def files_of(whose: str, count: int) -> int:
    """Return how many files of training images such a training needs, at most 3."""
    if whose in WRITERS:
        return 1
    return -(-min(count, MOST[whose]) // (IN_FILE // 2 if whose in GROUPS else IN_FILE))


def chosen(whose: str, count: int, writers: np.ndarray, labels: np.ndarray, seed: int = 1) -> np.ndarray:
    """Choose training images, as many as asked for, or all that there are.

    Everybody's are the first. A group's are a sample of the first file, or of all those that are needed. Of
    "both", half are each group's. Of one, ten or seventy writers, all adults, they are `count` / 10 of each
    digit.

    Args:
        whose: a name of `MOST`.
        writers: of all training images.
        labels: of the images of `files_of` files at least.
        seed: other seeds choose other images or writers, but not of everybody's.

    Returns:
        indices int64 (n,), all different
    """
    count = min(count, MOST[whose])
    if whose == EVERYBODY:
        return np.arange(count)
    end = min(files_of(whose, count) * IN_FILE, TRAINING_IMAGES)
    students = writers[:end] >= FIRST_STUDENT
    if whose in WRITERS:
        return _of_writers(
            WRITERS[whose], count, np.where(students, FIRST_STUDENT, writers[:end]), labels, seed
        )
    of_adults, of_students = (_shuffled(np.flatnonzero(students == is_one), seed) for is_one in (False, True))
    if whose == BOTH:
        return np.stack([of_adults[: count // 2], of_students[: count // 2]], axis=1).ravel()
    return (of_adults if whose == ADULTS else of_students)[:count]


def _of_writers(number: int, count: int, writers: np.ndarray, labels: np.ndarray, seed: int) -> np.ndarray:
    """Choose images of some adults who each wrote every digit, as often as it may be needed."""
    table = np.zeros((FIRST_STUDENT + 1, NUM_CLASSES), int)
    np.add.at(table, (writers, labels[: len(writers)]), 1)
    least = max(1, MOST["writer"] // number // NUM_CLASSES)
    who = _shuffled(np.flatnonzero(table[:FIRST_STUDENT].min(axis=1) >= least), seed)[:number]
    found: list[int] = []
    for slot in range(count):
        is_one = (writers == who[slot * number // count]) & (labels[: len(writers)] == slot % NUM_CLASSES)
        found.append(next(index for index in np.flatnonzero(is_one).tolist() if index not in found))
    return np.array(found)


def _shuffled(numbers: np.ndarray, seed: int) -> np.ndarray:
    """Return the numbers in an order that depends on the seed: by a hash, as in random.js."""
    mixed = numbers.astype(np.uint32) ^ np.uint32(seed * 0x9E3779B9 % 2**32)
    mixed = (mixed ^ (mixed >> 16)) * np.uint32(0x21F0AAAD)
    mixed = (mixed ^ (mixed >> 15)) * np.uint32(0x735A2D97)
    return numbers[np.argsort(mixed ^ (mixed >> 15))]


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
