"""Settings of other people's .keras files that are refused before anything is built."""

from __future__ import annotations

import copy
import io
import json
import random
import re
import warnings
import zipfile

import keras
import pytest

from model.errors import NetworkError
from model.files import MAX_MEGABYTES
from model.learning.uploads import file as uploaded_file
from model.learning.uploads.config import read_config, with_config
from model.learning.uploads.file import answer, open_file
from model.network.message import decode
from tests.keras_files import SENTENCE, edited, first_dense
from tests.specimens import some_images


@pytest.mark.parametrize("contents", [b"", b"no zip", b"PK\x03\x04 cut short"])
def test_any_other_file_is_refused_with_a_sentence(contents):
    with pytest.raises(NetworkError, match=r"isn't a \.keras file"):
        open_file(contents, "yours 1", some_images())


def test_a_file_that_is_too_large_is_not_unpacked():
    with pytest.raises(NetworkError, match="larger than 10 MB"):
        open_file(bytes(MAX_MEGABYTES * 1024**2 + 1), "yours 1", some_images())


def test_a_zip_bomb_is_refused():
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
    """Return settings within each limit, but with more than a million weights at the image alone."""
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


def numbered_module(config):
    first_dense(config)["module"] = 7


def foreign_container(config):
    config["module"] = "os"


def listed_settings(config):
    first_dense(config)["config"] = ["units", 8]


def no_settings(config):
    del first_dense(config)["config"]


def listed_class(config):
    first_dense(config)["class_name"] = ["Dense"]


def layer_of(kind, **settings):
    """Return a file whose second layer is of that kind, with these settings."""

    def change(config):
        config["config"]["layers"][2:3] = [
            {"module": "keras.layers", "class_name": kind, "config": {"name": "forged"} | settings}
        ]

    change.__name__ = f"{kind} {settings}"[:40]
    return change


SIDES = {"strides": [1, 1], "padding": "same"}
FORGED_SETTINGS = [
    *(layer_of("LeakyReLU", negative_slope=slope) for slope in (float("nan"), 1e5, -0.1, "0.1", None, [0.1])),
    *(layer_of("ELU", alpha=alpha) for alpha in (float("inf"), -1, True, {})),
    *(layer_of("ReLU", max_value=most) for most in (float("nan"), -6, 1e9, 0, "6")),
    *(layer_of("ReLU", negative_slope=0.1, max_value=6.0), layer_of("ReLU", threshold=2.0)),
    *(layer_of(kind, pool_size=[10**6, 10**6], **SIDES) for kind in ("MaxPooling2D", "AveragePooling2D")),
    layer_of("AveragePooling2D", pool_size=[2, 2], strides=[2, 785], padding="same"),
    layer_of("Conv2D", filters=1, kernel_size=[785, 1], **SIDES),
    layer_of("Activation", activation="exec"),
    layer_of("Activation", activation={"module": "builtins", "class_name": "function", "config": "eval"}),
    layer_of("Activation", activation={"module": "keras.layers", "class_name": "Lambda", "config": {}}),
    layer_of("Dense", units=8, activation={"module": "os", "class_name": "LeakyReLU", "config": {}}),
    layer_of("Dense", units=8, dtype="string"),
    layer_of("Dense", units=8, dtype={"class_name": "DTypePolicy", "config": {"name": "int8_from_float32"}}),
    *(layer_of("Rescaling", scale=scale, offset=0) for scale in (float("inf"), 1e9)),
    layer_of("BatchNormalization", epsilon=float("nan")),
]


@pytest.mark.parametrize("change", FORGED_SETTINGS, ids=lambda change: change.__name__)
def test_a_forged_setting_is_refused_before_building(change, monkeypatch):
    monkeypatch.setattr(keras.saving, "load_model", lambda *_, **__: pytest.fail("it was loaded"))
    with pytest.raises(NetworkError, match=SENTENCE):
        open_file(edited(change), "yours 1", some_images())


NORMALIZING = [
    *(layer_of("BatchNormalization", epsilon=epsilon) for epsilon in (-1, 2.0, "small", True)),
    *(layer_of("BatchNormalization", axis=axis) for axis in (0, 1.5, [1, 2], "last")),
    *(layer_of("Rescaling", scale=scale, offset=0) for scale in ("1", None, [1, 2, 3], [[1], [2]], {}, True)),
    layer_of("Rescaling", scale=1, offset=[0.1] * 5),
    layer_of("Normalization", axis=-1, mean=[0.1] * 5, variance=1.0),
    layer_of("Normalization", axis=None, mean=0.1, variance=-1.0),
    layer_of("Normalization", axis=0, mean=0.1, variance=1.0),
    layer_of("Normalization", axis=None, mean=0.1, variance=1.0, invert=True),
]


