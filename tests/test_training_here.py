"""A training in the browser, from Python's side: what it is sent, and which reports count."""

import io
import json
from contextlib import nullcontext
from dataclasses import asdict, replace
from unittest.mock import Mock

import numpy as np
import pytest
import streamlit

from model.errors import DataError
from model.export import to_npz
from model.network import dense_network, forward
from model.reading import Reading
from model.training.choices import MOST_SECONDS, TEXTBOOK, Choices
from model.training.snapshot import BLEW_UP, DONE, FAILED, MEASURED, RUNNING, STOPPED
from model.training.training import Training
from model.training.whose import IN_FILE
from tests.apptest import DRAW, FOUR, LESSON, TRAINING, data, opened
from tests.apptest import report as reported
from tests.networks import random_network
from tests.signs import BASES, NAMES, network_of_signs, packed, reading_of, sent_of
from views.session.drawing.received import MOST_FLOATS, choices_of, learned_of
from views.training.here import saved_networks
from views.training.here.saved_networks import NONE, SOME, _receive
from views.training.here.training_here import UNABLE
from views.training.here.training_here import _receive as _end

CHOICES = Choices(hidden_layers=1, units=8, activation="tanh", images=1000, batch_size=100, epochs=3)
LARGE = replace(CHOICES, hidden_layers=2, units=256)  # more than a message can hold
POINTS = [(0, 2.0, 0.1, 2.1, 0.2), (10, 1.0, 0.5, 1.1, 0.4), (30, 0.25, 0.9, 0.5, 0.75)]


def report(run: str, choices: Choices, weights: np.ndarray, **other: object) -> list[dict]:
    """Return a report as snapshot.js makes it."""
    layers = choices.hidden_layers + 1
    figures = [2.5, 0.75, *[0.5] * layers, *[1] * (layers - 1), *np.ravel(POINTS)]
    parts = [weights[start : start + MOST_FLOATS] for start in range(0, len(weights), MOST_FLOATS)]
    usual = {"run": run, "state": DONE, "figures": packed(figures)}
    usual |= {"read": READ}
    return [usual | {"part": part, "weights": packed(each)} | other for part, each in enumerate(parts)]


READ = [[4646, 4999], [4134, 5001], [49, 50]]


def flat(choices: Choices, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=choices.number_of_weights).astype(np.float32)


def read(sent: object, run: str = "ab", choices: Choices = CHOICES):
    return learned_of(sent, run, choices.number_of_weights, choices.hidden_layers + 1)


@pytest.mark.parametrize("choices", [CHOICES, LARGE, replace(CHOICES, hidden_layers=0)])
def test_the_browser_s_trained_network_arrives_bit_by_bit(choices):
    weights, training = flat(choices), Training(choices)
    assert training.state == RUNNING and training.snapshot is None
    for part in report(training.run, choices, weights):
        assert training.state == RUNNING
        training.take(read(part, training.run, choices))
        training.take(read(part, training.run, choices))  # a report that was sent twice
    network, image = training.snapshot.network, np.random.default_rng(2).random((28, 28)).astype(np.float32)
    assert (np.concatenate([each.ravel() for each in network.weights]) == weights).all()
    expected = forward(dense_network(network.weights, choices.activation), image)
    assert (forward(network, image)["probs"] == expected["probs"]).all()
    assert network.fingerprint and network.name == "yours"
    assert (training.state, training.test_accuracy, training.seconds) == (DONE, 0.75, 2.5)
    assert [*map(list, training.read)] == READ
    assert [tuple(map(float, each)) for each in training.snapshot.points] == [
        pytest.approx(each) for each in POINTS
    ]


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


def test_what_it_reads_of_each_group_is_bounded_and_old_networks_have_none():
    assert read(GOOD).read == tuple(map(tuple, READ))
    for wrong in ([[5000, 4999]], [[1, 0]], [[-1, 2]], [[1, 2]] * 4, [[1.5, 2]], "x", None):
        assert read(GOOD | {"read": wrong}).read == ()
    assert read({name: each for name, each in GOOD.items() if name != "read"}).read == ()
    assert read(GOOD | {"state": STOPPED}).read == ()


def test_choices_of_a_network_stored_long_ago_are_everybody_s():
    old = {name: value for name, value in asdict(CHOICES).items() if name != "whose"}
    assert choices_of({"run": RUN, "choices": old}) == (RUN, CHOICES)
    theirs = asdict(replace(CHOICES, whose="writer", images=70))
    assert choices_of({"run": RUN, "choices": theirs})[1].whose == "writer"
    for wrong in ({"whose": "ten"}, {"whose": None}, {"images": 71}):
        assert choices_of({"run": RUN, "choices": theirs | wrong}) is None


def test_each_part_of_a_report_has_its_own_size():
    parts = report("ab", LARGE, flat(LARGE))
    assert all(read(each, choices=LARGE) for each in parts)
    assert not read(parts[0] | {"part": 2}, choices=LARGE) and not read(parts[2] | {"part": 0}, choices=LARGE)


def test_an_exploded_training_may_have_any_weights_and_is_reported():
    weights = np.full(CHOICES.number_of_weights, np.nan, np.float32)
    training = Training(CHOICES)
    training.take(read(report(training.run, CHOICES, weights, state=BLEW_UP)[0], training.run))
    assert training.state == BLEW_UP and training.test_accuracy is None


def test_a_browser_that_can_t_train_says_why_and_what_to_do():
    for why, sentence in UNABLE.items():
        training = Training(CHOICES)
        _end(training, why)
        assert (training.state, training.problem) == (FAILED, sentence)
    training = Training(CHOICES)
    _end(training, STOPPED)
    assert training.state == STOPPED and training.snapshot is None


