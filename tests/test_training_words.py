"""The Training page's sentences: each figure has its name, and before comes before after."""

from contextlib import nullcontext
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from model.backprop import backpropagate_from
from model.explain.wiring import Unit
from model.network import forward, load_network
from model.preprocess.mnist import load_test_images
from model.training.choices import Choices
from model.training.history import load_history
from model.training.snapshot import BLEW_UP, DONE, FAILED, RUNNING, STOPPED
from model.training.training import Training
from tests.apptest import TRAINING, data, image_of, opened
from tests.samples import SAMPLES
from tests.sevens import sevens
from views.parts.asking.asking import plain
from views.parts.looks.encode import png_url
from views.training.charts.before_after import REFUSED, forgets, in_words, row_of
from views.training.live import live
from views.training.one_step import one_step, one_step_neuron
from views.training.one_step.step_trainer import StepTrainer
from views.training.replay import replay

pytestmark = pytest.mark.usefixtures("canvas_stand_in")

DENSE, HISTORY = load_network("dense"), load_history()
BATCH = 210  # images per step of the shipped network


def said(app) -> list[str]:
    assert not app.exception
    return [plain(each.value) for each in (*app.markdown, *app.caption)]


# One step


def test_an_error_above_0_means_that_the_sum_was_too_large():
    assert one_step_neuron._effect(0.2) == "Its sum was too large and should shrink."
    assert one_step_neuron._effect(-0.2) == "Its sum was too small and should grow."
    assert one_step_neuron._effect(0.0) == "Its sum can stay as it is."


@pytest.mark.parametrize(
    ("losses", "forecast"),
    [
        ((0.9, 0.8, 0.7), "With a learning rate of 0.0002, the loss falls to 0.700"),
        (
            (0.9, 0.2, 0.7),
            "With a learning rate of 0.0002, the loss falls to 0.700. That's past the lowest point, which is "
            "0.200 at a rate of 0.00015",
        ),
        ((0.9, 0.8, 1.7), "A learning rate of 0.0002 goes too far, so the loss rises to 1.70"),
        ((0.9, 0.8, 1.0), "A learning rate of 0.0002 goes too far, so the loss rises to 1.00"),
        ((0.9, 0.8, 0.7, 0.2), "With a learning rate of 0.0002, the loss falls to 0.700"),  # and further on
    ],
)
def test_a_step_says_whether_the_loss_falls_or_rises(losses, forecast):
    image = image_of(SAMPLES[7])
    gradients = replace(backpropagate_from(DENSE, forward(DENSE, image), 3), loss=1.0)
    mine = StepTrainer(DENSE, image, DENSE)
    along = np.array([*losses, *[9.0] * (len(one_step.RATES) - len(losses))])
    assert plain(one_step._forecast(mine, gradients, one_step.RATES[2], along)) == f"{forecast}."


def test_losses_name_their_digit_and_the_last_of_many():
    def steps_text(count: int, label: int) -> str:
        losses = tuple(float(each) for each in range(9, 9 - count - 1, -1))
        mine = StepTrainer(DENSE, image_of(SAMPLES[7]), DENSE, steps=count, label=3, losses=losses)
        return plain(one_step._steps_in_words(mine, label))

    right = "It gets 10 of the 10 ready-made drawings right."
    assert steps_text(2, 3) == f"You've taken 2 steps. Loss 9.00 → 8.00 → 7.00. {right}"
    assert steps_text(7, 3) == f"You've taken 7 steps. Loss … → 5.00 → 4.00 → 3.00 → 2.00. {right}"
    assert steps_text(2, 7) == f"You've taken 2 steps. {right}"


def test_a_step_matches_its_curve_and_pictures():
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
    left, change, right = (
        np.array(each["values"]) for each in data(app.run(), "one_step_pixels")["pictures"]
    )
    assert np.abs(left - change - right).max() <= 1 and np.abs(change).max() > 1
    steps = data(app, "one_step_lines")["steps"]
    assert [each["label"] for each in steps] == ["Too large", "Too small", "The rest"]
    assert steps[0]["value"] > 0 > steps[1]["value"]
    app.session_state["one_step_walk"] = (*app.session_state["one_step_walk"], Unit("image", (9, 14)))
    assert any("at row 9, column 14: " in each for each in said(app.run()))


