"""Writing a network as a plain .keras file that every Keras this project runs on can read.

Takes a Keras model and a path. Knows nothing of training or pages.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import keras


def save_model(model: keras.Model, path: Path | str) -> None:
    """Write a network, with its layers' settings left out where they are None.

    Keras 3.13 and later also write settings that 3.12, the last one for Python 3.10, refuses to read,
    even where they say nothing.
    """
    path = Path(path)
    model.save(path)
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts["config.json"] = json.dumps(_without_none(json.loads(parts["config.json"]))).encode()
    with zipfile.ZipFile(path, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)


def _without_none(value: object, is_setting: bool = False) -> object:
    if isinstance(value, list):
        return [_without_none(each, is_setting) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _without_none(each, name == "config" or (is_setting and "class_name" not in value))
        for name, each in value.items()
        if not (is_setting and each is None)
    }
