"""Other people's networks: an accepted one answers as before, anything else gets a sentence."""

import copy
import random
import re

import keras
import numpy as np
import pytest
from keras import layers

from model.errors import NetworkError
from model.learning.keras_model import keras_file_of
from model.learning.uploads import file as uploaded_file
from model.learning.uploads.file import answer, open_file
from model.network import forward_batch
from model.network.message import decode
from model.preprocess.mnist import DataError
from model.processes.keras_process import FAILED, TOO_LARGE
from model.training.choices import Choices
from tests.doors.strangers import places, value_at
from tests.keras_files import (
    SENTENCE,
    build_chosen,
    edited,
    first_dense,
    picture,
    sequential,
    small,
    to_bytes,
)
from tests.specimens import some_images, specimen


def unsplit():
    return sequential(
        layers.Conv2D(4, 5, strides=2, padding="same", activation="relu"),
        layers.MaxPooling2D(),
        layers.Dropout(0.5),
        layers.Flatten(),
        layers.Dense(12, activation="tanh", use_bias=False),
        layers.Dense(10, activation="softmax"),
        shape=(28, 28, 1),
    )


def functional(output=lambda value: value, dtype="float32"):
    image = keras.Input((28, 28), dtype=dtype)
    hidden = layers.Dense(9, activation="sigmoid")(layers.Flatten()(image))
    return keras.Model(image, output(layers.Dense(10)(hidden)))


def test_a_network_of_step_functions_answers_as_before_with_a_color_scale_for_each_layer():
    """The other functions are in teachers.py; every layer is held to Keras in test_network.py."""
    model = build_chosen(Choices(units=8, activation="step"))
    network = open_file(to_bytes(model), "yours 1", some_images())
    ours = forward_batch(network, some_images())["probs"]
    np.testing.assert_allclose(ours, model(some_images()).numpy(), rtol=1e-3, atol=1e-5)
    assert set(network.card["scales"]) == {layer.name for layer in network.layers[1:]}
    assert all(scale > 0 for scale in network.card["scales"].values())


def test_layers_get_our_names():
    names = [layer.name for layer in open_file(to_bytes(unsplit()), "yours 1", some_images()).layers]
    conv, dense = ["conv1", "conv1_relu", "pool1", "flatten1"], ["hidden1", "hidden1_tanh"]
    assert names == ["image", "reshape1", *conv, *dense, "logits", "probs"]


def with_weights(value: float):
    model = small()
    model.set_weights([np.full_like(weight, value) for weight in model.get_weights()])
    return model


def with_a_bias_of_minus_infinity():
    """Set it on a neuron that it silences, so that all answers are numbers."""
    model = small()
    kernel, bias = model.get_layer("hidden1").get_weights()
    bias[0] = -np.inf
    model.get_layer("hidden1").set_weights([kernel, bias])
    return model


def repeating():
    image, twice = keras.Input((28, 28)), layers.Dense(10)
    return keras.Model(image, twice(twice(layers.Dense(10)(layers.Flatten()(image)))))


UNWELCOME = {
    "flattened channels first": lambda: sequential(
        layers.Conv2D(3, 3), layers.Flatten("channels_first"), layers.Dense(10), shape=(28, 28, 1)
    ),
    "a step without a bias": lambda: picture(layers.MaxPooling2D(), layers.ReLU(1.0, threshold=1.0)),
    "in four directions": lambda: sequential(
        layers.Reshape((14, 2, 14, 2)), layers.Flatten(), layers.Dense(10)
    ),
    "reshaped after the sums": lambda: sequential(layers.Flatten(), layers.Dense(10), layers.Reshape((10,))),
    "flattened after the sums": lambda: sequential(layers.Flatten(), layers.Dense(10), layers.Flatten()),
    "a function of flat pixels": lambda: sequential(layers.ReLU(), layers.Flatten(), layers.Dense(10)),
    "text": lambda: keras.Sequential([keras.Input((28, 28), dtype="string"), layers.Flatten()]),
    "two outputs": lambda: functional(lambda value: [value, layers.Dense(10)(value)]),
    "a dictionary of two": lambda: functional(lambda value: {"a": value, "b": layers.Dense(10)(value)}),
    "weights that aren't numbers": lambda: with_weights(np.nan),
    "infinite weights": lambda: with_weights(np.inf),
    "a bias of minus infinity": with_a_bias_of_minus_infinity,
    "infinite answers": lambda: with_weights(1e38),
    "a layer twice": repeating,
    "a softmax before the last layer": lambda: sequential(
        layers.Flatten(), layers.Softmax(), layers.Dense(10)
    ),
    "a convolution at the end": lambda: sequential(
        layers.Conv2D(10, 28), layers.Flatten(), shape=(28, 28, 1)
    ),
    "no weights": lambda: sequential(layers.Flatten(), layers.Softmax(), shape=(28, 28)),
    "too many multiplications": lambda: picture(
        layers.Conv2D(40, 9, padding="same"), layers.Conv2D(40, 9, padding="same"), layers.MaxPooling2D(28)
    ),
    "too many values": lambda: picture(
        layers.Conv2D(300, 1), *(layers.ReLU() for _ in range(5)), layers.MaxPooling2D(28)
    ),
}


