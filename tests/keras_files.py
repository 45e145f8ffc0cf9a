"""Keras networks as a browser trains them, and files to upload, honest ones and edited ones."""

import io
import json
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import h5py
import keras
from keras import layers

from model.learning.keras_model import activation_layer, save_model
from model.network.keras_file import STEP_THRESHOLD
from model.preprocess.mnist import IMAGE_SIZE, NUM_CLASSES
from model.training.choices import Choices

SENTENCE = r"^[A-Z].*\.$"


def to_bytes(model: keras.Model) -> bytes:
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "network.keras"
        save_model(model, path)
        return path.read_bytes()


def build_chosen(choices: Choices) -> keras.Model:
    """Return the untrained network that a browser would train: 784 → units → … → 10."""
    body: list[layers.Layer] = [layers.Flatten(name="flatten")]
    for depth in range(1, choices.hidden_layers + 1):
        name = f"hidden{depth}"
        body.append(_dense(name, choices.units, choices, depth))
        if choices.activation != "linear":
            body.append(activation_layer(choices.activation, f"{name}_{choices.activation}"))
    head = [_dense("logits", NUM_CLASSES, choices, 0), layers.Softmax(name="probs")]
    return keras.Sequential([keras.Input((IMAGE_SIZE, IMAGE_SIZE), name="image"), *body, *head])


def _dense(name: str, units: int, choices: Choices, depth: int) -> layers.Dense:
    is_step = choices.activation == "step" and depth  # with this bias, about half of them fire at first
    return layers.Dense(
        units,
        kernel_initializer=keras.initializers.GlorotUniform(seed=choices.seed * 10 + depth),
        bias_initializer=keras.initializers.Constant(STEP_THRESHOLD) if is_step else "zeros",
        name=name,
    )


def small() -> keras.Model:
    return build_chosen(Choices(units=8))


def sequential(*body, shape=(28, 28)):
    return keras.Sequential([keras.Input(shape), *body])


def picture(*body):
    """Return an image network with one channel, and the usual end."""
    return sequential(*body, layers.Flatten(), layers.Dense(10), shape=(28, 28, 1))


@cache
def _honest() -> bytes:
    return to_bytes(small())


def edited(change=lambda config: None, change_weights=lambda file: None) -> bytes:
    """Return our dense network's file with another configuration or other weights."""
    source, target = io.BytesIO(_honest()), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            contents = old.read(entry)
            if entry == "config.json":
                config = json.loads(contents)
                change(config)
                contents = json.dumps(config)
            if entry == "model.weights.h5":
                buffer = io.BytesIO(contents)
                with h5py.File(buffer, "r+") as file:
                    change_weights(file)
                contents = buffer.getvalue()
            new.writestr(entry, contents)
    return target.getvalue()


def first_dense(config):
    return config["config"]["layers"][2]
