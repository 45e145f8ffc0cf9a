"""What is refused of other people's .keras files before anything is built."""

from __future__ import annotations

import io
import zipfile

import keras
import pytest

from model.layer import NetworkError
from model.learning.strangers_file import open_file
from model.upload import MAX_MEGABYTES
from tests.keras_files import SENTENCE, edited, first_dense
from tests.specimens import some_images


@pytest.mark.parametrize("contents", [b"", b"no zip", b"PK\x03\x04 cut short"])
def test_a_file_that_is_none_is_refused_with_a_sentence(contents):
    with pytest.raises(NetworkError, match=r"not a \.keras file"):
        open_file(contents, "yours 1", some_images())


def test_a_file_too_large_is_not_even_unpacked():
    with pytest.raises(NetworkError, match="larger than 10 MB"):
        open_file(bytes(MAX_MEGABYTES * 1024**2 + 1), "yours 1", some_images())


def test_a_zip_that_unpacks_to_far_more_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("config.json", b" " * 50_000_000)
    with pytest.raises(NetworkError, match="unpacks to more than"):
        open_file(buffer.getvalue(), "yours 1", some_images())


def foreign_module(config):
    first_dense(config).update(module="os", class_name="system")


def foreign_initializer(config):
    first_dense(config)["config"]["kernel_initializer"] = {
        "module": "builtins",
        "class_name": "eval",
        "config": {},
        "registered_name": None,
    }


def huge(config):
    first_dense(config)["config"]["units"] = 10**12


def huge_input(config):
    config["config"]["layers"][0]["config"]["batch_shape"] = [2_000_000_000, 28, 28]


def huge_build(config):
    first_dense(config)["build_config"] = {"input_shape": [None, 500_000_000]}


def wide(config):
    """Within what a setting may count, but more than a million weights from the image alone."""
    first_dense(config)["config"]["units"] = 1_276


def many_filters(config):
    conv = {"name": "conv", "filters": 1_276, "kernel_size": [1, 1]}
    config["config"]["layers"][2] = {"module": "keras.layers", "class_name": "Conv2D", "config": conv}


def quantized(config):
    first_dense(config)["config"]["quantization_config"] = {}


def low_rank(config):
    first_dense(config)["config"]["lora_rank"] = 900_000


def many_layers(config):
    config["config"]["layers"] += [config["config"]["layers"][3]] * 3000


def not_a_network(config):
    config.update(module="keras.layers", class_name="Dense")


FORGED = [
    *(foreign_module, foreign_initializer, not_a_network),
    *(huge, huge_input, huge_build, wide, many_filters, low_rank, quantized, many_layers),
]


@pytest.mark.parametrize("change", FORGED)
def test_a_forged_file_is_refused_before_anything_is_built(change, monkeypatch):
    monkeypatch.setattr(keras.saving, "load_model", lambda *_, **__: pytest.fail("it was loaded"))
    with pytest.raises(NetworkError, match=SENTENCE):
        open_file(edited(change), "yours 1", some_images())
