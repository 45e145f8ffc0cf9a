"""Neurons that a session has turned up or off affect all that is shown, until they are restored."""

import numpy as np
import pytest
import streamlit as st

from model.network import forward
from model.network.neuron import Channel
from views.draw.network.network_view import panels_of
from views.session.activations import reading_of, stages_of
from views.session.drawing.samples import samples
from views.session.selection import factors_of, restore, scale

pytestmark = pytest.mark.usefixtures("session")


def test_a_drawing_s_values_are_those_of_the_changed_network(network):
    drawing = samples()[4]
    image = stages_of(drawing).image
    first = reading_of(network, drawing)
    assert reading_of(network, drawing) is first  # computed once
    before = first.activations
    scaled = {}
    for panel in panels_of(network)[1:]:
        channel = Channel(panel.layer, 3)
        factors = scaled | {channel: 2.5 if scaled else 0.0}
        scale(network, channel, factors[channel])
        scaled = factors
        expected = forward(network, image, scaled)
        for name, values in reading_of(network, drawing).activations.items():
            np.testing.assert_array_equal(values, expected[name], err_msg=name)
    assert not np.allclose(expected["logits"], before["logits"])
    restore(network)
    assert not factors_of(network)
    for name, values in reading_of(network, drawing).activations.items():
        np.testing.assert_array_equal(values, forward(network, image)[name])


def test_a_factor_of_1_changes_nothing(network):
    channel = Channel(network.logits, 3)
    scale(network, channel, 2.0)
    assert factors_of(network) == {channel: 2.0}
    scale(network, channel, 1.0)
    assert factors_of(network) == {}


def test_another_session_s_neurons_stay_as_they_are(network, monkeypatch):
    scale(network, Channel(network.logits, 3), 0.0)
    monkeypatch.setattr(st, "session_state", {})
    assert factors_of(network) == {}
