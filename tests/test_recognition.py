"""How a set of drawings was read, in figures that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from model.novelty import THRESHOLD
from model.recognition import REFUSED, Said, auroc, calibration_error, figures

# answer, its probability, whether it is called a digit; the last digit is sure, and refused
READ = [
    (3, 0.95, True),
    (7, 0.6, True),
    (0, 0.995, True),
    (9, 0.995, False),
    (9, 0.5, True),
    (1, 0.999, False),
]
LABELS = np.array([3, 7, 9, 9, 4, 0])  # right, right, wrong and sure, refused, wrong, refused and wrong


def said() -> Said:
    probs = np.zeros((len(READ), 10))
    for row, (answer, probability, _) in zip(probs, READ):
        row[:] = (1 - probability) / 9
        row[answer] = probability
    return Said(probs, np.array([THRESHOLD + (0 if is_digit else -0.01) for *_, is_digit in READ]))


def test_what_is_refused_is_neither_right_nor_wrong_and_the_answer_alone_counts_besides():
    found = figures(LABELS, said())
    assert found.items == 6
    assert found.right == pytest.approx(2 / 6) and found.alone == pytest.approx(3 / 6)
    assert found.refused == pytest.approx(2 / 6)
    assert (found.wrong, found.wrong_and_sure) == (2, 1)
    # Of those shown, 0.95 and 0.995 are in one of 15 bins, where being too sure and not sure enough make up.
    assert found.calibration_error == pytest.approx((0.995 - 0.05 + 0.4 + 0.5) / 4)


def test_of_each_drawing_it_is_said_what_the_page_shows():
    found = said()
    assert found.answers.tolist() == [3, 7, 0, 9, 9, 1]
    assert found.seen.tolist() == [3, 7, 0, REFUSED, 9, REFUSED]
    assert found.confidence == pytest.approx([0.95, 0.6, 0.995, 0.995, 0.5, 0.999])
    assert found.sure.tolist() == [False, False, True, True, False, True]
    assert found.only(found.refused).answers.tolist() == [9, 1]


def test_where_all_are_refused_there_is_no_error_of_answers():
    found = figures(LABELS, said()._replace(typicality=np.full(6, THRESHOLD - 1)))
    assert (found.right, found.refused, found.wrong, found.calibration_error) == (0, 1, 0, 0)


def test_a_calibration_error_is_how_far_each_bin_s_mean_is_off_its_share_weighted_by_its_items():
    """Two bins: below a half and from there on; the last one holds certainty, too."""
    confidence = np.array([0.1, 0.3, 0.5, 0.7, 1.0])
    right = np.array([True, False, True, False, True])
    below, above = abs(0.4 / 2 - 1 / 2), abs(2.2 / 3 - 2 / 3)
    assert calibration_error(confidence, right, bins=2) == pytest.approx((2 * below + 3 * above) / 5)
    assert calibration_error(np.ones(3), np.ones(3, bool)) == 0
    assert calibration_error(np.ones(3), np.zeros(3, bool)) == 1


def test_the_area_is_the_chance_that_a_digit_is_more_typical_and_a_tie_counts_half():
    rng = np.random.default_rng(2)
    known, unknown = rng.integers(0, 6, 40).astype(float), rng.integers(-2, 4, 30).astype(float)
    pairs = [(1.0 if one > other else 0.5 if one == other else 0.0) for one in known for other in unknown]
    assert auroc(known, unknown) == pytest.approx(np.mean(pairs))
    assert auroc(np.array([1.0, 2.0]), np.array([0.0])) == 1 and auroc(np.zeros(2), np.ones(3)) == 0
