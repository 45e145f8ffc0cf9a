"""Digits by some people, of MNIST's test images, and a map of all those people."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from model.load_once import load_once
from model.network import Network
from model.network.network import logits_of
from model.preprocess.mnist import NUM_CLASSES
from model.preprocess.writers import FIRST_STUDENT, load_writers
from model.training.training import Training
from model.training.whose import ADULTS, GROUPS
from views.lesson.steps.hands_found import OWN, Studio
from views.parts.component import mount
from views.parts.language.language import _
from views.parts.looks.encode import png_url
from views.parts.pictures.pictures import Picture, pictures
from views.parts.shared import test_images

SIZE, COLUMNS = 44, 10  # pixels of a picture at least, and pictures in a row
MAP = 384  # pixels
FIRST, MOST = 1_000, COLUMNS  # images of a group in which to look for misread ones, and how many to show

_writers = load_once(load_writers)
_map = mount(__file__, "hands_map")


def small(row: Sequence[Picture], key: str, on_pick: Callable[[object], None] | None = None) -> None:
    """Show small pictures in a row, or in rows of fewer if there's no room; see `pictures`."""
    pictures(row, key, size=SIZE, columns=COLUMNS, on_pick=on_pick)


def examples(group: str, only: int | None = None) -> list[Picture]:
    """Return a group's first test images: one of each digit, or ten of the same, each by another person."""
    (images, labels), used, found = test_images(), set(), []
    for label in range(NUM_CLASSES):
        number = next(
            each
            for each in _of(group)
            if labels[each] == (label if only is None else only) and _writers().test[each] not in used
        )
        used.add(_writers().test[number])
        found.append(Picture(png_url(images[number] / 255), str(labels[number])))
    return found


def misread(training: Training, group: str) -> list[Picture]:
    """Return the first test images of a group that a trained network misreads, and what it reads them as."""
    images, labels = (each[_of(group)[:FIRST]] for each in test_images())
    answers = logits_of(training.progress.snapshot.network, images).argmax(axis=1)
    wrong = np.flatnonzero(answers != labels)[:MOST]
    texts = [_("{digit} as {answer}").format(digit=labels[i], answer=answers[i]) for i in wrong]
    return [Picture(png_url(images[i] / 255), text, text) for i, text in zip(wrong, texts)]


def people_map(at: Studio) -> None:
    """Show how many of each person's test images two networks read, and how many of one's own digits."""
    networks = [at.network(group) for group in GROUPS]
    if not all(networks):
        return
    if at.people is None:
        at.people = people_of(networks)
    own = at.found().own
    you = own and [right / OWN for right in own[: len(GROUPS)]]
    _map(key="hands_map", height=MAP, data={"people": at.people, "you": you})


def people_of(networks: Sequence[Network]) -> list[tuple[int, float, float]]:
    """Return for each person who wrote test images the number of the group, and what each network reads.

    That's a share of the person's images, from 0 to 1.
    """
    images, labels = test_images()
    people, whose = np.unique(_writers().test, return_inverse=True)
    shares = [
        np.bincount(whose, logits_of(network, images).argmax(axis=1) == labels) / np.bincount(whose)
        for network in networks
    ]
    return list(zip((people >= FIRST_STUDENT).astype(int).tolist(), *(each.tolist() for each in shares)))


def _of(group: str) -> np.ndarray:
    """Return the numbers of the test images that a group wrote."""
    return np.flatnonzero((_writers().test < FIRST_STUDENT) == (group == ADULTS))