# Replay


def test_the_replay_describes_a_step_s_images_accuracy_and_mistakes():
    asked = {"replay_step": 5, "replay_neuron": 3, "confusion_cell": (3, 5)}
    app = opened(TRAINING, SAMPLES[7], training_part="Replay", **asked)
    point = HISTORY.points[5]
    share = f"It gets **{100 * point.test_accuracy:.1f}%** of the 10,000 test images right."
    shown = f"So far, the network has seen {point.step * BATCH:,} images."
    assert f"This is step {point.step}. {shown} {share}" in said(app)
    assert point.test_accuracy != pytest.approx(point.accuracy, abs=5e-4)
    z = data(app, "z")
    assert plain(z["title"]) == "Neuron 3: its sum z for the drawing" and z["mark"] == 5
    sums = [forward(network, image_of(SAMPLES[7]))["hidden1"][3] for network in HISTORY.networks]
    assert z["series"][0]["values"] == pytest.approx(sums, abs=1e-3) and min(sums) < 0
    film = data(app, "film")["pictures"][5]
    kernel = HISTORY.networks[5].weighted[0].kernel
    assert (film["src"], film["alt"]) == (
        replay.weights_url(kernel[:, 3]),
        f"Its weights at step {point.step}",
    )
    count = data(app, "confusion")["rows"][3][5]["count"]
    assert any(each.startswith(f"Images of a 3 read as a 5: {count}.") for each in said(app))
    assert count == np.count_nonzero((load_test_images()[1] == 3) & (HISTORY.predicted[5] == 5)) > 0


@pytest.mark.parametrize(
    ("step", "epoch", "label", "tick"),
    [
        (0, 0.0, "start", "start"),
        (140, 0.5, "step 140", "140"),
        (285, 0.999, "step 285", "285"),
        (286, 1.0, "epoch 1", "epoch 1"),
        (571, 1.999, "epoch 2", "epoch 2"),
    ],
)
def test_a_moment_is_named_by_step_until_the_first_epoch_ends(step, epoch, label, tick):
    history = SimpleNamespace(points=[None, SimpleNamespace(step=step)], epochs=[9.0, epoch])
    assert (replay._label(history, 1), replay._tick(history, 1)) == (label, tick)


@pytest.fixture
def stored(session, monkeypatch) -> dict:
    """Return a replay's state, when its next step is due."""
    session.update({"replay_playing": True, "replay_moved": 10.0, "replay_step": 3})
    monkeypatch.setattr(replay, "time", SimpleNamespace(monotonic=lambda: 11.0))
    monkeypatch.setattr(replay.st, "rerun", lambda: session.update(rerun=True))
    return session


@pytest.mark.parametrize(
    ("change", "shown", "plays"),
    [
        ({}, 4, True),
        ({"replay_step": 7}, 8, True),
        ({"replay_step": 8}, 9, False),  # the last of ten
        ({"replay_step": 9}, 9, False),
        ({"replay_moved": 10.7}, 3, True),  # less than a step ago
        ({"replay_playing": False}, 3, False),
    ],
)
def test_a_replay_advances_by_one_and_stops_at_the_last(stored, change, shown, plays):
    stored.update(change)
    replay._advance(10)
    assert stored.get("replay_step") == shown and stored["replay_playing"] == plays
    assert ("rerun" in stored) == (shown == 9)


@pytest.mark.parametrize(
    ("there", "playing", "shown"), [(0, False, 0), (4, False, 4), (9, False, 0), (9, True, 9), (4, True, 4)]
)
def test_a_replay_continues_and_restarts_from_the_end(stored, monkeypatch, there, playing, shown):
    stored.update(replay_step=there, replay_playing=playing)
    monkeypatch.setattr(replay.st, "button", lambda label, **_: label == ("Pause" if playing else "Play"))
    replay._play_button(10)
    assert (stored["replay_step"], stored["replay_playing"]) == (shown, not playing)


@pytest.mark.parametrize(
    ("moved_to", "ends_at", "plays"), [(5, 5, False), (7, 7, False), (10, 7, True), ("5", 7, True)]
)
def test_moving_the_slider_stops_a_replay(stored, moved_to, ends_at, plays):
    stored.update(replay_step=7)
    replay._go_to(10, moved_to)
    assert (stored["replay_step"], stored["replay_playing"]) == (ends_at, plays)


