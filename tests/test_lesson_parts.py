"""Tests what the lesson shows beside its texts: every part matches its title and its step's setup."""

from __future__ import annotations

import re
from types import SimpleNamespace
from urllib.parse import unquote

import numpy as np
import pytest
import streamlit

from model import reading
from model.explain.wiring import Unit
from model.network import forward, load_network
from model.network.neuron import Neuron
from model.network.scales import scale_of
from model.novelty import THRESHOLD
from model.preprocess.pen import CANVAS_SIZE, PEN_WIDTH
from model.reading import Reading
from model.training.snapshot import DONE, FAILED, MEASURED, STOPPED, Point, Progress
from tests.apptest import LESSON, TEACHERS, cents, data, image_of, opened, report
from tests.catalogs import extracted_once
from tests.samples import SAMPLES, A
from views.lesson import guide, panel, sheet
from views.lesson import progress as progress_dots
from views.lesson.ghost import gray_four
from views.lesson.middles import deep, learn, middles
from views.lesson.middles.deep import RACERS
from views.lesson.steps import facts, set_up
from views.lesson.steps.known import known
from views.lesson.steps.neurons import (
    firing_neuron,
    legibility,
    legible_neuron,
    loudest_neuron,
    mean_digits,
    pushing_neuron,
)
from views.lesson.steps.set_up import OPEN_FOUR
from views.lesson.steps.step import PLACES
from views.lesson.steps.steps import BY_ID, STEPS
from views.parts.asking.asking import plain
from views.parts.language.language import speaking
from views.parts.looks.wording import percent, percents
from views.serving.shared import shipped_profiles
from views.session import lesson
from views.session.activations import latest_drawing, reading_of
from views.session.drawing.drawing import BLANK, drawing_of_strokes
from views.session.selection import factors_of, scale, select_neuron, selected_neuron
from views.training import words as training_words

pytestmark = pytest.mark.usefixtures("canvas_stand_in")

DENSE = load_network("dense")
OTHER_FOUR = [((90, 60), (70, 150), (210, 150)), ((170, 60), (165, 230))]  # the crossbar sticks out
IMAGE = image_of(OPEN_FOUR)
OF_FOUR = forward(DENSE, IMAGE)


def at(step: str, **state: object):
    app = opened(LESSON, OPEN_FOUR, lesson_step=step, **state)
    assert not app.exception
    return app


def test_the_first_neuron_to_switch_off_supports_the_answer_most():
    winner = int(OF_FOUR["logits"].argmax())
    terms = OF_FOUR["hidden2_relu"] * DENSE.logits.kernel[:, winner]
    neuron = pushing_neuron(Reading(DENSE, IMAGE))
    assert (neuron.layer.name, terms[neuron.index]) == ("hidden2", terms.max())


SMILEY = [0.08304, 0.06604, 0.06804, 0.13344, 0.17004, 0.09604, 0.10504, 0.08004, 0.10604, 0.09224]
CLOSED = [0.00027, 0.00027, 0.00027, 0.00027, 0.97944, 0.00027, 0.00027, 0.00027, 0.00027, 0.0184]


@pytest.mark.parametrize(
    ("says", "probs"),
    [(facts.shares, SMILEY), (facts.what_it_says, CLOSED), (facts.closed_top, CLOSED)],
    ids=("shares", "answer", "closed"),
)
def test_a_share_in_a_sentence_equals_the_figure_on_its_bar(says, probs):
    """With these numbers, a share rounds differently by itself than as a part of 100%."""
    sentence = says(SimpleNamespace(probs=np.array(probs), is_digit=True))
    written = [text for text in re.findall(r"[\d.]+%", sentence) if text != "100%"]
    assert written, sentence
    largest = np.argsort(probs)[::-1][:2]
    assert written[:2] == [percents(probs)[digit] for digit in largest][: len(written)]
    if says is facts.shares:
        assert sum(float(text.rstrip("%")) for text in written) == pytest.approx(100)


