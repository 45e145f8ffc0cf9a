"""The curve: of 1,000 test digits damaged alike, how many are read, degree by degree.

Those of the shipped networks were counted once and are kept beside them. Others are counted here, a degree at
a time, so that the page can be used meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

import numpy as np
import streamlit as st

from model.damage import DEGREES
from model.damage_curves import IMAGES, Right, count_right, load_curves
from model.layer import NetworkError
from model.load_once import load_once
from model.network import NAMES, Network
from views.breaking import words
from views.parts.curves import curves
from views.parts.wording import exact, short, whole
from views.session import breaking, state
from views.session.shared import needs_files, test_images

PAUSE = 0.05  # seconds from one degree to the next, in which the page can be used
TICKS = 5  # on the axis
HUNDREDTHS = {"thinned", "thickened", "noised"}  # kinds whose degrees are such

shipped_curves = load_once(load_curves)


def curve(network: Network) -> None:
    """Show it, and go on counting where it has not all been counted."""
    found = found_of(network, breaking.kind())
    is_whole = None not in found
    st.fragment(_show, run_every=None if is_whole else PAUSE)(network, breaking.kind())


def _show(network: Network, kind: str) -> None:
    was_whole = None not in found_of(network, kind)
    if not was_whole:
        with needs_files():
            count_next(network, kind)
    degrees, found = list(DEGREES[kind]), found_of(network, kind)
    known = [each for each in found if each is not None]  # of the first degrees
    shares = np.array(known, float).reshape(-1, 2) / IMAGES
    place, apart = degrees.index(breaking.degree()), max(1, len(degrees) // TICKS)
    with st.container(key="breaking_curve"):
        curves(
            words.CURVES.format(images=whole(IMAGES)),
            {words.AS_IT_IS: shares[:, 0], words.AS_MNIST: shares[:, 1]},
            degrees[: len(known)],
            [(degree, in_words(words.TICKS, kind, degree)) for degree in degrees[::apart]],
            "breaking_curves",
            until=degrees[-1],
            mark=None if found[place] is None else breaking.degree(),
            as_percent=True,
        )
        if len(known) < len(found):
            st.progress(len(known) / len(found), words.COUNTING.format(images=whole(IMAGES)))
        if found[place] is not None:
            as_it_is, centered = (exact(100 * share, 1) + " %" for share in shares[place])
            st.markdown(words.AT_THE_MARK.format(as_it_is=as_it_is, centered=centered))
    if not was_whole and len(known) == len(found):
        st.rerun(scope="app")


def in_words(phrases: Mapping[str, str], kind: str, degree: int) -> str:
    """A degree in the phrase for its kind."""
    number = short(degree / 100) if kind in HUNDREDTHS and degree else str(degree)
    return phrases[kind].format(degree=number)


def found_of(network: Network, kind: str) -> list[Right | None]:
    """For each degree what was counted, None for what was not yet."""
    if network.name in NAMES:
        with suppress(NetworkError):
            return [Right(*counts) for counts in shipped_curves(network)[kind].tolist()]
    return [_counted(network).get((kind, degree)) for degree in DEGREES[kind]]


def _counted(network: Network) -> dict[tuple[str, int], Right]:
    last, counted = state.get("breaking_counted", (None, {}))
    if last is not network:
        counted = {}
        state.put("breaking_counted", (network, counted))
    return counted


def count_next(network: Network, kind: str) -> None:
    """Count the next degree of a network of which none is known, for this session."""
    images, labels = test_images()
    counted = _counted(network)
    degree = next(each for each in DEGREES[kind] if (kind, each) not in counted)
    counted[kind, degree] = count_right(network, images[:IMAGES], labels[:IMAGES], kind, degree)
