"""The Training page's sentences: each figure has its name, and before comes before after."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from model.backprop import backpropagate_from
from model.explain.wiring import Unit
from model.network import forward, load_network
from model.novelty.own_digits import DigitsError
from model.training.choices import LESSONS, MOST_SECONDS, TEXTBOOK, Choices
from model.training.history import load_history
from model.training.snapshot import BLEW_UP, DONE, FAILED, RUNNING, STOPPED, Progress
from tests.apptest import TRAINING, data, image_of, opened
from tests.samples import SAMPLES
from tests.sevens import sevens
from views.parts.asking.asking import plain
from views.parts.looks.encode import png_url
from views.training import words
from views.training.charts import before_after
from views.training.live import form, live, training_data
from views.training.live.training_data import BOTH, MINE, MNIST
from views.training.my_digits import my_digits, teach
from views.training.one_step import one_step, one_step_neuron
from views.training.one_step.step_trainer import StepTrainer
from views.training.replay import replay

pytestmark = pytest.mark.usefixtures("canvas_stand_in")

DENSE, HISTORY = load_network("dense"), load_history()
BATCH = 210  # images per step of the shipped network


def said(app) -> list[str]:
    assert not app.exception
    return [plain(each.value) for each in (*app.markdown, *app.caption)]


def test_the_replay_describes_a_step_s_images_accuracy_and_mistakes():
    asked = {"replay_step": 5, "replay_neuron": 3, "confusion_cell": (3, 5)}
    app = opened(TRAINING, SAMPLES[7], training_part="Replay", **asked)
    point = HISTORY.points[5]
    share = f"It gets **{100 * point.test_accuracy:.1f}%** of the 10,000 test images right."
    shown = f"So far, the network has seen {point.step * BATCH:,} images."
    assert f"This is step {point.step}. {shown} {share}" in said(app)
    assert point.test_accuracy != pytest.approx(point.accuracy, abs=5e-4)
    z = data(app, "z")
    assert plain(z["title"]) == "Neuron 3: its sum z for the drawing"
    sums = [forward(network, image_of(SAMPLES[7]))["hidden1"][3] for network in HISTORY.networks]
    assert z["series"][0]["values"] == pytest.approx(sums, abs=1e-3) and min(sums) < 0
    count = data(app, "confusion")["rows"][3][5]["count"]
    assert any(each.startswith(f"Images of a 3 read as a 5: {count}.") for each in said(app))


def test_an_error_above_0_means_that_the_sum_was_too_large():
    assert one_step_neuron._effect(0.2) == "Its sum was too large and should shrink."
    assert one_step_neuron._effect(-0.2) == "Its sum was too small and should grow."
    assert one_step_neuron._effect(0.0) == "Its sum can stay as it is."


def test_errors_above_0_are_too_large_and_below_0_too_small():
    app = opened(TRAINING, SAMPLES[7], training_part="One step")
    label = app.session_state["one_step_digit"]
    blame = backpropagate_from(DENSE, forward(DENSE, image_of(SAMPLES[7])), label).pre_activations["hidden1"]
    app.session_state["one_step_walk"] = (Unit("hidden1", (int(np.abs(blame).argmax()),)),)
    steps = data(app.run(), "one_step_lines")["steps"]
    assert [each["label"] for each in steps] == ["Too large", "Too small", "The rest"]
    assert steps[0]["value"] > 0 > steps[1]["value"]


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
        (
            (0.9, 0.8, 0.7, 0.2),
            "With a learning rate of 0.0002, the loss falls to 0.700",
        ),  # and would go further
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
    before, between, after = data(app.run(), "one_step_pixels")["pictures"]
    assert [before["title"], between["title"], after["title"]] == [
        "Weights",
        "η × error × ink",
        "Weights after",
    ]
    left, change, right = (np.array(each["values"]) for each in (before, between, after))
    assert np.abs(left - change - right).max() <= 1 and np.abs(change).max() > 1

    app.button(key="one_step_take").click().run()
    (line,) = (each for each in said(app) if "You've taken" in each)
    assert (
        line.startswith("You've taken 1 step. Loss ")
        and "It gets 10 of the 10 ready-made drawings right." in line
    )


def test_learned_and_forgotten_images_are_counted_after_teaching():
    was, now, new = (np.array(each, bool) for each in ([1, 0, 0, 1], [1, 1, 0, 0], [0, 1, 0, 1]))

    def result_text(is_forgotten: bool, alone: bool) -> str:
        return plain(before_after._in_words(was, now, new, is_forgotten, alone))

    learned = (
        "It has learned one of your digits that it misread before. Of the digits that it didn't learn "
        "from, it gets 1 of 2 right."
    )
    assert result_text(True, True).startswith(f"{learned} **But it forgets**. It only saw your digits")
    assert (
        result_text(True, False)
        == f"{learned} It gets fewer of other people's digits right than the other network does."
    )
    assert result_text(False, True).startswith(f"{learned} It has hardly forgotten anything yet")
    assert result_text(False, False).startswith(f"{learned} It hasn't forgotten other people's digits")


def test_each_digit_shows_its_reading_before_and_now(monkeypatch):
    rows, texts = [], []
    monkeypatch.setattr(before_after, "pictures", lambda row, key, size: rows.append(row))
    monkeypatch.setattr(before_after, "st", SimpleNamespace(markdown=texts.append))
    digits, labels = sevens(3, seed=1), np.full(3, 7)
    was, now = np.array([2, 7, before_after.REFUSED]), np.array([7, 7, 1])
    before_after._pictures(digits, labels, was, now, np.array([False, False, True]))
    assert [(each.caption, each.alt) for each in rows[0]] == [  # first those that are or were misread
        ("2 → 7", "Your 7, read as 2 before and as 7 after"),
        ("– → 1 new", "Your 7, read as “not a digit” before and as 1 after"),
        ("7 → 7", "Your 7, read as 7 before and as 7 after"),
    ]
    before_after._pictures(digits, labels, was, None, np.array([True] * 3))
    assert rows[1][0].alt == "Your 7, read as 2" and rows[1][0].caption == "2"
    assert texts[0].endswith("A dash (–) means “Not a digit”. Digits it didn't learn from are marked “new”.")


def test_untaught_images_are_the_others_and_before_precedes_after(monkeypatch):
    digits = sevens(2, seed=1)
    found, bars = {}, []
    stand_in = {
        "own_digits": lambda: digits,
        "_in_words": lambda was, now, is_new, *_: found.update(is_new=is_new.tolist()) or "",
        "_pictures": lambda *_: None,
        "digit_bars": lambda shares, key, **_: bars.append((key, float(np.mean(shares)))),
    }
    for name, each in stand_in.items():
        monkeypatch.setattr(before_after, name, each)
    taught = frozenset({before_after.image_bytes(digits[0])})
    before_after.before_after(DENSE, replace(HISTORY.networks[0], name="yours 1", card={}), taught)
    assert found["is_new"] == [False, True]
    assert [key for key, _ in bars] == ["mnist_before", "mnist_after"]
    assert bars[0][1] > 0.9 > 0.5 > bars[1][1]  # the shipped one, and random weights


FILE = SimpleNamespace(getvalue=lambda: b"")


def test_an_opened_file_says_how_many_digits_fit(monkeypatch):
    stored: dict[str, object] = {"own_upload_0": FILE}
    read = SimpleNamespace(digits=[1, 2, 3, 4], no_digits=1)
    monkeypatch.setattr(my_digits, "state", SimpleNamespace(get=stored.get, put=stored.__setitem__))
    for name, each in {
        "was_read": lambda _: False,
        "take": lambda _: b"",
        "read_digits_file": lambda _: read,
    }.items():
        monkeypatch.setattr(my_digits, name, each)
    monkeypatch.setattr(my_digits, "store", lambda digits: 3)
    my_digits._take(0)
    problem, brought = stored["own_upload_result"]
    assert not problem and brought.in_words.startswith(
        "You uploaded 1 drawing. 1 was left out (not labeled as a digit). There was no room for "
        "3. We keep at most 200"
    )


def test_a_bad_file_of_drawings_gets_a_reason_and_adds_nothing(monkeypatch):
    def fails(contents: bytes) -> None:
        raise DigitsError("It has no drawings.")

    for upload, is_read, said, number in (
        (FILE, False, "It has no drawings.", 4),
        (None, False, "", 4),  # it was removed again
        (FILE, True, "before", 3),  # and shown again by another page
    ):
        stored: dict[str, object] = {
            "own_upload_3": upload,
            "own_upload_result": ("before", None),
            "own_uploads": 3,
        }
        monkeypatch.setattr(my_digits, "state", SimpleNamespace(get=stored.get, put=stored.__setitem__))
        for name, each in {
            "was_read": lambda _, is_read=is_read: is_read,
            "take": lambda _: b"",
            "read_digits_file": fails,
            "store": None,
        }.items():
            monkeypatch.setattr(my_digits, name, each)
        my_digits._take(3)
        problem, done = stored["own_upload_result"]
        assert said in problem and bool(said) == bool(problem) and not done
        assert stored["own_uploads"] == number


def test_each_source_and_starting_point_has_its_name():
    assert words.SOURCES == {MNIST: "MNIST", MINE: "My digits", BOTH: "Both"}
    assert (MNIST, MINE, BOTH) == ("mnist", "mine", "both")


"""
## Replay
"""


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
def stored(monkeypatch) -> dict:
    """Return a replay's state, when its next step is due."""
    found = {"replay_playing": True, "replay_moved": 10.0, "replay_step": 3}
    monkeypatch.setattr(replay, "state", SimpleNamespace(get=found.get, put=found.__setitem__))
    monkeypatch.setattr(replay, "time", SimpleNamespace(monotonic=lambda: 11.0))
    monkeypatch.setattr(replay, "st", SimpleNamespace(rerun=lambda: found.update(rerun=True)))
    return found


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
    ("there", "playing", "shown"),
    [(0, False, 0), (4, False, 4), (9, False, 0), (9, True, 9), (4, True, 4)],
)
def test_a_replay_continues_and_restarts_from_the_end(stored, there, playing, shown):
    stored.update(replay_step=there, replay_playing=playing)
    pressed = []
    replay.st.button = lambda label, **_: pressed.append(label) or True
    replay._play_button(10)
    assert pressed == ["Pause" if playing else "Play"]
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
    for name in ("_advance", "_play_button", "_show_all", "write_address", "step_slider"):
        monkeypatch.setattr(replay, name, lambda *_, name=name, **__: sent.append(name))
    replay.st.container = lambda **_: nullcontext()
    replay._at_a_step(SimpleNamespace(points=()), None)
    assert sent == ["_advance", "_play_button", "_show_all", "write_address", "step_slider"]


