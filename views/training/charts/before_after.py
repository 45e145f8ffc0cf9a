"""How a training changed the reading of the user's own digits and of MNIST: before and after, side by side.

A digit of the user's counts as right if the page shows it right, so not if the page calls it a non-digit.
The MNIST figures cover all test images, which no training here has seen, whether taken for digits or not.
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
from model.training.training import Training
from views.parts.charts.digit_bars import digit_bars
from views.parts.language.language import _, ngettext
from views.parts.looks.encode import png_url
from views.parts.looks.wording import NOT_A_DIGIT, WITHIN_TEXT, percent, whole
from views.parts.pictures.pictures import Picture, pictures
from views.parts.shared import needs_files, shipped_network, test_images
from views.session.own_digits import own_digits
from views.training.charts.by_device import held_back_figure, who_is_forgotten

FORGOTTEN = 0.02  # of MNIST's test images: a network whose accuracy drops by more has forgotten something
REFUSED = -1  # the answer for a digit that is taken for a non-digit
SIZE = 56  # pixels per side of a picture
MOST_SHOWN = 40  # own digits, misread ones (before or after) first


def changed(training: Training) -> None:
    """Show before and after for a training on own digits; only before until it has ended."""
    after = None
    if training.is_usable:
        after = replace(training.snapshot.network, card=dict(training.detector))
    taught = frozenset(image.tobytes() for image in training.own.images)
    before_after(training.begin_with, after, taught, alone=not training.choices.images)


@needs_files()
def before_after(
    before: Network | None,
    after: Network | None,
    taught: frozenset[bytes] = frozenset(),
    alone: bool = False,
) -> None:
    """Show both columns, the pictures and a sentence about what changed.

    Args:
        before: the network that the training starts with; None for random weights. Then the simple network is
            shown instead.
        after: the trained network; None while there is none.
        taught: the images of the own digits that it has learned from, as bytes.
        alone: whether it has learned from these alone.
    """
    digits = own_digits()
    labels = np.array([digit.label for digit in digits], np.int64)
    title, before = (
        (_("**Before**"), before)
        if before
        else (_("**The simple network**, unchanged"), shipped_network("dense"))
    )
    was = answers(before, digits)
    now = None if after is None else answers(after, digits)
    columns = zip(
        st.columns(2), ("own_before", "own_after"), (title, _("**After**")), (before, after), (was, now)
    )
    for column, key, heading, network, found in columns:
        with column, st.container(key=key, gap="xsmall"):
            st.markdown(heading)
            if network is None:
                st.markdown(_("You haven't taught it yet."))
            else:
                _figures(found == labels, mnist_right(network).mean())
                held_back_figure(digits, found == labels)
    is_new = np.array([image_bytes(digit) not in taught for digit in digits], bool)
    if now is not None and digits:
        shares = mnist_right(before).mean(), mnist_right(after).mean()
        st.markdown(in_words(was == labels, now == labels, is_new, forgets(*shares), alone))
        who_is_forgotten(digits, was == labels, now == labels)
    if digits:
        text, row = row_of(digits, was, now, is_new)
        st.markdown(text)
        pictures(row, "own_read", size=SIZE)
    if after is not None:
        _digit_by_digit(before, after)


def _figures(is_right: np.ndarray, share: float) -> None:
    mine = _("Of your digits, it gets **{right} of {count}** right.").format(
        right=whole(int(is_right.sum())), count=whole(len(is_right))
    )
    st.markdown(mine if len(is_right) else _("You have no digits here yet."))
    st.markdown(
        _(
            "It gets **{share}** of [MNIST](words#mnist)'s {images} [test images](words#test-image) right."
        ).format(share=percent(share), images=whole(TEST_IMAGES))
    )


def forgets(before: float, after: float) -> bool:
    """Return whether a network has forgotten something, from the shares of MNIST that it reads right."""
    return before - after > FORGOTTEN


def in_words(
    was_right: np.ndarray, is_right: np.ndarray, is_new: np.ndarray, is_forgotten: bool, alone: bool
) -> str:
    """Return a sentence about what the network has learned and what it has forgotten."""
    learned = int((is_right & ~was_right).sum())
    if was_right.all():
        text = [_("It already got all your digits right.")]
    elif not learned:
        text = [_("It still misreads all of your digits that it misread before.")]
    else:
        some = ngettext(
            "It has learned one of your digits that it misread before.",
            "It has learned {count} of your digits that it misread before.",
            learned,
        )
        text = [some.format(count=whole(learned))]
    if is_new.any():
        text.append(
            _("Of the digits that it didn't learn from, it gets {right} of {count} right.").format(
                right=whole(int(is_right[is_new].sum())), count=whole(int(is_new.sum()))
            )
        )
    if is_forgotten:
        text.append(
            _(
                "**But it [forgets](words#forgetting)**. It only saw your digits, so it moved its "
                "[weights](words#weight) to fit them and got worse at other people's. Teach it both, and it "
                "keeps what it knew."
            )
            if alone
            else _("It gets fewer of other people's digits right than the other network does.")
        )
    else:
        text.append(
            _(
                "It has hardly forgotten anything yet. Perhaps you only have a few digits, or they're like "
                "ones it already knew."
            )
            if alone
            else _("It hasn't forgotten other people's digits, because it learned from those, too.")
        )
    return " ".join(text)


def row_of(
    digits: Sequence[OwnDigit], was: np.ndarray, now: np.ndarray | None, is_new: np.ndarray
) -> tuple[str, list[Picture]]:
    """Return every digit with what the network read it as before and reads it as now, after a text."""
    labels = np.array([digit.label for digit in digits])
    row, latest = [], was if now is None else now
    order = np.argsort((was == labels) & (latest == labels), kind="stable")[:MOST_SHOWN]
    for i in order.tolist():
        if now is None:
            caption, alt = _sign(was[i]), _("Your {label}, read as {was}")
        else:
            caption = _("{was} → {now} new") if is_new[i] else "{was} → {now}"
            caption = caption.format(was=_sign(was[i]), now=_sign(now[i]))
            alt = _("Your {label}, read as {was} before and as {now} after")
        alt = alt.format(label=digits[i].label, was=_named(was[i]), now=_named(latest[i]))
        row.append(Picture(png_url(digits[i].image), alt, caption))
    text = [
        _("Below each drawing, you see how the network reads it.")
        if now is None
        else _("The line below each drawing shows how the network read it: before → now.")
    ]
    if REFUSED in was or REFUSED in latest:
        # Translators: what the sign – below a picture means
        text.append(_("A dash (–) means “Not a digit”."))
    if now is not None and is_new[order].any():
        text.append(_("Digits it didn't learn from are marked “new”."))
    if len(order) < len(digits):
        first = _("Showing {shown} of {count}, misread ones first.")
        text.append(first.format(shown=whole(len(order)), count=whole(len(digits))))
    return " ".join(text), row


def _sign(answer: int) -> str:
    return "–" if answer == REFUSED else str(answer)


def _named(answer: int) -> str:
    return _(WITHIN_TEXT[NOT_A_DIGIT]) if answer == REFUSED else str(answer)


def _digit_by_digit(before: Network, after: Network) -> None:
    """Show how many of MNIST's test images of each digit are read right."""
    labels = test_images()[1]
    st.markdown(
        _(
            "Digit by digit: how many of [MNIST](words#mnist)'s {images} [test images](words#test-image) the "
            "network gets right, before and after"
        ).format(images=whole(TEST_IMAGES))
    )
    for column, network, key in zip(st.columns(2), (before, after), ("before", "after")):
        right = mnist_right(network)
        shares = [float(right[labels == digit].mean()) for digit in range(NUM_CLASSES)]
        with column:
            digit_bars(shares, f"mnist_{key}", texts=[percent(share) for share in shares])


def answers(network: Network, digits: Sequence[OwnDigit]) -> np.ndarray:
    """Return what the page would read each digit as, int64 (n,): 0 to 9, or `REFUSED`.

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
    """Return whether a network reads each of MNIST's test images right, bool (10000,).

    Raises:
        DataError: the images are missing or damaged.
    """
    images, labels = test_images()
    found = [network.logits_of(values).argmax(axis=1) for values in forward_batches(network, images)]
    return np.concatenate(found) == labels


def image_bytes(digit: OwnDigit) -> bytes:
    """Return a digit's image as a training receives it."""
    return taught_images([digit]).images[0].tobytes()
