"""Other people's networks: an accepted one answers as before, anything else gets a sentence."""

from __future__ import annotations

import copy
import random
import re
from functools import cache

import keras
import numpy as np
import pytest
from keras import layers

from model.errors import NetworkError
from model.explain import explain_unit
from model.learning.architecture import build_network
from model.learning.keras_model import keras_file_of
from model.learning.uploads import file as uploaded_file
from model.learning.uploads.file import answer, convert, open_file
from model.network import Network, forward, forward_batch
from model.network.functions import FUNCTIONS
from model.network.keras_file import STEP_THRESHOLD
from model.network.message import decode
from model.preprocess.mnist import DataError
from model.processes.keras_process import FAILED, TOO_LARGE
from model.training.choices import ACTIVATIONS, Choices
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
from tests.specimens import some_images, some_units, specimen

BY_HAND = {**FUNCTIONS, "linear": lambda z: z}


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


def scheduled():
    model = small()
    schedule = keras.optimizers.schedules.ExponentialDecay(0.1, decay_steps=5_000_000, decay_rate=0.9)
    model.compile(keras.optimizers.Adam(schedule), "sparse_categorical_crossentropy")
    return model


def of_type(name: str):
    return sequential(layers.Flatten(), layers.Dense(6, dtype=name), layers.Dense(10, dtype=name))


WELCOME = {
    "our dense": lambda: build_network("dense"),
    "our conv": lambda: build_network("conv"),
    "activations inside the layers": unsplit,
    "functional, gives logits": functional,
    "a row of pixels": lambda: sequential(layers.Dense(10, activation="softmax"), shape=(784,)),
    "two functions, one after the other": lambda: sequential(
        layers.Flatten(),
        layers.Dense(6, activation="relu"),
        layers.ReLU(),
        layers.Dense(10, activation="softmax"),
    ),
    "two that differ, one after the other": lambda: sequential(
        layers.Flatten(),
        layers.Dense(6, activation="relu"),
        layers.Activation("tanh"),
        layers.Dense(10, activation="softmax"),
    ),
    "pooling, then a function": lambda: picture(
        layers.Conv2D(3, 4, strides=(2, 3), padding="same", use_bias=False),
        layers.MaxPooling2D((2, 3), strides=(3, 2), padding="same"),
        layers.ReLU(),
    ),
    "a function of the image": lambda: picture(layers.ReLU()),
    "shaped and shaped again": lambda: sequential(
        layers.Reshape((-1, 2)), layers.Flatten(), layers.Flatten(), layers.Dense(10)
    ),
    "softmax of axis 1": lambda: sequential(layers.Flatten(), layers.Dense(10), layers.Softmax(axis=1)),
    "nothing but names": lambda: sequential(
        layers.Flatten(name="x_relu"),
        layers.Dense(6, name="x", activation="relu"),
        layers.Dense(6, name="_a-b_.c"),
        layers.Dense(6, name="y" * 10_000),
        layers.Dense(10),
    ),
    "compiled, with a long schedule": scheduled,
    "in double precision": lambda: of_type("float64"),
    **{name: lambda name=name: build_chosen(Choices(units=8, activation=name)) for name in ACTIVATIONS},
}


@cache
def opened(title: str) -> tuple[keras.Model, Network]:
    """Return an uploaded model, and what became of its file."""
    keras.utils.set_random_seed(1)
    model = WELCOME[title]()
    return model, open_file(to_bytes(model), "yours 1", some_images())


@pytest.mark.parametrize("title", WELCOME)
def test_an_opened_network_answers_as_before_and_adds_up(title):
    model, network = opened(title)
    answers = model(some_images().reshape(-1, *model.input_shape[1:])).numpy()
    for image, theirs in zip(some_images()[:3], answers):
        values = forward(network, image)
        ours = values["probs" if theirs.sum() == pytest.approx(1, abs=1e-5) else "logits"]
        np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-5)
    for layer in network.layers[1:]:
        for unit in some_units(layer, 2):
            explanation = explain_unit(network, values, unit)
            z, a = explanation.pre_activation, explanation.activation
            name = (
                explanation.neuron.layer.name
                if explanation.neuron.layer.kernel is not None
                else layer.before.name
            )
            if explanation.neuron.layer.kernel is not None:
                assert z == pytest.approx(float(values[name][explanation.neuron.index]), abs=1e-4)
            if explanation.activation_function in BY_HAND:
                assert a == pytest.approx(float(BY_HAND[explanation.activation_function](z)), abs=1e-4)


