"""Whose images a network learns from, and how sure a group's share is, in Python and in JavaScript."""

import gzip

import numpy as np
import pytest

from model.errors import DataError
from model.preprocess import writers as writers_file
from model.preprocess.mnist import load_test_images, load_training_images
from model.preprocess.writers import FIRST_STUDENT, load_writers
from model.training.whose import IN_FILE, MOST, WRITERS, interval
from tests.in_node import run_script
from views.parts.component.constants import CONSTANTS
from views.parts.files.digit_files import WRITERS as WRITERS_PART
from views.parts.files.digit_files import addresses_of_training, digits_file

CASES = [
    *[(whose, count, seed) for whose in MOST for count in (70, 3000) for seed in (1, 2)],
    *[
        ("adults", 10_001, 1),
        ("adults", 25_000, 1),
        ("students", 60_000, 1),
        ("both", 60_000, 3),
        ("ten", 30, 9),
    ],
]
TRAIN, TEST = load_writers()
LABELS = load_training_images()[1]
ANSWERS = np.where(np.arange(10_000) % 7, load_test_images()[1], 3)
COUNTS = [(0, 0), (0, 10), (9, 10), (10, 10), (61, 70), (4646, 4999), (5001, 5001)]


def test_every_image_has_one_writer_of_one_group():
    adults, students = TRAIN < FIRST_STUDENT, TRAIN >= FIRST_STUDENT
    assert (adults.sum(), students.sum()) == (MOST["adults"], MOST["students"]) == (30_950, 29_050)
    assert ((TEST < FIRST_STUDENT).sum(), len(TEST)) == (4999, 10_000)
    assert (len(np.unique(TRAIN)), len(np.unique(TEST))) == (539, 297)
    assert not {*TRAIN.tolist()} & {*TEST.tolist()}  # so it's tested on hands that it has never seen
    assert adults[:IN_FILE].sum() * 2 == IN_FILE


@pytest.fixture(scope="module")
def in_browser():
    """Run whose.js: {(whose, count, seed): indices}, and all else that it returns."""
    seeds = [(whose, count, seed + 1) for whose, count, seed in CASES]
    cases = [*dict.fromkeys([*CASES, *seeds])]
    found = run_script(
        "whose.mjs",
        {
            "cases": cases,
            "writers": TRAIN.tolist(),
            "labels": LABELS.tolist(),
            "counts": COUNTS,
            "test": [ANSWERS.tolist(), load_test_images()[1].tolist(), TEST.tolist()],
            "constants": CONSTANTS,
        },
    )
    return dict(zip(cases, map(np.array, found["chosen"]))), found


@pytest.mark.parametrize(("whose", "count", "seed"), CASES)
def test_the_chosen_images_are_the_group_s(in_browser, whose, count, seed):
    chosen, script = in_browser
    found = chosen[whose, count, seed]
    assert len(found) == min(count, MOST[whose]) == len({*found.tolist()})
    assert np.array_equal(found, script["fromFiles"][[*chosen].index((whose, count, seed))])
    are_students = TRAIN[found] >= FIRST_STUDENT
    share = {"students": 1, "both": 0.5}.get(whose, 0)
    assert whose == "everybody" or are_students.mean() == share
    if whose in WRITERS:
        assert len({*TRAIN[found].tolist()}) == min(WRITERS[whose], len(found))
        assert {*np.bincount(LABELS[found])} == {len(found) // 10}
    is_all = whose == "everybody" or (whose == "students" and count >= MOST[whose])
    another = chosen[whose, count, seed + 1]
    assert ({*found.tolist()} == {*another.tolist()}) == is_all


def test_it_fetches_no_more_files_than_it_needs(in_browser):
    assert in_browser[1]["files"] == [1, 2, 3, 1, 1, 0]
    assert "/digits/writers-" in addresses_of_training()["writers"]
    assert gzip.decompress(digits_file(WRITERS_PART)) == np.concatenate([TRAIN, TEST]).astype("<u2").tobytes()
    assert len(digits_file(WRITERS_PART)) < 65_000


def test_a_browser_counts_the_same(in_browser):
    chosen, found = in_browser
    assert np.allclose(found["intervals"], [interval(*each) for each in COUNTS], atol=1e-12)
    is_right, are_students = load_test_images()[1] == ANSWERS, TEST >= FIRST_STUDENT
    for group, is_one in (("adults", ~are_students), ("students", are_students)):
        right, count = is_right[is_one].sum(), is_one.sum()
        assert found["groups"][group] == {"right": right, "count": count}
        wrong = np.flatnonzero(is_one & ~is_right)[:12]
        assert found["misread"][group] == [[index, ANSWERS[index]] for index in wrong]
    taken = chosen["writer", 70, 1]
    is_theirs = (TRAIN[:IN_FILE] == TRAIN[taken[0]]) & ~np.isin(np.arange(IN_FILE), taken)
    assert found["others"] == np.flatnonzero(is_theirs).tolist()


@pytest.mark.parametrize("count", [20, 100, 5000])
def test_about_95_of_100_intervals_hold_the_true_share(count):
    random, held = np.random.default_rng(5), []
    for share in random.uniform(0.6, 0.99, 400):
        low, high = zip(*[interval(int(right), count) for right in random.binomial(count, share, 50)])
        held.append(((np.array(low) <= share) & (share <= np.array(high))).mean())
    assert 0.94 <= np.mean(held) <= 0.97
    assert min(held) > 0.75


def test_an_interval_is_wider_for_a_smaller_group_and_within_0_and_1():
    widths = [high - low for low, high in (interval(9 * n, 10 * n) for n in (1, 10, 500))]
    assert widths == sorted(widths, reverse=True) and widths[1] / widths[2] > 6
    assert [interval(0, 10)[0], interval(10, 10)[1]] == [0, pytest.approx(1)]
    assert interval(81, 100) == pytest.approx((0.7222, 0.8749), abs=1e-4)  # by hand


def test_a_missing_or_damaged_file_is_reported_in_a_sentence(monkeypatch):
    damaged = writers_file.PATH.with_name("pen_styles.txt")
    for path, said in ((damaged, "is damaged"), (damaged.with_name("none.npz"), "is missing")):
        monkeypatch.setattr(writers_file, "PATH", path)
        with pytest.raises(DataError, match=said):
            load_writers()
