"""Tests what the lesson shows beside its texts: every part matches its title and its step's setup."""

import re
from decimal import ROUND_HALF_UP
from itertools import combinations
from types import SimpleNamespace
from urllib.parse import unquote

import numpy as np
import pytest

from model import reading
from model.backprop.descent import steepest_weight
from model.explain.effect import fewest_off
from model.network import Network, dense_network, forward, load_network
from model.network.neuron import Neuron
from model.network.scales import scale_of
from model.novelty import THRESHOLD, typicality
from model.preprocess.mnist import load_test_images
from model.preprocess.pen import CANVAS_SIZE, PEN_WIDTH
from model.reading import Reading
from model.training.history import load_history
from model.training.snapshot import DONE, FAILED, MEASURED, STOPPED, Point, Snapshot
from model.training.training import Race, Training
from tests.apptest import cents, image_of
from tests.fours import FOURS, draw, stopped_at, top_closed
from tests.samples import SAMPLES, A
from views.lesson import guide, panel
from views.lesson.ghost import gray_four
from views.lesson.middles import deep, learn
from views.lesson.middles.build_up import sum_of, total
from views.lesson.middles.deep import RACERS
from views.lesson.middles.middles import tensors_of
from views.lesson.steps import facts, set_up
from views.lesson.steps.known import known
from views.lesson.steps.learning_facts import who_won
from views.lesson.steps.neurons import (
    firing_neuron,
    legibility,
    legible_neuron,
    loudest_neuron,
    mean_digits,
    pushing_neuron,
)
from views.lesson.steps.ready_made import OPEN_FOUR
from views.lesson.steps.step import PLACES
from views.lesson.steps.steps import BY_ID, STEPS
from views.parts.asking.asking import plain
from views.parts.language.language import speaking
from views.parts.looks.encode import png_url
from views.parts.looks.wording import figure, percent, percents
from views.parts.shared import shipped_profiles
from views.session import lesson
from views.session.activations import latest_drawing, reading_of
from views.session.drawing.drawing import BLANK, drawing_of_strokes
from views.session.selection import factors_of, scale, select_neuron, selected_neuron
from views.teaching.papers import sheet
from views.training import words as training_words

DENSE = load_network("dense")
OTHER_FOUR = [((90, 60), (70, 150), (210, 150)), ((170, 60), (165, 230))]  # the crossbar sticks out
IMAGE = image_of(OPEN_FOUR)
OF_FOUR = forward(DENSE, IMAGE)
SUM = r"(\S+) \+ bias \(?([^)]+)\)? = z (\S+)"
# With these numbers, a share rounds differently by itself than as a part of 100%.
SMILEY = [0.08304, 0.06604, 0.06804, 0.13344, 0.17004, 0.09604, 0.10504, 0.08004, 0.10604, 0.09224]
CLOSED = [0.00027, 0.00027, 0.00027, 0.00027, 0.97944, 0.00027, 0.00027, 0.00027, 0.00027, 0.0184]


pytestmark = pytest.mark.usefixtures("session")


def of(layer: str, number: int) -> Neuron:
    return Neuron(DENSE.layer(layer), (number,))


# Sums and figures


@pytest.mark.parametrize(
    ("says", "probs"), [(facts.shares, SMILEY), (facts.what_it_says, CLOSED), (facts.closed_top, CLOSED)]
)
def test_a_share_in_a_sentence_equals_the_figure_on_its_bar(says, probs):
    sentence = says(SimpleNamespace(probs=np.array(probs), is_digit=True))
    written = [text for text in re.findall(r"[\d.]+%", sentence) if text != "100%"]
    largest = np.argsort(probs)[::-1][:2]
    assert written and written[:2] == [percents(probs)[digit] for digit in largest][: len(written)]
    if says is facts.shares:
        assert sum(float(text.rstrip("%")) for text in written) == pytest.approx(100)


