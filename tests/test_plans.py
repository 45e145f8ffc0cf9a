"""Compare each page in some of its states, part by part, with tests/plans/: see plan.py.

After changing a page on purpose, rewrite the plans with `python -m tests.test_plans` and read the diff: every
line is something that a person sees, presses, or reads.
"""

import difflib
import logging
import sys
from itertools import zip_longest

import pytest
from streamlit.testing.v1 import AppTest

from model import PROJECT
from model.explain.wiring import Unit
from model.training.choices import LESSONS, TEXTBOOK
from model.training.snapshot import BLEW_UP, DONE, FAILED, RUNNING
from tests.apptest import (
    BROKEN,
    BUILD,
    CLASS,
    DRAW,
    EMBED,
    FOUR,
    LESSON,
    NEURONS,
    PLAN,
    PRESENT,
    TEACH,
    TEACHERS,
    TRAINING,
    opened,
    stand_in,
)
from tests.built import BUILT
from tests.catalogs import extracted_once
from tests.plan import alike, plan
from tests.pseudo_language import PSEUDO, in_pseudo
from tests.samples import SAMPLES
from tests.scratch_language import speaks
from tests.trainings import SEVENS, TAUGHT, stored, training
from tests.unsaid import texts, unsaid
from views.lesson.steps.step import Step
from views.lesson.steps.steps import BY_ID
from views.session.drawing.drawing import drawing_of_strokes
from views.session.drawing.signs_told import Told
from views.tasks.sign_task import Meant

TOLD = Told(("A", "B", "C"), (4, 4, 4), True, None, False, (1, 1))
FOLDER = PROJECT / "tests" / "plans"
CONV = {"network": "conv", "neuron_conv": Unit("conv1", (9, 12, 3))}
OUTPUT = {"network": "dense", "neuron_dense": Unit("logits", (4,))}


OVERFITTED = training(DONE, LESSONS[0].choices, test_accuracy=0.85)
RUN = stored(TEXTBOOK)


def live(state: str, **said: object) -> tuple:
    return TRAINING, FOUR, {"training_part": "Live", "training": training(state, **said)}


def pin_and_draw(app: AppTest) -> None:
    """Return the state that a comparison needs."""
    next(each for each in app.button if each.label == "Keep to compare").click().run()
    app.session_state["latest_drawing"].add(drawing_of_strokes(7, "ready-made", SAMPLES[7]))
    app.run()


def take_a_step(app: AppTest) -> None:
    app.session_state["one_step_walk"] = (Unit("hidden2", (3,)),)
    app.button(key="one_step_take").click().run()


def on_step(step: Step) -> tuple:
    """Return the state on a step with a 4 drawn, the first option guessed, and the browser's reports."""

    def by_hand(app: AppTest) -> None:
        done = {
            "lesson_events": frozenset({"built", "step", "relu"}),
            "lesson_slid": 10,
            "lesson_downhill": 2,
        }
        for key, value in done.items():
            app.session_state[key] = value
        app.run()

    guessed = {f"lesson_guess_{step.id}": step.guess.options[0]} if step.guess else {}
    return LESSON, FOUR, {"lesson_step": step.id} | guessed, by_hand


STATES = {  # by file name: the page, what is drawn, the session's state, and what is done
    "draw_blank": (DRAW, None, {}),
    "draw": (DRAW, FOUR, {"upload_open": True, "steps_asked": True, "upload_problem": "This is no picture."}),
    "draw_compared": (
        DRAW,
        FOUR,
        {"network": "dense", "neuron_dense": Unit("hidden1", (113,))},
        pin_and_draw,
    ),
    "neuron_card": (DRAW, FOUR, CONV),
    "output_card": (DRAW, FOUR, OUTPUT),
    "output_card_drawing": (DRAW, FOUR, OUTPUT | {"why_mode": "drawing"}),
    "output_card_strokes": (DRAW, FOUR, OUTPUT | {"why_mode": "strokes"}),
    "neurons": (NEURONS, FOUR, {"card_open": True, "neuron_dense": Unit("hidden1", (113,))}),
    "replay": (TRAINING, FOUR, {"training_part": "Replay"}),
    "live": (TRAINING, FOUR, {"training_part": "Live", "own_digits": SEVENS}),
    "live_running": live(RUNNING),
    "live_done": live(DONE, test_accuracy=0.975),
    "live_blew_up": live(BLEW_UP),
    "live_failed": live(FAILED, problem="It could not be trained."),
    "one_step": (TRAINING, FOUR, {"training_part": "One step"}),
    "one_step_taken": (TRAINING, FOUR, {"training_part": "One step"}, take_a_step),
    "live_taught": (
        TRAINING,
        FOUR,
        {"training_part": "Live", "own_digits": SEVENS, "training": training(DONE, TAUGHT)},
    ),
    "teach": (TEACH, None, {"own_digits": SEVENS}),
    "build": (BUILD, FOUR, {"built": BUILT, "built_chosen": 3}),
    "build_task": (BUILD, FOUR, {"task": "ring", "task_hints": 2, "built": BUILT}),
    "draw_task": (DRAW, FOUR, {"task": "label", "task_claimed": 2597}),
    "teach_task": (TEACH, None, {"task": "mended", "task_meant": Meant(1, "B", "", 9), "signs_told": TOLD}),
    "training_task": (
        TRAINING,
        FOUR,
        {"task": "dead", "task_hints": 1, "training": training(DONE, LESSONS[1].choices, test_accuracy=0.1)},
    ),
    "breaking": (DRAW, FOUR, {"breaking_kind": "turned", "breaking_degree_turned": 30, **BROKEN}),
    "lesson": (LESSON, FOUR, {"lesson_step": "neuron"}),
    **{f"lesson_{step.id}": on_step(step) for step in BY_ID.values()},
    "lesson_blank": (LESSON, None, {"lesson_step": "nine", "lesson_steps": True}),
    "one_step_blank": (TRAINING, None, {"training_part": "One step", "network": "conv"}),
    "live_compared": (
        TRAINING,
        FOUR,
        {"training_part": "Live", "training": OVERFITTED, "runs": {0: RUN}, "choose_hidden_layers_0": 0},
    ),
    "neurons_blank": (
        NEURONS,
        None,
        {
            "network": "conv",
            "layer_conv": "conv2",
            "neuron_conv": Unit("conv2", (3, 4, 5)),
            "card_open": True,
        },
    ),
    "breaking_blank": (DRAW, None, {"network": "conv", "breaking_kind": "noised", **BROKEN}),
    "teachers": (TEACHERS, None, {}),
    "plan": (PLAN, None, {}),
    "class": (CLASS, None, {"class_device": "d" * 22}),
    "present": (PRESENT, None, {"class_device": "d" * 22}),
    "embed": (EMBED, None, {}),
    "wall": ("views/wall/page.py", None, {"class_device": "d" * 22}),
    "words": ("views/words/page.py", None, {}),
    "questions": ("views/questions/page.py", None, {}),
}


