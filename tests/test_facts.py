"""Tests the facts that the lesson states about the network: each figure belongs to what it names."""

import re
from types import SimpleNamespace

import numpy as np
import pytest

from model.network import dense_network, load_network
from model.network.neuron import Neuron
from model.reading import Reading
from model.training.snapshot import Point
from tests.apptest import image_of
from tests.samples import SAMPLES
from views.lesson.steps import came_true, conditions, facts, learning_facts
from views.lesson.steps.conditions import OVERFIT
from views.lesson.steps.steps import FACTS
from views.parts.asking.asking import plain
from views.parts.shared import shipped_history, shipped_profiles

DENSE = load_network("dense")
NUMBER = r"[−\d.,]+\d"
NOW = Point(step=600, loss=0.01, accuracy=0.97, test_loss=0.77, test_accuracy=0.79)
ENDS = [shipped_history().points[each] for each in (0, -1)]
SHARE = r"((?:under |over )?[\d.]+%)"


def number(text: str) -> float:
    return float(text.replace("−", "-").replace(",", ""))


def fact_text(fact, **known: object) -> str:
    return plain(fact(SimpleNamespace(**known)))


def in_training(now: Point, curve: tuple[Point, ...] = (), **snapshot: object) -> SimpleNamespace:
    snapshot = SimpleNamespace(now=now, points=curve or (now,), **snapshot)
    return SimpleNamespace(snapshot=snapshot, test_accuracy=None, choices=OVERFIT)


def bounds(share: str) -> tuple[float, float]:
    """Return the smallest and the largest percentage that are written like this."""
    least = {"under": 0.0, "over": 99.9}.get(share.split()[0])
    if least is not None:
        return least, least + 0.1
    return (number(share.removesuffix("%")),) * 2


def many_answers() -> list[np.ndarray]:
    """Return arrays of ten shares, from certain to uncertain, some on the edge of rounding."""
    numbers = np.random.default_rng(3)
    found = [numbers.dirichlet(np.full(10, spread)) for spread in (0.02, 0.1, 0.5, 5) for _ in range(300)]
    for largest, second in ((0.3335, 0.3335), (0.97, 0.02), (0.9985, 0.0012), (0.5005, 0.4985), (1, 0)):
        rest = (1 - largest - second) / 8
        found.append(np.array([rest, largest, *[rest] * 6, second, rest]))
    return found


def test_the_two_largest_shares_and_the_rest_add_up_to_100_percent():
    for probs in many_answers():
        said = fact_text(facts.shares, probs=probs.astype(np.float32), is_digit=False)
        found = re.fullmatch(
            rf"The shares of (\d) \({SHARE}\), (\d) \({SHARE}\) and the other eight \({SHARE}\) add up to "
            r"100%, even though this isn't a digit\. A share isn't the chance that the answer is right\. .*",
            said,
        )
        one, first, other, second, rest = found.groups()
        assert [int(one), int(other)] == np.argsort(-probs.astype(np.float32), kind="stable")[:2].tolist()
        all_bounds = [bounds(each) for each in (first, second, rest)]
        least, most = np.sum(all_bounds, axis=0)
        assert least - 1e-9 <= 100 <= most + 1e-9, said
        true = (probs[int(one)], probs[int(other)], 1 - probs[int(one)] - probs[int(other)])
        for share, (low, high), far in zip(true, all_bounds, (0.101, 0.101, 0.201)):
            assert low - far <= 100 * share <= high + far, said  # the rest carries the rounding of both bars


def test_accuracies_name_the_images_that_they_are_counted_on():
    curve = (Point(0, 2.3, 0.1, 2.4, 0.11), Point(300, 0.2, 0.9, 0.6, 0.8))
    assert fact_text(learning_facts.overfitted, training=in_training(NOW, (*curve, NOW))) == (
        "The network gets 291 of its own 300 images right, and 79.0% of 10,000 new ones. It knows its own by "
        "heart. This is called **overfitting**. On new images, the loss fell to 0.60 and is now 0.77."
    )
    said = fact_text(learning_facts.gradients, training=in_training(NOW, gradient_sizes=(0.0, 0.0, 0.2)))
    assert "exactly 0 for layers 1 and 2," in said
    assert said.endswith(
        "Although the neurons before it are random, the last layer gets 79.0% of unseen images right."
    )


