"""The images that a build tells apart: with one neuron, or an output that adds two activations."""

from __future__ import annotations

from model.network.functions import FUNCTIONS
from model.perceptron.goals import Examples
from model.perceptron.painted import Painted
from model.perceptron.perceptron import UNIT, WHOLE, Tally, fires, sums

HALF = 0.5  # above this, the output of two neurons fires


def told_apart(painted: Painted, examples: Examples) -> Tally:
    """Count how many of a goal's images are right."""
    added = [sums(examples.images, each.weights) for each in painted.neurons]
    if len(added) == 1:
        fired = fires(added[0], painted.neurons[0].bias)
    else:
        function = FUNCTIONS[painted.activation]
        z = [(each + WHOLE * neuron.bias) / (WHOLE * UNIT) for each, neuron in zip(added, painted.neurons)]
        fired = sum(function(each) for each in z) > HALF
    wanted = examples.wanted
    return Tally(int((fired == wanted).sum()), int((wanted & ~fired).sum()), int((fired & ~wanted).sum()))
