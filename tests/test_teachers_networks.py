"""A network that a teacher would bring is read, or refused with a sentence that says what to do.

What holds for every kind of layer, such as that sums add up, is held by the networks of specimens.py.
All are built in one process, because Keras starts slowly; none gets a novelty detector.
"""

import json
from functools import cache
from pathlib import Path

import keras
import numpy as np
import pytest

from model.errors import NetworkError
from model.learning.uploads import file as strangers_file
from model.learning.uploads.file import open_file
from model.learning.uploads.trial import leaves
from model.network import Network, forward, forward_batch
from model.network.message import decode_network, encode_network
from model.network.notes import NOTES
from tests.for_each import for_each
from tests.keras_files import SENTENCE, to_bytes
from tests.specimens import some_images
from tests.teachers import READ, REFUSED
from views.parts.looks.wording import NOTES as SAID

FILES = Path(__file__).parent / "files"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(strangers_file, "fit_own_detector", lambda network: {})


@cache
def brought(title: str) -> tuple[keras.Model, Network]:
    """Return a model with generic weights, statistics included, and what becomes of its file."""
    keras.utils.set_random_seed(4)
    model = READ[title]()
    rng = np.random.default_rng(6)
    for layer in leaves(model):
        if isinstance(layer, keras.layers.BatchNormalization):
            *shift, mean, variance = layer.get_weights()
            found = [each + rng.normal(0, 0.2, each.shape) for each in (*shift, mean)]
            layer.set_weights([*found, rng.uniform(0.3, 2, variance.shape)])
    return model, open_file(to_bytes(model), "yours 1", some_images())


def keras_in_float32(title: str) -> keras.Model:
    """Return the same model in float32, because weights of less precision are read unchanged."""
    model, _ = brought(title)
    if all(each.compute_dtype == "float32" for each in leaves(model)) and model.inputs[0].dtype == "float32":
        return model
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in leaves(model):
        twin.add(type(layer).from_config(layer.get_config() | {"dtype": "float32"}))
    twin.set_weights([np.float32(each) for each in model.get_weights()])
    return twin


def test_there_are_at_least_77_kinds():
    assert len(READ) >= 55 and len(READ) + len(REFUSED) >= 77


@for_each("title", READ)
def test_it_answers_as_keras_does(title):
    _, network = brought(title)
    model = keras_in_float32(title)
    theirs = model(some_images().reshape(-1, *model.input_shape[1:]), training=False).numpy()
    values = forward_batch(network, some_images())
    is_shares = np.allclose(theirs.sum(axis=1), 1, atol=1e-5) or network.layers[-1].kind == "Sigmoid"
    ours = values["probs" if is_shares else "logits"]
    np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-5 * max(1, np.abs(theirs).max()))


@for_each("title", READ)
def test_the_page_is_sent_all_of_it(title):
    _, network = brought(title)
    again, _ = decode_network(encode_network(network))
    for name, values in forward(again, some_images()[2]).items():
        np.testing.assert_array_equal(values, forward(network, some_images()[2])[name])
    assert set(SAID) == set(NOTES)
    assert {note for some in network.card["notes"].values() for note in some} <= set(NOTES)


@for_each("title", REFUSED)
def test_other_networks_are_refused_with_advice(title):
    build, advice = REFUSED[title]
    with pytest.raises(NetworkError, match=SENTENCE) as refused:
        open_file(to_bytes(build()), "yours 1", some_images())
    assert advice in str(refused.value)


@pytest.mark.parametrize("name", ["quickstart", "rich"])
def test_a_keras_2_file_answers_as_it_did_there(name):
    """Made by TensorFlow 2.15.1: its quickstart with eight neurons; and a functional network of a Rescaling,
    a convolution with tf.nn.relu, a batch normalization, a LeakyReLU, a network within, and more."""
    contents = (FILES / f"keras2_{name}.keras").read_bytes()
    network = open_file(contents, "yours 1", some_images())
    images = np.random.default_rng(1).random((3, 28, 28)).astype(np.float32)
    values = forward_batch(network, images * np.float32(1 if name == "quickstart" else 255))
    expected = json.loads((FILES / "keras2.json").read_text())[name]
    ours = values["logits" if name == "quickstart" else "probs"]
    np.testing.assert_allclose(ours, expected, atol=2e-5)
