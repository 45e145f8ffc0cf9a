"""One neuron by itself: what it can separate, what it learns, and its text."""

import zlib
from base64 import urlsafe_b64encode
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.explain.explain import explain
from model.network import forward, forward_batch
from model.network.neuron import Neuron
from model.perceptron import Examples, Perceptron, examples_of, fires, sums
from model.perceptron import painted as code
from model.perceptron.goals import EACH, GOALS, four_pictures
from model.perceptron.painted import Painted, told_apart
from model.perceptron.perceptron import UNIT, WHOLE
from model.perceptron.votes import network_of, neuron_network
from model.preprocess.mnist import PIXELS, load_test_images, load_training_images
from tests.built import BUILT, RING, TWO, painted_neuron
from tests.doors.held import examples
from tests.in_node import learn
from views.parts.files.digit_files import PARTS

FOURS = GOALS["4-9"]


@cache
def counted(goal: str) -> Examples:
    return examples_of(GOALS[goal], *load_test_images())


def share(neuron: Perceptron, goal: str) -> float:
    """Return the share of the goal's images that it gets right."""
    return told_apart(Painted(neurons=(neuron,)), counted(goal)).share


# What it tells apart


def test_every_goal_has_equally_many_images_of_both_kinds():
    for name in GOALS:
        if name == "either":
            continue
        of = counted(name)
        missing = EACH - 446 if name.startswith("5") else 0  # the smallest class: 892 fives
        assert abs(int(of.wanted.sum()) - EACH) <= missing and len(of.images) >= 2 * EACH - 60, name
        assert np.array_equal(of.places, np.sort(of.places))


def test_its_sums_are_those_of_the_network_that_explains_it():
    of = counted("1-0")
    for neuron in (*BUILT.neurons, *TWO.neurons):
        network = neuron_network(neuron, "relu")
        z = (sums(of.images, neuron.weights) + WHOLE * neuron.bias) / (WHOLE * UNIT)
        images = of.images.reshape(-1, 28, 28) / np.float32(255)
        np.testing.assert_allclose(forward_batch(network, images)["hidden1"][:, 0], z, atol=2e-3)
        explained = explain(Neuron(network.layer("hidden1"), (0,)), forward(network, images[3]))
        assert explained.pre_activation == pytest.approx(z[3], abs=1e-4)


def test_xor_needs_two_neurons():
    """Proof: z of none + z of both = z of left + z of right, and these two should be above 0, those not."""
    none, left, right, both = four_pictures().astype(int)
    assert np.array_equal(none + both, left + right)
    of = counted("either")
    by_two = [painted_neuron(left > 0, right > 0), painted_neuron(right > 0, left > 0)]
    fired = [fires(sums(of.images, each.weights), -UNIT) for each in by_two]
    assert np.array_equal(fired[0] | fired[1], of.wanted)


def test_learning_comes_within_a_third_of_a_point_of_regression():
    """Logistic regression as scikit-learn has it by default, with C = 1, by Newton's method."""
    images, labels = (each[: PARTS["train"].count] for each in load_training_images())
    lessons = examples_of(FOURS, images, labels, 2000)
    x = np.c_[lessons.images / 255.0, np.ones(len(lessons.images))]
    penalty = np.r_[np.ones(PIXELS), 1e-9]  # the bias has none
    found = np.zeros(PIXELS + 1)
    for _ in range(12):
        p = 1 / (1 + np.exp(-(x @ found)))
        curve = (x.T * (p * (1 - p))) @ x + np.diag(penalty)
        found -= np.linalg.solve(curve, x.T @ (p - lessons.wanted) + penalty * found)
    of = counted("4-9")
    judge = float((((of.images / 255.0) @ found[:-1] + found[-1] > 0) == of.wanted).mean())
    assert share(learn("4-9", 1500)[0], "4-9") >= max(0.95, judge - 0.003)


# As text, and in a network


@pytest.mark.parametrize("painted", [Painted(), BUILT, TWO], ids=["blank", "painted", "noise"])
def test_a_text_has_the_whole_neuron(painted):
    read = code.read(code.written(painted))
    assert (read.goal, read.activation, read.places_itself) == (
        painted.goal,
        painted.activation,
        painted.places_itself,
    )
    for one, other in zip(read.neurons, painted.neurons, strict=True):
        assert np.array_equal(one.weights, other.weights) and one.bias == other.bias


def test_painted_neurons_have_a_short_text():
    assert len(code.written(BUILT)) < 300 and len(code.written(TWO)) < 4500


def test_unpacking_a_text_is_bounded():
    bomb = urlsafe_b64encode(zlib.compress(bytes(10**7), 9)).decode().rstrip("=")
    assert code.read(f"1-0.step.auto.{bomb}") is None
    too_large = np.full(PIXELS, UNIT + 1, "<i2").tobytes()
    assert code.neuron_of_bytes(too_large, 0) is None


@given(
    st.text(max_size=60) | st.lists(st.sampled_from(["1-0", "step", "auto", "set", "eNpj", ""])).map(".".join)
)
@examples()
def test_any_other_text_is_refused(text):
    assert code.read(text) is None


def test_in_a_network_each_neuron_votes_for_its_digit():
    painted = [BUILT, Painted(FOURS, "step", (painted_neuron(RING),), False), Painted(GOALS["7-others"])]
    network = network_of(painted, "step")
    image = counted("1-0").images[counted("1-0").wanted][0].reshape(28, 28) / np.float32(255)
    values = forward(network, image)
    assert values["hidden1"].shape == (3,)
    fired = values["hidden1_step"]
    assert values["logits"].tolist() == [-fired[0], fired[0], 0, 0, fired[1], 0, 0, fired[2], 0, -fired[1]]