def test_the_neurons_shown_end_with_the_largest_weights():
    def network(*sizes: float) -> SimpleNamespace:
        kernel = np.zeros((784, len(sizes)))
        kernel[5] = sizes
        return SimpleNamespace(weighted=[SimpleNamespace(kernel=kernel)])

    history = SimpleNamespace(networks=[network(9, 9, 0, 0, 0), network(0.1, 2, -4, 0.2, 3)])
    assert replay._largest(history, 3) == [1, 2, 4]


def test_a_picture_over_time_and_its_chart_show_the_same_moment(monkeypatch):
    film = replay._film(3)
    for number, (picture, network) in enumerate(zip(film, HISTORY.networks, strict=True)):
        assert picture.src == replay.weights_url(network.weighted[0].kernel[:, 3])
        label = replay._label(HISTORY, number)
        assert (picture.caption, picture.alt) == (label, f"Its weights at {label if number else 'the start'}")
    drawn = []
    monkeypatch.setattr(replay, "curves", lambda *given, **more: drawn.append((given, more)))
    monkeypatch.setattr(replay, "st", SimpleNamespace(caption=lambda _: None))
    few = SimpleNamespace(networks=HISTORY.networks[:4])
    replay._sum_through_time(few, 2, image_of(SAMPLES[7]), [(0, "start")], 3)
    ((_, series, positions, ticks, key), more) = drawn[0]
    assert (list(positions), ticks, key) == ([0, 1, 2, 3], [(0, "start")], "z") and len(series["z ="]) == 4
    assert more == {"until": 3, "low": -1.0, "mark": 2}


