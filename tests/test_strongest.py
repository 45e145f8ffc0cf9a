"""The connections that carry most, compared with the explanation of every neuron."""

from dataclasses import replace

import numpy as np
import pytest

from model.explain import Unit, explain_unit
from model.explain.strongest import strongest_connections
from model.network import forward
from tests.specimens import some_images, specimen

COUNT = 24


@pytest.mark.parametrize("title", ["untrained dense", "trained dense", "tanh"])
def test_no_omitted_connection_carries_more(title):
    network, image = specimen(title).network, some_images()[0]
    values = forward(network, image)
    found = strongest_connections(network, values, COUNT)
    assert len(found) == len(network.weighted)
    for layer, lines in zip(network.weighted, found):
        units = range(layer.shape[0])
        terms = np.array(
            [explain_unit(network, values, Unit(layer.name, (unit,))).terms.ravel() for unit in units]
        )
        assert len({line[:2] for line in lines}) == len(lines) == COUNT
        assert [line.term for line in lines] == pytest.approx(
            [terms[line.neuron.flat_index, line.source.flat_index] for line in lines]
        )
        sizes = [abs(line.term) for line in lines]
        assert sizes == sorted(sizes, reverse=True)
        assert sizes == pytest.approx(np.sort(np.abs(terms).ravel())[::-1][:COUNT], rel=1e-5)


def test_blank_paper_sends_nothing_to_the_first_layer():
    network = specimen("untrained dense").network
    found = strongest_connections(network, forward(network, np.zeros((28, 28), np.float32)), COUNT)
    assert found[0] == [] and len(found[1]) == COUNT


def test_weights_that_are_nan_carry_nothing():
    network = specimen("untrained dense").network
    broken = [  # all copies, because a layer belongs to one network
        replace(layer, kernel=None if layer.kernel is None else np.full_like(layer.kernel, np.nan))
        for layer in network.layers
    ]
    network = replace(network, layers=tuple(broken))
    with np.errstate(all="ignore"):
        values = forward(network, some_images()[0])
    assert strongest_connections(network, values, COUNT) == [[], [], []]
