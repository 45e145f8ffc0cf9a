"""A reading: what a network makes of one image."""

from dataclasses import replace

import numpy as np
import pytest

from model import reading as module
from model.explain import explain_unit
from model.network import dense_network, forward, load_network
from model.network.neuron import Channel, Neuron
from model.novelty import THRESHOLD, typicality
from model.reading import Reading

DENSE = load_network("dense")
IMAGES = np.random.default_rng(5).uniform(size=(3, 28, 28)).astype(np.float32)


def test_the_pass_runs_once(monkeypatch):
    passes = []
    monkeypatch.setattr(module, "forward", lambda *given: passes.append(given) or forward(*given))
    reading = Reading(DENSE, IMAGES[0])
    assert not passes  # and not before somebody asks
    assert (reading.digit, reading.is_digit) == (reading.digit, reading.is_digit)
    assert len(passes) == 1


def test_a_neuron_s_sum_is_that_of_this_pass():
    loud = int(forward(DENSE, IMAGES[2])["hidden1_relu"].argmax())
    reading = Reading(DENSE, IMAGES[2], {Channel(DENSE.layer("hidden1"), loud): 0.0})
    neuron = Neuron(DENSE.layer("hidden2"), (9,))
    found, expected = reading.explain(neuron), explain_unit(DENSE, reading.activations, neuron.unit)
    assert found.pre_activation == expected.pre_activation
    assert found.inputs.ravel()[loud] == 0


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_it_is_a_digit_from_the_threshold_on(monkeypatch, share):
    """At the threshold it's a digit, below it isn't."""
    reading = Reading(DENSE, IMAGES[0])
    least = typicality(DENSE, reading.activations)
    monkeypatch.setattr("model.novelty.novelty.THRESHOLD", least + share * 1e-3)
    assert reading.is_digit == (share == 0)


def test_a_network_without_a_detector_reads_everything_as_a_digit():
    weights = [np.ones(shape, np.float32) for shape in ((784, 3), 3, (3, 10), 10)]
    network = replace(dense_network(weights), name="yours 1")
    reading = Reading(network, IMAGES[0])
    assert typicality(network, reading.activations) == np.inf > THRESHOLD and reading.is_digit


def test_overflowed_numbers_are_not_sound():
    weights = [np.full(shape, 1e38, np.float32) for shape in ((784, 3), 3, (3, 10), 10)]
    assert not Reading(dense_network(weights), IMAGES[0]).is_sound


def test_an_image_of_another_shape_is_refused():
    with pytest.raises(ValueError, match="28, 28"):
        _ = Reading(DENSE, IMAGES).activations