@pytest.mark.parametrize("unit", [*range(0, 128, 7), None])
def test_a_sum_builds_up_from_products_and_adds_up_as_shown(unit):
    reading = Reading(DENSE, IMAGE)
    neuron = loudest_neuron(reading) if unit is None else of("hidden1", unit)
    sent = sum_of(reading, neuron)
    numbers, weights, products = (np.array(each) for each in sent["pictures"])
    assert sent["about"] == ["hidden1", neuron.index]
    np.testing.assert_allclose(numbers, IMAGE.ravel(), atol=1e-6)
    np.testing.assert_allclose(weights, DENSE.layer("hidden1").kernel[:, neuron.index[0]], atol=1e-6)
    np.testing.assert_allclose(numbers * weights, products, atol=1e-5)
    largest = int(np.abs(products).argmax())
    shown = [cents(each) for each in re.findall(r"−?\d+\.\d\d", sent["example"])]
    assert shown == [round(100 * each[largest]) for each in (numbers, weights, products)]
    assert largest == sent["marked"]
    assert sent["example"].startswith(f"row {largest // 28}, column {largest % 28}: ")
    explanation = reading.explain(neuron)
    added, bias, z = map(cents, re.fullmatch(SUM, plain(total(explanation))).groups())
    assert sent["total"] == total(explanation)
    assert added + bias == z == cents(figure(explanation.pre_activation))


@pytest.mark.parametrize("slope", [-0.25, 0.25, -0.0004, 0.0, 0.0004])
def test_a_weight_moves_against_the_slope(slope):
    """A slope that is shown as 0 has no direction."""
    one = SimpleNamespace(slope=lambda weight: slope, loss=lambda weight: 1.5)
    way = "grow" if slope < 0 else "shrink"
    ends = f"To lower the loss, the weight has to {way}."
    if abs(slope) < 0.001:
        ends = "This is the bottom. No move lowers the loss any further."
    shown = f"{slope:.3f}".replace("-", "−") if abs(slope) > 0.001 else "0.000"
    assert plain(learn.in_words(one, 0.75)) == f"Weight 0.75, loss 1.500, slope {shown}. {ends}"


def test_going_downhill_ends_at_the_bottom_and_the_curve_shows_where_one_is():
    one = learn._one_weight()
    for steps in (0, 2, 3, 6):
        weight = one.downhill(steps, learn.RATE)
        curve, said = learn.curve_of(one, weight), plain(learn.in_words(one, weight))
        ticks = [int(label.replace("−", "-")) for _, label in curve["ticks"]]
        assert ticks == list(range(ticks[0], ticks[0] + 7)) and curve["until"] == 6
        assert [position for position, _ in curve["ticks"]] == [tick - ticks[0] for tick in ticks]
        assert curve["mark"] == pytest.approx(weight - ticks[0], abs=1e-6)
        losses, positions = curve["series"]["loss"], curve["positions"].tolist()
        assert positions == sorted(positions) and (positions[0], positions[-1]) == (0, 6)
        there = losses[int(np.abs(curve["positions"] - curve["mark"]).argmin())]
        assert there == pytest.approx(float(re.search(r"loss (\d\.\d+),", said)[1]), abs=0.0006)
        assert (curve["low"], curve["high"]) == (min(losses), max(losses))
        assert ("This is the bottom." in said) == (steps > 1)


def test_the_sheet_s_lines_are_products_and_its_solution_is_their_sum():
    reading = Reading(DENSE, IMAGE)
    for number in np.argsort(OF_FOUR["hidden1_relu"])[[-1, -2, -9]].tolist():
        by_hand = sheet.sum_by_hand(reading.explain(of("hidden1", number)))
        for line in by_hand.lines:
            assert 100 * line.input == round(100 * float(IMAGE[line.index]))
            exact = abs(line.input * line.weight)
            assert abs(line.product) == exact.quantize(line.product, ROUND_HALF_UP) > 0
            assert (line.product > 0) == (line.weight > 0)
        assert len(by_hand.lines) == 12 and sum(line.input == 1 for line in by_hand.lines) <= 4
        assert sum(line.product for line in by_hand.lines) + by_hand.rest + by_hand.bias == by_hand.z
        terms = IMAGE.ravel() * DENSE.layer("hidden1").kernel[:, number]
        assert by_hand.others == np.count_nonzero(terms) - len(by_hand.lines) > 0