def test_the_first_images_of_the_commonest_mistake_are_shown(monkeypatch):
    shown, texts, cells = [], [], []
    images = np.arange(70, dtype=np.uint8)[:, None, None] * np.ones((28, 28), np.uint8)
    labels = np.array([3] * 30 + [8] * 40)
    predicted = labels.copy()
    predicted[4:30], predicted[40:45] = 5, 1
    monkeypatch.setattr(replay, "test_images", lambda: (images, labels))
    monkeypatch.setattr(replay, "state", SimpleNamespace(get=lambda key, usual: usual))
    monkeypatch.setattr(replay, "confusion", lambda counts, cell, _: cells.append((counts, cell)))
    monkeypatch.setattr(replay, "pictures", lambda row, *_, **__: shown.extend(row))
    page = SimpleNamespace(
        subheader=lambda *_, **__: None,
        columns=lambda *_, **__: (nullcontext(), nullcontext()),
        caption=lambda text: texts.append(plain(text)),
    )
    monkeypatch.setattr(replay, "st", page)
    replay._mistakes(SimpleNamespace(predicted=[labels, predicted]), 1)
    ((counts, cell),) = cells
    assert cell == (3, 5)  # and not the 35 eights that it reads correctly
    assert (counts[3, 5], counts[8, 1], counts[3, 3], counts[8, 8]) == (26, 5, 4, 35)
    assert texts[1] == "Images of a 3 read as a 5: 26. The first 24:"
    assert [(each.src, each.alt) for each in shown] == [
        (png_url(images[i], 255), f"Test image {i}: a 3, read as a 5") for i in range(4, 28)
    ]
    cells.clear()
    replay.state.get = lambda key, usual: (8, 1)
    replay._mistakes(SimpleNamespace(predicted=[labels, predicted]), 1)
    assert texts[-1] == "Images of an 8 read as a 1: 5."


