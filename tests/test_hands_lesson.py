"""The second lesson: what its steps ask for, which guess was right, what they say, and how one gets there."""

import json
from dataclasses import replace
from itertools import groupby

import numpy as np
import pytest
import streamlit

from model.preprocess.writers import load_writers
from model.training.whose import MOST
from tests.apptest import LESSON, data, opened, report
from views.lesson import panel
from views.lesson.middles.hands import NETWORKS
from views.lesson.steps import hands_facts, set_up
from views.lesson.steps.known import Known
from views.lesson.steps.steps import BY_ID, HANDS, LESSONS, STEPS
from views.parts.asking.asking import plain
from views.session.drawing.hands_read import MEASURES, NAMES, TESTED, THREE, Hands
from views.session.drawing.received import hands_of

LONGEST = 330  # characters in a step's text, as in the first lesson
ADULTS, STUDENTS, BOTH = (4_600, 4_100), (4_500, 4_400), (4_700, 4_350)
ALL = Hands(
    {**dict(zip(THREE, (ADULTS, STUDENTS, BOTH))), "more": (4_900, 4_390), "writer": (2_600, 2_500)}
    | {"ten": (3_700, 3_600), "seventy": (3_500, 3_400)},
    **{"person": (34, 38), "measure": 0, "drawn": 10, "own": (9, 10, 8), "same": True, "ones": (9, 1, 7)},
)
SENT = {
    "rights": [["adults", *ADULTS], ["writer", 2_600, 2_500]],
    **{"person": [34, 38], "measure": 2, "drawn": 3, "own": None, "same": None, "ones": [9, 1, 7]},
}

pytestmark = pytest.mark.usefixtures("canvas_stand_in")


def at(step: str, hands: Hands = ALL, guess: int = 0) -> Known:
    options = BY_ID[step].guess.options if BY_ID[step].guess else [""]
    return Known(set_up.dense(), None, hands=hands, guess=options[guess])


def test_both_lessons_are_laid_out_alike_and_no_two_steps_have_the_same_id():
    assert len(BY_ID) == sum(map(len, LESSONS.values())) and len(HANDS) == 8 + 1
    assert [name for name, _ in groupby(step.part for step in HANDS)] == ["Groups", "People", "Limits", ""]
    for step in HANDS[:-1]:
        assert step.guess and len(set(step.guess.options)) == len(step.guess.options) > 1, step.id
        text = plain(step.text)
        assert len(text) <= LONGEST and text.count(".") + text.count("?") <= 7, step.id
    assert len(HANDS[-1].text.splitlines()) == 8


def test_the_networks_learn_from_as_many_images_as_there_are():
    assert tuple(NETWORKS) == NAMES
    assert all(count <= MOST[whose] for whose, count in NETWORKS.values())
    test = load_writers().test
    assert (np.count_nonzero(test < 2100), np.count_nonzero(test >= 2100)) == TESTED


@pytest.mark.parametrize(
    ("step", "missing"),
    [
        *(("adults", {"rights": {}}), ("fair", {"measure": None}), ("fair", {"rights": {"both": BOTH}})),
        *(
            ("more", {"rights": {"more": BOTH}}),
            ("writers", {"rights": {"ten": BOTH}}),
            ("mine", {"own": None}),
        ),
        *(("inside", {"same": None}), ("missing", {"ones": None})),
    ],
)
def test_a_step_is_done_once_what_it_asks_for_has_come_and_a_guess_is_made(step, missing):
    assert BY_ID[step].is_done(at(step)) and not BY_ID[step].is_done(replace(at(step), guess=None))
    assert not BY_ID[step].is_done(at(step, ALL._replace(**missing)))


@pytest.mark.parametrize(
    ("step", "hands", "right"),
    [
        ("who", {}, 1),
        ("adults", {"rights": {"adults": ADULTS}}, 1),
        ("adults", {"rights": {"adults": (4_100, 4_600)}}, 0),
        ("adults", {"rights": {"adults": (4_600, 4_550)}}, 2),
        *(("fair", {"measure": measure}, best) for measure, best in enumerate((1, 1, 2))),
        ("more", {}, 2),
        ("more", {"rights": {"more": (0, 4_600), "both": BOTH}}, 0),
        ("more", {"rights": {"more": (0, 4_100), "both": BOTH}}, 1),
        ("writers", {}, 1),
        *(("mine", {"own": own}, best) for own, best in (((9, 10, 8), 1), ((7, 8, 8), 1), ((3, 3, 3), 0))),
        ("inside", {}, 2),
        *(
            ("missing", {"ones": ones}, count)
            for ones, count in (((9, 7, 9), 0), ((1, 7, 1), 1), ((1, 1, 1), 2))
        ),
    ],
)
def test_what_the_networks_read_decides_which_guess_was_right(step, hands, right):
    assert BY_ID[step].guess.right(at(step, ALL._replace(**hands))) == right