def test_the_shipped_training_has_its_own_loss_and_accuracy():
    (loss, begin), (lowest, end) = ((each.test_loss, each.test_accuracy) for each in ENDS)
    assert fact_text(learning_facts.from_noise) == (
        f"The loss fell from {loss:.2f} to {lowest:.2f}. At the start, the network got {100 * begin:.1f}% of "
        f"10,000 new images right. At the end, it got {100 * end:.1f}% right. "
        "The network now contains its weights and no pictures, and it doesn't learn while it answers."
    )


@pytest.mark.parametrize(
    ("sizes", "ends"),
    [
        ((0.1, 0.2, 0.3), "the slope isn't exactly 0 for any layer here, so all of them learned."),
        ((0, 0.2, 0.3), "exactly 0 for layer 1. That layer couldn't learn, but the others did."),
        ((0, 0, 0), "exactly 0 for layers 1, 2 and 3. None of them could learn."),
    ],
)
def test_the_layers_that_could_not_learn_are_named(sizes, ends):
    said = fact_text(learning_facts.gradients, training=in_training(NOW, gradient_sizes=sizes))
    assert said.endswith(ends)


def test_the_final_figures_count_all_test_images_as_the_page_does():
    training = in_training(NOW, gradient_sizes=(0.0, 0.0, 0.2))
    training.test_accuracy = 0.402
    assert "40.2%" in fact_text(learning_facts.gradients, training=training)
    assert "and 40.2% of 10,000 new ones" in fact_text(learning_facts.overfitted, training=training)


def test_4_and_9_each_get_their_own_share_whatever_the_answer():
    probs = np.array([0, 0, 0, 0, 0.7, 0, 0, 0, 0, 0.3], np.float32)
    said = fact_text(facts.closed_top, probs=probs, is_digit=True)
    assert said.startswith("It's still a 4, with 70.0% against 30.0% for 9.") and "sticks out" in said
    said = fact_text(facts.closed_top, probs=probs[[0, 1, 2, 3, 9, 5, 6, 7, 8, 4]], is_digit=True)
    assert said.startswith("Now it's a 9, with 70.0% against 30.0% for 4.")
    said = fact_text(facts.closed_top, probs=probs, is_digit=False)
    assert (
        said.startswith("The network doesn't read this as a digit.")
        and "9 has 30.0%, and 4 has 70.0%. Undo" in said
    )
    said = fact_text(facts.what_was_drawn, probs=probs, is_digit=True)
    assert said == "The network reads this as a 4, with a share of 70.0%."
    said = fact_text(facts.what_was_drawn, probs=probs[::-1], is_digit=True)
    assert (
        said.startswith("The network reads this as a 5,") and "When a step needs a 4, you'll get one." in said
    )
    said = fact_text(facts.what_it_says, probs=probs[::-1], is_digit=False)
    assert (
        said == "The network doesn't read this as a digit. If it had to choose, it would say 5, with 70.0%."
    )


def test_the_earlier_answer_comes_before_the_current_one():
    image = image_of(SAMPLES[4])
    probs = {digit: np.eye(10, dtype=np.float32)[digit] for digit in (4, 9)}
    known = {
        "network": DENSE,
        "reading": Reading(DENSE, image),
        "factors": {0: 0.0, 1: 0.0, 2: 4.0},
        "probs_before": probs[4],
        "tried": range(2),
    }
    said = fact_text(facts.switched_off, probs=probs[9], **known)
    assert said.startswith("2 neurons are off. The answer was 4. Now it's 9 (over 99.9%). In the second")
    one_off = known | {"factors": {0: 0.0, 2: 4.0}}
    said = fact_text(facts.switched_off, probs=probs[4], **one_off)
    assert said == "1 neuron is off. The answer is still 4 (over 99.9%)."
    for tries, least in ((5, 0), (6, 1)):  # how often the fewest are said
        said = fact_text(facts.switched_off, probs=probs[4], **one_off | {"tried": range(tries)})
        assert said.count("you need at least") == least, tries
    close = np.full(10, 0.6 / 9, np.float32)
    close[4] = 0.4
    assert "The largest of the ten shares wins" in fact_text(facts.switched_off, probs=close, **one_off)


