"""A training in the browser, from Python's side: what it is sent, and which reports count."""

from __future__ import annotations

import base64
import io
import json
from dataclasses import asdict, replace

import numpy as np
import pytest

from model.errors import DataError
from model.export import to_npz
from model.network import dense_network, forward
from model.training.choices import MOST_SECONDS, TEXTBOOK, Choices
from model.training.snapshot import BLEW_UP, DONE, FAILED, MEASURED, RUNNING, STOPPED, curve_steps
from tests.apptest import DRAW, FOUR, LESSON, TRAINING, data, opened
from tests.apptest import report as reported
from tests.networks import random_network
from views.serving.digit_files import addresses_of_training
from views.session.drawing.received import MOST_FLOATS, choices_of, learned_of
from views.training.here import here, saved_networks
from views.training.here.here import UNABLE, TrainingHere, _receive

CHOICES = Choices(hidden_layers=1, units=8, activation="tanh", images=1000, batch_size=100, epochs=3)
LARGE = replace(CHOICES, hidden_layers=2, units=256)  # more than a message can hold
POINTS = [(0, 2.0, 0.1, 2.1, 0.2), (10, 1.0, 0.5, 1.1, 0.4), (30, 0.25, 0.9, 0.5, 0.75)]


def packed(numbers: object) -> str:
    return base64.b64encode(np.asarray(numbers, "<f4").tobytes()).decode()


def report(run: str, choices: Choices, weights: np.ndarray, **other: object) -> list[dict]:
    """Return a report as report.js makes it."""
    layers = choices.hidden_layers + 1
    figures = [2.5, 0.75, *[0.5] * layers, *[1] * (layers - 1), *np.ravel(POINTS)]
    parts = [weights[start : start + MOST_FLOATS] for start in range(0, len(weights), MOST_FLOATS)]
    usual = {"run": run, "state": DONE, "figures": packed(figures)}
    return [usual | {"part": part, "weights": packed(each)} | other for part, each in enumerate(parts)]


def flat(choices: Choices, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=choices.number_of_weights).astype(np.float32)


def read(sent: object, run: str = "ab", choices: Choices = CHOICES):
    return learned_of(sent, run, choices.number_of_weights, choices.hidden_layers + 1)


@pytest.mark.parametrize("choices", [CHOICES, LARGE, replace(CHOICES, hidden_layers=0)])
def test_the_browser_s_trained_network_arrives_bit_by_bit(choices):
    weights, training = flat(choices), TrainingHere(choices)
    assert training.progress.state == RUNNING and training.progress.snapshot is None
    for part in report(training.run, choices, weights):
        assert training.progress.state == RUNNING
        training.take(read(part, training.run, choices))
        training.take(read(part, training.run, choices))  # a report that was sent twice
    progress = training.progress
    network, image = progress.snapshot.network, np.random.default_rng(2).random((28, 28)).astype(np.float32)
    assert (np.concatenate([each.ravel() for each in network.weights]) == weights).all()
    expected = forward(dense_network(network.weights, choices.activation), image)
    assert (forward(network, image)["probs"] == expected["probs"]).all()
    assert network.fingerprint and network.name == "yours"
    assert (progress.state, progress.test_accuracy, progress.seconds) == (DONE, 0.75, 2.5)
    assert [tuple(map(float, each)) for each in progress.snapshot.curve] == [
        pytest.approx(each) for each in POINTS
    ]
    assert progress.snapshot.now.step == 30 in curve_steps(choices.steps)


def test_its_detector_is_fitted_when_first_needed(monkeypatch):
    asked = []
    monkeypatch.setattr(
        here, "fit_own_detector", lambda network, own: asked.append(network) or {"refused": 0.5}
    )
    training = TrainingHere(CHOICES)
    training.take(read(*report(training.run, CHOICES, flat(CHOICES)), training.run))
    assert asked == []
    assert dict(training.progress.detector) == dict(training.progress.detector) == {"refused": 0.5}
    assert len(asked) == 1


