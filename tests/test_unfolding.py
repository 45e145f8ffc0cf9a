"""The map during a training: it ends as the shipped network's, and starts as a heap."""

import numpy as np
import pytest

from model.explain.probe import SHOWN, axes, load_probes
from model.network import forward_batch, load_network
from model.preprocess.mnist import load_test_images
from model.reading import Reading
from tests.apptest import FOUR, TRAINING, message, opened
from views.parts.shared import shipped_history
from views.session.activations import stages_of
from views.training.replay.unfolding import _layers, _placed


@pytest.fixture(scope="module")
def networks():
    return shipped_history().networks


def test_at_the_end_each_digit_is_where_the_network_s_map_has_it(networks):
    network, (images, labels) = load_network("dense"), load_test_images()
    values = forward_batch(network, images[:SHOWN] / np.float32(255))
    probes = load_probes(network)
    for layer, seen in zip(_layers(), _placed(len(networks) - 1), strict=True):
        scores = probes[layer.name].scores(values[layer.name].reshape(SHOWN, -1))
        np.testing.assert_allclose(seen.places, scores @ axes(), atol=1e-4)
        assert seen.right == pytest.approx(np.mean(scores.argmax(axis=1) == labels[:SHOWN]))


def test_it_starts_as_a_heap_that_reads_barely_better_than_chance(networks):
    first, last = _placed(0), _placed(len(networks) - 1)
    assert max(seen.right for seen in first) < 0.25 < 0.95 < min(seen.right for seen in last)
    (*_hidden, heap), (*_hidden, sectors) = first, last
    assert heap.places.std() < 0.1 * sectors.places.std()


def test_the_drawing_lies_where_its_own_values_put_it(canvas_stand_in, networks):
    app = opened(TRAINING, FOUR, training_part="Replay", replay_step=9)
    sent = message(app, "unfolding")
    reading = Reading(networks[9], stages_of(app.session_state["latest_drawing"].current).image)
    probe = load_probes(load_network("dense"))["logits"]
    np.testing.assert_allclose(sent["layers"][-1]["own"], probe.scores(reading.logits) @ axes(), atol=1e-5)
    assert sent["digit"] == str(reading.digit) and len(sent["labels"]) == SHOWN
    assert [len(each["places"]) for each in sent["layers"]] == [SHOWN] * 3
