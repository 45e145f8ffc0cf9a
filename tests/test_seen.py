"""The page of what somebody has seen lists each step done, with the guess, and never says two things."""

import json

import pytest

from model.training.snapshot import DONE
from tests.fours import OPEN, do
from tests.trainings import training
from views.lesson.browser_store import progress_in
from views.lesson.panel import end_of
from views.lesson.seen import page_of
from views.lesson.steps.conditions import OVERFIT
from views.lesson.steps.known import Known, known, without_weights
from views.lesson.steps.set_up import dense
from views.lesson.steps.steps import BY_ID, STEPS
from views.session import lesson, store

DRAWN = [step for step in STEPS if step.part in ("Read", "Neuron", "Answer")]


def go_through(steps: list) -> None:
    """Do these steps with a 4, and guess the first option in each."""
    for step in steps:
        do(step, OPEN)
        end_of(step, known(dense(), step.id))


def listed() -> dict[int, dict]:
    return {each["number"]: each for _part, steps in page_of(STEPS)["parts"] for each in steps}


def test_every_step_done_is_listed_with_its_guess_and_what_happened(session):
    assert page_of(STEPS)["parts"] == [] and page_of(STEPS)["score"] == ""
    go_through(DRAWN)
    shown = listed()
    assert [*shown] == [*range(1, len(DRAWN) + 1)]
    for step, each in zip(DRAWN, shown.values(), strict=True):
        assert each["title"] == step.title and each["fact"] and "](" not in str(each)
        assert bool(each["picture"]) == step.borrows
        if step.guess:
            first, right = step.guess.options[0], lesson.right_of(step.id)
            assert each["guess"] == f"My guess: {first}" and each["right"] == (right == 0)
            assert each.get("answer") == (f"Right: {step.guess.options[right]}" if right else None)
    right = sum(each.get("right", False) for each in shown.values())
    guessed = sum(bool(step.guess) for step in DRAWN)
    assert page_of(STEPS)["score"] == f"{right} of {guessed} guesses were right."
    assert page_of(STEPS)["drawing"]["src"].startswith("data:image/png")


def test_after_a_reload_the_page_has_the_same_guesses_and_contradicts_none(session):
    go_through(DRAWN)
    before, stored = listed(), progress_in(STEPS).write()
    session.clear()
    store.receive([progress_in(STEPS)], ["lesson", json.dumps(stored)])
    after = listed()
    for number, each in before.items():
        lost = {"fact": after[number]["fact"], "picture": ""}
        assert after[number] == each | lost and after[number]["fact"] in ("", each["fact"], after[6]["fact"])
    assert after[2]["fact"] and not after[8]["fact"]
    lesson.note_seen("neuron", 1 - stored["right"]["neuron"])  # another neuron was looked at
    assert not listed()[3]["fact"]


@pytest.mark.parametrize("stored", [[], {"numbers": 3}, {"numbers": -1}, {"numbers": True}, {"numbers": "0"}])
def test_what_no_browser_of_ours_has_stored_is_not_right(session, stored):
    found = {"done": ["numbers"], "guesses": {"numbers": 0}, "right": stored}
    store.receive([progress_in(STEPS)], ["lesson", json.dumps(found)])
    assert lesson.right_of("numbers") is None and listed()[2]["right"] is False


def test_starting_over_forgets_what_was_seen(session):
    go_through(DRAWN[:3])
    lesson.start_over([step.id for step in STEPS])
    assert lesson.right_of("numbers") is None and lesson.seen_in("draw") is None


def test_a_training_is_remembered_without_its_weights(session):
    ended = training(DONE, OVERFIT, test_accuracy=0.85)
    at = Known(dense(), None, training=ended)
    seen = without_weights(at)
    assert seen.training.snapshot.network is None and not seen.training.parts
    assert ended.snapshot.network is not None
    assert BY_ID["overfit"].says(seen) == BY_ID["overfit"].says(at) != ""