PARTS = (  # those of STATES that show every part of a page
    *(
        "breaking",
        "build",
        "draw_blank",
        "draw_compared",
        "lesson_likes",
        "live_compared",
        "live_taught",
        "neuron_card",
    ),
    *("neurons", "one_step", "output_card_drawing", "output_card_strokes", "replay", "teachers", "wall"),
    "words",
)


def now(name: str) -> str:
    page, strokes, state, *does = STATES[name]
    app = opened(page, strokes, **state)
    for each in does:
        each(app)
    assert not app.exception, app.exception[0].message
    return plan(app, is_whole=name == "words")


@pytest.mark.parametrize("name", STATES)
def test_a_page_matches_its_plan(name, canvas_stand_in):
    noted, found = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines(), now(name).splitlines()
    found = [was if alike(was, line) else line for was, line in zip_longest(noted, found, fillvalue="")]
    changes = list(difflib.unified_diff(noted, found, "plan", "page", n=1))
    assert not changes, "\n".join(["the page is not as planned", *changes[:40]])


@pytest.mark.parametrize(
    ("noted", "found", "same"),
    [
        ("a: 1.23 … -4.56e+07", "a: 1.24 … -4.55e+07", True),
        ("a: 1.23", "a: 1.25", False),
        ("a: 1.23", "a: -1.23", False),
        ("a:313, b=1406", "a:312, b=1406", False),
        ("a:313, b=1406", "a:313, b=1407", False),
        ("a: 1.23", "b: 1.23", False),
        ("a: 1.23 … 2.5", "a: 1.23", False),
    ],
)
def test_a_plan_tolerates_another_rounding_but_nothing_else(noted, found, same):
    assert alike(noted, found) == same


def test_every_state_has_a_plan_and_every_plan_a_state():
    assert {path.stem for path in FOLDER.iterdir()} == {*STATES}


@pytest.fixture(scope="module")
def pseudo() -> dict[object, object]:
    return in_pseudo(extracted_once())


@pytest.mark.parametrize("name", PARTS)
def test_in_another_language_every_word_is_translated(name, pseudo, canvas_stand_in, tmp_path):
    page, strokes, state, *by_hand = STATES[name]
    app = opened(page, strokes, **state)
    for do in by_hand:
        do(app)
    with speaks(tmp_path, en_XA=pseudo):
        app.session_state["language"] = PSEUDO
        app.run()
        assert not app.exception
        assert [(place, text) for place, text in texts(app) if unsaid(text)] == []


def test_untranslated_words_are_found():
    assert unsaid("⟦Séén⟧") == unsaid("⟦šéén ⟦åt⟧ ~⟧ 12.5") == unsaid("⟦[ñéûröñ](words#neuron)⟧") == ""
    assert unsaid("⟦Séén⟧, seen") and unsaid("Seen") and unsaid("[neuron](words#neuron)")


if __name__ == "__main__":
    logging.disable()  # Streamlit warns that there is no server
    with pytest.MonkeyPatch.context() as patch, stand_in(patch):
        FOLDER.mkdir(exist_ok=True)
        for each in sys.argv[1:] or STATES:
            is_now, path = now(each), FOLDER / f"{each}.txt"
            if not path.exists() or path.read_text("utf-8") != is_now:
                path.write_text(is_now, encoding="utf-8")
                print(path.relative_to(PROJECT))
