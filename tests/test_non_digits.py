"""Tests the drawings of non-digits: how often each kind comes, and the shape of each scribble."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from model.preprocess import non_digits as no_digits
from model.preprocess.pen import SAMPLES, read_styles

TIMES = 300
STRAIGHT = np.eye(2)


@pytest.fixture
def unturned(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Leave scribbles unrotated, and collect the angles."""
    angles: list[float] = []
    monkeypatch.setattr(no_digits, "rotation", lambda angle: angles.append(angle) or STRAIGHT)
    return angles


def many(scribble) -> list[list[np.ndarray]]:
    rng = np.random.default_rng(5)
    return [scribble(rng) for _ in range(TIMES)]


def counts(drawn: list[list[np.ndarray]]) -> tuple[set[int], set[int]]:
    """Return the numbers of strokes and the numbers of points in a stroke."""
    return {len(strokes) for strokes in drawn}, {len(stroke) for strokes in drawn for stroke in strokes}


def test_kinds_have_fixed_shares_and_half_are_signs_that_people_write(monkeypatch):
    drawn = Counter()

    def counted(kind: str, made: list[np.ndarray]):
        return lambda *given: drawn.update([(kind, *given[:-1])]) or made

    dot = [np.zeros((1, 2))]
    monkeypatch.setattr(no_digits, "vary", lambda style, _: drawn.update([("styles", style)]) or dot)
    for name in ("_two_digits", "_turned", "_built"):
        monkeypatch.setattr(no_digits, name, counted(name, dot))
    monkeypatch.setattr(no_digits, "SCRIBBLES", tuple(counted(f"scribble {i}", dot) for i in range(4)))
    rng = np.random.default_rng(1)
    for _ in range(4000):
        assert no_digits.draw_no_digit(rng) is dot
    shares = Counter()
    for (kind, *_), times in drawn.items():
        shares[kind] += times / 4000
    found = [shares[each] for each in ("styles", "_two_digits", "_turned", "_built")]
    assert found == pytest.approx([0.5, 0.07, 0.05, 0.1], abs=0.025)
    assert [shares[f"scribble {i}"] for i in range(4)] == pytest.approx([0.07] * 4, abs=0.02)
    assert {style for _, *rest in drawn for style in rest} == set(read_styles()["-"])


def test_built_signs_have_three_to_six_strokes_on_a_grid():
    drawn, places = many(no_digits._built), set()
    assert counts(drawn) == ({3, 4, 5, 6}, {2 * SAMPLES + 1})
    bends, shifts = [], []
    for strokes in drawn:
        for stroke in strokes:
            ends = stroke[[0, -1]]
            near = [
                (round(float(x) / 0.35), min(range(4), key=lambda k: abs((0, 0.35, 0.65, 1)[k] - y)))
                for x, y in ends
            ]
            places.update(near)
            assert np.abs(ends[:, 0] - 0.35 * np.array(near)[:, 0]).max() < 0.16
            shifts.append(ends[0] - [0.35 * near[0][0], (0, 0.35, 0.65, 1)[near[0][1]]])
            bends.append(stroke[SAMPLES] - ends.mean(axis=0))
    assert places == {(x, y) for x in range(3) for y in range(4)}
    assert abs(np.corrcoef(np.array(bends).T)[0, 1]) < 0.15  # bent to either side
    far = np.hypot(*np.array(bends).T)
    assert np.mean(far < 0.08) > 0.4  # straight ones
    assert np.mean(far > 0.15) > 0.2  # bent ones
    assert np.std(shifts, axis=0) == pytest.approx([0.03, 0.03], abs=0.005)
    assert abs(np.corrcoef(np.array(shifts).T)[0, 1]) < 0.15  # horizontal and vertical shifts are independent


def test_a_zigzag_has_straight_lines_between_5_to_15_places():
    drawn = many(no_digits._zigzag)
    assert counts(drawn) == ({1}, set(range(5, 16)))
    points = np.concatenate([stroke for (stroke,) in drawn])
    assert points.min() >= 0 and points.max() <= 1


def test_a_tangle_is_one_smooth_curve_through_5_to_13_places():
    drawn = many(no_digits._tangle)
    assert counts(drawn) == ({1}, {(number - 1) * SAMPLES + 1 for number in range(5, 14)})
    for (stroke,) in drawn:
        through = stroke[::SAMPLES]
        assert through.min() >= 0 and through.max() <= 1


def test_3_to_8_loose_strokes_go_through_2_to_4_places_each():
    drawn = many(no_digits._loose_strokes)
    assert counts(drawn) == (set(range(3, 9)), {SAMPLES + 1, 2 * SAMPLES + 1, 3 * SAMPLES + 1})
    assert all(
        stroke[::SAMPLES].min() >= 0 and stroke[::SAMPLES].max() <= 1 for each in drawn for stroke in each
    )