def test_a_sum_builds_up_from_products_and_next_appears_once_it_has():
    app = at("neuron")
    sent = data(app, "lesson_build_up")
    numbers, weights, products = (np.array(each) for each in sent["pictures"])
    layer, (unit,) = sent["about"]
    np.testing.assert_allclose(numbers, IMAGE.ravel(), atol=1e-6)
    np.testing.assert_allclose(weights, DENSE.layer(layer).kernel[:, unit], atol=1e-6)
    np.testing.assert_allclose(numbers * weights, products, atol=1e-5)
    value, weight, product = (cents(each) for each in re.findall(r"−?\d+\.\d\d", sent["example"]))
    largest = int(np.abs(products).argmax())
    figures = (numbers[largest], weights[largest], products[largest])
    assert (value, weight, product) == tuple(round(100 * each) for each in figures)
    assert largest == sent["marked"]
    assert sent["example"].startswith(f"row {largest // 28}, column {largest % 28}: ")
    app.session_state["lesson_events"] = frozenset({"built"})
    assert app.run().button(key="lesson_next").label == "Skip"  # because it also asks for a guess
    assert report(app, "lesson_guess", 0).button(key="lesson_next").label == "Next"


def test_a_weight_moves_against_the_slope():
    for slope, way in ((-0.25, "grow"), (0.25, "shrink")):
        one = SimpleNamespace(slope=lambda weight, slope=slope: slope, loss=lambda weight: 1.5)
        said = plain(learn._in_words(one, 0.75))
        slope_text = f"{slope:.3f}".replace("-", "−")
        assert (
            said
            == f"Weight 0.75, loss 1.500, slope {slope_text}. To lower the loss, the weight has to {way}."
        )
    for slope in (-0.0004, 0.0, 0.0004):  # shown as 0, so there's no direction
        one = SimpleNamespace(slope=lambda weight, slope=slope: slope, loss=lambda weight: 1.5)
        bottom = (
            "Weight 0.75, loss 1.500, slope 0.000. This is the bottom. No move lowers the loss any further."
        )
        assert plain(learn._in_words(one, 0.75)) == bottom


def test_going_downhill_ends_at_the_bottom_and_the_text_says_so():
    app = at("learn")
    for _press in range(6):
        app.button(key="lesson_downhill_step").click().run()
    page_text = plain(" ".join(each.value for each in app.markdown))
    assert (
        "slope 0.000. This is the bottom. No move lowers the loss any further." in page_text
        and "has to" not in page_text
    )


def test_a_step_s_card_compares_a_new_drawing_with_its_own_answer():
    app = at("nine", neuron_dense=Unit("logits", (9,)))
    app.session_state["why_compared"] = (9, 2, app.session_state["latest_drawing"].current.png)
    assert data(app.run(), "margin")["heading"] in ("Why 9 rather than 2?", "Why 2 and not 9?")
    app.session_state["latest_drawing"].add(drawing_of_strokes(7, "a 7", SAMPLES[7]))
    assert data(app.run(), "margin")["heading"] == "Why 7 and not 9?"


def test_the_axis_of_one_weight_is_to_scale_and_marks_the_weight():
    for steps in (0, 3):
        app = at("learn")
        app.session_state["lesson_downhill"] = steps
        sent = data(app.run(), "lesson_curve")
        values = [int(each["label"].replace("−", "-")) for each in sent["ticks"]]
        assert values == list(range(values[0], values[0] + 7)) and sent["until"] == 6
        assert [each["position"] for each in sent["ticks"]] == [value - values[0] for value in values]
        page_text = " ".join(plain(each.value) for each in app.markdown)
        weight = cents(re.search(r"Weight (−?\d+\.\d\d), loss", page_text)[1]) / 100
        assert sent["mark"] == pytest.approx(weight - values[0], abs=0.0051)