"""
## Before and after
"""


@pytest.fixture
def two_columns(monkeypatch):
    """Return a function: the figures below each of two networks, and the sentence below both."""
    found = {"own_before": [], "own_after": [], "": []}
    place = [""]

    class Column:
        def __init__(self, key: str = "") -> None:
            self.key = key

        def __enter__(self) -> None:
            self.before, place[0] = place[0], self.key or place[0]

        def __exit__(self, *_: object) -> None:
            place[0] = self.before

    page = SimpleNamespace(
        columns=lambda number: [Column()] * number,
        container=lambda key, **_: Column(key),
        markdown=lambda text: found[place[0]].append(plain(text)),
    )
    monkeypatch.setattr(before_after, "st", page)
    monkeypatch.setattr(before_after, "_pictures", lambda *_: None)
    monkeypatch.setattr(before_after, "_digit_by_digit", lambda *_: None)
    monkeypatch.setattr(before_after, "shipped_network", lambda name: name)
    monkeypatch.setattr(before_after, "own_digits", lambda: sevens(3, seed=1))
    read = {"old": [7, 2, 7], "new": [7, 7, 7], "dense": [2, 2, 7]}
    monkeypatch.setattr(before_after, "answers", lambda network, digits: np.array(read[network]))
    right = {"old": 975, "new": 961, "dense": 990}

    def show(before: str | None, after: str | None, right_after: int = 961, **more: object) -> dict:
        for each in found.values():
            each.clear()
        right["new"] = right_after
        monkeypatch.setattr(before_after, "mnist_right", lambda each: np.arange(1000) < right[each])
        before_after.before_after.__wrapped__(before, after, **more)
        return found

    return show


def test_each_network_s_figures_are_below_its_name(two_columns):
    found = two_columns("old", "new")
    images = "of MNIST's 10,000 test images right."
    assert found["own_before"] == [
        "**Before**",
        "Of your digits, it gets **2 of 3** right.",
        f"It gets **97.5%** {images}",
    ]
    assert found["own_after"] == [
        "**After**",
        "Of your digits, it gets **3 of 3** right.",
        f"It gets **96.1%** {images}",
    ]
    assert found[""][0].startswith("It has learned one of your digits that it misread before.")
    found = two_columns(None, None)
    assert found["own_before"][:2] == [
        "**The simple network**, unchanged",
        "Of your digits, it gets **1 of 3** right.",
    ]
    assert found["own_after"] == ["**After**", "You haven't taught it yet."] and not found[""]