def test_the_slider_is_sent_last_when_everything_else_shows_its_step(stored, monkeypatch):
    sent = []
    for name in ("_advance", "_play_button", "_show_all", "save", "step_slider"):
        monkeypatch.setattr(replay, name, lambda *_, name=name, **__: sent.append(name))
    monkeypatch.setattr(replay.st, "container", lambda **_: nullcontext())
    replay._at_a_step(SimpleNamespace(points=()), None)
    assert sent == ["_advance", "_play_button", "_show_all", "save", "step_slider"]


def test_the_most_frequent_mistake_is_no_right_answer():
    counts = np.diag([40] * 10)
    counts[3, 5], counts[8, 1] = 26, 5
    assert replay.most_frequent_mistake(counts) == (3, 5)


# My digits, before and after


def test_learned_and_forgotten_images_are_counted_after_teaching():
    was, now, new = (np.array(each, bool) for each in ([1, 0, 0, 1], [1, 1, 0, 0], [0, 1, 0, 1]))
    learned = (
        "It has learned one of your digits that it misread before. Of the digits that it didn't learn "
        "from, it gets 1 of 2 right."
    )
    for is_forgotten, alone, end in (
        (True, True, "**But it forgets**. It only saw your digits"),
        (True, False, "It gets fewer of other people's digits right than the other network does."),
        (False, True, "It has hardly forgotten anything yet"),
        (False, False, "It hasn't forgotten other people's digits"),
    ):
        assert plain(in_words(was, now, new, is_forgotten, alone)).startswith(f"{learned} {end}")
    for after, forgot in ((0.99, False), (0.956, False), (0.954, True)):
        assert forgets(0.975, after) == forgot


def test_each_digit_shows_its_reading_before_and_now():
    digits = sevens(3, seed=1)
    was, now = np.array([2, 7, REFUSED]), np.array([7, 7, 1])
    text, row = row_of(digits, was, now, np.array([False, False, True]))
    assert [(each.caption, each.alt) for each in row] == [  # first those that are or were misread
        ("2 → 7", "Your 7, read as 2 before and as 7 after"),
        ("– → 1 new", "Your 7, read as not a digit before and as 1 after"),
        ("7 → 7", "Your 7, read as 7 before and as 7 after"),
    ]
    assert text.endswith("A dash (–) means “Not a digit”. Digits it didn't learn from are marked “new”.")
    _, (first, *_others) = row_of(digits, was, None, np.array([True] * 3))
    assert (first.caption, first.alt) == ("2", "Your 7, read as 2")


def test_the_first_forty_digits_are_shown_misread_ones_first():
    digits, was = sevens(42, seed=1), np.full(42, 7)
    was[[5, 41]] = 2
    text, row = row_of(digits, was, None, np.full(42, True))
    assert [each.src for each in row] == [
        png_url(digits[i].image) for i in [5, 41, 0, 1, 2, 3, 4, *range(6, 39)]
    ]
    assert (
        text == "Below each drawing, you see how the network reads it. Showing 40 of 42, misread ones first."
    )


# Live


def test_an_invitation_names_each_choice():
    choices = Choices(
        hidden_layers=2, units=64, activation="tanh", optimizer="SGD", learning_rate=0.03, images=5000,
        batch_size=32, epochs=1,
    )  # fmt: skip
    none = replace(choices, hidden_layers=0, epochs=3)
    sentence = "A network of **{}** will see 5,000 images in {}, 32 at a time. After each batch"
    assert plain(live.invitation(choices)).startswith(sentence.format("784 → 64 → 64 → 10", "1 pass"))
    assert plain(live.invitation(none)).startswith(sentence.format("784 → 10", "3 passes"))


def test_a_network_can_be_used_once_its_training_is_done_or_stopped():
    for state in (RUNNING, DONE, STOPPED, BLEW_UP, FAILED):
        ended = Training(Choices(), state=state, snapshot=SimpleNamespace())
        assert ended.is_usable == (state in (DONE, STOPPED))
        assert not Training(Choices(), state=state).is_usable
