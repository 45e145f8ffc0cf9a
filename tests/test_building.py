"""How the Build page receives painted neurons, and which revisions it accepts."""

import numpy as np
import pytest
import streamlit

from model.perceptron.painted import Painted
from tests.built import TWO, message_of
from views.building import builder
from views.tasks import built

PAINTED = message_of(TWO)


@pytest.fixture
def arguments(monkeypatch) -> dict:
    """Return what the builder's component was sent last, in a session without a page."""
    sent = {}
    monkeypatch.setattr(streamlit, "session_state", {})
    monkeypatch.setattr(builder, "_component", lambda **given: sent.update(given))
    builder.builder(None)
    return sent


def test_neurons_painted_before_a_replacement_are_ignored(arguments):
    arguments["on_pick"](PAINTED | {"revision": arguments["data"]["revision"]})
    assert len(built.built().neurons) == 2
    built.replace(Painted())  # while the last painted weights were still on their way
    for revision in (arguments["data"]["revision"], None, True, -1, "1", 10**30):
        arguments["on_pick"](PAINTED | {"revision": revision})
    assert not np.any(built.built().neurons[0].weights)
    builder.builder(None)
    arguments["on_pick"](PAINTED | {"revision": arguments["data"]["revision"]})
    assert len(built.built().neurons) == 2