def test_the_sheet_has_each_number_in_its_row_and_gaps_where_the_solution_has_results():
    reading = Reading(DENSE, IMAGE)
    by_hand = sheet.sum_by_hand(reading.explain(firing_neuron(reading)))
    (_name, (picture,), task, numbers, asked), (_heading, solved, answer) = sheet.sheet(reading).leaves
    rows = [[cell.strip(" *") for cell in line[1:-1].split("|")] for line in numbers.split("\n")]
    assert rows[0] == ["·", *map(str, range(28))] and len(rows) == 30
    for number, (name, *cells) in enumerate(rows[2:]):
        assert (name, cells) == (str(number), [sheet.written(float(value)) for value in IMAGE[number]])
    assert f"**{sheet.written(float(IMAGE.max()))}**" in numbers and "**0**" not in numbers
    assert picture.src == png_url(IMAGE) and "first [hidden layer]" in task and "as a 4." in plain(answer)
    lines = [table.split("\n")[2:] for table in (asked, solved)]
    for line, gap, result in zip(by_hand.lines, *lines):
        row, column = line.index
        beginning = f"| row {row}, column {column} | {figure(float(line.input))} | × "
        assert gap.startswith(beginning) and result.startswith(beginning)
        assert sheet.GAP in gap and f"**{figure(float(line.product))}**" in result
    z, step, relu = lines[1][-3:]
    assert f"**{figure(float(by_hand.z))}**" in z and f"**{figure(float(by_hand.z))}**" in relu
    assert "**1**" in step and sum(sheet.GAP in line for line in lines[0]) == len(by_hand.lines) + 3


@pytest.mark.parametrize(
    ("value", "text"), [(0.0049, "0"), (0.005, "0.01"), (0.1, "0.10"), (0.995, "0.99"), (0.9951, "1")]
)
def test_the_sheet_rounds_a_pixel_to_0_or_1_if_possible(value, text):
    assert sheet.written(value) == text
    with speaking("de"):
        assert sheet.written(value) == text.replace(".", ",")


def test_the_one_weight_is_the_steepest_uphill_or_downhill():
    """The direction depends on the labels: if 7s have other labels, too much evidence is for the 7."""
    network, (images, labels) = load_history().networks[-1], load_test_images()
    images, ways = images[labels == 7][:54] / np.float32(255), set()
    others = np.array([digit for digit in range(10) if digit != 7] * 6)
    for shown in (others, np.full(54, 7), np.full(54, 2), np.full(54, 0)):
        slopes = np.zeros((*network.logits.before.shape, 10))
        for image, digit in zip(images, shown.tolist()):
            values = forward(network, image)
            error = values["probs"].astype(float)
            error[digit] -= 1
            slopes += np.outer(values[network.logits.before.name], error) / len(images)
        one = steepest_weight(network, images, shown)
        assert abs(slopes[one.neuron, one.digit]) == pytest.approx(np.abs(slopes).max(), rel=1e-3)
        assert one.slope(one.weight) == pytest.approx(slopes[one.neuron, one.digit], rel=1e-3)
        assert one.weight == network.logits.kernel[one.neuron, one.digit]
        ways.add(one.slope(one.weight) > 0)
    assert ways == {True, False}


def test_one_weight_goes_downhill_by_its_own_slope():
    images, labels = load_test_images()
    one = steepest_weight(load_history().networks[0], images[:200] / np.float32(255), labels[:200])
    for weight in (one.weight, one.weight + 1.5):
        between = (one.loss(weight + 1e-4) - one.loss(weight - 1e-4)) / 2e-4
        assert one.slope(weight) == pytest.approx(between, rel=1e-4)
    losses = [one.loss(one.downhill(steps, 25.0)) for steps in range(6)]
    assert losses == sorted(losses, reverse=True) and losses[-1] < losses[0]
    assert one.downhill(0, 25.0) == one.weight


def test_each_box_of_numbers_shows_the_layer_in_its_title():
    boxes = {plain(each["title"]): each for each in tensors_of(Reading(DENSE, IMAGE))}
    named = {
        "Your drawing, as a table of 28 rows and 28 columns": "image",
        "The same numbers in one row: the input layer": "flatten",
        "What the first hidden layer passes on": "hidden1_relu",
        "What the second hidden layer passes on": "hidden2_relu",
        "The answer: ten shares": "probs",
    }
    assert list(boxes) == list(named)
    for title, name in named.items():
        values, box = OF_FOUR[name], boxes[title]
        np.testing.assert_allclose(np.ravel(box["rows"]), values.ravel(), atol=1e-5)
        assert box["shape"] == "×".join(map(str, values.shape))
        assert np.shape(box["rows"]) == (values.shape if values.ndim == 2 else (1, len(values)))
        assert box["scale"] == scale_of(DENSE, DENSE.layer(name))