@pytest.mark.parametrize("fires", [True, False])
def test_a_neuron_s_figures_come_from_its_own_sum(fires):
    reading = Reading(DENSE, image_of(SAMPLES[3]))
    z = reading.activations["hidden1"]
    unit = int(z.argmax() if fires else z.argmin())
    known = {"network": DENSE, "reading": reading, "neuron": Neuron(DENSE.layer("hidden1"), (unit,))}
    own = f"{z[unit]:.2f}".replace("-", "−")
    side = "is above 0" if fires else "isn't above 0"
    assert fact_text(facts.sum_of_neuron, **known) == f"The sum z is {own}, which {side}."
    passed = f"so a step would pass on {int(fires)}. Its ReLU passes on {own if fires else '0.00'}."
    said = fact_text(facts.step_and_relu, **known)
    assert said.startswith("The step gives 0 to the left of 0 and 1 to the right, with") and said.endswith(
        f"own z is {own}, {passed}"
    )


def test_the_product_goes_to_the_neuron_with_the_largest_weight():
    reading = Reading(DENSE, image_of(SAMPLES[3]))
    activations = reading.activations
    unit = int(activations["hidden1"].argmax())
    said = fact_text(
        facts.what_it_passes_on,
        network=DENSE,
        reading=reading,
        neuron=Neuron(DENSE.layer("hidden1"), (unit,)),
    )
    passed, reader, product, weight, term = re.fullmatch(
        rf"This neuron passes on ({NUMBER})\. Neuron (\d+) gets ({NUMBER}) × \(?({NUMBER})\)? = ({NUMBER})\.",
        said,
    ).groups()
    kernel, a = DENSE.layer("hidden2").kernel[unit], activations["hidden1_relu"][unit]
    assert int(reader) == np.abs(kernel).argmax()
    expected = (a, a, kernel[int(reader)], a * kernel[int(reader)])
    assert list(map(number, (passed, product, weight, term))) == pytest.approx(expected, abs=0.0051)


def test_the_favorite_digit_comes_first():
    profile = shipped_profiles(DENSE)["hidden1"]
    for unit in (0, 7, 100):
        means = profile.of(unit).mean_by_digit
        first, second = np.argsort(-means)[:2]
        said = fact_text(facts.favorite, network=DENSE, neuron=Neuron(DENSE.layer("hidden1"), (unit,)))
        most, then = (f"{means[digit]:.2f}" for digit in (first, second))
        assert f"this neuron reacts most to {first}s ({most} on average), then to {second}s ({then})." in said
        assert f"{100 * float(profile.of(unit).fires):.1f}% of all these digits." in said


def test_weights_are_rows_times_columns_and_all_parameters_are_counted():
    said = fact_text(learning_facts.weights_as_tensor, network=DENSE)
    assert said.startswith("784 × 128 = 100,352, because each neuron has one weight for each pixel.")
    assert "Without the ten neurons for “Not a digit”, there are 118,282 weights and biases" in said
    # 784 · 128 + 128 + 128 · 128 + 128 + 128 · 10 + 10