def test_the_sheet_s_lines_are_products_and_its_solution_is_their_sum():
    for strokes in (OPEN_FOUR, None):  # a ready-made 4 is used without a drawing
        sent = data(opened(TEACHERS, strokes), "sheet")
        for place, number, weight, product in sent["lines"]:
            row, col = map(int, re.findall(r"\d+", place))
            assert cents(number) == round(100 * float(IMAGE[row, col]))
            by_hand = abs(cents(number) * cents(weight))  # in ten-thousandths
            assert abs(cents(product)) == (by_hand + 50) // 100 > 0  # rounded half up
            assert (cents(product) > 0) == (cents(weight) > 0)
        assert len(sent["lines"]) == 12 and sum(number == "1.00" for _, number, *_ in sent["lines"]) <= 4
        lines = sum(cents(product) for *_, product in sent["lines"])
        assert lines + cents(sent["rest"]) + cents(sent["bias"]) == cents(sent["z"])
        fires = cents(sent["z"]) > 0
        assert (sent["step"], sent["relu"]) == (("1", sent["z"]) if fires else ("0", "0.00"))
        assert sent["answer"] == str(int(OF_FOUR["probs"].argmax()))


def test_the_lanes_of_the_race_name_their_layers():
    texts = [plain(each.value) for each in at("deep").markdown]
    for hidden, title in enumerate(("No hidden layer", "One hidden layer", "Two hidden layers: deep")):
        layers = " → ".join(["784", *["64"] * hidden, "10"])
        assert f"**{title}**  \n{layers}" in texts
    assert [each.hidden_layers for each in RACERS] == [0, 1, 2]


def test_each_box_of_numbers_shows_the_layer_in_its_title():
    boxes = {plain(each["title"]): each for each in data(at("tensors"), "tensors")["tensors"]}
    named = {
        "Your drawing, as a table of 28 rows and 28 columns": "image",
        "The same numbers in one row: the input layer": "flatten",
        "What the first hidden layer passes on": "hidden1_relu",
        "What the second hidden layer passes on": "hidden2_relu",
        "The answer: ten shares": "probs",
    }
    assert list(boxes) == list(named)
    for title, name in named.items():
        values = OF_FOUR[name]
        np.testing.assert_allclose(np.ravel(boxes[title]["rows"]), values.ravel(), atol=1e-5)
        assert boxes[title]["shape"] == "×".join(map(str, values.shape))
        assert np.shape(boxes[title]["rows"]) == (values.shape if values.ndim == 2 else (1, len(values)))
        assert boxes[title]["scale"] == scale_of(DENSE, DENSE.layer(name))


@pytest.fixture
def session(monkeypatch) -> dict[str, object]:
    """Replace Streamlit's session state, so that no page is needed."""
    found: dict[str, object] = {}
    monkeypatch.setattr(streamlit, "session_state", found)
    return found


def of_first_layer(**firing: float) -> SimpleNamespace:
    """Return a reading in which only these neurons of the first layer fire."""
    values = np.zeros(128, np.float32)
    for name, value in firing.items():
        values[int(name.removeprefix("n"))] = value
    return SimpleNamespace(network=DENSE, activations={"hidden1_relu": values})


def of(layer: str, number: int) -> Neuron:
    return Neuron(DENSE.layer(layer), (number,))


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (None, 9),
        (("hidden1", 7), 7),
        (("hidden1", 3), 9),  # it's silent
        (("hidden2", 7), 9),
    ],
)
def test_the_chosen_neuron_stays_if_it_fires_in_the_first_layer(session, chosen, expected):
    select_neuron(DENSE, chosen and of(*chosen))
    assert firing_neuron(of_first_layer(n7=1, n9=2)) == of("hidden1", expected)


def test_a_legible_neuron_has_orange_weights_on_its_favorite_digit_s_ink():
    digits = np.random.default_rng(1).uniform(0, 1, (10, 784))
    like = digits[3] - digits[3].mean()
    kernel = np.stack([like, np.maximum(like, 0), -like, digits[7] - digits[7].mean()], axis=1)
    half, orange, blue, other = legibility(kernel, np.full(4, 3), digits)
    assert orange > half > 0 and blue == other == 0


