"""Files to upload: honest networks, and ones that a program has edited."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import h5py
import keras
from keras import layers

from model.learning.architecture import build_chosen
from model.learning.keras_model import save_model
from model.training.choices import Choices

SENTENCE = r"^[A-Z].*\.$"


def to_bytes(model: keras.Model) -> bytes:
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "network.keras"
        save_model(model, path)
        return path.read_bytes()


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