# Neurons


def test_the_first_neuron_to_switch_off_supports_the_answer_most():
    winner = int(OF_FOUR["logits"].argmax())
    terms = OF_FOUR["hidden2_relu"] * DENSE.logits.kernel[:, winner]
    neuron = pushing_neuron(Reading(DENSE, IMAGE))
    assert (neuron.layer.name, terms[neuron.index]) == ("hidden2", terms.max())


def of_first_layer(**firing: float) -> SimpleNamespace:
    """Return a reading in which only these neurons of the first layer fire."""
    values = np.zeros(128, np.float32)
    for name, value in firing.items():
        values[int(name.removeprefix("n"))] = value
    return SimpleNamespace(network=DENSE, activations={"hidden1_relu": values})


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (None, 9),
        (("hidden1", 7), 7),
        (("hidden1", 3), 9),  # it's silent
        (("hidden2", 7), 9),
    ],
)
def test_the_chosen_neuron_stays_if_it_fires_in_the_first_layer(chosen, expected):
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


@pytest.mark.parametrize("strokes", [OPEN_FOUR, SAMPLES[0]], ids=["4", "0"])
def test_no_smaller_number_of_neurons_changes_the_answer(strokes):
    activations = forward(DENSE, image_of(strokes))
    values, kernel = activations["hidden2_relu"].astype(float), DENSE.logits.kernel.astype(float)
    winner = activations["logits"].argmax()
    fewest = fewest_off(DENSE, activations)
    few = len(fewest)
    terms = values[:, None] * kernel

    def answers(off) -> int:
        return (activations["logits"] - terms[list(off)].sum(axis=0)).argmax()

    firing = np.flatnonzero(values)
    assert answers(fewest) != winner
    for off in combinations(firing, min(few - 1, 2)):
        assert answers(off) == winner
    assert few <= 4


@pytest.mark.parametrize(
    ("ahead", "few"), [(3.0, 1), (4.0, 2), (6.5, 2), (8.0, 3), (9.5, 4), (10.0, 0), (40.0, 0)]
)
@pytest.mark.parametrize("winner", [0, 6, 9])
def test_the_strongest_neurons_are_switched_off_first_until_another_digit_wins(winner, ahead, few):
    """Four neurons only support the answer, with 1, 2, 4 and 3; a tie doesn't change the answer."""
    kernel, z = np.zeros((4, 10), np.float32), np.full(10, -100, np.float32)
    kernel[:, winner] = 1
    z[winner], z[(winner + 3) % 10] = 10, 10 - ahead
    blank = [np.zeros(shape, np.float32) for shape in ((784, 4), (4,), (10,))]
    given = {"hidden1_relu": np.array([1, 2, 4, 3], np.float32), "logits": z}
    assert fewest_off(dense_network([*blank[:2], kernel, blank[2]]), given) == [2, 3, 1, 0][:few]
    # Against a digit that is further behind, one neuron alone counts for more than all four.
    against, further = kernel.copy(), z.copy()
    against[0, (winner + 5) % 10], further[(winner + 5) % 10] = -20, -5
    given = given | {"logits": further}
    assert len(fewest_off(dense_network([*blank[:2], against, blank[2]]), given)) == 1


def _pushing(terms: np.ndarray, digit: int, number: int) -> list[int]:
    lead = terms[:, [digit]] - terms
    return sorted(
        {int(i) for other in range(10) for i in np.argsort(-lead[:, other])[:number] if other != digit}
    )


def test_closing_the_open_four_makes_it_a_nine():
    """The line's ends vary by a tenth of the digit's width, and it can be straight or arched."""
    numbers = np.random.default_rng(4)
    assert forward(DENSE, image_of(OPEN_FOUR))["probs"].argmax() == 4
    (left, right) = (np.array(stroke[0]) for stroke in OPEN_FOUR)
    for _ in range(30):
        ends = numbers.normal([left, (left + right) / 2 - (0, 10), right], 6)
        activations = forward(DENSE, image_of([*OPEN_FOUR, ends.tolist()]))
        assert activations["probs"].argmax() == 9
        assert typicality(DENSE, activations) >= THRESHOLD