@pytest.mark.parametrize("change", NORMALIZING, ids=lambda change: change.__name__)
def test_a_forged_normalization_is_refused_before_computing(change, monkeypatch):
    monkeypatch.setattr(uploaded_file, "hold_to_keras", lambda *_: pytest.fail("it was tried out"))
    with pytest.raises(NetworkError, match=SENTENCE):
        open_file(edited(change), "yours 1", some_images())


def test_keras_gets_only_the_checked_settings_and_the_weights():
    """It doesn't get the uploaded file, because its zip may have a name twice."""
    buffer = io.BytesIO(edited())
    with zipfile.ZipFile(buffer, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("assets/evil.txt", b"x")
        archive.writestr("config.json", archive.read("config.json"))
    config = read_config(buffer.getvalue())
    with zipfile.ZipFile(io.BytesIO(with_config(buffer.getvalue(), config))) as archive:
        assert archive.namelist() == ["config.json", "metadata.json", "model.weights.h5"]
        assert json.loads(archive.read("config.json")) == config


FORGED = [
    *(numbered_module, foreign_container, listed_settings, no_settings, listed_class),
    *(foreign_module, foreign_initializer, not_a_network),
    *(huge, huge_input, huge_build, wide, many_filters, low_rank, quantized, many_layers),
]


@pytest.mark.parametrize("change", FORGED)
def test_a_forged_file_is_refused_before_building(change, monkeypatch):
    monkeypatch.setattr(keras.saving, "load_model", lambda *_, **__: pytest.fail("it was loaded"))
    with pytest.raises(NetworkError, match=SENTENCE):
        open_file(edited(change), "yours 1", some_images())


ADVICE = ", which we can't show here, so leave it out, or use Dense, Conv2D or pooling layers instead."
FOREIGN = [
    "*bold* _it_ [a](http://a.b) www.evil.com :smile: $x$ <b>",
    "``` `` ` a",
    "a\nb\r\x1b[31m\u202ec",
    "x" * 100_000,
    "",
    None,
    7,
]


@pytest.mark.parametrize("word", FOREIGN, ids=lambda word: str(word)[:9])
def test_a_word_from_a_file_is_never_markdown(word):
    """All of it is in a code span, which no character in it ends."""
    with pytest.raises(NetworkError, match=SENTENCE) as raised:
        open_file(
            edited(lambda config: first_dense(config).update(class_name=word)), "yours 1", some_images()
        )
    sentence = str(raised.value)
    assert sentence.isprintable() and len(sentence) < 180
    parts = sentence.split("`")
    if not word:
        assert parts == [f"This network contains something without a name{ADVICE}"]
    else:
        assert (len(parts), parts[0], parts[2]) == (
            3,
            "This network contains ",
            ADVICE,
        )


def test_endlessly_nested_settings_give_a_sentence():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "config.json",
            '{"class_name": "Sequential", "module": "keras", "config": ' + "[" * 990 + "]" * 990 + "}",
        )
    content = decode(answer(buffer.getvalue(), "yours 1"))
    assert re.match(SENTENCE, content["problem"])


def test_damaged_compression_gives_a_sentence():
    contents = bytearray(edited())
    start = contents.index(b"config.json") + len(b"config.json")
    contents[start + 20 : start + 60] = bytes(40)
    with pytest.raises(NetworkError, match=r"isn't a \.keras file"):
        open_file(bytes(contents), "yours 1", some_images())


def test_settings_that_are_too_long_are_not_read():
    def long(config):
        config["config"]["name"] = "x" * 3_000_000

    with pytest.raises(NetworkError, match="settings take up more than 2 MB"):
        open_file(edited(long), "yours 1", some_images())


def places(value: object, path: tuple = ()) -> list[tuple]:
    """Yield the path to every value in a configuration, at any depth."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, each in inner for place in places(each, (*path, key)))]


def with_value(config: dict, path: tuple, value: object) -> dict:
    config = copy.deepcopy(config)
    target = config
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    return config


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
        changed = with_value(config, path, value)
        content = decode(answer(edited(lambda honest, changed=changed: honest.update(changed)), "yours 1"))
        assert "layers" in content or re.match(SENTENCE, content["problem"]), (path, value)
        assert "details" not in content, (path, value, content["details"])
