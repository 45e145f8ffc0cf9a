"""The files are plain ones, which an older Keras reads as well."""

from __future__ import annotations

import json
import zipfile

import keras
import numpy as np

from model.keras_file import save_model
from model.network import NAMES, TRAINED
from tests.specimens import some_images, specimen


def _settings(value: object) -> list[tuple[str, object]]:
    """All settings of all layers, however deep."""
    if isinstance(value, list):
        return [pair for each in value for pair in _settings(each)]
    if not isinstance(value, dict):
        return []
    own = list(value["config"].items()) if isinstance(value.get("config"), dict) else []
    return own + [pair for each in value.values() for pair in _settings(each)]


def test_the_file_says_nothing_that_says_nothing(tmp_path):
    for name in NAMES:
        save_model(specimen(f"untrained {name}").model, tmp_path / "network.keras")
        for path in (tmp_path / "network.keras", TRAINED / f"{name}.keras"):
            with zipfile.ZipFile(path) as file:
                settings = _settings(json.loads(file.read("config.json")))
            assert len(settings) > 40
            assert [name for name, value in settings if value is None] == []


def test_the_file_is_the_same_network(tmp_path):
    for name in (*(f"untrained {name}" for name in NAMES), "strided"):
        model = specimen(name).model
        save_model(model, tmp_path / "network.keras")
        read = keras.saving.load_model(tmp_path / "network.keras", compile=False)
        expected = model.predict(some_images(), verbose=0)
        np.testing.assert_array_equal(read.predict(some_images(), verbose=0), expected)
        assert [layer.name for layer in read.layers] == [layer.name for layer in model.layers]
