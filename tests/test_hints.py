"""Tests the hints for people who draw too small or draw two digits at once."""

import numpy as np
import pytest

from model.evaluation.drawings import draw_all
from model.network import NAMES, forward, forward_batch, load_network
from model.novelty import THRESHOLD, typicalities
from model.preprocess import to_mnist
from model.preprocess.hints import LARGER, ONE, SMALLEST, hint_of
from model.preprocess.pen import CANVAS_SIZE, draw_strokes, read_styles, vary
from tests.samples import SAMPLES

PARTED = 0.02  # the share of digits with a blank column between two tall parts, as in a 0 made of two arcs


def hint(strokes) -> str:
    return hint_of(draw_strokes(strokes)[..., 3] / np.float32(255))


def scaled(digit: int, size: float, middle: tuple[float, float] = (140, 140)) -> list[np.ndarray]:
    return [(np.array(stroke) - 140) * size + middle for stroke in SAMPLES[digit]]


def test_blank_paper_and_usual_digits_get_no_hint():
    assert hint_of(np.zeros((CANVAS_SIZE, CANVAS_SIZE), np.float32)) == ""
    assert {hint(strokes) for strokes in SAMPLES.values()} == {""}


@pytest.mark.parametrize("digit", SAMPLES)
def test_a_tiny_digit_should_be_drawn_larger(digit):
    assert hint(scaled(digit, 0.1)) == LARGER
    assert hint(scaled(digit, 0.5)) == ""


def test_a_dot_anywhere_should_be_drawn_larger():
    for place in [(20, 20), (140, 140), (260, 100)]:
        assert hint([[place]]) == LARGER


@pytest.mark.parametrize("name", NAMES)
def test_digits_of_the_smallest_accepted_size_are_read(name):
    network = load_network(name)
    strokes = [vary(style, np.random.default_rng(1)) for d in "23570" for style in read_styles()[d][:6]]
    side = SMALLEST * CANVAS_SIZE
    answers = []
    for one in strokes:
        points = np.concatenate(one)
        scale = (side + 12 - 20) / np.ptp(points, axis=0).max()
        image = to_mnist(draw_strokes([(s - points.min(axis=0)) * scale + 100 for s in one])).image
        answers.append(int(forward(network, image)["probs"].argmax()))
    right = np.array(answers) == np.repeat([2, 3, 5, 7, 0], 6)
    assert right.mean() >= 0.6


@pytest.mark.parametrize("first", range(10))
def test_two_digits_beside_each_other_count_as_two(first):
    for second in range(10):
        pair = [*scaled(first, 0.5, (80, 140)), *scaled(second, 0.5, (200, 150))]
        assert hint(pair) == ONE, second


def test_a_digit_and_a_speck_count_as_one_digit():
    assert hint([*scaled(3, 0.7), [(250, 120), (250, 130)]]) == ""


def test_hardly_any_digit_of_one_writer_counts_as_two():
    rng = np.random.default_rng(5)
    written = [vary(style, rng) for digit in "0123456789" for style in read_styles()[digit]]
    parted = [hint([stroke * 150 + 60 for stroke in strokes]) == ONE for strokes in written]
    assert np.mean(parted) <= PARTED


@pytest.mark.parametrize("name", NAMES)
def test_most_pairs_are_refused_so_the_hint_is_shown(name):
    rng, network = np.random.default_rng(6), load_network(name)
    pairs = []
    for _ in range(300):
        first, second = (scaled(rng.integers(10), rng.uniform(0.45, 0.6), (x, 140)) for x in (80, 200))
        pairs.append([*first, *second])
    values = forward_batch(network, draw_all(pairs, rng))
    assert (typicalities(network, values) < THRESHOLD).mean() >= 0.9


@pytest.mark.parametrize(("share", "said"), [(0.3, ""), (0.46, ""), (0.54, ONE), (0.9, ONE)])
@pytest.mark.parametrize("short", [0, 1])
def test_two_parts_are_two_digits_if_each_has_half_the_total_height(share, said, short):
    """This draws two bars; the pen's round ends are a part of their height."""
    bars = [[(x, 30), (x, 250)] for x in (90, 190)]
    bars[short][1] = (bars[short][1][0], 30 + share * 240 - 20)
    assert hint(bars) == said


def test_one_part_above_another_is_one_digit():
    assert hint([[(60, 60), (220, 60)], [(60, 200), (220, 200)]]) == ""


@pytest.mark.parametrize(("length", "said"), [(26, LARGER), (38, "")])
@pytest.mark.parametrize("way", [(1, 0), (0, 1), (0.99, 0.99)])
def test_the_longer_side_decides_what_is_too_small(way, length, said):
    """The limit is 52 of the canvas's 280 pixels, 2.6 times the pen's width."""
    assert hint([[(100, 100), (100 + way[0] * length, 100 + way[1] * length)]]) == said
