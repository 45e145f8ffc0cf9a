import json

import keras
import numpy as np
import pytest

from model.errors import NetworkError
from model.learning.architecture import build_network
from model.learning.keras_model import from_keras
from model.network import NAMES, Network, forward, forward_batch, forward_batches, load_network
from model.network.layer import ACTIVATION_FUNCTIONS, COPIES, WEIGHTED, Layer
from model.network.neuron import Channel
from tests.keras_specimens import keras_values
from tests.specimens import ALL, many_images, some_images, specimen

every_network = pytest.mark.parametrize("title", ALL)


def assert_same(values, expected):
    assert list(values) == list(expected)
    for name, value in values.items():
        np.testing.assert_allclose(value, expected[name], rtol=1e-4, atol=1e-4, err_msg=name)


def assert_within(values, expected, share=1e-5):
    """Assert that no value is off by more than this share of its layer's largest."""
    assert list(values) == list(expected)
    for name, value in values.items():
        largest = np.abs(expected[name]).max()
        assert np.abs(value - expected[name]).max() <= share * largest, name


@every_network
def test_every_value_of_every_layer_equals_keras_s(title):
    network, images = specimen(title).network, many_images()
    batches = list(forward_batches(network, images))
    values = {
        name: np.concatenate([batch[name] for batch in batches]) for batch in batches[:1] for name in batch
    }
    assert_within(values, keras_values(title, images))
    assert {value.dtype for value in values.values()} == {np.dtype(np.float32)}
    assert [(layer.name, layer.shape) for layer in network.layers] == [
        (name, value.shape[1:]) for name, value in values.items()
    ]
    assert list(values)[-1] == "probs"


@every_network
def test_one_image_a_batch_and_bytes_give_the_same(title):
    network = specimen(title).network
    batch = forward_batch(network, some_images())
    for i, image in enumerate(some_images()):
        assert_same(forward(network, image), {name: value[i] for name, value in batch.items()})
    as_bytes = np.round(some_images() * 255).astype(np.uint8)
    found, expected = (
        np.concatenate([batch["probs"] for batch in forward_batches(network, each)])
        for each in (as_bytes, as_bytes / np.float32(255))
    )
    np.testing.assert_array_equal(found, expected)


@every_network
def test_each_layer_knows_its_neighbors_unit_activation_source_and_reader_layers(title):
    layers = specimen(title).network.layers
    assert [layer.before for layer in layers] == [None, *layers[:-1]]
    assert [layer.after for layer in layers] == [*layers[1:], None]
    for place, layer in enumerate(layers):
        is_function = layer.kind in ACTIVATION_FUNCTIONS and layers[place - 1].kind in WEIGHTED
        assert layer.unit_layer is (layers[place - 1] if is_function else layer)
        has_function = layer.kind in WEIGHTED and layers[place + 1].kind in ACTIVATION_FUNCTIONS
        assert layer.activation_layer is (layers[place + 1] if has_function else layer)
        below = [each for each in layers[:place] if each.kind not in COPIES]
        assert layer.source is (below[-1] if below else None)
        above = layers[layers.index(layer.activation_layer) + 1 :]
        assert layer.reader is next((each for each in above if each.kind not in COPIES), None)


def test_an_unknown_operation_is_refused():
    with pytest.raises(NetworkError, match=r"LSTM.*\.$"):
        Network("odd", (Layer("image", "InputLayer", (28, 28)), Layer("lstm", "LSTM", (4,))))


@pytest.mark.parametrize("name", NAMES)
def test_every_value_worth_seeing_has_its_own_layer(name):
    for layer in build_network(name).layers:
        assert getattr(layer, "activation", keras.activations.linear) is keras.activations.linear


def test_dense_is_the_textbook_s_network():
    weighted = [layer for layer in specimen("untrained dense").network.layers if layer.kernel is not None]
    assert [layer.kernel.shape for layer in weighted] == [(784, 128), (128, 128), (128, 10)]


