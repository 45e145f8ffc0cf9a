"""A network of painted neurons: each votes for the digit that it fires for, and against the other.

Takes painted neurons, returns a network like any other, whose output adds up votes.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from model.network import Network
from model.network.network import dense_network
from model.perceptron.painted import Painted
from model.perceptron.perceptron import UNIT, Perceptron
from model.preprocess.mnist import NUM_CLASSES

VOTE = 1.0  # of an activation, for one digit, and as much against the other


def network_of(painted: Sequence[Painted], activation: str) -> Network:
    """Return 784 pixels → all of these neurons → ten outputs.

    logit of a digit = Σ of the neurons that fire for it - Σ of those that should not fire for it

    Args:
        painted: at least one; neurons for "either", which has no digits, have no vote.
        activation: of all these neurons.
    """
    voters = [(each.goal, neuron) for each in painted for neuron in each.neurons]
    kernel = np.stack([neuron.weights / np.float32(UNIT) for _goal, neuron in voters], axis=1)
    bias = np.array([neuron.bias / UNIT for _goal, neuron in voters], np.float32)
    votes = np.zeros((len(voters), NUM_CLASSES), np.float32)
    for row, (goal, _neuron) in zip(votes, voters):
        if goal.digit is not None:
            row[goal.digit] = VOTE
        if goal.other is not None:
            row[goal.other] = -VOTE
    return dense_network(
        [kernel.astype(np.float32), bias, votes, np.zeros(NUM_CLASSES, np.float32)], activation
    )


def neuron_network(neuron: Perceptron, activation: str) -> Network:
    """Return a network with only that neuron, in `hidden1`, to explain it."""
    return network_of([Painted(neurons=(neuron,))], activation)