def test_a_wandering_pen_takes_unit_steps_and_turns_more_and_more():
    drawn = many(no_digits._wander)
    strokes, points = counts(drawn)
    assert strokes == {1} and 80 <= min(points) < 83 and 190 < max(points) < 200
    turned = []
    for (stroke,) in drawn:
        steps = np.diff(stroke, axis=0)
        np.testing.assert_allclose(np.hypot(*steps.T), 1)
        angles = np.diff(np.unwrap(np.arctan2(steps[:, 1], steps[:, 0])))
        turned.append([np.sqrt((part**2).mean()) for part in (angles[:20], angles[-20:])])
    early, late = np.median(turned, axis=0)
    assert 0.25 < early < 0.6 < late < 1.8


def test_a_jumble_is_pulled_back_to_its_start():
    drawn = many(no_digits._jumble)
    strokes, points = counts(drawn)
    assert strokes == {1} and min(points) == 20 and 75 < max(points) < 80
    ends = np.array([stroke[-1] for (stroke,) in drawn])
    # A pull of 15% before each step gives a mean square of 1 / (1 - 0.85²).
    assert (ends**2).mean() == pytest.approx(1 / (1 - 0.85**2), rel=0.15)
    firsts = np.array([stroke[0] for (stroke,) in drawn])
    assert (firsts**2).mean() == pytest.approx(1, rel=0.2)


def test_there_are_one_to_five_dots():
    drawn = many(no_digits._dots)
    assert counts(drawn) == ({1, 2, 3, 4, 5}, {1})
    assert all(stroke.min() >= 0 and stroke.max() <= 1 for strokes in drawn for stroke in strokes)


def test_a_hatched_patch_goes_to_and_fro_and_onward(unturned):
    drawn = many(no_digits._hatch)
    assert counts(drawn) == ({1}, set(range(6, 16)))
    widths = []
    for (stroke,) in drawn:
        across, along = stroke.T
        assert along[1::2].mean() - along[::2].mean() == pytest.approx(1, abs=0.5)
        number = len(across)
        widths.append((across[-1] - across[0]) * number / (number - 1))
    assert np.mean([stroke[::2, 1].mean() for (stroke,) in drawn]) == pytest.approx(0, abs=0.03)
    assert 0.1 < np.quantile(widths, 0.02) < 0.35 and 1.3 < np.quantile(widths, 0.98) < 1.7
    assert 0 <= min(unturned) < 0.1 and 3.0 < max(unturned) <= np.pi


def test_a_blot_is_a_narrow_bar_filled_line_by_line(unturned):
    drawn = many(no_digits._blot)
    strokes, points = counts(drawn)
    assert strokes == {1} and min(points) == 8 and max(points) == 39
    widths = []
    for (stroke,) in drawn:
        along, across = stroke.T
        np.testing.assert_allclose(along, np.linspace(0, 1, len(stroke)))
        widths.append(across[1::2].mean() - across[::2].mean())
        assert across[1::2].mean() + across[::2].mean() == pytest.approx(0, abs=0.05)
    assert 0.1 < min(widths) < 0.16 and 0.46 < max(widths) < 0.53
    assert 0 <= min(unturned) < 0.1 and 3.0 < max(unturned) <= np.pi


def test_a_coil_makes_2_5_to_8_turns_around_a_drifting_center(unturned):
    rounds, ratios, drifts, heights = [], [], [], []
    for (stroke,) in many(no_digits._coil):
        steps = np.diff(stroke, axis=0)
        turned = np.abs(np.diff(np.unwrap(np.arctan2(steps[:, 1], steps[:, 0])))).sum() / (2 * np.pi)
        rounds.append(turned / len(stroke) * 16)
        ratios.append(len(stroke))
        heights.append(np.ptp(stroke[:16, 1]) / np.ptp(stroke[:16, 0]))
        drifts.append(stroke[-16:].mean(axis=0) - stroke[:16].mean(axis=0))
    assert 40 <= min(ratios) < 46 and 122 < max(ratios) <= 128  # sixteen points a turn
    assert np.median(rounds) == pytest.approx(1, abs=0.25)
    assert 0.3 < np.median(np.abs(drifts)) < 1.5
    assert 0.2 < np.quantile(heights, 0.05) < 0.45 and 0.85 < np.quantile(heights, 0.95) < 1.2  # an oval
    assert np.mean(drifts) == pytest.approx(0, abs=0.4)
    assert 0 <= min(unturned) < 0.1 and 3.0 < max(unturned) <= np.pi


def test_all_scribbles_are_used_and_three_times_at_most():
    named = {each for name, each in vars(no_digits).items() if name in WAYS}
    assert set(no_digits.SCRIBBLES) == named and len(named) == len(WAYS) == 9
    assert len(no_digits.SCRIBBLES) == 16
    assert max(Counter(no_digits.SCRIBBLES).values()) == 3


WAYS = {
    *("_zigzag", "_tangle", "_loose_strokes", "_wander", "_jumble", "_dots", "_hatch", "_blot", "_coil"),
}