def test_the_textbook_training_needs_one_file_and_one_message():
    assert TEXTBOOK.images <= IN_FILE
    assert TEXTBOOK.number_of_weights <= MOST_FLOATS


def test_the_browser_gets_all_it_needs_and_python_stays_idle(canvas_stand_in):
    app = opened(TRAINING, FOUR, training_part="Live")
    (button,) = (each for each in app.button if each.label == "Start")
    button.click().run()
    page_data = data(app, "training_here")
    assert page_data["choices"] == asdict(TEXTBOOK) and page_data["mnist"] == TEXTBOOK.images
    assert page_data["measured"] == MEASURED
    assert page_data["longest"] == MOST_SECONDS
    run = app.session_state["training"].run
    assert page_data["run"] == run
    for key in ("live_Loss", "live_Accuracy", "live_weights", "meters", "architecture", "run_bar", "verdict"):
        assert data(app, key)["follows"] == [run, key]
    assert not app.get("progress")
    json.dumps(page_data)


RUN = "0123456789abcdef"
SAVED = {"run": RUN, "choices": asdict(CHOICES)}


@pytest.fixture
def session(monkeypatch) -> dict:
    """Return the state of a session that waits for the network that it used last."""
    monkeypatch.setattr(streamlit, "session_state", {"own_awaited": True})
    return streamlit.session_state


def test_a_saved_network_is_loaded_only_on_request(session):
    assert choices_of(json.loads(json.dumps(SAVED))) == (RUN, CHOICES)
    _receive(GOOD)  # nobody has asked for it
    assert session == {"own_awaited": True}
    for sent in (SAVED, *report(RUN, CHOICES, flat(CHOICES))):
        _receive(sent)
    assert session["training"].choices == CHOICES and session["saved_network_used"] == RUN
    assert session["own_network"].card["scales"] and not {"own_awaited", "saved_network_coming"} & {*session}


def test_an_interrupted_load_of_a_saved_network_is_repeated(session, monkeypatch):
    """A message from the browser, such as a repeated report, makes Streamlit end the callback."""
    choices = replace(CHOICES, units=512)
    *parts, last = report(RUN, choices, flat(choices))
    for sent in (SAVED | {"choices": asdict(choices)}, *parts):
        _receive(sent)
    for error, is_over in ((InterruptedError("cut short"), False), (DataError("They are lost."), True)):
        monkeypatch.setattr(saved_networks, "use", Mock(side_effect=error))
        monkeypatch.setattr(saved_networks.st, "error", shown := Mock())
        with nullcontext() if is_over else pytest.raises(InterruptedError):
            _receive(last)
        assert shown.called == is_over  # a network that can't be loaded is reported once
        if not is_over:
            coming = {"run": RUN, "received": len(parts)}
            assert saved_networks._coming() == coming and session["own_awaited"]
    assert session == {}


@pytest.mark.parametrize("sent", [NONE, SOME, "x", None, 3, {"run": 1}])
def test_the_browser_says_whether_it_has_a_network(session, sent):
    _receive(sent)
    expected = {
        NONE: {"own_awaited": NONE, "own_saved": False},
        SOME: {"own_awaited": True, "own_saved": True},
    }
    assert session == (
        expected.get(sent, {"own_awaited": True}) if isinstance(sent, str) else {"own_awaited": True}
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
    reported(app, "offered_network", SAVED)
    assert data(app, "offered_network")["coming"] == {"run": RUN, "received": 0}
    reported(app, "offered_network", *report(RUN, CHOICES, flat(CHOICES)))
    assert app.session_state["network"] == "yours" and app.session_state["saved_network_used"] == RUN
    assert data(app, "offered_network")["offered"] is True and not app.exception


@pytest.mark.parametrize("base", BASES)
def test_a_taught_network_arrives_as_it_was_learned(session, base):
    _receive(json.loads(json.dumps(sent_of(base))))
    own, learned = session["own_network"], network_of_signs(base)
    assert own.classes == NAMES and own.fingerprint == learned.fingerprint
    assert session["saved_network_used"] == RUN and session["own_saved"] and "own_awaited" not in session
    image = reading_of(1, base).image
    for threshold in (0.0, learned.card["threshold"], 10.0):
        _receive(sent_of(base, threshold=threshold))
        assert Reading(session["own_network"], image).is_known == (threshold > 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"names": ["A", "A", "B", "C"]},
        {"names": ["A", "B", "C"]},
        {"labels": [0] * 32},
        {"labels": [0, 1, 2, 3]},
        {"base": "none"},
        {"weights": packed(np.full(4100, np.nan))},
        {"weights": packed(np.full(4100, 1e7))},
        {"weights": packed(np.zeros(4099))},
    ],
)
def test_a_network_for_signs_that_doesn_t_add_up_is_refused_with_a_sentence(session, wrong):
    _receive(sent_of() | wrong)
    assert "own_network" not in session and "damaged" in session["note"][0]
    assert "own_awaited" not in session  # nobody waits any longer


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


def test_without_keras_the_weights_are_a_numpy_file():
    network = random_network((784, 8, 10), "relu")
    with np.load(io.BytesIO(to_npz(network))) as file:
        assert {*file} == {
            f"{layer.name}_{each}" for layer in network.weighted for each in ("kernel", "bias")
        }
        for layer in network.weighted:
            np.testing.assert_array_equal(file[f"{layer.name}_kernel"], layer.kernel)
            np.testing.assert_array_equal(file[f"{layer.name}_bias"], layer.bias)
