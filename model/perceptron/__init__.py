"""One neuron by itself, painted by hand or learned: what Python says of it, and its text in an address.

Takes images as bytes and weights as whole thousandths; returns sums and counts. Of networks, it only knows
how to make one of painted neurons (votes.py). The browser owns the neuron: thresholds, brushes and learning
are JavaScript's alone.
"""

from model.perceptron.goals import Examples, Goal, examples_of
from model.perceptron.perceptron import Perceptron, Tally, fires, sums

__all__ = ["Examples", "Goal", "Perceptron", "Tally", "examples_of", "fires", "sums"]