@pytest.mark.parametrize(("right", "forgets"), [(1000, False), (956, False), (954, True)])
def test_reading_two_percent_less_than_before_is_forgetting(two_columns, right, forgets):
    for alone, said in ((True, "But it forgets"), (False, "It gets fewer of other people's digits right")):
        assert (said in two_columns("old", "new", right, alone=alone)[""][0]) == forgets


@pytest.mark.parametrize(
    ("state", "has_snapshot", "is_over"),
    [
        (DONE, True, True),
        (STOPPED, True, True),
        (STOPPED, False, False),
        (RUNNING, True, False),
        (BLEW_UP, True, False),
        (FAILED, True, False),
    ],
)
def test_after_is_a_training_s_final_result(monkeypatch, state, has_snapshot, is_over):
    shown = []
    monkeypatch.setattr(
        before_after,
        "before_after",
        lambda before, after, taught, alone: shown.append((before, after, alone)),
    )
    for images in (0, 5000):
        training = SimpleNamespace(
            own=SimpleNamespace(images=np.zeros((1, 28, 28))),
            begin_with="the one before",
            choices=SimpleNamespace(images=images),
        )
        snapshot = SimpleNamespace(network=DENSE) if has_snapshot else None
        progress = SimpleNamespace(state=state, snapshot=snapshot, detector={"a": "detector"})
        before_after.changed(training, progress)
        before, after, alone = shown.pop()
        assert before == "the one before" and alone == (images == 0)
        assert (after is not None) == is_over
        if is_over:
            assert after.layers is DENSE.layers and after.card == {"a": "detector"}


def test_a_digit_s_bar_is_its_accuracy(monkeypatch):
    bars = {}
    labels = np.repeat(np.arange(10), 20)
    right = {"old": np.arange(200) % 20 <= labels, "new": np.arange(200) % 20 < 19 - labels}
    monkeypatch.setattr(before_after, "test_images", lambda: (None, labels))
    monkeypatch.setattr(before_after, "mnist_right", right.get)
    monkeypatch.setattr(before_after, "digit_bars", lambda shares, key, **_: bars.update({key: shares}))
    page = SimpleNamespace(columns=lambda number: [nullcontext()] * number, markdown=lambda _: None)
    monkeypatch.setattr(before_after, "st", page)
    before_after._digit_by_digit("old", "new")
    assert bars == {
        "mnist_before": pytest.approx([(digit + 1) / 20 for digit in range(10)]),
        "mnist_after": pytest.approx([(19 - digit) / 20 for digit in range(10)]),
    }


def test_each_digit_shows_its_own_first_forty_pictures(monkeypatch):
    rows, texts = [], []
    monkeypatch.setattr(before_after, "pictures", lambda row, key, size: rows.append(row))
    monkeypatch.setattr(before_after, "st", SimpleNamespace(markdown=texts.append))
    digits, labels = sevens(42, seed=1), np.full(42, 7)
    was = labels.copy()
    was[[5, 41]] = 2
    before_after._pictures(digits, labels, was, None, np.full(42, True))
    order = [5, 41, 0, 1, 2, 3, 4, *range(6, 39)]
    assert [each.src for each in rows[0]] == [png_url(digits[i].image) for i in order]
    assert texts == [
        "Below each drawing, you see how the network reads it. Showing 40 of 42, misread ones first."
    ]


"""
## My digits, and what is taught
"""


def test_a_click_chooses_its_digit_and_elsewhere_nothing(monkeypatch):
    stored, digits = {}, tuple(sevens(3, seed=1))
    for picked, chosen in ((1, digits[1].key), (2, digits[2].key), (0, digits[0].key), (3, None), (-1, None)):
        stored.clear()
        monkeypatch.setattr(my_digits, "state", SimpleNamespace(put=stored.__setitem__))
        my_digits._pick(digits, picked)
        assert stored.get("own_chosen") == chosen