# Steps


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
def test_lesson_steps_use_the_page_s_own_digit_test(monkeypatch, is_digit):
    monkeypatch.setattr(reading, "typicality", lambda *_: THRESHOLD + (0.1 if is_digit else -0.1))
    latest_drawing().add(set_up.open_four())
    assert known(DENSE, "fool").is_digit is is_digit


def test_every_step_but_the_end_shows_its_position():
    places = [panel.place(STEPS, step) for step in STEPS]
    assert places == [*(f"{number} of 16" for number in range(1, 17)), "The end"]
    assert panel.place(STEPS[11:], STEPS[11]) == "1 of 5"


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.id)
def test_spoilers_are_covered_until_a_guess_and_actions_wait_for_it(step):
    places = {name: [PLACES[each] for each in getattr(step, name)] for name in ("covers", "waits", "hides")}
    for guessed, is_done in ((None, False), ("9", False), ("9", True)):
        is_open = bool(guessed) if step.guess else is_done
        at = SimpleNamespace(guess=guessed, events=frozenset({"step"}))
        sent = guide.guidance(step, at, is_done, "said")
        assert sent["covers"] == ([] if is_open else places["covers"])
        assert sent["waits"] == ([] if guessed or not step.guess else places["waits"])
        assert sent["hides"] == ([] if is_done else places["hides"])
        assert (sent["step"], sent["done"], sent["events"]) == (step.id, is_done, ["step"])
        assert (sent["ghost"] is not None) == (step.id == "draw")
    assert not step.waits or step.guess
    assert step.waits or not (step.task and step.guess)  # nothing can be done before the guess


def test_the_guide_only_accepts_curve_crossings_and_steps_and_leads_to_those_around(monkeypatch):
    sent = {}
    monkeypatch.setattr(guide, "_guide", lambda **given: sent.update(given))
    at, ids = SimpleNamespace(guess=None, events=frozenset()), list(BY_ID)
    for id, back, following in zip(ids, [ids[-1], *ids], [*ids[1:], ids[0]]):
        guide.guide(BY_ID[id], ids, at, False, "said")
        assert (sent["data"]["back"], sent["data"]["next"]) == (back, following)
    for each in (1, 2, -1, True, None, "nowhere", {"step": "off"}, 10**30, ["off", 1]):
        sent["on_pick"](each)
    assert lesson.events() == {"relu"} and lesson.current_step(ids) == (ids[0], False)
    sent["on_pick"]("off")  # the browser went back
    assert lesson.current_step(ids) == ("off", False)


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


def test_every_step_gets_the_drawing_it_needs_and_the_own_4_returns():
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
def test_another_drawing_stays_until_a_step_needs_a_4(first, read):
    drawn_in("draw", first)
    assert [read_in(step) for step in ("numbers", "onward")] == [read, read]
    assert read_in("nine") == 4
    assert read_in("tensors") == (4 if read is None else read)


def test_a_link_to_a_late_step_replaces_a_letter_with_a_digit():
    latest_drawing().add(drawing_of_strokes(0, "own", A))
    assert read_in("deep") == 4


def test_another_open_4_restarts_the_step_and_keeps_the_guess():
    drawn_in("draw", OTHER_FOUR)
    set_up.set_up(BY_ID["nine"])
    lesson.guess("nine", "9")
    latest_drawing().add(drawing_of_strokes(4, "own", [*OTHER_FOUR, [(60, 60), (200, 60)]]))
    assert BY_ID["nine"].is_done(known(DENSE, "nine"))
    set_up.bring_four(BY_ID["nine"])
    assert not BY_ID["nine"].is_done(known(DENSE, "nine")) and lesson.guess_of("nine") == "9"
    assert latest_drawing().current.png == set_up.open_four().png


@pytest.mark.parametrize("name", FOURS)
def test_every_step_can_be_done_with_this_4(name):
    assert stopped_at(FOURS[name]) is None