def test_the_riddle_s_neuron_shows_its_favorite_and_is_always_the_same():
    chosen = legible_neuron(Reading(DENSE, IMAGE))
    favorite = shipped_profiles(DENSE)["hidden1"].of(chosen.channel.number).favorite
    orange = np.maximum(DENSE.layer("hidden1").kernel[:, chosen.index[0]], 0)
    likeness = [np.corrcoef(orange, digit)[0, 1] for digit in mean_digits()]
    assert int(np.argmax(likeness)) == favorite and max(likeness) > 0.5
    assert sorted(likeness)[-2] < 0.75 * max(likeness)  # no other digit is as close
    assert legible_neuron(Reading(DENSE, image_of(SAMPLES[7]))) == chosen


def test_the_guessed_sum_is_farthest_from_0_on_either_side():
    sides = set()
    for strokes in SAMPLES.values():
        reading = Reading(DENSE, image_of(strokes))
        z = reading.activations["hidden1"]
        chosen = float(z[loudest_neuron(reading).index])
        assert chosen in (z.min(), z.max())
        sides.add(chosen > 0)
    assert sides == {True, False}


def test_a_step_is_set_up_once_with_every_neuron_on(session):
    first, neuron, share = (BY_ID[each] for each in ("draw", "neuron", "share"))
    set_up.set_up(first)
    assert latest_drawing().current.png is None and selected_neuron(DENSE) is None
    scale(DENSE, of("hidden1", 3).channel, 0.0)
    session["lesson_downhill"], session["replay_playing"] = 4, True
    lesson.note("built")
    set_up.set_up(neuron)
    assert latest_drawing().current == set_up.open_four()
    assert not factors_of(DENSE) and not lesson.events()
    assert (session["lesson_downhill"], session["replay_playing"]) == (0, False)
    assert lesson.drawing_at_start() == latest_drawing().current.png
    assert selected_neuron(DENSE) == loudest_neuron(Reading(DENSE, IMAGE))
    select_neuron(DENSE, None)
    set_up.set_up(neuron)
    assert selected_neuron(DENSE) is None
    set_up.set_up(BY_ID["nine"])
    assert selected_neuron(DENSE) == of("logits", 9)
    set_up.set_up(share)
    assert selected_neuron(DENSE) is None


def test_starting_over_is_the_only_way_to_forget_progress(session):
    assert lesson.current_step(["draw", "off"]) == ("draw", False)
    lesson.go_to("off")
    lesson.set_done("draw")
    lesson.set_done("off")
    session["lesson_guess_draw"] = "4"
    lesson.note("built")
    lesson.note("crossed")
    assert lesson.events() == {"built", "crossed"} and lesson.done_steps() == {"draw", "off"}
    assert lesson.current_step(["draw", "off"]) == ("off", False)
    assert lesson.current_step(["draw"]) == ("draw", True)
    lesson.begin("draw", b"png")
    assert lesson.begun_step() == "draw" and not lesson.events()
    assert lesson.done_steps() == {"draw", "off"}
    lesson.start_over(["draw", "off"])
    assert lesson.current_step(["draw", "off"]) == ("draw", False)
    assert not lesson.done_steps() and session.get("lesson_guess_draw") is None


def test_facts_use_this_session_and_its_answer_before_neurons_were_off(session):
    latest_drawing().add(set_up.open_four())
    lesson.begin("off", latest_drawing().current.png)
    at = known(DENSE, "off")
    assert not at.drew and at.probs_before is at.probs and at.is_digit
    for number in np.argsort(-OF_FOUR["hidden2_relu"])[:20].tolist():
        scale(DENSE, of("hidden2", number).channel, 0.0)
    session["lesson_guess_off"], session["lesson_guess_nine"] = "this", "another"
    at = known(DENSE, "off")
    np.testing.assert_allclose(at.probs_before, OF_FOUR["probs"], atol=1e-6)
    assert np.abs(at.probs - at.probs_before).max() > 0.1 and at.guess == "this"
    latest_drawing().add(BLANK)
    at = known(DENSE, "off")
    assert at.drew and at.image is None and at.probs is None and not at.is_digit


