"""What a button starts, such as a training with the form's choices, and how its result is used."""

import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from model import PROJECT, processes
from model.errors import NetworkError
from model.training.choices import LESSONS, TEXTBOOK, Choices
from model.training.snapshot import DONE, RUNNING, STOPPED
from tests import apptest
from tests.apptest import FOUR, TRAINING, boxes, data, opened, shown
from tests.sevens import sevens
from tests.trainings import training
from views.parts.asking.asking import plain
from views.training import words
from views.training.live import live, own_network
from views.training.replay import replay

SEVENS = tuple(sevens(3, seed=1))
pytestmark = pytest.mark.usefixtures("canvas_stand_in")


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


def press(app: AppTest, label: str) -> None:
    (button,) = (each for each in app.button if each.label == label)
    button.click().run()
    assert not app.exception


def says(app: AppTest, text: str) -> bool:
    return any(text in plain(each.value) for each in (*app.markdown, *app.caption))


def choose(app: AppTest, **choices: object) -> None:
    for name, value in choices.items():
        boxes(app)[f"choose_{name}"].set_value(value)


def end(one, accuracy: float | None = None, state: str = DONE) -> None:
    vars(one).update(vars(training(state, one.choices, test_accuracy=accuracy)))


def test_a_mistake_can_be_chosen_and_start_uses_the_form_s_latest_choices(open_part):
    app, begun = open_part("Live")
    for lesson in LESSONS:
        press(app, words.LESSONS[lesson.name][0])
        assert {key.removeprefix("choose_"): each.value for key, each in boxes(app).items()}.items() <= (
            asdict(lesson.choices).items()
        )
        assert len(app.info) == 1
    press(app, "Back to textbook settings")
    assert not app.info
    choose(app, epochs=5, units=16)
    press(app, "Start")  # immediately, because a browser may send all of it together
    assert [each.choices for each in begun] == [replace(TEXTBOOK, epochs=5, units=16)]
    assert app.session_state["training"] is begun[0]


def test_results_say_what_they_belong_to_and_depths_are_compared_in_turn(open_part):
    app, begun = open_part("Live", training=training(DONE, TEXTBOOK))
    assert not says(app, "These results are for")
    choose(app, hidden_layers=1, units=512, batch_size=128, epochs=200)  # two layers would take too long
    assert app.run().button(key="training_depths").disabled and not app.exception
    choose(app, hidden_layers=2, units=128, batch_size=64, epochs=1)
    app.run()
    assert says(app, "These results are for 2 × 128")
    press(app, "Compare 0, 1, 2 hidden layers")
    for layers, accuracy in enumerate((0.92, 0.96, 0.97)):
        app.run()
        assert begun[-1].choices == replace(TEXTBOOK, epochs=1, hidden_layers=layers)
        assert len(begun) == layers + 1 and not says(app, "Do more layers help?")
        assert not says(app, "These results are for")
        end(begun[-1], accuracy)
    app.run()
    assert len(begun) == 3 and says(app, "misreads 800")


def test_a_second_press_does_nothing_and_another_training_stops_the_first(session, monkeypatch):
    begun = []
    monkeypatch.setattr(
        live, "new_training", lambda choices: begun.append(choices) or training(RUNNING, choices)
    )
    session.update(training=(first := training(RUNNING, TEXTBOOK)), depths="several")
    live.start(TEXTBOOK)
    assert begun == [] and session["depths"] == "several" and session["training"] is first
    live.start(replace(TEXTBOOK, epochs=1))
    assert first.state == STOPPED and begun == [replace(TEXTBOOK, epochs=1)]
    assert "depths" not in session and session["training"] is not first
    session["training"] = training(DONE, TEXTBOOK)
    live.start(TEXTBOOK)  # a training that has ended can start again
    assert begun[1] == TEXTBOOK


def test_the_draw_page_uses_a_trained_network_with_its_detector(open_part):
    done = training(DONE, TEXTBOOK, test_accuracy=0.9)
    app, _ = open_part("Live", training=done)
    vars(done)["detector"] = {"refused": 0.6}
    app.button(key="use_it").click().run()
    assert not app.exception and "answer_text" in shown(app)
    own = app.session_state["own_network"]
    assert app.session_state["network"] == "yours" and own.name.startswith("yours ")
    assert own.card["refused"] == 0.6 and own.card["network"] == own.name
    assert set(own.card["scales"]) >= {"hidden1", "hidden2"}
    for one, other in zip(own.weights, done.snapshot.network.weights):
        assert (one == other).all()


def test_only_a_replay_that_plays_runs_by_itself(session, monkeypatch):
    """The browser updates a training, and says when it has ended."""
    every = [
        path.stem for path in (PROJECT / "views/training").rglob("*.py") if "run_every" in path.read_text()
    ]
    assert every == ["replay"]
    waits = []
    monkeypatch.setattr(
        replay.st, "fragment", lambda _, run_every: waits.append(run_every) or (lambda *_: None)
    )
    for session["replay_playing"] in (False, True):
        replay.replay()
    assert waits == [None, replay.STEP_SECONDS]


# A network that was uploaded


@pytest.fixture
def bring(session, monkeypatch):
    """Return a function that uploads a file and returns what was used, and the problem."""

    def choose(file: object, opens=lambda contents, name: (contents, name)) -> tuple[list, object]:
        used = []
        session.update(network_upload=file, network_problem="before")
        monkeypatch.setattr(own_network, "was_read", lambda file: file == "read")
        monkeypatch.setattr(own_network, "take", lambda file: None)
        monkeypatch.setattr(own_network, "open_keras_file", opens)
        monkeypatch.setattr(own_network, "use_own", used.append)
        own_network._take()
        return used, session["network_problem"]

    return choose


def test_an_uploaded_network_gets_a_unique_name_and_a_refused_one_changes_nothing(bring):
    file = SimpleNamespace(getvalue=lambda: b"keras")
    (((contents, name),), problem), (((_, other),), _) = bring(file), bring(file)
    assert contents == b"keras" and name.startswith("yours ") and problem is None and other != name

    def refuses(contents: bytes, name: str) -> None:
        raise NetworkError("It has no layers.")

    used, problem = bring(file, refuses)
    assert "It has no layers." in problem and used == []
    assert bring(None) == ([], None)
    assert bring("read") == ([], "before")


# On the site


def test_on_the_site_a_training_gets_its_files_addresses_there(monkeypatch):
    monkeypatch.setattr(apptest, "VIEWS", apptest.Views())  # views that are imported after the next line
    monkeypatch.setattr(processes, "CAN_START", False)
    monkeypatch.setenv("INKLING_SITE", "https://site.example/")
    app = opened(TRAINING, FOUR, training_part="Live")
    press(app, "Start")
    of_site = "https://site.example/digits/{}.bin".format
    others = {name: of_site(name) for name in ("test", "writers")}
    train = [of_site(name) for name in ("train", "train2", "train3")]
    assert data(app, "training_here")["addresses"] == {"train": train, **others}
