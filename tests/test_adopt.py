from __future__ import annotations

import io
import json
import zipfile

import keras
import numpy as np
import pytest
from keras import layers

from model.adopt import adopt, adopt_file, to_bytes
from model.architecture import build_network
from model.choices import Choices, build
from model.dense import ACTIVATION_FUNCTIONS
from model.explain import explain_unit
from model.network import NetworkError, forward
from tests.specimens import some_images, some_units

BY_HAND = {
    "relu": lambda z: np.maximum(z, 0),
    "tanh": np.tanh,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "threshold": lambda z: float(z > 1),
    "linear": lambda z: z,
}


def sequential(*body, shape=(28, 28)):
    return keras.Sequential([keras.Input(shape), *body])


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


def functional():
    image = keras.Input((28, 28))
    hidden = layers.Dense(9, activation="sigmoid")(layers.Flatten()(image))
    return keras.Model(image, layers.Dense(10)(hidden))


WELCOME = {
    "our dense": lambda: build_network("dense"),
    "our conv": lambda: build_network("conv"),
    "activations inside the layers": unsplit,
    "functional, gives logits": functional,
    "a row of pixels": lambda: sequential(layers.Dense(10, activation="softmax"), shape=(784,)),
    **{name: lambda name=name: build(Choices(units=8, activation=name)) for name in ACTIVATION_FUNCTIONS},
}


@pytest.mark.parametrize("title", WELCOME)
def test_an_adopted_network_answers_as_before_and_adds_up(title):
    keras.utils.set_random_seed(1)
    model = WELCOME[title]()
    network = adopt_file(to_bytes(model), "yours 1", some_images())
    for image in some_images()[:3]:
        theirs = model.predict(image.reshape(1, *model.input_shape[1:]), verbose=0)[0]
        values = forward(network, image)
        ours = values["logits" if title.endswith("logits") else "probs"]
        np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-5)
    for layer in network.layers[1:]:
        for unit in some_units(layer, 2):
            explanation = explain_unit(network, values, unit)
            z, a = explanation.pre_activation, explanation.activation
            assert z == pytest.approx(float(values[explanation.unit.layer][explanation.unit.index]), abs=1e-4)
            if explanation.activation_function in BY_HAND:
                assert a == pytest.approx(BY_HAND[explanation.activation_function](z), abs=1e-4)


def test_every_layer_gets_a_scale_to_be_painted_on():
    network = adopt(build(Choices(units=8)), "yours 1", some_images())
    assert set(network.card["scales"]) == {layer.name for layer in network.layers}
    assert all(scale > 0 for scale in network.card["scales"].values())


def skipping():
    image = keras.Input((28, 28))
    flat = layers.Flatten()(image)
    return keras.Model(image, layers.Dense(10)(layers.Concatenate()([flat, layers.Dense(5)(flat)])))


def not_finite():
    model = build(Choices(units=8))
    model.set_weights([np.full_like(weight, np.nan) for weight in model.get_weights()])
    return model


UNWELCOME = {
    "Lambda": lambda: sequential(layers.Flatten(), layers.Lambda(lambda x: x + 1), layers.Dense(10)),
    "LSTM": lambda: sequential(layers.LSTM(4), layers.Dense(10)),
    "BatchNormalization": lambda: sequential(layers.Flatten(), layers.BatchNormalization(), layers.Dense(10)),
    "nine outputs": lambda: sequential(layers.Flatten(), layers.Dense(9)),
    "another size": lambda: sequential(layers.Flatten(), layers.Dense(10), shape=(32, 32)),
    "colours": lambda: sequential(layers.Flatten(), layers.Dense(10), shape=(28, 28, 3)),
    "not flat": lambda: sequential(layers.Dense(3), layers.Flatten(), layers.Dense(10)),
    "gelu": lambda: sequential(layers.Flatten(), layers.Dense(5, activation="gelu"), layers.Dense(10)),
    "leaky": lambda: sequential(layers.Flatten(), layers.ReLU(negative_slope=0.1), layers.Dense(10)),
    "sigmoid at the end": lambda: sequential(layers.Flatten(), layers.Dense(10, activation="sigmoid")),
    "dilated": lambda: sequential(
        layers.Conv2D(2, 3, dilation_rate=2), layers.Flatten(), layers.Dense(10), shape=(28, 28, 1)
    ),
    "not a chain": skipping,
    "NaN": not_finite,
    "no weights": lambda: sequential(layers.Flatten(), layers.Softmax(), shape=(28, 28)),
}


@pytest.mark.parametrize("title", UNWELCOME)
def test_anything_else_is_refused_with_a_sentence(title):
    with pytest.raises(NetworkError, match=r"^[A-Z].*\.$"):
        adopt_file(to_bytes(UNWELCOME[title]()), "yours 1", some_images())


@pytest.mark.parametrize("contents", [b"", b"no zip", b"PK\x03\x04 cut short"])
def test_a_file_that_is_none_is_refused_with_a_sentence(contents):
    with pytest.raises(NetworkError, match=r"not a \.keras file"):
        adopt_file(contents, "yours 1", some_images())


def edited(change):
    """Our dense network's file with another configuration."""
    source, target = io.BytesIO(to_bytes(build(Choices(units=8)))), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.namelist():
            contents = old.read(entry)
            if entry == "config.json":
                config = json.loads(contents)
                change(config)
                contents = json.dumps(config)
            new.writestr(entry, contents)
    return target.getvalue()


def foreign_module(config):
    config["config"]["layers"][2].update(module="os", class_name="system")


def foreign_initializer(config):
    config["config"]["layers"][2]["config"]["kernel_initializer"] = {
        "module": "builtins",
        "class_name": "eval",
        "config": {},
        "registered_name": None,
    }


def huge(config):
    config["config"]["layers"][2]["config"]["units"] = 10**12


def not_a_network(config):
    config.update(module="keras.layers", class_name="Dense")


@pytest.mark.parametrize("change", [foreign_module, foreign_initializer, huge, not_a_network])
def test_a_forged_file_is_refused_before_anything_is_built(change, monkeypatch):
    monkeypatch.setattr(keras.saving, "load_model", lambda *_, **__: pytest.fail("it was loaded"))
    with pytest.raises(NetworkError, match=r"^[A-Z].*\.$"):
        adopt_file(edited(change), "yours 1", some_images())