@pytest.mark.parametrize("is_digit", [True, False])
def test_lesson_steps_use_the_page_s_own_digit_test(session, monkeypatch, is_digit):
    monkeypatch.setattr(reading, "typicality", lambda *_: THRESHOLD + (0.1 if is_digit else -0.1))
    latest_drawing().add(set_up.open_four())
    assert known(DENSE, "fool").is_digit is is_digit


def test_every_step_but_the_end_shows_its_position():
    places = [progress_dots.place(STEPS, step) for step in STEPS]
    assert places == [*(f"{number} of 16" for number in range(1, 17)), "The end"]
    assert progress_dots.place(STEPS[11:], STEPS[11]) == "1 of 5"


@pytest.fixture
def sent_to_guide(session, monkeypatch) -> dict:
    """Collect what is sent to the guide."""
    sent = {}
    monkeypatch.setattr(guide, "_guide", lambda **given: sent.update(given))
    return sent


def guided(step: str, guessed: str | None, is_done: bool) -> None:
    known = SimpleNamespace(guess=guessed, events=frozenset({"step"}))
    guide.guide(BY_ID[step], list(BY_ID), known, is_done, "said")


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.id)
def test_spoilers_are_covered_until_a_guess_and_actions_wait_for_it(step, sent_to_guide):
    places = {name: [PLACES[each] for each in getattr(step, name)] for name in ("covers", "waits", "hides")}
    for guessed, is_done in ((None, False), ("9", False), ("9", True)):
        is_open = bool(guessed) if step.guess else is_done
        guided(step.id, guessed, is_done)
        sent = sent_to_guide["data"]
        assert sent["covers"] == ([] if is_open else places["covers"])
        assert sent["waits"] == ([] if guessed or not step.guess else places["waits"])
        assert sent["hides"] == ([] if is_done else places["hides"])
        assert (sent["step"], sent["done"], sent["events"]) == (step.id, is_done, ["step"])
    assert not step.waits or step.guess
    if step.task and step.guess:
        assert step.waits  # nothing can be done before the guess


def test_the_guide_only_accepts_curve_crossings_and_known_steps(sent_to_guide):
    guided("step", None, False)
    strange = (
        ["off"],
        ["off", 0],
        ["off", -1],
        ["off", True],
        ["off", 10**30],
        ["off", 1, 1],
        ["nowhere", 1],
    )
    for sent in (1, 2, -1, True, None, "off", {"step": "off"}, 10**30, *strange):
        sent_to_guide["on_pick"](sent)
    assert lesson.events() == {"relu"} and lesson.current_step(list(BY_ID)) == ("draw", False)
    guided("step", None, False)
    assert sent_to_guide["data"]["turned"] == 1  # to an unknown step; it is answered anyway
    sent_to_guide["on_pick"](0)
    sent_to_guide["on_pick"](["off", 2])
    assert lesson.events() == {"step", "relu"} and lesson.current_step(list(BY_ID)) == ("off", False)
    lesson.go_to("fool")  # by clicking a button
    sent_to_guide["on_pick"](["off", 2])  # the browser has sent this again
    assert lesson.current_step(list(BY_ID)) == ("fool", False)
    guided("fool", None, False)
    assert sent_to_guide["data"]["turned"] == 2


def test_the_example_4_only_shows_before_the_first_drawing(sent_to_guide):
    for step in STEPS:
        guided(step.id, None, False)
        assert (sent_to_guide["data"]["ghost"] is not None) == (step.id == "draw")


def test_the_example_4_is_written_stroke_by_stroke_or_shown_whole():
    moving, still = (unquote(gray_four()[how]) for how in ("moving", "still"))
    for picture in (moving, still):
        lines = re.findall(r' d="M([^"]+)"', picture)
        assert [line.count("L") + 1 for line in lines] == [*map(len, OPEN_FOUR)]
        assert f"stroke-width:{PEN_WIDTH}" in picture and f'width="{CANVAS_SIZE}"' in picture
    assert "animation" not in still
    ends = re.findall(r"0%,(\d+)%\{stroke-dashoffset:1.2\}(\d+)%", moving)
    assert ends == [("0", "30"), ("30", "60")]  # the second stroke starts when the first is done


