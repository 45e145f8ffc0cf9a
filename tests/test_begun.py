"""What a button starts, such as a training with the form's choices, and how its result is used."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from types import SimpleNamespace

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from model import processes
from model.errors import NetworkError
from model.network import load_network
from model.training.choices import LESSONS, TEXTBOOK, Choices
from model.training.snapshot import BLEW_UP, DONE, FAILED, RUNNING, STOPPED
from tests import apptest
from tests.apptest import FOUR, LESSON, TRAINING, boxes, data, opened, shown
from tests.networks import random_network
from tests.plan import plan
from tests.sevens import sevens
from tests.trainings import TAUGHT, training
from views.training import words

SEVENS = tuple(sevens(3, seed=1))
FINGERPRINT = load_network("dense").fingerprint


pytestmark = pytest.mark.usefixtures("canvas_stand_in")


@pytest.fixture
def views_of_this_test(monkeypatch) -> None:
    """Give the test its own copy of all views, imported after it has changed what they import."""
    monkeypatch.setattr(apptest, "VIEWS", apptest.Views())


@pytest.fixture
def open_part(monkeypatch) -> Callable[..., tuple[AppTest, list]]:
    """Return a function that opens a part of the Training page; trainings started there do nothing."""

    def open_it(part: str, **state: object) -> tuple[AppTest, list]:
        app, begun = opened(TRAINING, FOUR, training_part=part, **state), []

        def start(choices: Choices) -> SimpleNamespace:
            begun.append(training(RUNNING, choices))
            return begun[-1]

        monkeypatch.setattr(sys.modules["views.training.live.live"], "new_training", start)
        return app, begun

    return open_it


def press(app: AppTest, label: str) -> AppTest:
    (button,) = (each for each in app.button if each.label == label)
    button.click().run()
    assert not app.exception
    return app


def form(app: AppTest) -> dict[str, object]:
    """Return the form's values."""
    return {key.removeprefix("choose_"): each.value for key, each in boxes(app).items()}


def test_start_trains_with_the_choices_of_the_form(open_part):
    app, begun = open_part("Live")
    boxes(app)["choose_epochs"].set_value(5)
    boxes(app)["choose_units"].set_value(16)
    press(app, "Start")  # immediately, because a browser may send all of it together
    assert [each.choices for each in begun] == [replace(TEXTBOOK, epochs=5, units=16)]
    assert app.session_state["training"] is begun[0]


def test_a_second_press_does_nothing_and_another_training_stops_the_first(open_part):
    app, begun = open_part("Live")
    start = sys.modules["views.training.live.live"].start
    app.session_state["training"] = first = training(RUNNING, TEXTBOOK)
    stopped = []
    first.stop = lambda: stopped.append("first")
    app.run()
    with pytest.MonkeyPatch.context() as patch:
        live = sys.modules["views.training.live.live"]
        stored = {"training": first, "depths": "several"}
        patch.setattr(
            live,
            "state",
            SimpleNamespace(get=stored.get, put=stored.__setitem__, take=lambda key: stored.pop(key, None)),
        )
        patch.setattr(live, "store_run", lambda *_: None)
        start(TEXTBOOK)
        assert (begun, stopped, stored["depths"]) == ([], [], "several")
        start(replace(TEXTBOOK, epochs=1))
        assert [each.choices.epochs for each in begun] == [1] and stopped == ["first"]
        assert "depths" not in stored and stored["training"] is begun[0]
        stored["training"] = training(DONE, TEXTBOOK)
        start(TEXTBOOK)  # a training that has ended can start again
        assert begun[1].choices == TEXTBOOK and stopped == ["first"]


def test_a_mistake_to_try_is_set_in_the_form_and_reset(open_part):
    app, _ = open_part("Live")
    for lesson in LESSONS:
        press(app, words.LESSONS[lesson.name][0])
        assert form(app).items() <= asdict(lesson.choices).items()
        assert len(app.info) == 1
    press(app, "Back to textbook settings")
    assert form(app).items() <= asdict(TEXTBOOK).items() and not app.info