@pytest.mark.parametrize("title", WELCOME)
def test_every_value_of_every_layer_is_keras_s_own(title):
    model, network = opened(title)
    their_layers = [layer for layer in model.layers if not isinstance(layer, layers.InputLayer)]
    oracle = keras.Model(
        model.inputs[0], {str(place): layer.output for place, layer in enumerate(their_layers)}
    )
    values = oracle(some_images().reshape(-1, *model.input_shape[1:]))
    theirs = {place: each.numpy() for place, each in values.items()}
    ours = iter(forward_batch(network, some_images()).items())
    name, values = next(ours)
    for layer, expected in zip(their_layers, map(theirs.get, map(str, range(len(theirs))))):
        is_same = False
        while not is_same:  # ours has sums that Keras keeps inside a layer, and the drawn image
            threshold = STEP_THRESHOLD * (
                network.layer(name).activation_function == "step" and "_" not in name
            )
            is_same = values.shape == expected.shape and np.allclose(values + threshold, expected, atol=1e-5)
            if not is_same:
                name, values = next(ours, (layer.name, None))
                assert values is not None, (
                    f"{layer.name} is nowhere in {[each.name for each in network.layers]}"
                )


def test_every_layer_gets_a_color_scale():
    network = open_file(to_bytes(small()), "yours 1", some_images())
    assert set(network.card["scales"]) == {layer.name for layer in network.layers[1:]}
    assert all(scale > 0 for scale in network.card["scales"].values())


def test_layers_get_our_names():
    names = [layer.name for layer in convert(unsplit(), "yours 1").layers]
    conv, dense = ["conv1", "conv1_relu", "pool1", "flatten1"], ["hidden1", "hidden1_tanh"]
    assert names == ["image", "reshape1", *conv, *dense, "logits", "probs"]


def skipping():
    image = keras.Input((28, 28))
    flat = layers.Flatten()(image)
    return keras.Model(image, layers.Dense(10)(layers.Concatenate()([flat, layers.Dense(5)(flat)])))


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
    "nine outputs": lambda: sequential(layers.Flatten(), layers.Dense(9)),
    "another size": lambda: sequential(layers.Flatten(), layers.Dense(10), shape=(32, 32)),
    "colors": lambda: sequential(layers.Flatten(), layers.Dense(10), shape=(28, 28, 3)),
    "not flat": lambda: sequential(layers.Dense(3), layers.Flatten(), layers.Dense(10)),
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
    "not a chain": skipping,
    "NaN": lambda: with_weights(np.nan),
    "infinite": lambda: with_weights(np.inf),
    "no weights": lambda: sequential(layers.Flatten(), layers.Softmax(), shape=(28, 28)),
    "too many multiplications": lambda: picture(
        layers.Conv2D(40, 9, padding="same"), layers.Conv2D(40, 9, padding="same"), layers.MaxPooling2D(28)
    ),
    "too many values": lambda: picture(
        layers.Conv2D(300, 1), *(layers.ReLU() for _ in range(5)), layers.MaxPooling2D(28)
    ),
}


@pytest.mark.parametrize("title", UNWELCOME)
def test_anything_else_is_refused_with_a_sentence(title):
    with pytest.raises(NetworkError, match=SENTENCE):
        open_file(to_bytes(UNWELCOME[title]()), "yours 1", some_images())


REFUSED_WITH = {
    "Some of this network's weights": with_a_bias_of_minus_infinity,
    "This network's answers, or the values that lead to them, aren't finite": lambda: with_weights(1e38),
    "list of layers doesn't show": repeating,
    "a softmax before": lambda: sequential(layers.Flatten(), layers.Softmax(), layers.Dense(10)),
    "must be a Dense layer of ten": lambda: sequential(
        layers.Conv2D(10, 28), layers.Flatten(), shape=(28, 28, 1)
    ),
}


@pytest.mark.parametrize("words", REFUSED_WITH)
def test_a_refusal_gives_its_reason(words):
    with pytest.raises(NetworkError, match=words):
        open_file(to_bytes(REFUSED_WITH[words]()), "yours 1", some_images())


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