def test_conv_is_small_enough_to_look_at():
    assert build_network("conv").count_params() <= 200_000


@every_network
def test_a_factor_changes_no_layer_below_no_image_and_no_network(title):
    network, image = specimen(title).network, some_images()[0].copy()
    before = forward(network, image)
    for layer in network.layers:
        after = forward(network, image, {Channel(layer, 0): 3.5})
        changed = network.layers.index(layer.response_layer)
        for below in network.layers[:changed]:  # also if the layer is a copy of the one below
            np.testing.assert_array_equal(after[below.name], before[below.name])
        name = layer.response_layer.name
        np.testing.assert_array_equal(after[name][..., 0], before[name][..., 0] * np.float32(3.5))
        np.testing.assert_array_equal(after[name][..., 1:], before[name][..., 1:])
    np.testing.assert_array_equal(image, some_images()[0])
    for name, value in forward(network, image).items():
        np.testing.assert_array_equal(value, before[name])


@pytest.mark.parametrize("padding", ["same", "valid"])
@pytest.mark.parametrize(
    "window, strides",
    [((1, 1), (2, 3)), ((2, 1), (3, 3)), ((1, 5), (4, 2)), ((5, 2), (2, 5)), ((7, 4), (3, 1))],
)
def test_windows_lie_where_keras_puts_them_at_any_stride(padding, window, strides):
    """A stride larger than the window leaves rows out, and then "same" adds no padding."""
    model = keras.Sequential(
        [
            keras.Input((28, 28), name="image"),
            keras.layers.Reshape((28, 28, 1), name="pixels"),
            keras.layers.Conv2D(2, window, strides, padding, name="sums"),
            keras.layers.MaxPooling2D(window[::-1], strides[::-1], padding, name="pool"),
            keras.layers.Flatten(name="flatten"),
            keras.layers.Dense(10, name="logits"),
            keras.layers.Softmax(name="probs"),
        ]
    )
    rng = np.random.default_rng(5)
    model.set_weights([rng.normal(size=weight.shape) for weight in model.get_weights()])
    network = from_keras(model, "windows")
    every = keras.Model(model.inputs, {layer.name: layer.output for layer in model.layers})
    expected = every(some_images(), training=False)
    values = forward_batch(network, some_images())
    assert all(side >= 0 for name in ("sums", "pool") for side in network.layer(name).padding)
    for name in ("sums", "pool", "logits"):
        np.testing.assert_allclose(values[name], expected[name], rtol=1e-4, atol=1e-4, err_msg=name)


@pytest.mark.parametrize("shape", [(28, 28, 1), (1, 28, 28), (27, 28), (784,)])
def test_an_image_of_another_shape_is_refused(shape):
    with pytest.raises(ValueError, match="shape"):
        forward(specimen("untrained dense").network, np.zeros(shape, np.float32))


def test_an_unknown_layer_is_answered_with_the_known_ones():
    network = specimen("untrained dense").network
    with pytest.raises(KeyError, match="hidden1_relu"):
        network.layer("hidden9")
    other = specimen("trained dense").network.layer("hidden1")
    with pytest.raises(KeyError, match="hidden1_relu is another network's"):
        forward(network, some_images()[0], {Channel(other, 0): 0.0})


def test_an_unknown_network_is_answered_with_the_known_ones():
    with pytest.raises(ValueError, match="dense, conv, novelty_dense, novelty_conv"):
        build_network("deep")


@pytest.mark.parametrize("name", NAMES)
def test_loading_only_needs_a_plain_keras_file_and_a_card(name, tmp_path):
    built = specimen(f"untrained {name}")
    built.model.save(tmp_path / f"{name}.keras")
    scales = {layer.name: 1.0 for layer in built.network.layers[1:]}
    card = {"fingerprint": built.network.fingerprint, "scales": scales}
    (tmp_path / f"{name}.json").write_text(json.dumps(card))
    network = load_network(name, tmp_path)
    assert network.card == card
    assert_same(forward(network, some_images()[0]), forward(built.network, some_images()[0]))
