"""A network of painted neurons: each votes for the digit that it fires for, and against the other.

Takes what was painted, gives a network like any other, whose output adds up votes.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from model.network import Network
from model.network.network import dense_network
from model.perceptron.painted import Painted
from model.perceptron.perceptron import UNIT, Perceptron
from model.preprocess.mnist import NUM_CLASSES

VOTE = 1.0  # of an activation, for the one digit, and as much against the other


def network_of(painted: Sequence[Painted], activation: str) -> Network:
    """784 pixels → the neurons of all of these → ten outputs.

    logit of a digit = Σ of the neurons that fire for it - Σ of those that should not fire for it

    Args:
        painted: at least one; of "either", which has no digits, nobody is voted for.
        activation: of all of its neurons.
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
    """That neuron by itself, in a network that explains it: `hidden1` has it as its only one."""
    return network_of([Painted(neurons=(neuron,))], activation)