SAYS = {  # where another reason would be wrong
    "a bias of minus infinity": "Some of this network's weights",
    "infinite answers": "This network's answers, or the values that lead to them, aren't finite",
    "a layer twice": "list of layers doesn't show",
    "a softmax before the last layer": "a softmax before",
    "a convolution at the end": "must be a Dense layer of ten",
}


@pytest.mark.parametrize("title", UNWELCOME)
def test_anything_else_is_refused_with_a_sentence(title):
    """Those that people bring are in teachers.py."""
    with pytest.raises(NetworkError, match=SENTENCE) as refused:
        open_file(to_bytes(UNWELCOME[title]()), "yours 1", some_images())
    assert SAYS.get(title, "") in str(refused.value)


@pytest.mark.parametrize(
    "title, words", [("too many multiplications", "multiplications"), ("too many values", "values")]
)
def test_networks_too_slow_to_try_are_not_tried(title, words, monkeypatch):
    monkeypatch.setattr(uploaded_file, "hold_to_keras", lambda *_: pytest.fail("it was tried out"))
    with pytest.raises(NetworkError, match=words):
        open_file(to_bytes(UNWELCOME[title]()), "yours 1", some_images())


@pytest.mark.parametrize("logits", [1, 0])
def test_hidden_computation_is_found_by_trying_even_without_effect(logits, monkeypatch):
    """Pretend that a layer does more than its settings say; the next may have only zeros as weights."""
    model = small()
    output = model.get_layer("logits")
    output.set_weights([logits * each for each in output.get_weights()])

    def call(self, x, training=None):
        return x @ self.kernel + self.bias + 0.1 * (x.shape[-1] > 8)

    monkeypatch.setattr(layers.Dense, "call", call)
    with pytest.raises(NetworkError, match="doesn't show"):
        open_file(to_bytes(model), "yours 1", some_images())


def forged(change, monkeypatch, not_reached: str) -> None:
    """Check that a file with changed settings is refused before that."""
    monkeypatch.setattr(not_reached, lambda *_, **__: pytest.fail("too late"))
    with pytest.raises(NetworkError, match=SENTENCE):
        open_file(edited(change), "yours 1", some_images())


def test_forged_settings_are_refused_before_keras_builds_anything(monkeypatch):
    forged(
        lambda config: first_dense(config)["config"].update(units=10**12),
        monkeypatch,
        "keras.saving.load_model",
    )


def test_forged_factors_are_refused_before_the_network_is_tried(monkeypatch):
    normal = {"module": "keras.layers", "class_name": "Normalization"}
    normal["config"] = {"name": "forged", "axis": None, "mean": 0.1, "variance": -1.0}
    tried = "model.learning.uploads.file.hold_to_keras"
    forged(lambda config: config["config"]["layers"].insert(2, normal), monkeypatch, tried)


def test_any_changed_setting_gives_a_network_or_a_sentence(monkeypatch):
    """Try a sample with few images; no unforeseen error may occur."""
    monkeypatch.setattr(uploaded_file, "TRIAL_IMAGES", 40)
    config = {}
    edited(lambda honest: config.update(copy.deepcopy(honest)))
    values = [None, "x", float("nan"), float("inf"), -1, 0, 1.5, 1e9, [], {}, True]
    paths = [path for path in places(config) if "compile_config" not in path][1:]
    choose = random.Random(5)
    for _ in range(40):
        path, value = choose.choice(paths), choose.choice(values)
        changed = copy.deepcopy(config)
        value_at(changed, path[:-1])[path[-1]] = value
        content = decode(answer(edited(lambda honest, changed=changed: honest.update(changed)), "yours 1"))
        assert "layers" in content or re.match(SENTENCE, content["problem"]), (path, value)
        assert "details" not in content, (path, value, content["details"])


def test_a_full_temporary_folder_gives_a_sentence(monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    contents = to_bytes(small())
    monkeypatch.setattr("model.learning.keras_model.tempfile.TemporaryDirectory", full)
    for attempt in (
        lambda: open_file(contents, "yours 1", some_images()),
        lambda: keras_file_of(specimen("untrained dense").network),
    ):
        with pytest.raises(NetworkError, match=r"folder for temporary files is full.*\.$"):
            attempt()


@pytest.mark.parametrize(
    "error, problem",
    [
        (NetworkError("A sentence."), "A sentence."),
        (DataError("Another."), "Another."),
        (MemoryError(), TOO_LARGE),
        (ValueError("Unable to allocate 3 GiB"), TOO_LARGE),
        (TypeError("no number"), FAILED),
        (RecursionError(), FAILED),
    ],
)
def test_any_outcome_is_a_network_or_a_sentence(error, problem, monkeypatch):
    def fail(*_):
        raise error

    monkeypatch.setattr("model.learning.uploads.file.open_file", fail)
    content = decode(answer(b"", "yours 1"))
    assert content["problem"] == problem
    assert (type(error).__name__ in content.get("details", "")) == (problem in (TOO_LARGE, FAILED))