def drawn_in(step: str, strokes: list) -> None:
    """Set up a step and draw these strokes in it."""
    set_up.set_up(BY_ID[step])
    latest_drawing().add(drawing_of_strokes(0, "own", strokes))


def read_in(step: str) -> int | None:
    """Set up a step and return the digit that its drawing is read as, or None for a non-digit."""
    set_up.set_up(BY_ID[step])
    found = reading_of(DENSE, latest_drawing().current)
    return found.digit if found.is_digit else None


def test_every_step_gets_the_drawing_it_needs_and_the_own_4_returns(session):
    drawn_in("draw", OTHER_FOUR)
    own = latest_drawing().current.png
    assert read_in("numbers") == 4
    drawn_in("share", A)
    assert read_in("nine") == 4 and latest_drawing().current.png == own
    latest_drawing().add(drawing_of_strokes(9, "own", SAMPLES[9]))
    assert read_in("off") == 4 and latest_drawing().current.png == own
    drawn_in("fool", A)
    assert read_in("learn") == 4 and latest_drawing().current.png == own


@pytest.mark.parametrize(("first", "read"), [(SAMPLES[7], 7), (A, None)])
def test_another_drawing_stays_until_a_step_needs_a_4(session, first, read):
    drawn_in("draw", first)
    assert [read_in(step) for step in ("numbers", "onward")] == [read, read]
    assert read_in("nine") == 4
    assert read_in("tensors") == (4 if read is None else read)


def test_a_link_to_a_late_step_replaces_a_letter_with_a_digit(session):
    latest_drawing().add(drawing_of_strokes(0, "own", A))
    assert read_in("deep") == 4


def test_another_open_4_restarts_the_step_and_keeps_the_guess(session):
    drawn_in("draw", OTHER_FOUR)
    set_up.set_up(BY_ID["nine"])
    lesson.guess("nine", "9")
    latest_drawing().add(drawing_of_strokes(4, "own", [*OTHER_FOUR, [(60, 60), (200, 60)]]))
    assert BY_ID["nine"].is_done(known(DENSE, "nine"))
    set_up.bring_four(BY_ID["nine"])
    assert not BY_ID["nine"].is_done(known(DENSE, "nine")) and lesson.guess_of("nine") == "9"
    assert latest_drawing().current.png == set_up.open_four().png


def test_the_mark_on_the_loss_curve_is_at_the_shown_loss():
    app = at("learn", lesson_downhill=2)
    sent = data(app, "lesson_curve")
    values = sent["series"][0]["values"]
    there = values[int(np.abs(np.array(sent["positions"]) - sent["mark"]).argmin())]
    shown_loss = re.search(r"loss (\d\.\d+), slope", " ".join(plain(each.value) for each in app.markdown))[1]
    assert there == pytest.approx(float(shown_loss), abs=0.0006)
    assert (sent["low"], sent["high"]) == pytest.approx((min(values), max(values)), abs=1e-5)
    assert sent["positions"] == sorted(sent["positions"])
    assert (sent["positions"][0], sent["positions"][-1]) == (0, 6)


def points(*steps: int) -> tuple[Point, ...]:
    return tuple(Point(step, 1.0, 0.2, 1.1, 0.1 + step / 1000) for step in steps)


def test_a_lane_shows_its_training_s_progress():
    choices = RACERS[1]
    halfway = SimpleNamespace(now=points(150)[0])
    assert [
        plain(deep._where(choices, each))
        for each in (
            None,
            Progress(),
            Progress(DONE, halfway),
            Progress(FAILED, problem="It has failed."),
        )
    ] == [
        "Not started",
        "Starting …",
        f"150 of {choices.steps}",
        "It has failed.",
    ]


