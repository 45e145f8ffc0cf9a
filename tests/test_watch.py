"""The sentences during a training: its progress, when it ends, and what its curves show."""

from __future__ import annotations

from contextlib import nullcontext
from types import SimpleNamespace

import numpy as np
import pytest

from model.explain.strongest import Carried
from model.network import dense_network
from model.network.layer import Layer
from model.network.neuron import Neuron
from model.reading import Reading
from model.training.choices import MOST_SECONDS, Choices
from model.training.snapshot import BLEW_UP, DONE, FAILED, RUNNING, STOPPED, Point, Progress
from views.parts.asking.asking import plain
from views.parts.component.following import followed
from views.training.live import growing, preview, watch

CHOICES = Choices(images=1000, batch_size=100, epochs=3)  # ten steps per epoch, thirty in all
WHERE = "Step 20 of 30, epoch 3 of 3"


def at(step: int | None, state: str, *, loss: float = 0.5, **more: object) -> Progress:
    now = Point(step=step, loss=loss, accuracy=0.9, test_loss=0.6, test_accuracy=0.8)
    snapshot = None if step is None else SimpleNamespace(now=now, curve=(now,))
    return Progress(state, snapshot, **{"seconds": 12.4} | more)


@pytest.fixture
def said(monkeypatch):
    """Return a function: the bar's share and words, and the sentence below it."""
    found = []
    page = SimpleNamespace(
        error=lambda text, icon: found.append(plain(text)),
        info=lambda text, icon: found.append(plain(text)),
    )
    monkeypatch.setattr(watch, "st", page)
    monkeypatch.setattr(watch, "run_bar", lambda share, text: found.append((share, plain(text))))

    def bar(progress: Progress) -> list:
        found.clear()
        watch._bar(CHOICES, progress)
        return found[:]

    return bar


@pytest.mark.parametrize(
    ("progress", "text"),
    [
        (at(None, RUNNING), "Starting …"),
        (at(20, STOPPED), f"Stopped. {WHERE} · 12 s"),
        (at(20, BLEW_UP, loss=float("nan")), f"Stopped by itself. {WHERE}"),
        (at(20, FAILED), "Training failed."),
        (
            at(30, DONE, test_accuracy=0.93),
            "Done: 30 steps · 12 s · **93.0%** of all 10,000 test images right",
        ),
    ],
)
def test_the_bar_shows_a_training_s_progress(said, progress, text):
    (share, found), *below = said(progress)
    step = progress.snapshot.now.step if progress.snapshot else 0
    assert (share, found) == (step / 30, text)
    assert len(below) == (progress.state in (FAILED, BLEW_UP))


def test_an_epoch_begins_after_the_last_step_of_the_one_before(said):
    for step, epoch in ((0, 1), (9, 1), (10, 2), (19, 2), (20, 3), (29, 3), (30, 3)):
        ((_, text),) = said(at(step, STOPPED))
        assert text == f"Stopped. Step {step} of 30, epoch {epoch} of 3 · 12 s"


def test_an_exploded_training_says_so(said):
    for loss, beginning in (
        (float("nan"), "The loss is NaN, “not a number”, because the weights "),
        (float("inf"), "The loss is infinite, because the weights "),
    ):
        _, below = said(at(20, BLEW_UP, loss=loss))
        assert below.startswith(beginning)


def test_a_training_cut_short_says_after_how_long(said):
    _, below = said(at(20, STOPPED, seconds=MOST_SECONDS))
    assert below.startswith(f"Training stopped after {MOST_SECONDS // 60} min, ")
    assert len(said(at(20, STOPPED, seconds=MOST_SECONDS - 1))) == 1


def test_a_time_is_in_seconds_and_from_a_hundred_in_minutes():
    assert [watch.duration(seconds) for seconds in (0, 99, 100, 125, 600)] == [
        "0 s",
        "99 s",
        "2 min",
        "2 min",
        "10 min",
    ]


def test_overfitting_names_the_loss_s_rise_from_lowest_to_last():
    begins, last = (
        Point(step, loss=0.1, accuracy=1, test_loss=test_loss, test_accuracy=0.9)
        for step, test_loss in ((1200, 0.31), (1500, 0.47))
    )
    said = plain(watch._overfits((begins, last), begins))
    assert said.startswith("Overfitting began at step 1,200. ")
    assert " unseen images has risen from 0.31 to 0.47. Meanwhile, " in said


@pytest.mark.parametrize(("state", "until"), [(DONE, 30), (STOPPED, 20), (BLEW_UP, 20)])
def test_the_axis_ends_where_the_training_will_or_did(monkeypatch, said, state, until):
    ends = []
    monkeypatch.setattr(watch, "picture", lambda choices, snapshot, until: ends.append(until))
    progress = at(20, state)
    watch.watch(SimpleNamespace(choices=CHOICES, progress=progress), progress)
    assert ends == [until]