def test_a_trained_network_learns_the_user_s_digits_gently(open_part):
    app, begun = open_part("My digits", own_digits=SEVENS)
    press(app, "Teach it")
    (gently,) = (each.choices for each in begun)
    assert (gently.start, gently.own_digits, gently.own_times) == (FINGERPRINT, 3, 50)
    assert gently.learning_rate < TEXTBOOK.learning_rate and 0 < gently.images < 60_000
    app, begun = open_part("My digits", own_digits=SEVENS)
    app.button_group(key="teach_source").set_value("mine").run()
    press(app, "Teach it")
    (alone,) = (each.choices for each in begun)
    assert (alone.images, alone.own_times, alone.start) == (0, 1, FINGERPRINT)
    assert alone.epochs > gently.epochs
    app, begun = open_part("My digits", own_digits=SEVENS)
    app.button_group(key="teach_begin").set_value("new").run()
    press(app, "Teach it")
    (fresh,) = (each.choices for each in begun)
    assert (fresh.start, fresh.own_digits) == (TEXTBOOK.start, 3)
    assert (fresh.images, fresh.epochs) == (TEXTBOOK.images, TEXTBOOK.epochs)


@pytest.mark.parametrize("state", [RUNNING, DONE, STOPPED, BLEW_UP, FAILED])
def test_a_taught_network_can_be_used_once_done_or_stopped(open_part, state):
    app, _ = open_part("My digits", own_digits=SEVENS, training=training(state, TAUGHT))
    assert not app.exception
    assert ("use_it" in {each.key for each in app.button}) == (state in (DONE, STOPPED))


def test_the_network_in_use_is_the_one_that_is_taught(open_part):
    own = random_network((784, 8, 10), "relu")
    for network, fingerprint in (("yours", own.fingerprint), ("conv", FINGERPRINT), ("dense", FINGERPRINT)):
        app, begun = open_part("My digits", own_digits=SEVENS, own_network=own, network=network)
        press(app, "Teach it")
        assert [each.choices.start for each in begun] == [fingerprint]
    conv = load_network("conv")  # of a kind that can't be taught here
    app, begun = open_part("My digits", own_digits=SEVENS, own_network=conv, network="yours")
    press(app, "Teach it")
    assert [each.choices.start for each in begun] == [FINGERPRINT]


def test_another_training_is_not_shown_under_my_digits(open_part):
    app, _ = open_part("My digits", own_digits=SEVENS, training=training(RUNNING, TEXTBOOK))
    assert "training_here" not in shown(app) and "run_bar" not in shown(app)
    app, _ = open_part("My digits", own_digits=SEVENS, training=training(RUNNING, TAUGHT))
    assert "Teach it" not in [each.label for each in app.button]
    assert data(app, "training_here")["choices"]["own_digits"] == 3
    assert (data(app, "run_bar")["share"], data(app, "run_bar")["text"]) == (0, "Starting …")
    assert all(app.button_group(key=f"teach_{each}").disabled for each in ("begin", "source", "times"))


def test_the_draw_page_uses_a_trained_network_with_its_detector(open_part):
    done = training(DONE, TEXTBOOK, detector={"refused": 0.6}, test_accuracy=0.9)
    app, _ = open_part("Live", training=done)
    app.button(key="use_it").click().run()
    assert not app.exception and "answer_text" in shown(app)
    own = app.session_state["own_network"]
    assert app.session_state["network"] == "yours" and own.name.startswith("yours ")
    assert own.card["refused"] == 0.6 and own.card["network"] == own.name
    assert set(own.card["scales"]) >= {"hidden1", "hidden2"}
    for one, other in zip(own.weights, done.progress.snapshot.network.weights):
        assert (one == other).all()
    assert "Your network" in plan(app) or "Yours" in plan(app)