@pytest.mark.parametrize(
    ("choices", "summary"),
    [
        ({"own_digits": 1, "images": 0}, "Trained on 1 digit of yours."),
        ({"own_digits": 12, "images": 0, "start": "abc"}, "Fine-tuned on 12 digits of yours."),
        (
            {"own_digits": 12, "own_times": 50, "images": 5000, "start": "abc"},
            "Fine-tuned on 12 digits of yours (each counted 50 times) and 5,000 from MNIST.",
        ),
        (
            {"own_digits": 12, "own_times": 1, "images": 5000},
            "Trained on 12 digits of yours (each counted once) and 5,000 from MNIST.",
        ),
    ],
)
def test_the_training_images_are_named(choices, summary):
    assert plain(training_data.taught_in_words(Choices(**choices))) == summary


@pytest.mark.parametrize(
    ("source", "begin", "expected"),
    [
        ("both", "simple", {"images": 5000, "epochs": 2, "learning_rate": 3e-4, "own_times": 10}),
        ("mine", "simple", {"images": 0, "epochs": 20, "learning_rate": 1e-3, "own_times": 1}),
        ("mine", "new", {"images": 0, "epochs": 20, "learning_rate": 1e-3, "own_times": 1}),
        ("both", "new", {"images": 20_000, "epochs": 3, "learning_rate": 1e-3, "own_times": 10}),
    ],
)
def test_one_s_own_digits_are_taught_gently_if_already_read(monkeypatch, source, begin, expected):
    chosen = {"teach_begin": begin, "teach_source": source, "teach_times": 10}
    monkeypatch.setattr(teach, "one_of", lambda label, options, key, **_: chosen[key])
    monkeypatch.setattr(teach, "st", SimpleNamespace(container=lambda **_: nullcontext()))
    monkeypatch.setattr(teach, "beginnings", lambda: ("new", "simple"))
    for module in (teach, training_data):
        monkeypatch.setattr(module, "own_digits", lambda: sevens(3, seed=1))
    monkeypatch.setattr(training_data, "shipped_network", lambda _: DENSE)
    choices = teach._choose(disabled=False)
    assert {name: getattr(choices, name) for name in expected} == expected
    assert choices.own_digits == 3 and choices.batch_size == (
        64 if (source, begin) == ("both", "new") else 32
    )
    assert choices.start == (DENSE.fingerprint if begin == "simple" else "new")


@pytest.mark.parametrize(
    ("state", "step", "share", "bar_text"),
    [
        (RUNNING, None, 0, "Starting …"),
        (DONE, 30, 1, "Step 30 of 30"),
        (FAILED, None, 0, "Step 0 of 30"),
        (BLEW_UP, 15, 0.5, "Step 15 of 30"),
    ],
)
def test_the_progress_of_teaching_is_shown(monkeypatch, state, step, share, bar_text):
    bars, errors = [], []
    monkeypatch.setattr(teach, "st", SimpleNamespace(error=lambda text, icon: errors.append(plain(text))))
    monkeypatch.setattr(teach, "run_bar", lambda share, text: bars.append((share, plain(text))))
    snapshot = step and SimpleNamespace(now=SimpleNamespace(step=step))
    progress = Progress(state, snapshot, problem="It is broken.")
    choices = Choices(images=1000, batch_size=100, epochs=3)
    teach._bar(SimpleNamespace(choices=choices), progress)
    assert bars == [(share, bar_text)]
    grew = (
        "The network's weights have grown too large for the computer to handle. Start with another network."
    )
    assert errors == {FAILED: ["It is broken."], BLEW_UP: [grew]}.get(state, [])


"""
## Live
"""


def test_a_run_and_an_invitation_name_each_choice(monkeypatch):
    invitations = []
    monkeypatch.setattr(live, "st", SimpleNamespace(markdown=invitations.append))
    monkeypatch.setattr(live, "picture", lambda *given: invitations.append(given))
    choices = Choices(
        hidden_layers=2, units=64, activation="tanh", optimizer="SGD", learning_rate=0.03, images=5000,
        batch_size=32, epochs=1,
    )  # fmt: skip
    none = replace(choices, hidden_layers=0, epochs=3)
    assert plain(live._run_in_words(choices)) == (
        "This run: 784 → 64 → 64 → 10, tanh, SGD at a learning rate of 0.03, 5,000 images in batches of 32, "
        "1 epoch."
    )
    assert plain(live._run_in_words(none)) == (
        "This run: 784 → 10, SGD at a learning rate of 0.03, 5,000 images in batches of 32, 3 epochs."
    )
    live._invitation(choices)
    live._invitation(none)
    sentence = "A network of **{}** will see 5,000 images in {}, 32 at a time. After each batch"
    assert plain(invitations[0]).startswith(sentence.format("784 → 64 → 64 → 10", "1 pass"))
    assert plain(invitations[2]).startswith(sentence.format("784 → 10", "3 passes"))
    assert invitations[1::2] == [(choices, None, 157), (none, None, 471)]  # 5,000 / 32, and the rest


