"""Each page in some of its states, part by part, as tests/plans/ has it noted down: see plan.py.

Whoever changes a page on purpose has the plans written anew by `python -m tests.test_plans`, and reads what
has changed in them: every line is something that a person sees, presses, or is told.
"""

from __future__ import annotations

import difflib

import pytest

from model import PROJECT
from model.processes.worker import Workers
from model.wiring import Unit
from tests.apptest import BREAKING, DRAW, FOUR, LESSON, NEURONS, TEACHERS, TRAINING, opened, stand_in
from tests.plan import plan
from tests.sevens import sevens

FOLDER = PROJECT / "tests" / "plans"
CONV = {"network": "conv", "neuron_conv": Unit("conv1", (9, 12, 3))}
SEVENS = tuple(sevens(3, seed=1))
STATES = {  # by the name of the file: the page, what is drawn, and what the session has come to
    "draw_blank": (DRAW, None, {}),
    "draw": (DRAW, FOUR, {"upload_open": True, "steps_open": True, "upload_problem": "This is no picture."}),
    "neuron_card": (DRAW, FOUR, CONV),
    "output_card": (DRAW, FOUR, {"network": "dense", "neuron_dense": Unit("logits", (4,))}),
    "neurons": (NEURONS, FOUR, {}),
    "replay": (TRAINING, FOUR, {"training_part": "Replay"}),
    "live": (TRAINING, FOUR, {"training_part": "Live", "own_digits": SEVENS}),
    "one_step": (TRAINING, FOUR, {"training_part": "One step"}),
    "my_digits": (
        TRAINING,
        FOUR,
        {"training_part": "My digits", "own_digits": SEVENS, "own_chosen": SEVENS[1].key},
    ),
    "breaking": (BREAKING, FOUR, {}),
    "lesson": (LESSON, FOUR, {"lesson_step": "neuron"}),
    "teachers": (TEACHERS, None, {}),
    "words": ("views/words/page.py", None, {}),
}


def now(name: str) -> str:
    page, strokes, state = STATES[name]
    app = opened(page, strokes, **state)
    assert not app.exception, app.exception[0].message
    return plan(app, is_whole=name == "words")


@pytest.mark.parametrize("name", STATES)
def test_a_page_consists_of_what_its_plan_has(name, canvas_stand_in, monkeypatch):
    monkeypatch.setattr(Workers, "preload", lambda self: None)  # nothing is trained here
    noted, found = (FOLDER / f"{name}.txt").read_text(encoding="utf-8"), now(name)
    changes = [
        line for line in difflib.unified_diff(noted.splitlines(), found.splitlines(), "plan", "page", n=1)
    ]
    assert not changes, "\n".join(["the page is not as planned", *changes[:40]])


def test_there_is_a_plan_of_each_state_and_no_other():
    assert {path.stem for path in FOLDER.iterdir()} == {*STATES}


if __name__ == "__main__":
    with pytest.MonkeyPatch.context() as patch, stand_in(patch):
        patch.setattr(Workers, "preload", lambda self: None)
        FOLDER.mkdir(exist_ok=True)
        for each in STATES:
            (FOLDER / f"{each}.txt").write_text(now(each), encoding="utf-8")
