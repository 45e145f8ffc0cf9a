"""The curve: how many of 1,000 test digits, all damaged alike, a network reads correctly at each degree.

For the shipped networks, they were counted once and stored with them. For others, half as many are counted
in slices, so that the page stays usable.
"""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

import numpy as np
import streamlit as st

from model.attribution.damage_curves import IMAGES, Right, counting_steps, load_curves
from model.errors import NetworkError
from model.load_once import load_once
from model.network import NAMES, Network
from model.preprocess.damage import DEGREES
from views.draw.breaking import words
from views.parts.charts.curves import curves
from views.parts.language.language import _
from views.parts.looks.wording import of_100, short, whole
from views.parts.shared import needs_files, test_images
from views.session import breaking
from views.session.computing import AGAIN_SECONDS, Work, computed

TICKS = 5  # on the axis
KEY = "breaking_counted"  # in the session's state
OWN_IMAGES = 500  # of those for a network of your own
HUNDREDTHS = {"thinned", "thickened", "noised"}  # kinds whose degrees are hundredths
PERCENTS = {"shrunk"}

shipped_curves = load_once(load_curves)


class Count(NamedTuple):
    """How many test digits, damaged in one way, a network reads correctly at each degree.

    Attributes:
        network: reads the digits.
        kind: of damage, one of `DEGREES`.
    """

    network: Network
    kind: str

    @property
    def found(self) -> list[Right | None]:
        """The count for each degree, or None if it isn't counted yet."""
        known = self.stored
        if known is None:
            known = self.work.found or self.work.so_far or ()
        return [*known, *[None] * (len(DEGREES[self.kind]) - len(known))]

    @property
    def stored(self) -> list[Right] | None:
        """The counts stored with a shipped network; None if there are none."""
        if self.network.name in NAMES:
            with suppress(NetworkError):
                return [Right(*counts) for counts in shipped_curves(self.network)[self.kind].tolist()]
        return None

    @property
    def images(self) -> int:
        """How many digits are counted."""
        return OWN_IMAGES if self.stored is None else IMAGES

    @property
    def is_over(self) -> bool:
        """Whether no more counts will come."""
        return None not in self.found

    @property
    def work(self) -> Work:
        """Count a network that has no stored counts, for this session."""
        images, labels = (each[:OWN_IMAGES] for each in test_images())
        return computed(KEY, self, counting_steps, self.network, images, labels, self.kind)


def curve(count: Count) -> None:
    """Show the curve, and continue to count if counts are missing."""
    with needs_files():
        is_over = count.is_over
        st.fragment(_show, run_every=None if is_over else AGAIN_SECONDS)(count, is_over)


@needs_files()
def _show(count: Count, was_over: bool = True) -> None:
    if not was_over:
        count.work.go_on()
    is_over, kind, found = count.is_over, count.kind, count.found
    if is_over and not was_over:
        st.rerun(scope="app")
    degrees = list(DEGREES[kind])
    known = [each for each in found if each is not None]  # of the first degrees
    shares = np.array(known, float).reshape(-1, 2) / count.images
    place, apart = degrees.index(breaking.degree()), max(1, len(degrees) // TICKS)
    with st.container(key="breaking_curve"):
        curves(
            _(
                "How many of {images} [test digits](words#test-image) the network reads correctly with this "
                "kind of damage"
            ).format(images=whole(count.images)),
            {_("as it is"): shares[:, 0], _("centered first"): shares[:, 1]},
            degrees[: len(known)],
            [(degree, tick(kind, degree)) for degree in degrees[::apart]],
            "breaking_curves",
            until=degrees[-1],
            mark=None if found[place] is None else breaking.degree(),
            as_percent=True,
        )
        if not is_over:
            text = _("Damaging {images} test digits …").format(images=whole(count.images))
            st.progress(len(known) / len(found), text)
        if found[place] is not None:
            as_it_is, centered = (of_100(share, 1) for share in shares[place])
            st.markdown(
                _(
                    "With this damage, the network reads **{as_it_is}** of them correctly as they are, and "
                    "**{centered}** if they are centered first."
                ).format(as_it_is=as_it_is, centered=centered)
            )


def in_words(kind: str, degree: int) -> str:
    """Say how strong a damage is."""
    number = _written(kind, degree)
    exact = words.EXACT_DEGREES.get((kind, number))
    return _(words.DEGREES[kind]).format(degree=number) if exact is None else _(exact)


def tick(kind: str, degree: int) -> str:
    """Write a degree along an axis."""
    return _(words.TICKS[kind]).format(degree=_written(kind, degree))


def _written(kind: str, degree: int) -> str:
    if kind in PERCENTS:
        return of_100(degree / 100, 0)
    return short(degree / 100) if kind in HUNDREDTHS and degree else str(degree)