@pytest.mark.parametrize(("hidden_layers", "name", "shown"), [(0, "digit", 10), (1, "neuron", 12)])
def test_first_weights_are_the_neurons_or_the_digits(monkeypatch, hidden_layers, name, shown):
    found = []
    monkeypatch.setattr(
        watch, "weight_pictures", lambda kernel, numbers, key, name: found.append((name, len(numbers)))
    )
    for each in ("learning_curves", "drawing_answer", "layer_meters", "drawing_image"):
        monkeypatch.setattr(watch, each, lambda *_, **__: np.zeros((28, 28)))
    watch.picture(Choices(hidden_layers=hidden_layers, units=32, images=1000), None, 24)
    assert found == [(name, shown)]


def test_a_growing_network_shows_activations_not_sums(monkeypatch):
    seen = []
    monkeypatch.setattr(growing, "architecture", lambda choices, image, living: seen.append(living))
    kernel = np.zeros((784, 4), np.float32)
    kernel[0] = (-1.5, 0.75, 3.0, 6.0)  # and so are their sums for an image whose first pixel is 1
    last = np.float32(np.eye(4, 10))
    network = dense_network([kernel, np.zeros(4, np.float32), last, np.zeros(10, np.float32)])
    image = np.zeros((28, 28), np.float32)
    image[0, 0] = 1
    growing.growing(Choices(hidden_layers=1, units=4), image, Reading(network, image))
    assert seen[0]["lit"] == [[0, 25, 100, 100]]  # the brightest of 3


def test_a_trained_network_is_shown_with_its_shares(monkeypatch):
    seen, layers = [], []
    monkeypatch.setattr(
        growing,
        "architecture",
        lambda choices, image, living=None: seen.append(living) or layers.append(choices.hidden_layers),
    )
    monkeypatch.setattr(watch, "drawing_image", lambda: np.full((28, 28), 1.0, np.float32))
    kernel, bias = np.zeros((784, 10), np.float32), np.zeros(10, np.float32)
    kernel[30, 4], bias[2] = -0.75, np.log(11)
    bias[4] = 0.75
    choices = Choices(hidden_layers=0)
    network = dense_network([kernel, bias])
    monkeypatch.setattr(watch, "st", SimpleNamespace(caption=lambda text: None))
    training = SimpleNamespace(choices=choices, progress=Progress(DONE, SimpleNamespace(network=network)))
    watch.network_picture(training, Choices(hidden_layers=2))  # of the form, for a race's first network
    assert seen == [
        {
            "lit": [],
            "probs": [0.05, 0.05, 0.55, *[0.05] * 7],  # 11 of 20
            "lines": [[(30, 4, -0.5)]],
        }
    ]
    watch.network_picture(None, choices)
    assert seen[1:] == [None] and layers == [0, 0]


@pytest.mark.parametrize(
    ("function", "lit"),
    [("relu", [-33, 17, 100, 0]), ("linear", [-33, 17, 100, 0]), ("tanh", [-100, 50, 100, 0])],
)
def test_a_neuron_below_0_or_with_a_bound_has_its_own_scale(function, lit):
    passed_on = np.array([-1.0, 0.5, 4.0, np.nan])
    assert growing._brightness(Choices(activation=function), passed_on) == lit


def test_a_line_s_width_is_the_root_of_its_value_with_sign():
    image, hidden = Layer("image", "InputLayer", (28, 28)), Layer("hidden1", "Dense", (4,))
    ends = [
        (Neuron(image, (0, source)), Neuron(hidden, (unit,))) for source, unit in ((5, 1), (7, 2), (9, 3))
    ]
    lines = [Carried(*each, term) for each, term in zip(ends, (0.75, -0.03, -12.0))]
    assert growing._described(lines) == [(5, 1, 0.5), (7, 2, -0.1), (9, 3, -1.0)]  # the thickest of 3


def test_an_untrained_network_has_the_chosen_layers(monkeypatch):
    sent = []
    monkeypatch.setattr(preview, "_architecture", lambda data, **_: sent.append(data))
    monkeypatch.setattr(preview, "png_url", lambda image: f"of {image}")
    for choices, layers, words in (
        (
            Choices(hidden_layers=2, units=64),
            [{"units": 64, "grid": (16, 4)}] * 2,
            "784 pixels, 64 neurons, 64 neurons, 10 digits",
        ),
        (Choices(hidden_layers=0), [], "784 pixels, 10 digits"),
    ):
        preview.architecture(choices, "a drawing")
        assert sent.pop() == {
            "image": "of a drawing",
            "inputs": 784,
            "layers": layers,
            "words": words,
            "living": None,
        }
    sizes = preview.layer_sizes(Choices(hidden_layers=2, units=64))
    assert [(plain(name), units) for name, units in sizes.items()] == [
        ("Hidden 1", 64),
        ("Hidden 2", 64),
        ("Output", 10),
    ]


@pytest.mark.parametrize(("hidden_layers", "units", "limit"), [(1, 80, 6 / 864), (0, 128, 6 / 794)])
def test_first_weights_have_keras_s_range(hidden_layers, units, limit):
    kernel = preview.untrained_kernel(Choices(hidden_layers=hidden_layers, units=units))
    assert kernel.shape == (784, units if hidden_layers else 10)
    for end in (kernel.min(), kernel.max()):
        assert 0.99 * limit < end**2 <= limit
    assert abs(kernel.mean()) < 0.03 * limit**0.5