def test_the_race_has_one_chart_whose_lines_end_at_the_current_step(session, monkeypatch):
    drawn = []
    monkeypatch.setattr(deep, "curves", lambda *given, **more: drawn.append((given, more)))
    ended, stopped = (SimpleNamespace(points=points(*steps)) for steps in ((0, 100), (0, 50, 60)))
    deep._chart([Progress(DONE, ended), Progress(STOPPED, stopped), None])
    (title, lines, _, ticks, _), more = drawn.pop()
    assert title == f"Right answers out of {MEASURED}" and not drawn
    assert list(lines) == ["none", "one", "two"]
    assert list(lines.values()) == [pytest.approx([0.1, 0.2]), pytest.approx([0.1, 0.15, 0.16]), []]
    assert [each["positions"] for each in more["each"]] == [[0, 100], [0, 50, 60], []]
    assert len({each["look"] for each in more["each"]}) == 3
    assert ticks == [(0, training_words.START), (RACERS[0].steps, "end")]
    assert more["is_named"] and more["as_percent"] and more["until"] == RACERS[0].steps == RACERS[2].steps


def test_a_lane_shows_its_training_s_progress_and_its_reading(session, monkeypatch):
    shown, choices = {}, RACERS[2]
    monkeypatch.setattr(deep.st, "progress", lambda share, text: shown.update(share=share))
    monkeypatch.setattr(deep.st, "markdown", lambda text: shown.setdefault("said", []).append(text))
    monkeypatch.setattr(deep.st, "button", lambda *given, **named: False)
    snapshot = SimpleNamespace(now=points(100)[0], points=points(0, 100), network=DENSE)
    deep._lane(1, "title", choices, Progress(DONE, snapshot, test_accuracy=0.925), IMAGE)
    assert shown["share"] == 100 / choices.steps
    head, share, reads = map(plain, shown["said"])
    assert head.endswith("784 → 64 → 64 → 10") and share == "### 92.5%\nof 10,000 test images right"
    assert reads == f"Your drawing: **4**, {percent(float(OF_FOUR['probs'][4]))}"


def test_the_sheet_counts_the_numbers_without_a_line(session, monkeypatch):
    sent = {}
    monkeypatch.setattr(sheet, "_sheet", lambda **given: sent.update(given["data"]))
    neuron = of("hidden1", int(np.argsort(OF_FOUR["hidden1_relu"])[-2]))
    select_neuron(DENSE, neuron)
    latest_drawing().add(set_up.open_four())
    sheet.sheet(reading_of(DENSE, latest_drawing().current))
    terms = IMAGE.ravel() * DENSE.layer("hidden1").kernel[:, neuron.index[0]]
    assert sent["others"] == np.count_nonzero(terms) - len(sent["lines"]) > 0
    assert plain(sent["neuron"]) == f"Neuron {neuron.index[0]}, first hidden layer"
    np.testing.assert_allclose(sent["shades"], IMAGE, atol=0.0051)
    assert sent["image"][0] == ["0"] * 28 and len(sent["image"]) == 28


@pytest.mark.parametrize(
    ("value", "text"), [(0.0049, "0"), (0.005, "0.01"), (0.1, "0.10"), (0.995, "0.99"), (0.9951, "1")]
)
def test_the_sheet_rounds_a_pixel_to_0_or_1_if_possible(value, text):
    assert sheet.written(value) == text
    with speaking("de"):
        assert sheet.written(value) == text.replace(".", ",")


def test_translators_get_every_text_of_the_steps():
    given = {each.id for each in extracted_once()}
    said = [text for step in STEPS for text in (step.part, step.title, step.text, step.task)]
    for guess in (step.guess for step in STEPS if step.guess):
        said += [guess.question, *guess.options]
    said += [
        *deep.TITLES,
        *deep.LINES,
        *middles.TENSORS.values(),
        *(door for door, _icon in panel.DOORS.values()),
    ]
    assert [text for text in said if re.search("[A-Za-z]{2}|[,%]", text) and text not in given] == []