GOOD = report("ab", CHOICES, flat(CHOICES))[0]
WRONG = {  # what its schema doesn't say
    "weights that are no numbers": {"weights": packed([np.nan, *flat(CHOICES)[1:]])},
    "infinite ones": {"weights": packed([np.inf, *flat(CHOICES)[1:]])},
    "a count of dead neurons that is none": {
        "figures": packed([2.5, 0.75, 0.5, 0.5, np.nan, *np.ravel(POINTS)])
    },
    "more than all right": {"figures": packed([2.5, 1.5, 0.5, 0.5, 1, *np.ravel(POINTS)])},
    "time before it began": {"figures": packed([-1, 0.75, 0.5, 0.5, 1, *np.ravel(POINTS)])},
    "a step that is none": {"figures": packed([2.5, 0.75, 0.5, 0.5, 1, np.nan, 1, 1, 1, 1])},
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_forged_reports_are_ignored(change):
    assert read(GOOD) is not None
    assert read(GOOD | change) is None


def test_each_part_of_a_report_has_its_own_size():
    parts = report("ab", LARGE, flat(LARGE))
    assert all(read(each, choices=LARGE) for each in parts)
    assert not read(parts[0] | {"part": 2}, choices=LARGE) and not read(parts[2] | {"part": 0}, choices=LARGE)


def test_an_exploded_training_may_have_any_weights_and_is_reported():
    weights = np.full(CHOICES.number_of_weights, np.nan, np.float32)
    training = TrainingHere(CHOICES)
    training.take(read(report(training.run, CHOICES, weights, state=BLEW_UP)[0], training.run))
    assert training.progress.state == BLEW_UP and training.progress.test_accuracy is None


def test_a_browser_that_can_t_train_says_why_and_what_to_do():
    for why, sentence in UNABLE.items():
        training = TrainingHere(CHOICES)
        _receive(training, why)
        assert (training.progress.state, training.progress.problem) == (FAILED, sentence)
    training = TrainingHere(CHOICES)
    _receive(training, STOPPED)
    assert training.progress.state == STOPPED and training.progress.snapshot is None


def test_the_textbook_training_needs_one_file_and_one_message():
    assert len(addresses_of_training(TEXTBOOK.images)["train"]) == 1
    assert TEXTBOOK.number_of_weights <= MOST_FLOATS


def test_the_browser_gets_all_it_needs_and_python_stays_idle(canvas_stand_in):
    app = opened(TRAINING, FOUR, training_part="Live")
    (button,) = (each for each in app.button if each.label == "Start")
    button.click().run()
    page_data = data(app, "training_here")
    assert page_data["choices"] == asdict(TEXTBOOK) and page_data["mnist"] == TEXTBOOK.images
    assert (page_data["measured"], page_data["curve"]) == (
        MEASURED,
        sorted(curve_steps(TEXTBOOK.steps)),
    )
    assert page_data["longest"] == MOST_SECONDS
    run = app.session_state["training"].run
    assert page_data["run"] == run
    for key in ("live_Loss", "live_Accuracy", "live_weights", "meters", "architecture", "run_bar", "verdict"):
        assert data(app, key)["follows"] == [run, key]
    assert not app.get("progress")
    json.dumps(page_data)


def test_a_stored_network_contains_only_what_its_choices_say(monkeypatch):
    choices = asdict(CHOICES)
    good = {"run": "0123456789abcdef", "choices": choices}
    assert choices_of(json.loads(json.dumps(good))) == ("0123456789abcdef", CHOICES)
    known, used = {}, []
    monkeypatch.setattr(saved_networks.state, "get", lambda key, default=None: known.get(key, default))
    monkeypatch.setattr(saved_networks.state, "put", known.__setitem__)
    monkeypatch.setattr(saved_networks.state, "take", lambda key: known.pop(key, None))
    saved_networks._receive(GOOD, used.append)  # nobody has asked for it
    assert known == {} and used == []
    saved_networks._receive(good, used.append)
    (part,) = report(good["run"], CHOICES, flat(CHOICES))
    saved_networks._receive(part, used.append)
    assert [each.state for each in used] == [DONE]
    assert known["training"].choices == CHOICES and known["saved_network_used"] == good["run"]


def test_an_interrupted_load_of_a_stored_network_is_repeated(monkeypatch):
    """A message from the browser, such as a repeated report, makes Streamlit end the callback."""
    known = {"own_awaited": True}
    monkeypatch.setattr(saved_networks.state, "get", lambda key, default=None: known.get(key, default))
    monkeypatch.setattr(saved_networks.state, "put", known.__setitem__)
    monkeypatch.setattr(saved_networks.state, "take", lambda key: known.pop(key, None))

    def cut(progress):
        raise InterruptedError

    run, used = "0123456789abcdef", []
    choices = replace(CHOICES, units=512)
    parts = report(run, choices, flat(choices))
    assert len(parts) > 1
    saved_networks._receive_awaited({"run": run, "choices": asdict(choices)}, pytest.fail)
    for part in parts[:-1]:
        saved_networks._receive_awaited(part, pytest.fail)
    with pytest.raises(InterruptedError):
        saved_networks._receive_awaited(parts[-1], cut)
    assert saved_networks._coming() == {"run": run, "received": len(parts) - 1} and known["own_awaited"]
    saved_networks._receive_awaited(parts[-1], used.append)
    assert [each.state for each in used] == [DONE]
    assert known["saved_network_used"] == run and not {"own_awaited", "saved_network_coming"} & {*known}


def test_a_stored_network_that_fails_to_load_is_reported_once(monkeypatch):
    known, said = {"own_awaited": True}, []
    monkeypatch.setattr(saved_networks.state, "get", lambda key, default=None: known.get(key, default))
    monkeypatch.setattr(saved_networks.state, "put", known.__setitem__)
    monkeypatch.setattr(saved_networks.state, "take", lambda key: known.pop(key, None))
    monkeypatch.setattr(saved_networks.st, "error", lambda sentence, **_: said.append(sentence))

    def lose(progress):
        raise DataError("The test images are lost.")

    run = "0123456789abcdef"
    for sent in ({"run": run, "choices": asdict(CHOICES)}, *report(run, CHOICES, flat(CHOICES))):
        saved_networks._receive_awaited(sent, lose)
    assert (known, said) == ({}, ["The test images are lost."])


@pytest.mark.parametrize("sent", [saved_networks.NONE, "x", None, 3, {"run": 1}])
def test_a_missing_network_of_the_address_is_reported_by_the_browser(monkeypatch, sent):
    known = {"own_awaited": True}
    monkeypatch.setattr(saved_networks.state, "get", lambda key, default=None: known.get(key, default))
    monkeypatch.setattr(saved_networks.state, "put", known.__setitem__)
    monkeypatch.setattr(saved_networks.state, "take", lambda key: known.pop(key, None))
    saved_networks._receive_awaited(sent, pytest.fail)
    is_none = sent == saved_networks.NONE
    assert known == (
        {"own_awaited": saved_networks.NONE, "own_saved": False} if is_none else {"own_awaited": True}
    )


def test_a_saved_network_is_offered_and_loaded_once_it_is_chosen(canvas_stand_in):
    app, shipped = opened(DRAW, FOUR), ["Simple network", "Picture network"]
    reported(app, "offered_network", True)
    assert app.segmented_control(key="network").options == shipped
    reported(app, "offered_network", "some")
    assert app.segmented_control(key="network").options == [*shipped, "Your network"]
    for before in ("conv", "dense"):
        app.segmented_control(key="network").set_value(before).run()
        app.segmented_control(key="network").set_value("yours").run()
        assert app.session_state["network"] == before  # until the network is there
    run = "0123456789abcdef"
    reported(app, "awaited_network", {"run": run, "choices": asdict(CHOICES)})
    assert data(app, "awaited_network")["coming"] == {"run": run, "received": 0}
    reported(app, "awaited_network", *report(run, CHOICES, flat(CHOICES)))
    assert app.session_state["network"] == "yours" and app.session_state["saved_network_used"] == run
    assert data(app, "offered_network")["offered"] is True and not app.exception


def test_a_comparison_continues_after_each_reported_network(canvas_stand_in):
    app = opened(LESSON, FOUR, lesson_step="deep")
    app.button(key="race_start").click().run()
    assert not app.exception
    race = app.session_state["lesson_race"]
    assert [data(app, "training_here")[key] for key in ("run", "lane")] == [race.trainings[0].run, 0]
    first = race.trainings[0]
    for part in report(first.run, first.choices, flat(first.choices)):
        first.take(read(part, first.run, first.choices))
    app.run()
    assert not app.exception
    assert len(race.trainings) == 2
    assert [data(app, "training_here")[key] for key in ("run", "lane")] == [race.trainings[1].run, 1]


def test_a_network_trained_here_answers_like_any_other():
    network = random_network((784, 8, 10), "tanh")
    training = TrainingHere(CHOICES)
    weights = np.concatenate([each.ravel() for each in network.weights])
    training.take(read(report(training.run, CHOICES, weights)[0], training.run))
    image = np.random.default_rng(3).random((28, 28)).astype(np.float32)
    given, expected = (forward(each, image) for each in (training.progress.snapshot.network, network))
    np.testing.assert_array_equal(given["probs"], expected["probs"])


def test_without_keras_the_weights_are_a_numpy_file():
    network = random_network((784, 8, 10), "relu")
    with np.load(io.BytesIO(to_npz(network))) as file:
        assert {*file} == {
            f"{layer.name}_{each}" for layer in network.weighted for each in ("kernel", "bias")
        }
        for layer in network.weighted:
            np.testing.assert_array_equal(file[f"{layer.name}_kernel"], layer.kernel)
            np.testing.assert_array_equal(file[f"{layer.name}_bias"], layer.bias)
