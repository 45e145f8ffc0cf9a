"""What a training has changed: of own digits, and of MNIST, before and after, side by side.

One's own are read right where the page shows them right: one that is taken for no digit is not. The figures
on MNIST are of all its test images, which no training here has seen, taken for digits or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
import streamlit as st

from model.network import Network, forward_batch, forward_batches
from model.novelty import are_digits
from model.novelty.own_digits import OwnDigit, taught_images
from model.preprocess.mnist import IMAGE_SIZE, NUM_CLASSES, TEST_IMAGES
from model.training.live import Progress, Training
from model.training.snapshot import DONE, STOPPED
from views.parts.charts.digit_bars import digit_bars
from views.parts.looks.encode import png_url
from views.parts.looks.wording import percent, whole
from views.parts.pictures.pictures import Picture, pictures
from views.serving.shared import needs_files, shipped_network, test_images
from views.session.own_digits import own_digits
from views.training import words

FORGOTTEN = 0.02  # of MNIST's test images: a network that has lost more has forgotten something
REFUSED = -1  # in the place of an answer: taken for no digit
SIZE = 56  # pixels a side, of a picture
MOST_SHOWN = 40  # own digits: those first that were or are misread


def changed(training: Training, progress: Progress) -> None:
    """Before and after a training on own digits; before, until it has ended."""
    after = None
    if progress.state in (DONE, STOPPED) and progress.snapshot:
        after = replace(progress.snapshot.network, card=dict(progress.detector))
    taught = frozenset(image.tobytes() for image in training.own.images)
    before_after(training.begin_with, after, taught, alone=not training.choices.images)


@needs_files()
def before_after(
    before: Network | None,
    after: Network | None,
    taught: frozenset[bytes] = frozenset(),
    alone: bool = False,
) -> None:
    """Show it.

    Args:
        before: the network that the training begins with; None for random weights, in whose place the
            simple network is shown.
        after: what it has made of it; None while there is nothing.
        taught: the own digits' images that it has learned from, as bytes.
        alone: whether it has learned from these alone.
    """
    digits = own_digits()
    labels = np.array([digit.label for digit in digits], np.int64)
    title, before = (words.BEFORE, before) if before else (words.SHIPPED, shipped_network("dense"))
    was = answers(before, digits)
    now = None if after is None else answers(after, digits)
    columns = zip(
        st.columns(2), ("own_before", "own_after"), (title, words.TAUGHT), (before, after), (was, now)
    )
    for column, key, heading, network, found in columns:
        with column, st.container(key=key, gap="xsmall"):
            st.markdown(heading)
            if network is None:
                st.markdown(words.NOT_YET)
            else:
                _figures(found == labels, mnist_right(network).mean())
    is_new = np.array([image_bytes(digit) not in taught for digit in digits], bool)
    if now is not None and digits:
        is_forgotten = mnist_right(before).mean() - mnist_right(after).mean() > FORGOTTEN
        st.markdown(_in_words(was == labels, now == labels, is_new, is_forgotten, alone))
    if digits:
        _pictures(digits, labels, was, now, is_new)
    if after is not None:
        _digit_by_digit(before, after)


def _figures(is_right: np.ndarray, share: float) -> None:
    mine = words.MINE_RIGHT.format(right=int(is_right.sum()), count=len(is_right))
    st.markdown(mine if len(is_right) else words.NONE_OF_MINE)
    st.markdown(words.MNIST_RIGHT.format(share=percent(share), images=whole(TEST_IMAGES)))


def _in_words(
    was_right: np.ndarray, is_right: np.ndarray, is_new: np.ndarray, is_forgotten: bool, alone: bool
) -> str:
    """What has been learned, and what was forgotten."""
    learned = int((is_right & ~was_right).sum())
    text = [
        words.NOTHING_TO_LEARN if was_right.all() else words.LEARNED[min(learned, 2)].format(count=learned)
    ]
    if is_new.any():
        text.append(words.UNSEEN_RIGHT.format(right=int(is_right[is_new].sum()), count=int(is_new.sum())))
    if is_forgotten:
        text.append(words.FORGETS if alone else words.FORGETS_SOME)
    else:
        text.append(words.KEEPS_ALONE if alone else words.KEEPS)
    return " ".join(text)


def _pictures(
    digits: Sequence[OwnDigit],
    labels: np.ndarray,
    was: np.ndarray,
    now: np.ndarray | None,
    is_new: np.ndarray,
) -> None:
    """Every digit, with what it was taken for, and is now."""
    row, latest = [], was if now is None else now
    order = np.argsort((was == labels) & (latest == labels), kind="stable")[:MOST_SHOWN]
    for i in order.tolist():
        label = digits[i].label
        if now is None:
            caption, alt = _sign(was[i]), words.READ_AS.format(label=label, was=_spoken(was[i]))
        else:
            caption = words.FROM_TO.format(was=_sign(was[i]), now=_sign(now[i]))
            alt = words.READ_BEFORE_AFTER.format(label=label, was=_spoken(was[i]), now=_spoken(now[i]))
            caption += words.UNTAUGHT if is_new[i] else ""
        row.append(Picture(png_url(digits[i].image), alt, caption))
    marks = words.MARKS if REFUSED in was or REFUSED in latest else ""
    marks += words.NEW_MARKS if now is not None and is_new[order].any() else ""
    if len(order) < len(digits):
        marks += words.FIRST_OF.format(shown=len(order), count=len(digits))
    st.markdown((words.EACH_READ_AS if now is None else words.EACH_READ).format(marks=marks))
    pictures(row, "own_read", size=SIZE)


def _sign(answer: int) -> str:
    return words.NO_DIGIT_MARK if answer == REFUSED else str(answer)


def _spoken(answer: int) -> str:
    return words.NO_DIGIT if answer == REFUSED else str(answer)


def _digit_by_digit(before: Network, after: Network) -> None:
    """How many of MNIST's test images of each digit are read right."""
    _, labels = test_images()
    st.markdown(words.DIGIT_BY_DIGIT.format(images=whole(TEST_IMAGES)))
    for column, network, key in zip(st.columns(2), (before, after), ("before", "after")):
        right = mnist_right(network)
        with column:
            shares = [float(right[labels == digit].mean()) for digit in range(NUM_CLASSES)]
            digit_bars(shares, f"mnist_{key}", texts=[percent(share) for share in shares])


def answers(network: Network, digits: Sequence[OwnDigit]) -> np.ndarray:
    """What the page would say of each digit, int64 (n,): which one it is, or `REFUSED`.

    A network without a detector refuses none.

    Raises:
        NetworkError: the detector of a shipped network can't be read.
    """
    images = np.array([digit.image for digit in digits], np.float32).reshape(-1, IMAGE_SIZE, IMAGE_SIZE)
    if not len(images):
        return np.zeros(0, np.int64)
    values = forward_batch(network, images)
    found = network.logits_of(values).argmax(axis=1)
    return np.where(are_digits(network, values), found, REFUSED)


@lru_cache(maxsize=16)
def mnist_right(network: Network) -> np.ndarray:
    """Whether a network reads each of MNIST's test images right, bool (10000,).

    Raises:
        DataError: they are missing or damaged.
    """
    images, labels = test_images()
    found = [network.logits_of(values).argmax(axis=1) for values in forward_batches(network, images)]
    return np.concatenate(found) == labels


def image_bytes(digit: OwnDigit) -> bytes:
    """The image of a digit as a training is given it."""
    return taught_images([digit]).images[0].tobytes()
