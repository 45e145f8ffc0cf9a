"""A network that a teacher would bring is read, or refused with a sentence that says what to do.

All are built in one process, because Keras starts slowly; none gets a novelty detector.
"""

import json
from functools import cache
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf

from model.attribution import attribute, through_neurons
from model.backprop.gradient import pull_back
from model.errors import NetworkError
from model.explain import outgoing
from model.explain.explain import explain
from model.learning.uploads import file as strangers_file
from model.learning.uploads.file import open_file
from model.learning.uploads.trial import leaves
from model.network import Network, forward, forward_batch
from model.network.layer import COPIES
from model.network.message import decode_network, encode_network
from model.network.neuron import Neuron
from model.network.notes import NOTES
from tests.for_each import for_each
from tests.keras_files import SENTENCE, to_bytes
from tests.specimens import some_images, some_units
from tests.teachers import READ, REFUSED
from views.parts.looks.wording import NOTES as SAID

FILES = Path(__file__).parent / "files"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(strangers_file, "fit_own_detector", lambda network: {})


def _end(model: keras.Model) -> str:
    """Return how a model ends: "softmax", "sigmoid" or "linear"."""
    last = list(leaves(model))[-1]
    activation = getattr(last, "activation", None)
    return "softmax" if isinstance(last, keras.layers.Softmax) else getattr(activation, "__name__", "linear")


LOGITS = {  # a model's end -> the inverse function, up to a number added to all
    "softmax": tf.math.log,
    "sigmoid": lambda shares: tf.math.log(shares) - tf.math.log1p(-shares),
    "linear": lambda sums: sums,
}


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
def test_all_its_neurons_sums_add_up(title):
    """Terms and bias are a neuron's sum, and what it sends is what its reader counts."""
    _, network = brought(title)
    values = forward(network, some_images()[0])
    for layer in network.layers[1:]:
        if layer.kind in COPIES or layer.unit_layer is not layer:
            continue
        size = max(1, float(np.abs(values[layer.name]).max()))
        for unit in some_units(layer, 2):
            explained = explain(Neuron(layer, unit.index), values)
            if layer.kernel is not None or layer.window:
                z = float(values[layer.name][unit.index])
                assert explained.pre_activation == pytest.approx(z, abs=1e-5 * size)
            sent = outgoing(Neuron(layer, unit.index), values)
            if sent is not None and sent.target_index.size and sent.target.kernel is not None:
                index = tuple(sent.target_index.reshape(-1, sent.target_index.shape[-1])[0].tolist())
                read = explain(Neuron(sent.target, index), values)
                own = (read.source_index == unit.index).all(axis=-1)
                assert read.terms[own].sum() == pytest.approx(sent.terms.ravel()[0], abs=1e-6)


@for_each("title", READ)
def test_its_answer_splits_exactly_and_its_gradient_is_keras_s(title):
    _, network = brought(title)
    image, model = some_images()[1], keras_in_float32(title)
    values = forward(network, image)
    for level in through_neurons(network, values, 3, 5).values():
        size = 1 + np.abs(level.shares).sum() + abs(level.bias)
        assert level.shares.sum() + level.bias == pytest.approx(level.total, abs=1e-4 * size)
    shared = attribute(network, image, 3, 5)
    assert shared.pixels.sum() + shared.blank + shared.rest == pytest.approx(shared.total, abs=1e-6)
    given = tf.constant(image.reshape(1, *model.input_shape[1:]))
    with tf.GradientTape() as tape:
        tape.watch(given)
        logits = LOGITS[_end(model)](model(given, training=False))[0]
        margin = logits[3] - logits[5]
    theirs = tape.gradient(margin, given).numpy().reshape(1, 28, 28)
    signs = np.zeros((1, 10), np.float32)
    signs[0, [3, 5]] = 1, -1
    ours = pull_back(network, {name: each[None] for name, each in values.items()}, signs)["image"]
    np.testing.assert_allclose(ours, theirs, atol=1e-4 * max(1, np.abs(theirs).max()))


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