def test_a_training_is_not_polled(views_of_this_test, monkeypatch):
    """The browser updates it, and says when it has ended."""
    looked, real = set(), streamlit.fragment

    def fragment(function=None, *, run_every=None):
        if run_every is not None:
            looked.add(function.__name__)
        return real(function, run_every=run_every)

    monkeypatch.setattr(streamlit, "fragment", fragment)
    for part, more in (("Live", {}), ("My digits", {"own_digits": SEVENS})):
        choices = TAUGHT if more else TEXTBOOK
        opened(TRAINING, FOUR, training_part=part, training=training(RUNNING, choices), **more)
    assert looked == set()
    opened(TRAINING, FOUR, training_part="Replay", replay_playing=True, replay_moved=0.0)
    assert looked == {"_at_a_step"}


"""
## A network that was uploaded
"""


@pytest.fixture
def bring(monkeypatch):
    """Return a function that uploads a file and returns the session's state."""
    from views.training.live import own_network

    def choose(file: object, opens=lambda contents, name: (contents, name)) -> tuple[dict, list]:
        stored, used = {"network_upload": file, "network_problem": "before"}, []
        monkeypatch.setattr(own_network, "state", SimpleNamespace(get=stored.get, put=stored.__setitem__))
        monkeypatch.setattr(own_network, "was_read", lambda file: file == "read")
        monkeypatch.setattr(own_network, "take", lambda file: None)
        monkeypatch.setattr(own_network, "open_keras_file", opens)
        monkeypatch.setattr(own_network, "use_own", used.append)
        own_network._take()
        return stored, used

    return choose


def test_an_uploaded_network_gets_a_unique_name(bring):
    stored, ((contents, name),) = bring(SimpleNamespace(getvalue=lambda: b"keras"))
    assert contents == b"keras" and name.startswith("yours ") and stored["network_problem"] is None
    _, ((_, other),) = bring(SimpleNamespace(getvalue=lambda: b"keras"))
    assert other != name


def test_a_refused_network_is_explained_and_changes_nothing(bring):
    def refuses(contents: bytes, name: str) -> None:
        raise NetworkError("It has no layers.")

    stored, used = bring(SimpleNamespace(getvalue=lambda: b"keras"), refuses)
    assert "It has no layers." in stored["network_problem"] and used == []
    assert bring(None) == ({"network_upload": None, "network_problem": None}, [])
    stored, used = bring("read")
    assert (stored["network_problem"], used) == ("before", [])


def test_a_message_about_a_file_is_shown_with_it():
    app = opened(TRAINING, FOUR, training_part="Live", network_problem="It has no layers.")
    assert [each.value for each in app.error] == ["It has no layers."] and not app.success
    assert not opened(TRAINING, FOUR, training_part="Live").error


"""
## On the site
"""


def test_on_the_site_trainings_fetch_its_own_files(views_of_this_test, monkeypatch):
    monkeypatch.setattr(processes, "CAN_START", False)
    monkeypatch.setenv("INKLING_SITE", "https://site.example/")
    for place, more in (
        (TRAINING, {"training_part": "Live"}),
        (TRAINING, {"training_part": "My digits", "own_digits": SEVENS}),
        (LESSON, {"lesson_step": "deep"}),
        (LESSON, {"lesson_step": "overfit"}),
    ):
        app = opened(place, FOUR, **more)
        assert not app.exception
        (label,) = {"Start", "Teach it", "Train all three"} & {each.label for each in app.button}
        press(app, label)
        sent = data(app, "training_here")
        of_site = "https://site.example/digits/{}.bin".format
        assert sent["addresses"] == {"train": [of_site("train")], "test": of_site("test")}
    app = opened(TRAINING, FOUR, training_part="My digits", own_digits=SEVENS)
    assert "own_read" in shown(app)  # how the network reads them is shown anyway