@pytest.mark.parametrize(
    ("accuracies", "best"),
    [
        ((0.95, 0.93, 0.94), "zero hidden layers"),
        ((0.9, 0.95, 0.94), "one hidden layer"),
        ((0.9, 0.91, 0.92), "two hidden layers"),
    ],
)
def test_the_winner_has_the_largest_share(accuracies, best):
    said = fact_text(learning_facts.who_won, race=SimpleNamespace(accuracies=list(accuracies)))
    none, one, two = (f"{100 * each:.1f}%" for each in accuracies)
    assert said.startswith(
        f"Of 10,000 new images, the network gets {none} right with no hidden layer, {one} with one, and "
        f"{two} with two. This time, {best} did best. "
    )


def test_pixels_that_are_not_0_are_counted():
    image = np.zeros((28, 28), np.float32)
    image[3, 4:9] = 0.001
    said = fact_text(facts.how_many_numbers, image=image)
    assert said == "Your drawing is 784 numbers, and 5 of them aren't 0."


def test_the_second_hidden_layer_names_where_the_path_leads():
    reading = Reading(DENSE, image_of(SAMPLES[3]))
    neuron = Neuron(DENSE.layer("hidden2"), (52,))
    said = fact_text(facts.what_it_passes_on, network=DENSE, reading=reading, neuron=neuron)
    assert said.startswith("Neuron 52 in the second hidden layer adds up what all 128 neurons in the first")


def test_of_two_curves_the_other_one_is_asked_for():
    said = [fact_text(facts.crossed_so_far, events=events) for events in ({"step"}, {"relu"}, set())]
    assert said == [
        "You've crossed 0 on *step*. Now do the same on *ReLU*.",
        "You've crossed 0 on *ReLU*. Now do the same on *step*.",
        "",
    ]


def test_a_neuron_with_sum_0_stays_silent():
    """Without ink or bias, z is exactly 0, which isn't above 0."""
    weights = [np.zeros(shape, np.float32) for shape in ((784, 3), 3, (3, 10), 10)]
    network = dense_network(weights)
    known = {"network": network, "neuron": Neuron(network.layer("hidden1"), (1,))}
    known["reading"] = Reading(network, np.zeros((28, 28), np.float32))
    assert fact_text(facts.sum_of_neuron, **known).endswith("0.00, which isn't above 0.")
    assert fact_text(facts.step_and_relu, **known).endswith(
        "so a step would pass on 0. Its ReLU passes on 0.00."
    )


OF_NETWORK = {"crossed_so_far", "from_noise", "who_won", "weights_as_tensor"}  # not of a drawing


@pytest.mark.parametrize("fact", [fact for name, fact in FACTS.items() if name not in OF_NETWORK])
def test_nothing_is_said_without_a_drawing_a_neuron_or_a_training(fact):
    nothing = dict.fromkeys(("reading", "image", "probs", "probs_before", "neuron", "training"))
    assert fact_text(fact, network=load_network("dense"), factors={}, is_digit=True, **nothing) == ""


@pytest.mark.parametrize("pixels", [0, 4, -3])
def test_a_slid_drawing_is_read_where_it_lies_now(pixels):
    reading = Reading(DENSE, image_of(SAMPLES[4]))
    aside = np.zeros((28, 28), np.float32)
    aside[:, max(0, pixels) : 28 + min(0, pixels)] = reading.image[:, max(0, -pixels) : 28 - max(0, pixels)]
    np.testing.assert_array_equal(came_true.slid_reading(reading, pixels).image, aside)


@pytest.mark.parametrize(
    ("pixels", "option"), [(1, 0), (-2, 0), (3, 1), (-5, 1), (6, 2), (-10, 2), (None, 2)], ids=str
)
def test_the_guess_about_a_slide_is_right_up_to_its_last_pixel(monkeypatch, pixels, option):
    monkeypatch.setattr(came_true, "first_misread", lambda reading: pixels)
    assert came_true.how_far(SimpleNamespace(reading="any")) == option
    assert came_true.how_far(SimpleNamespace(reading=None)) is None