def test_a_failure_is_reported_in_its_own_words(said):
    _, below = said(at(20, FAILED, problem="There is no room."))
    assert below == "There is no room."


@pytest.mark.parametrize(
    ("until", "ticks"),
    [
        (30, [(0, "start"), (10, "epoch 1"), (20, "epoch 2"), (30, "epoch 3")]),
        (29, [(0, "start"), (10, "epoch 1"), (20, "epoch 2")]),
        (10, [(0, "start"), (10, "epoch 1")]),
        (9, [(0, "start"), (9, "step 9")]),
    ],
)
def test_the_axis_marks_the_ends_of_epochs_or_the_last_step(until, ticks):
    assert watch._ticks(CHOICES, until) == ticks


def test_a_running_training_is_followed_in_the_browser_until_it_has_ended(monkeypatch):
    found = []
    monkeypatch.setattr(watch, "_bar", lambda *_: found.append(followed()))
    monkeypatch.setattr(watch, "picture", lambda *_: None)
    for progress in (at(None, RUNNING), at(30, DONE)):
        watch.watch(SimpleNamespace(run="ab", choices=CHOICES, progress=progress), progress)
    assert found == ["ab", None]


@pytest.fixture
def pictured(monkeypatch):
    """Return a function: what each part of a training's picture gets, and the sentences between them."""

    def picture(choices: Choices, snapshot: SimpleNamespace | None, until: int) -> tuple[dict, list[str]]:
        found, texts = {}, []
        for part in ("learning_curves", "drawing_answer", "layer_meters", "weight_pictures"):
            monkeypatch.setattr(
                watch, part, lambda *given, part=part, **more: found.update({part: (given, more)})
            )
        monkeypatch.setattr(watch, "drawing_image", lambda: "the drawing")
        page = SimpleNamespace(
            columns=lambda *_, **__: (nullcontext(), nullcontext()),
            caption=texts.append,
            markdown=texts.append,
        )
        monkeypatch.setattr(watch, "st", page)
        watch.picture(choices, snapshot, until)
        return found, [plain(each) for each in texts]

    return picture


def at_step(step: int, *losses: float) -> SimpleNamespace:
    """Return a running training that had these unseen losses every ten steps."""
    curve = tuple(Point(10 * i, 1 / (1 + i), 0.9, loss, 0.8) for i, loss in enumerate(losses))
    network = SimpleNamespace(weighted=[SimpleNamespace(kernel=np.zeros((784, n))) for n in (16, 32)])
    return SimpleNamespace(
        network=network,
        now=Point(step, 0.1, 0.9, losses[-1], 0.8),
        curve=curve,
        gradient_sizes=(0.1, 0.2, 0.3),
        dead=(3, 4),
    )


@pytest.mark.parametrize(("step", "steps"), [(20, [0, 10, 20]), (24, [0, 10, 20, 24])])
def test_a_curve_ends_at_the_training_s_latest_step(pictured, step, steps):
    found, _ = pictured(CHOICES, at_step(step, 2.0, 0.9, 0.6), 24)
    (points, positions, ticks), more = found["learning_curves"][0][:3], found["learning_curves"][1]
    assert [point.step for point in points] == list(positions) == steps
    assert ticks == [(0, "start"), (10, "epoch 1"), (20, "epoch 2")]
    assert more == {"measured": 500, "trained": 500, "until": 24, "turn": None}


def test_the_turn_is_at_the_lowest_unseen_loss(pictured):
    found, texts = pictured(CHOICES, at_step(20, 2.0, 0.6, 0.9), 30)
    assert found["learning_curves"][1]["turn"] == 10
    assert texts[0].startswith("Overfitting began at step 10. ")


def test_until_it_overfits_the_numbers_of_images_are_named(pictured):
    said = (
        "The curves use the first 500 test images and {} training images. At the end, the network reads "
        "all 10,000 test images."
    )
    for images, trained in ((1000, 500), (300, 300)):
        assert pictured(Choices(images=images), None, 24)[1][0] == said.format(trained)


def test_a_training_shows_what_it_learned_and_before_that_noise(pictured):
    snapshot = at_step(20, 2.0, 0.9, 0.6)
    found, texts = pictured(CHOICES, snapshot, 30)
    image, reading = found["drawing_answer"][0]
    assert (image, reading.network, reading.image) == ("the drawing", snapshot.network, "the drawing")
    assert found["layer_meters"][0][1:] == ((0.1, 0.2, 0.3), (3, 4))
    assert found["weight_pictures"][0][0] is snapshot.network.weighted[0].kernel
    assert texts[-1] == "**Weights** of the first neurons in the first layer"
    found, texts = pictured(CHOICES, None, 30)
    assert found["drawing_answer"][0] == ("the drawing", None)
    assert found["layer_meters"][0][1:] == (None, None)
    assert found["weight_pictures"][0][0] is preview.untrained_kernel(CHOICES)
    assert texts[-1] == "**Weights** start as random noise, like these"