@pytest.mark.parametrize(
    ("state", "has_snapshot", "labels", "is_taken_away"),
    [
        (None, False, ["Start"], False),
        (RUNNING, False, ["the browser's"], False),
        (DONE, True, ["Start again"], True),
        (STOPPED, True, ["Start again"], True),
        (STOPPED, False, ["Start again"], False),
        (BLEW_UP, True, ["Start again"], False),
        (FAILED, True, ["Start again"], False),
    ],
)
def test_each_state_of_a_training_has_its_buttons(monkeypatch, state, has_snapshot, labels, is_taken_away):
    pressed, taken = [], []
    page = SimpleNamespace(
        button=lambda label, disabled=False, **_: pressed.append(label + " (off)" * disabled)
    )
    page.container = lambda **_: page
    monkeypatch.setattr(live, "st", page)
    monkeypatch.setattr(live, "take_away", taken.append)
    monkeypatch.setattr(live, "train", lambda training: pressed.append("the browser's"))
    training = progress = None
    if state:
        training = "a training"
        snapshot = SimpleNamespace(network="the network") if has_snapshot else None
        progress = SimpleNamespace(state=state, snapshot=snapshot, detector="its detector")
    live._buttons(Choices(), training, progress)
    assert pressed == labels
    assert taken == [progress] * is_taken_away
    pressed.clear()
    if "Start" in labels[0]:
        live._buttons(None, training, progress)
        assert pressed == [f"{labels[0]} (off)"]  # of choices that can't be trained


def test_depths_differ_in_nothing_else_and_none_takes_too_long(monkeypatch):
    choices = Choices(hidden_layers=4, units=64, epochs=5)
    assert live._depths(choices) == [replace(choices, hidden_layers=number) for number in (0, 1, 2)]
    assert live._depths(None) == []
    long = Choices(hidden_layers=1, units=512, batch_size=128, epochs=200)
    lasts = [replace(long, hidden_layers=number).expected_seconds for number in (0, 2)]
    assert lasts[0] < MOST_SECONDS < lasts[1]
    assert live._depths(long) == []
    pressed = []
    monkeypatch.setattr(live.st, "button", lambda label, **said: pressed.append(said["disabled"]))
    for each in (choices, None, long):
        live._depths_button(each)
    assert pressed == [False, True, True]  # a button that would do nothing can't be pressed


def test_every_option_can_be_chosen_including_the_textbook_s():
    for name, options in form.WIDGETS:
        assert getattr(TEXTBOOK, name) in options
        for each in options:
            assert getattr(Choices(**{name: each}), name) == each
        if not isinstance(options[0], str):
            assert list(options) == sorted(set(options))


def test_the_form_is_locked_while_a_training_runs(monkeypatch):
    offered = {}
    for kind in ("button", "selectbox"):
        monkeypatch.setattr(
            form.st, kind, lambda label, *_, disabled, **__: offered.update({label: disabled})
        )
    monkeypatch.setattr(form, "data_choices", lambda disabled: offered.update({"data": disabled}))
    for disabled in (True, False):
        form.choices_form(disabled, lambda choices: None)
        assert len(offered) == len(form.WIDGETS) + len(LESSONS) + 2
        assert set(offered.values()) == {disabled}


def test_a_choice_is_written_as_people_write_it():
    values = (1e-5, 3e-4, 0.1, 100.0, 8, 60_000, "relu", "tanh", "step", "Adam")
    written = ["0.00001", "0.0003", "0.1", "100", "8", "60,000", "ReLU", "tanh", "step function", "Adam"]
    assert [form._written(value) for value in values] == written