@pytest.mark.parametrize(
    ("digit", "first", "begins"),
    [
        (4, 6, "After 6 pixels to the right, it's read as a 1, with {} against {}. After 7 pixels to the "),
        (9, -4, "After 5 pixels to the right, it's read as an 8, with {} against {}. After 4 pixels to the "),
        (1, -3, "After 3 pixels to the left, it's read as a 2, with {} against {}. The ink then"),
    ],
)
def test_the_step_says_where_a_slid_drawing_is_first_misread(digit, first, begins):
    reading = Reading(DENSE, image_of(SAMPLES[digit]))
    places = range(-10, 11)
    digits = {place: came_true.slid_reading(reading, place).digit for place in places}
    assert came_true.first_misread(reading) == first and digits[first] != digit
    assert all(digits[place] == digit for place in places if abs(place) < abs(first))
    said = fact_text(facts.slid_aside, reading=reading)
    assert re.match(begins.replace("{}", SHARE), said), said
    assert ("The smaller number counts." in said) == (digit != 1)
    for there, read_as in digits.items():
        known = SimpleNamespace(reading=reading, slid=there)
        assert conditions.slid_far_enough(known) == (read_as != digit or abs(there) == 10)


def test_where_a_drawing_can_slide_to_both_ends_the_ready_made_4_shows_a_change():
    """A network that reads something else only in ink at the left edge."""
    kernel = np.zeros((784, 10), np.float32)
    kernel[:, 3] = 1
    kernel[28 * np.arange(28), 7] = 50
    network = dense_network([kernel, np.zeros(10, np.float32)])
    dot = np.zeros((28, 28), np.float32)
    dot[14, 14] = 1
    said = fact_text(facts.slid_aside, reading=Reading(network, dot))
    assert said.startswith("Even at the slider's end, the network still reads it as a 3. The ready-made 4 ")
    assert re.search("change. After [0-9]+ pixels to the left, it's read as a 7, with", said)


def of(probs, is_digit=True, guess=None):
    probs = None if probs is None else np.array(probs)
    return SimpleNamespace(probs=probs, is_digit=is_digit, guess=guess)


SURE, UNSURE = np.eye(10)[9], np.full(10, 0.1)


@pytest.mark.parametrize(
    ("came", "known", "number"),
    [
        *(
            (came_true.four_nine_or_none, of(np.eye(10)[digit], guess=guess), n)
            for digit, guess, n in ((4, "4", 0), (4, "9", None), (9, "9", 1), (9, "4", 1), (8, "9", None))
        ),
        (came_true.four_nine_or_none, of(SURE, is_digit=False), 2),
        (came_true.digit_or_none, of(SURE), 0),
        (came_true.digit_or_none, of(UNSURE), 1),
        (came_true.digit_or_none, of(SURE, is_digit=False), 2),
        *((came, of(None), None) for came in (came_true.four_nine_or_none, came_true.digit_or_none)),
        *(
            (came_true.how_many(100, 400, 784), SimpleNamespace(image=np.arange(784) < count), n)
            for count, n in ((1, 0), (249, 0), (251, 1), (591, 1), (593, 2), (784, 2))
        ),
        *(
            (came_true.best_racer, SimpleNamespace(race=SimpleNamespace(accuracies=shares)), n)
            for shares, n in (
                ([0.9, 0.8, 0.7], 0),
                ([0.9, 0.91, 0.92], 2),
                ([0.9, None, 0.9], None),
                ([], None),
            )
        ),
        *(
            (
                came_true.how_many_unseen,
                SimpleNamespace(training=in_training(NOW._replace(test_accuracy=share))),
                n,
            )
            for share, n in ((0.96, 0), (0.94, 1), (0.33, 1), (0.32, 2))
        ),
        *(
            (
                came_true.which_layers_learned,
                SimpleNamespace(training=in_training(NOW, gradient_sizes=sizes)),
                n,
            )
            for sizes, n in (((1, 1, 1), 0), ((0, 0, 1), 1), ((0, 0, 0), 2), ((0, 1, 1), None))
        ),
    ],
)
def test_the_correct_guess_is_what_the_network_did(came, known, number):
    assert came(known) == number
