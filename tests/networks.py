"""Networks with random weights, made without Keras."""

from itertools import pairwise

import numpy as np

from model.network import Network, dense_network


def random_network(sizes: tuple[int, ...], function: str = "relu") -> Network:
    rng = np.random.default_rng(5)
    weights = []
    for before, units in pairwise(sizes):
        weights += [rng.normal(0, 1 / before**0.5, (before, units)), rng.normal(0, 0.1, units)]
    return dense_network([np.float32(each) for each in weights], function)
