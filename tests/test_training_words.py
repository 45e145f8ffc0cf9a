"""What the Training page says beside its charts: each figure has its name, and before stands before after."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from model.backprop import backpropagate_from
from model.network import forward, load_network
from model.training.history import load_history
from model.wiring import Unit
from tests.browser.pen import SAMPLES
from tests.sevens import sevens
from tests.test_damaged_files import TRAINING, opened
from tests.test_lesson import image_of
from tests.test_page import canvas_stand_in  # noqa: F401  (a fixture)
from tests.test_why import data
from views.parts.asking import plain
from views.training import before_after, my_digits, one_step, one_step_neuron, words
from views.training.taught import Taught
from views.training.taught_data import BOTH, MINE, MNIST

DENSE, HISTORY = load_network("dense"), load_history()
BATCH = 210  # images, of which the shipped network learned at once


def said(app) -> list[str]:
    assert not app.exception
    return [plain(each.value) for each in (*app.markdown, *app.caption)]


def test_the_replay_says_of_a_step_how_many_were_taken_what_it_gets_right_and_what_it_takes_for_what():
    asked = {"replay_step": 5, "replay_neuron": 3, "confusion_cell": (3, 5)}
    app = opened(TRAINING, SAMPLES[7], training_part="Replay", **asked)
    point = HISTORY.points[5]
    share = f"It gets **{100 * point.test_accuracy:.1f} %** of the 10,000 test images right."
    assert f"After {point.step} steps, in which it was shown {point.step * BATCH:,} images. {share}" in said(
        app
    )
    assert point.test_accuracy != pytest.approx(point.accuracy, abs=5e-4)
    z = data(app, "z")
    assert plain(z["title"]) == "Neuron 3: its sum z for the drawing"
    sums = [forward(network, image_of(SAMPLES[7]))["hidden1"][3] for network in HISTORY.networks]
    assert z["series"][0]["values"] == pytest.approx(sums, abs=1e-3) and min(sums) < 0
    count = data(app, "confusion")["rows"][3][5]["count"]
    assert any(each.startswith(f"Images of a 3 that it reads as a 5: {count}.") for each in said(app))


def test_a_blame_above_0_says_that_the_sum_was_too_large():
    assert one_step_neuron._effect(0.2) == "Its sum was too large: it should shrink."
    assert one_step_neuron._effect(-0.2) == "Its sum was too small: it should grow."
    assert one_step_neuron._effect(0.0) == "Its sum may stay as it is."


def test_what_of_a_blame_is_above_0_is_called_too_large_and_what_is_below_too_small():
    app = opened(TRAINING, SAMPLES[7], training_part="One step")
    label = app.session_state["one_step_digit"]
    blame = backpropagate_from(DENSE, forward(DENSE, image_of(SAMPLES[7])), label).pre_activations["hidden1"]
    app.session_state["one_step_walk"] = (Unit("hidden1", (int(np.abs(blame).argmax()),)),)
    steps = data(app.run(), "one_step_lines")["steps"]
    assert [each["label"] for each in steps] == ["Too large", "Too small", "The rest"]
    assert steps[0]["value"] > 0 > steps[1]["value"]


@pytest.mark.parametrize(
    ("losses", "told"),
    [
        ((0.9, 0.8, 0.7), "With a learning rate of 0.0002 the loss falls to 0.700"),
        (
            (0.9, 0.2, 0.7),
            "With a learning rate of 0.0002 the loss falls to 0.700, "
            "past the lowest point: 0.200 with 0.00015",
        ),
        ((0.9, 0.8, 1.7), "Too far: with a learning rate of 0.0002 the loss rises to 1.70"),
    ],
)
def test_of_a_step_it_is_said_whether_the_loss_falls_or_rises(losses, told):
    image = image_of(SAMPLES[7])
    gradients = replace(backpropagate_from(DENSE, forward(DENSE, image), 3), loss=1.0)
    mine = Taught(DENSE, image, DENSE)
    along = np.array([*losses, *[9.0] * (len(one_step.RATES) - 3)])
    assert plain(one_step._forecast(mine, gradients, one_step.RATES[2], along)) == f"{told}."


def test_losses_are_told_of_the_digit_that_they_were_for_and_of_many_the_last():
    def told(count: int, label: int) -> str:
        losses = tuple(float(each) for each in range(9, 9 - count - 1, -1))
        mine = Taught(DENSE, image_of(SAMPLES[7]), DENSE, steps=count, label=3, losses=losses)
        return plain(one_step._steps_in_words(mine, label))

    right = "It reads 10 of the 10 ready-made drawings right."
    assert told(2, 3) == f"2 steps taken. Loss 9.00 → 8.00 → 7.00. {right}"
    assert told(7, 3) == f"7 steps taken. Loss … → 5.00 → 4.00 → 3.00 → 2.00. {right}"
    assert told(2, 7) == f"2 steps taken. {right}"


def test_a_step_does_what_its_curve_and_its_pictures_say():
    app = opened(TRAINING, SAMPLES[7], training_part="One step", one_step_rate=1e-2)
    label, image = app.session_state["one_step_digit"], image_of(SAMPLES[7])
    after, now = data(app, "one_step_along")["series"]
    assert [after["name"], now["name"]] == ["after", "now"]
    assert len(set(now["values"])) == 1 < len(set(after["values"]))
    assert now["values"][0] == pytest.approx(after["values"][0], rel=0.1)  # of the smallest step
    assert f"**{now['values'][0]:.2f}**" in " ".join(said(app))

    blame = backpropagate_from(DENSE, forward(DENSE, image), label).pre_activations["hidden1"]
    app.session_state["one_step_walk"] = (Unit("hidden1", (int(np.abs(blame).argmax()),)),)
    app.session_state["one_step_rate"] = 1e-4
    before, between, after = data(app.run(), "one_step_pixels")["pictures"]
    assert [before["title"], between["title"], after["title"]] == [
        "Weights",
        "η × blame × ink",
        "Weights after",
    ]
    left, change, right = (np.array(each["values"]) for each in (before, between, after))
    assert np.abs(left - change - right).max() <= 1 and np.abs(change).max() > 1

    app.button(key="one_step_take").click().run()
    (told,) = (each for each in said(app) if "step taken" in each)
    assert (
        told.startswith("1 step taken. Loss ") and "It reads 10 of the 10 ready-made drawings right." in told
    )


def test_what_was_learned_and_forgotten_is_told_of_what_was_taught():
    was, now, new = (np.array(each, bool) for each in ([1, 0, 0, 1], [1, 1, 0, 0], [0, 1, 0, 1]))

    def told(is_forgotten: bool, alone: bool) -> str:
        return plain(before_after._in_words(was, now, new, is_forgotten, alone))

    learned = (
        "It has learned one of yours that it misread before. Of 2 that it was not taught, it reads 1 right."
    )
    assert told(True, True).startswith(f"{learned} **But it forgets**: shown nothing but your digits")
    assert told(True, False) == f"{learned} It reads fewer of the digits of others than the other network."
    assert told(False, True).startswith(f"{learned} It has hardly forgotten anything yet")
    assert told(False, False).startswith(f"{learned} It has kept what it knew")


def test_each_digit_is_told_with_what_it_was_read_as_and_what_it_is_now(monkeypatch):
    rows, told = [], []
    monkeypatch.setattr(before_after, "pictures", lambda row, key, size: rows.append(row))
    monkeypatch.setattr(before_after, "st", SimpleNamespace(markdown=told.append))
    digits, labels = sevens(3, seed=1), np.full(3, 7)
    was, now = np.array([2, 7, before_after.REFUSED]), np.array([7, 7, 1])
    before_after._pictures(digits, labels, was, now, np.array([False, False, True]))
    assert [(each.caption, each.alt) for each in rows[0]] == [  # those that are or were misread first
        ("2 → 7", "Your 7, taken for 2 before and for 7 after"),
        ("– → 1 new", "Your 7, taken for no digit before and for 1 after"),
        ("7 → 7", "Your 7, taken for 7 before and for 7 after"),
    ]
    before_after._pictures(digits, labels, was, None, np.array([True] * 3))
    assert rows[1][0].alt == "Your 7, taken for 2" and rows[1][0].caption == "2"
    assert told[0].endswith("– is “Not a digit”. What was not taught is marked as new.")


def test_what_was_not_taught_is_what_was_not_among_the_images_and_before_stands_before_after(monkeypatch):
    digits = sevens(2, seed=1)
    found, bars = {}, []
    stand_in = {
        "own_digits": lambda: digits,
        "_in_words": lambda was, now, is_new, *_: found.update(is_new=is_new.tolist()) or "",
        "_pictures": lambda *_: None,
        "digit_bars": lambda shares, key: bars.append((key, float(np.mean(shares)))),
    }
    for name, each in stand_in.items():
        monkeypatch.setattr(before_after, name, each)
    taught = frozenset({before_after.image_bytes(digits[0])})
    before_after.before_after(DENSE, replace(HISTORY.networks[0], name="yours 1", card={}), taught)
    assert found["is_new"] == [False, True]
    assert [key for key, _ in bars] == ["mnist_before", "mnist_after"]
    assert bars[0][1] > 0.9 > 0.5 > bars[1][1]  # the shipped one, and random weights


def test_a_file_is_said_to_have_brought_what_there_was_room_for(monkeypatch):
    kept: dict[str, object] = {"own_upload_0": "a file"}
    read = SimpleNamespace(digits=[1, 2, 3, 4], no_digits=1)
    monkeypatch.setattr(my_digits, "state", SimpleNamespace(get=kept.get, put=kept.__setitem__))
    for name, each in {
        "was_read": lambda _: False,
        "take": lambda _: b"",
        "read_digits_file": lambda _: read,
    }.items():
        monkeypatch.setattr(my_digits, name, each)
    monkeypatch.setattr(my_digits, "keep", lambda digits: 3)
    my_digits._take(0)
    problem, said = kept["own_upload_said"]
    assert not problem and said.startswith(
        "1 drawing was brought along. 1 was left out, whose label is no digit. "
        "There was no room for 3: 200 are kept at most"
    )


def test_each_source_and_beginning_is_called_what_it_is():
    assert words.SOURCES == {MNIST: "MNIST", MINE: "My digits", BOTH: "Both"}
    assert (MNIST, MINE, BOTH) == ("mnist", "mine", "both")