def test_closing_the_top_of_4s_has_both_outcomes_and_reports_them():
    said = set()
    for strokes in FOURS.values():
        draw(top_closed(strokes))
        said.add(facts.closed_top(known(DENSE, "nine")).split(",")[0])
    assert {"It's still a 4", "Now it's a 9"} <= said


def test_without_a_drawing_each_step_brings_a_4():
    assert {read_in(step.id) for step in STEPS[1:]} == {4}


# Trainings side by side


def test_races_train_one_network_at_a_time_and_name_the_winner_last():
    started = []

    def start(choices):
        started.append(Training(choices))
        return started[-1]

    race = Race(RACERS, start)
    for number, accuracy in enumerate((0.89, 0.93, 0.94), start=1):
        race.go_on()
        assert len(started) == number and not race.is_over
        assert "nothing to compare" in who_won(SimpleNamespace(race=race))
        assert race.accuracies == [*(0.89, 0.93, 0.94)[: number - 1], *[None] * (4 - number)]
        started[-1].state, started[-1].test_accuracy = DONE, accuracy
        race.go_on()
    assert race.is_over and [each.choices for each in started] == list(RACERS)
    assert "94.0% with two. This time, two hidden layers did best." in who_won(SimpleNamespace(race=race))


def points(*steps: int) -> tuple[Point, ...]:
    return tuple(Point(step, 1.0, 0.2, 1.1, 0.1 + step / 1000) for step in steps)


def ended(curve: tuple[Point, ...], network: Network | None = None, state: str = DONE, **more) -> Training:
    return Training(RACERS[1], state=state, snapshot=Snapshot(network, curve, (), ()), **more)


@pytest.mark.parametrize(
    ("training", "said"),
    [
        (None, "Not started"),
        (Training(RACERS[1]), "Starting …"),
        (ended(points(150)), f"150 of {RACERS[1].steps}"),
        (Training(RACERS[1], state=FAILED, problem="It has failed."), "It has failed."),
    ],
)
def test_a_lane_says_how_far_its_training_is(training, said):
    assert plain(deep._where(RACERS[1], training)) == said


def test_the_race_has_one_chart_whose_lines_end_at_the_current_step(monkeypatch):
    drawn = []
    monkeypatch.setattr(deep, "curves", lambda *given, **more: drawn.append((given, more)))
    deep._chart([ended(points(0, 100)), ended(points(0, 50, 60), state=STOPPED), None])
    (title, lines, _, ticks, _), more = drawn.pop()
    assert title == f"Right answers on a sample of {MEASURED} images" and not drawn
    assert list(lines) == ["none", "one", "two"]
    assert list(lines.values()) == [pytest.approx([0.1, 0.2]), pytest.approx([0.1, 0.15, 0.16]), []]
    assert [each["positions"] for each in more["each"]] == [[0, 100], [0, 50, 60], []]
    assert len({each["look"] for each in more["each"]}) == 3
    assert ticks == [(0, training_words.START), (RACERS[0].steps, "end")]
    assert more["is_named"] and more["as_percent"] and more["until"] == RACERS[0].steps == RACERS[2].steps


@pytest.mark.parametrize("hidden", range(3))
def test_a_lane_shows_its_training_s_layers_progress_and_reading(monkeypatch, hidden):
    shown, choices = {}, RACERS[hidden]
    monkeypatch.setattr(deep.st, "progress", lambda share, text: shown.update(share=share))
    monkeypatch.setattr(deep.st, "markdown", lambda text: shown.setdefault("said", []).append(text))
    monkeypatch.setattr(deep.st, "button", lambda *given, **named: False)
    deep._lane(hidden, "title", choices, ended(points(0, 100), DENSE, test_accuracy=0.925), IMAGE)
    assert shown["share"] == 100 / choices.steps
    head, share, reads = map(plain, shown["said"])
    assert head == f"**title**  \n{' → '.join(['784', *['64'] * hidden, '10'])}"
    assert share == "### 92.5%\nof all 10,000 test images right"
    assert reads == f"Your drawing: **4**, {percent(float(OF_FOUR['probs'][4]))}"
    assert plain(deep.TITLES[hidden]).startswith(("No", "One", "Two")[hidden])
