"""What the page Build is told of painted neurons, and on what it counts."""

from __future__ import annotations

import numpy as np
import pytest
import streamlit

from model.perceptron.painted import Painted
from tests.built import TWO
from tests.built import told as sent_of
from views.building import builder
from views.built import built

PAINTED = sent_of(TWO)


@pytest.fixture
def told(monkeypatch) -> dict:
    """What the part that is live was sent last, in a session without a page."""
    sent = {}
    monkeypatch.setattr(streamlit, "session_state", {})
    monkeypatch.setattr(builder, "_component", lambda **given: sent.update(given))
    builder.builder(None)
    return sent


def test_what_was_painted_before_something_else_was_put_there_counts_no_more(told):
    told["on_pick"](PAINTED | {"revision": told["data"]["revision"]})
    assert len(built.built().neurons) == 2
    built.replace(Painted())  # begun anew, while what was painted last was on its way
    for revision in (told["data"]["revision"], None, True, -1, "1", 10**30):
        told["on_pick"](PAINTED | {"revision": revision})
    assert not np.any(built.built().neurons[0].weights)
    builder.builder(None)
    told["on_pick"](PAINTED | {"revision": told["data"]["revision"]})
    assert len(built.built().neurons) == 2
