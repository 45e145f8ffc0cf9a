"""Tests that flips are where the answer changes, and that the answers on both sides confirm each of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.network import NAMES, load_network
from model.preprocess.morph import FLIP_SAMPLES
from tests.flips import flips_of
from tests.morphs import answer, between, image_between
from tests.samples import SAMPLES as DIGITS

GAP = 1 / (FLIP_SAMPLES - 1)
CLOSE = 1 / 1024  # of the slider's range: a quarter of a pixel where the slider is as wide as the canvas
PLACES = st.lists(st.floats(GAP, 1 - GAP), min_size=0, max_size=4).map(sorted)


def steps(places: list[float]):
    """Return a function whose answer changes beyond each of these places."""
    return lambda share: sum(share > place for place in places)


@given(PLACES.filter(lambda places: all(b - a > 2 * GAP for a, b in pairwise(places))))
def test_every_flip_is_found_at_its_place(places):
    found = flips_of(steps(places))
    assert [flip.share for flip in found] == pytest.approx(places, abs=CLOSE / 2)
    assert [(flip.before, flip.after) for flip in found] == [(i, i + 1) for i in range(len(places))]
    assert all(flip.high - flip.low <= CLOSE for flip in found)


@pytest.mark.parametrize("place", [CLOSE, GAP / 3, 1 - GAP / 3, 1 - CLOSE])
def test_flips_close_to_either_end_are_found(place):
    asked = set()
    (flip,) = flips_of(lambda share: asked.add(share) or share > place)
    assert flip.share == pytest.approx(place, abs=CLOSE / 2)
    assert (min(asked), max(asked)) == (0, 1)


@given(PLACES)
def test_flips_close_together_stay_separate_and_follow_one_another(places):
    answer_at = steps(places)
    found = flips_of(answer_at)
    answers = [answer_at(0), *(flip.after for flip in found)]
    assert [flip.before for flip in found] == answers[:-1] and answers[-1] == answer_at(1)
    assert all(low.high <= high.low for low, high in pairwise(found))
    assert all((answer_at(flip.low), answer_at(flip.high)) == (flip.before, flip.after) for flip in found)


@pytest.mark.parametrize("name", NAMES)
def test_forward_passes_on_both_sides_confirm_each_flip(name):
    network = load_network(name)
    for before, after in ((4, 9), (1, 7), (3, 5)):
        way = between(DIGITS[before], DIGITS[after])
        found = flips_of(lambda share, way=way: answer(network, image_between(way, share)))
        assert found[0].before == before and found[-1].after == after
        for flip in found:
            for share, said in ((flip.low, flip.before), (flip.high, flip.after)):
                assert answer(network, image_between(way, share)) == said


def bisected(says, low: float, high: float) -> float:
    """Return where the answer first changes between two shares, to a millionth, by bisection."""
    before = says(low)
    while high - low > 1e-6:
        middle = (low + high) / 2
        low, high = (middle, high) if says(middle) == before else (low, middle)
    return (low + high) / 2


def test_bisection_finds_each_flip_between_drawings_at_the_same_place():
    network = load_network("dense")
    for before, after in ((4, 9), (9, 4), (1, 7)):
        way = between(DIGITS[before], DIGITS[after])

        def says(share: float, way=way) -> int | None:
            return answer(network, image_between(way, share))

        found = flips_of(says)
        assert found
        for flip in found:
            place = bisected(says, max(0, flip.low - 1e-3), min(1, flip.high + 1e-3))
            assert flip.share == pytest.approx(place, abs=CLOSE / 2 + 1e-6)
            assert 0 < flip.high - flip.low <= CLOSE