def test_of_networks_that_read_one_s_hand_as_well_the_guessed_one_is_right():
    assert hands_facts.who_reads_you(at("mine", ALL._replace(own=(8, 8, 5)), guess=1)) == 1
    assert hands_facts.who_reads_you(at("mine", ALL._replace(own=(8, 8, 5)), guess=2)) == 0


@pytest.mark.parametrize(
    ("step", "says"),
    [
        ("adults", "92.0% of the adults' digits right, and 82.0% of the students'. That's a gap of 10.0 "),
        ("fair", "By the gap between the groups, “Students only” is the fairest: 2.0 percentage points. By "),
        ("fair", "By another measure, it's “Both groups”."),
        ("more", "reads 87.8% right. The one with 3,000 images by both reads 87.0%. So 1,500 images"),
        ("writers", "read 51.0% with one person's digits, 73.0% with ten people's, and 69.0%"),
        ("writers", "of the other 38 digits by that one person, the first network reads 34 right."),
        (
            "mine",
            "the adults' network reads 9 right, the students' network 10, "
            "and the network trained on both groups 8.",
        ),
        (
            "missing",
            "The adults' network reads a 9, the students' network a 1, "
            "and the network trained on both groups a 7.",
        ),
    ],
)
def test_a_step_says_what_the_networks_have_read(step, says):
    assert says in BY_ID[step].says(at(step))


def test_until_a_step_is_done_it_says_how_far_one_is():
    assert BY_ID["fair"].now(at("fair")) == "Now choose a measure above the bars."
    assert BY_ID["fair"].now(at("fair", Hands())) == BY_ID["mine"].now(at("mine", Hands())) == ""
    assert BY_ID["mine"].now(at("mine", Hands(drawn=3))) == "3 of 10 digits are drawn."


def test_a_report_is_taken_and_one_out_of_bounds_is_refused():
    taken = hands_of(SENT)
    assert taken == Hands({"adults": ADULTS, "writer": (2_600, 2_500)}, (34, 38), 2, 3, None, None, (9, 1, 7))
    assert hands_of(SENT | {"person": [39, 38]}).person is None
    for wrong in (
        *({"rights": [each]} for each in (["adults", 5_000, 0], ["adults", 0, 5_002], ["nobody", 0, 0], [])),
        *({"rights": [["adults", 1, 1]] * 8}, {"drawn": 11}, {"drawn": None}, {"rights": "adults"}),
    ):
        assert hands_of(SENT | wrong) is None, wrong
    for name, value in (("measure", len(MEASURES)), ("own", [9, 11, 8]), ("ones", [9, 1]), ("same", 1)):
        assert getattr(hands_of(SENT | {name: value}), name) is None


def shown(app) -> str:
    return data(app, "lesson_guide")["step"]


def test_a_lesson_is_opened_by_link_and_chosen_at_its_beginning_and_its_end():
    app = opened(LESSON)
    assert shown(app) == "draw"
    lessons = data(app, "lesson_progress")["lessons"]
    assert [(each["id"], each["isShown"]) for each in lessons] == [("draw", True), ("who", False)]
    app = report(app, "lesson_progress", len(STEPS) - 1 + 1)
    assert shown(app) == "who" and not app.exception
    app.button(key="lesson_next").click().run()
    assert shown(app) == "adults" and not data(app, "lesson_progress")["lessons"]
    for query, step in (({"lesson": "hands"}, "who"), ({"lesson": "hands", "step": "mine"}, "mine")):
        app = opened(LESSON)
        del app.session_state["address_session"]
        for name, value in query.items():
            app.query_params[name] = value
        assert shown(app.run()) == step and not app.exception
    app.session_state["hidden"] = frozenset({"training"})
    assert shown(app.run()) == "draw" and not data(app, "lesson_progress")["lessons"]


def test_what_the_browser_reports_finishes_a_step_and_starting_over_keeps_the_other_lesson():
    app = opened(LESSON)
    app.session_state["lesson_done"] = frozenset({"draw"})
    app.session_state["lesson_step"] = "adults"
    app = report(app.run(), "lesson_guess", 1)
    assert data(app, "hands_shown")["isOpen"] and not data(app, "hands_shown")["has"]
    app = report(app, "hands_shown", json.loads(json.dumps(SENT)))
    assert app.button(key="lesson_next").label == "Next"
    assert any("right**. It reads 92.0% of the adults'" in each.value for each in app.markdown)
    app.session_state["lesson_step"] = "ending"
    app.run().button(key="lesson_next").click().run()
    assert shown(app) == "who" and app.session_state["lesson_done"] == {"draw"}


def test_a_guess_shows_the_middle_again_because_it_depends_on_that(monkeypatch):
    """The panel is a fragment, so the guess alone wouldn't."""

    def again() -> None:
        raise InterruptedError

    monkeypatch.setattr(panel.st, "rerun", again)
    monkeypatch.setattr(streamlit, "session_state", {"lesson_step": "who", "lesson_guess_who": "Set B"})
    with pytest.raises(InterruptedError):
        panel.panel(HANDS, BY_ID["who"], "who", None)
