"""A network's answers show which pixel values it was trained on, and differences from its file are noted."""

from dataclasses import replace

import numpy as np
import pytest

from model.errors import NetworkError
from model.learning.keras_model import to_keras
from model.learning.uploads import file as uploaded_file
from model.learning.uploads import trial as uploaded_trial
from model.learning.uploads.file import open_file
from model.learning.uploads.trial import NOT_FINITE, UNEXPLAINED, find_other_pixels, hold_to_each_other
from model.network import NAMES, Network, forward, forward_batch, load_network
from model.network.layer import WEIGHTED
from model.network.notes import NOTES, OTHER_PIXELS, SIGMOIDS, notes_of, read_notes
from model.preprocess.mnist import load_test_images
from tests.keras_files import to_bytes
from tests.specimens import ALL, specimen

IMAGES, LABELS = (each[:100] for each in load_test_images())
INK = IMAGES.astype(np.float32) / 255


def taught(name: str, note: str) -> Network:
    """Return a shipped network as if trained on other pixel values: its first weights undo the conversion."""
    network = load_network(name)
    factor, shift = OTHER_PIXELS[note]
    first = next(layer for layer in network.layers if layer.kind in WEIGHTED)
    kernel = np.float64(first.kernel) / factor
    bias = first.bias - shift * kernel.reshape(-1, kernel.shape[-1]).sum(axis=0)
    changed = replace(first, kernel=np.float32(kernel), bias=np.float32(bias))
    layers = [changed if layer is first else replace(layer) for layer in network.layers]
    return Network(name, tuple(layers))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("note", OTHER_PIXELS)
def test_a_network_trained_on_other_pixels_is_noticed(name, note):
    assert find_other_pixels(taught(name, note), INK, LABELS) == note


@pytest.mark.parametrize("title", ALL)
def test_a_network_trained_on_ours_or_on_nothing_is_left_alone(title):
    assert find_other_pixels(specimen(title).network, INK, LABELS) is None


@pytest.mark.parametrize("share", [0.05, 0.2, 0.5])
def test_an_unsure_network_is_left_alone(share):
    """Pretend that it has hardly learned: its logits are scaled down."""
    network = load_network("dense")
    layers = [
        replace(each, kernel=each.kernel * np.float32(share), bias=each.bias * np.float32(share))
        if each is network.logits
        else replace(each)
        for each in network.layers
    ]
    assert find_other_pixels(Network("unsure", tuple(layers)), INK, LABELS) is None


OURS, NOT_THOSE = (2.0, 0.8), (9.0, 0.1)  # loss, and share read correctly
FOUND = [  # other pixels, with their results; and whether the network was trained on them
    ("standardized", (0.9, 0.86), True),
    ("standardized", (0.9, 0.8), False),  # surer of the same digits: it may be unsure of ours
    ("standardized", (1.1, 0.86), False),  # hardly better
    ("of_255", (0.9, 0.8), True),  # just a factor
    ("of_255", (0.9, 0.79), False),
    ("inverted", (1.9, 0.99), False),
]


@pytest.mark.parametrize("note, read, is_taught", FOUND)
def test_other_pixels_must_read_much_better_in_all_measures(note, read, is_taught, monkeypatch):
    answers = iter([OURS, *(read if each == note else NOT_THOSE for each in OTHER_PIXELS)])
    monkeypatch.setattr(uploaded_trial, "_read", lambda *_: next(answers))
    assert find_other_pixels(load_network("dense"), INK, LABELS) == (note if is_taught else None)


@pytest.mark.parametrize("right, is_taught", [(0.39, False), (0.51, True)])
def test_far_more_digits_count_whatever_the_loss(right, is_taught, monkeypatch):
    """It may be sure of its mistakes, too."""
    answers = iter([(2.0, 0.1), *((8.0, right if each == "inverted" else 0.1) for each in OTHER_PIXELS)])
    monkeypatch.setattr(uploaded_trial, "_read", lambda *_: next(answers))
    assert find_other_pixels(load_network("dense"), INK, LABELS) == ("inverted" if is_taught else None)


@pytest.mark.parametrize("note", OTHER_PIXELS)
def test_the_conversion_moves_into_the_first_weights(note, monkeypatch):
    monkeypatch.setattr(uploaded_file, "fit_own_detector", lambda network: {})
    contents = to_bytes(to_keras(taught("dense", note)))
    network = open_file(contents, "yours 1", INK, LABELS)
    assert network.card["notes"] == {"hidden1": [note]} and notes_of(network) == (note,)
    ours, theirs = forward_batch(network, INK)["logits"], forward_batch(load_network("dense"), INK)["logits"]
    np.testing.assert_allclose(ours, theirs, atol=2e-3 * np.abs(theirs).max())
    blank = forward(network, np.zeros((28, 28), np.float32))["hidden1"]
    np.testing.assert_allclose(blank, load_network("dense").layer("hidden1").bias, atol=2e-3)


def test_sigmoid_outputs_are_noted(monkeypatch):
    monkeypatch.setattr(uploaded_file, "fit_own_detector", lambda network: {})
    network = open_file(to_bytes(specimen("sigmoids").model), "yours 1", INK, LABELS)
    assert notes_of(network) == (SIGMOIDS,) == notes_of(network, "logits")
    assert network.layers[-1].kind == "Sigmoid" and network.logits.is_output
    assert network.logits.response_layer is network.logits


@pytest.mark.parametrize(
    "notes", [[], {"nowhere": ["of_255"]}, {"hidden1": "of_255"}, {"hidden1": ["<b>"]}, {"hidden1": [1]}]
)
def test_invalid_notes_are_refused(notes):
    with pytest.raises(ValueError):
        read_notes(notes, load_network("dense"))
    assert read_notes({"hidden1": list(NOTES)}, load_network("dense")) == {"hidden1": list(NOTES)}


def scaled(factor: float) -> Network:
    """Return a shipped network whose answer to a 7 is `factor` times as sure."""
    network = load_network("dense")
    kernel = network.logits.kernel * np.where(np.arange(10) == 7, factor, 1).astype(np.float32)
    changed = replace(network.logits, kernel=kernel)
    return Network(
        "dense", tuple(changed if each is network.logits else replace(each) for each in network.layers)
    )


@pytest.mark.parametrize("factor, problem", [(1.1, UNEXPLAINED), (np.inf, NOT_FINITE), (np.nan, NOT_FINITE)])
def test_a_folded_layer_must_compute_the_same_sums(factor, problem):
    hold_to_each_other(scaled(1.0), load_network("dense"), INK)
    for pair in ((scaled(factor), scaled(1.0)), (scaled(1.0), scaled(factor))):
        with pytest.raises(NetworkError) as caught:
            hold_to_each_other(*pair, INK)
        assert str(caught.value) == problem
