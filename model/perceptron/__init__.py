"""One neuron by itself: painted by hand or learned, and how many images it tells apart.

Takes images as bytes and weights as whole thousandths; returns sums, counts and the weights after learning.
Of networks, it only knows how to make one of painted neurons (votes.py). The browser has the same
under the same names.
"""

from model.perceptron.descent import Descent, learn
from model.perceptron.goals import Examples, Goal, examples_of
from model.perceptron.perceptron import Perceptron, Tally, best_bias, histogram, sums, tally, worst

__all__ = [
    "Descent",
    "Examples",
    "Goal",
    "Perceptron",
    "Tally",
    "best_bias",
    "examples_of",
    "histogram",
    "learn",
    "sums",
    "tally",
    "worst",
]
