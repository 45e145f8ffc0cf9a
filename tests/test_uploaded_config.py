"""Settings of other people's .keras files are read in today's format, within bounds, without Keras."""

import io
import json
import math
import warnings
import zipfile

import pytest

from model.errors import NetworkError
from model.files import MAX_MEGABYTES
from model.learning.uploads import config as strangers_config
from model.learning.uploads.config import check_config, read_config, with_config
from model.learning.uploads.dialect import FUNCTIONAL, in_float32
from model.network.keras_file import WEIGHTS

SEQUENTIAL = {"module": "keras", "class_name": "Sequential"}


def layer(kind: str = "Dense", module: str = "keras.layers", **settings: object) -> dict:
    return {"module": module, "class_name": kind, "config": {"name": "a"} | settings}


def network(*layers: dict, **more: object) -> dict:
    return SEQUENTIAL | {"config": {"layers": list(layers)}} | more


def packed(config: object = None, **files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, contents in files.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), contents)
        if config is not None:
            archive.writestr("config.json", config if isinstance(config, bytes) else json.dumps(config))
    return buffer.getvalue()


# Words


@pytest.mark.parametrize(
    "name", ["float16", "bfloat16", "float64", "mixed_float16", "uint8", "int64", "float32"]
)
def test_every_number_type_becomes_float32_at_any_depth(name):
    policy = {"class_name": "DTypePolicy", "config": {"name": name}}
    found = in_float32({"config": {"layers": [{"config": {"dtype": name}}, {"config": {"dtype": policy}}]}})
    assert found == {"config": {"layers": [{"config": {"dtype": "float32"}}] * 2}}


@pytest.mark.parametrize("other", ["string", "complex64", None, 7, {"config": {"name": "int8_from_float32"}}])
def test_other_types_stay_for_the_check(other):
    assert in_float32({"dtype": other}) == {"dtype": other}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (layer("InputLayer", batch_input_shape=[None, 28]), layer("InputLayer", batch_shape=[None, 28])),
        (layer("LeakyReLU", alpha=0.3), layer("LeakyReLU", negative_slope=0.3)),
        (layer("ELU", alpha=0.3), layer("ELU", alpha=0.3)),
        (layer(batch_input_shape=[None, 784], units=3), layer(units=3)),
        (layer("BatchNormalization", axis=[3]), layer("BatchNormalization", axis=3)),
        (layer("BatchNormalization", axis=[1, 2]), layer("BatchNormalization", axis=[1, 2])),
        (layer("Normalization", axis=[3]), layer("Normalization", axis=[3])),
        (layer(activation={"class_name": "function", "config": "relu"}), layer(activation="relu")),
        (
            layer(activation={"class_name": "ReLU", "config": {}}),
            layer(activation={"class_name": "ReLU", "config": {}}),
        ),
    ],
)
def test_keras_2_settings_are_translated_to_today_s(old, new):
    assert in_float32(old) == new
    assert in_float32([{"deep": old}]) == [{"deep": new}]


def test_connections_are_counted_as_today_with_nested_networks():
    inner = {"class_name": "Sequential", "config": {"name": "part"}}
    reads = {
        "class_name": "Dense",
        "config": {"name": "d"},
        "inbound_nodes": [[["part", 1, 0, {}], ["d", 1, 0, {}], ["part", 0, 0, {}]]],
    }
    whole = {
        "module": "keras.models",
        "class_name": "Functional",
        "config": {"layers": [inner, reads], "output_layers": [["part", 2, 0], ["d", 1, 0]]},
    }
    found = in_float32(whole)
    assert found["module"] == FUNCTIONAL
    (nodes,) = found["config"]["layers"][1]["inbound_nodes"]
    assert [node[1] for node in nodes] == [0, 1, 0]
    assert [node[1] for node in found["config"]["output_layers"]] == [1, 1]
    assert in_float32(whole | {"module": "os"})["module"] == "os"
    for odd in (None, 3, [None], [[3]], [[["part"]]], [[["part", "1", 0]]]):
        reads["inbound_nodes"] = odd
        in_float32(whole)  # whatever it is


# The file


def test_settings_are_read_unchanged():
    assert read_config(packed(network(layer()))) == network(layer())
    functional = {"class_name": "Functional", "config": {}}
    assert read_config(packed(functional)) == functional


@pytest.mark.parametrize(
    ("contents", "said"),
    [
        (b"", r"isn't a \.keras file"),
        (b"PK", r"isn't a \.keras file"),
        (packed(), r"isn't a \.keras file"),
        (packed(b"{"), r"isn't a \.keras file"),
        (packed([]), "Sequential or functional"),
        (packed({"class_name": "Model"}), "Sequential or functional"),
        (b"\x89HDF\r\n\x1a\n and so on", r"`\.h5` file.*save it again"),
        (packed(saved_model_dot_pb=b""), "TensorFlow SavedModel"),
        (packed(deep__saved_model_dot_pb=b""), "TensorFlow SavedModel"),
        (packed(archive__data_dot_pkl=b""), "PyTorch file"),
    ],
)
def test_any_other_file_gets_a_sentence_that_names_it_or_helps(contents, said):
    with pytest.raises(NetworkError, match=said) as caught:
        read_config(contents)
    assert str(caught.value).endswith(".")


def test_a_file_that_unpacks_to_too_much_is_not_read():
    for contents, said in (
        (packed(network(), large=bytes(40 * 1024**2)), "unpacks to more than 40 MB"),
        (packed(b" " * 50_000_000), "unpacks to more than 40 MB"),
        (bytes(MAX_MEGABYTES * 1024**2 + 1), f"larger than {MAX_MEGABYTES} MB"),
        (packed(b" " * (2 * 1024**2 + 1)), "settings take up more than 2 MB"),
    ):
        with pytest.raises(NetworkError, match=said):
            read_config(contents)


def test_keras_gets_only_the_checked_settings_and_weights():
    """It doesn't get the uploaded file, because its zip may have a name twice."""
    weights = {WEIGHTS.replace(".", "_dot_"): b"numbers"}
    buffer = io.BytesIO(packed(network(), metadata_dot_json=b"theirs", code_dot_py=b"evil", **weights))
    with zipfile.ZipFile(buffer, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("config.json", archive.read("config.json"))
    with zipfile.ZipFile(io.BytesIO(with_config(buffer.getvalue(), {"a": 1}))) as archive:
        assert len(archive.namelist()) == 3
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "config.json": b'{"a": 1}',
            "metadata.json": b"{}",
            WEIGHTS: b"numbers",
        }


# Bounds

DENSE = {"module": "keras.layers", "class_name": "Dense"}
RELU = {"module": "keras.layers", "class_name": "ReLU", "config": {}}
CONV = {"kernel_size": [1, 1], "strides": [1, 1], "filters": 1}


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        (layer(units=1275), layer(units=1276), "too large to show"),
        (
            layer("Conv2D", **CONV | {"filters": 1275}),
            layer("Conv2D", **CONV | {"filters": 1276}),
            "too large to show",
        ),
        *(
            (
                layer("Conv2D", **CONV | {side: [1, 784]}),
                layer("Conv2D", **CONV | {side: [785, 1]}),
                "784 pixels wide and high",
            )
            for side in ("kernel_size", "strides")
        ),
        (
            layer("MaxPooling2D", pool_size=784),
            layer("MaxPooling2D", pool_size=785),
            "784 pixels wide and high",
        ),
        (layer(units=1, more=10**6), layer(units=1, more=10**6 + 1), "too large to show"),
        (layer(units=1, more=-(10**6)), layer(units=1, more=[{"deep": -(10**6) - 1}]), "too large to show"),
        (layer(seed=10**9, more={"shared_object_id": 10**12}), layer(seeds=10**9), "too large to show"),
        (layer(dtype="float32"), layer(dtype="string"), "float32"),
        (layer(lora_rank=None, quantization_config=None), layer(lora_rank=4), "low-rank or quantized"),
        (layer(), layer(quantization_config={}), "low-rank or quantized"),
        (layer(activation="relu"), layer(activation="exec"), "can't explain .* `exec`"),
        *((layer(), layer(more=number), "isn't a finite number") for number in (math.nan, math.inf)),
        *(
            (layer(), plain, "settings of a layer are missing")
            for plain in (DENSE, DENSE | {"config": ["units", 8]})
        ),
        *(
            (layer(activation=RELU), layer(activation=forged), "^[A-Z].*\\.$")
            for forged in (
                {"module": "builtins", "class_name": "function", "config": "eval"},
                {"module": "keras.layers", "class_name": "Lambda", "config": {}},
                {"module": "os", "class_name": "LeakyReLU", "config": {}},
            )
        ),
        (layer("LeakyReLU", negative_slope=0.1), layer("LeakyReLU", negative_slope=1e5), "^[A-Z].*\\.$"),
        (layer(dtype="float32"), layer(dtype={"config": {"name": "int8_from_float32"}}), "float32"),
        *((layer(), forged, "^[A-Z].*\\.$") for forged in (layer(module=7), layer(["Dense"]))),
        (layer("Dropout"), layer("LSTM"), "LSTM"),
        (layer(), layer(module="os"), "Dense"),
        (layer("Zeros", module="keras.initializers"), layer("Zeros", module="builtins"), "Zeros"),
        (layer("L2", module="keras.regularizers"), layer("L2", module="my.keras.regularizers"), "L2"),
        (
            layer("Sequential", module="keras.models"),
            layer("Sequential", module="keras.layers"),
            "Sequential",
        ),
        (layer("__keras_tensor__", module=""), layer("__other__", module=""), "__other__"),
    ],
)
def test_a_setting_is_accepted_up_to_its_bound_at_any_depth(good, bad, said):
    check_config(network(good))
    for config in (network(bad), network(layer(), SEQUENTIAL | {"config": {"layers": [bad]}})):
        with pytest.raises(NetworkError, match=said):
            check_config(config)


def test_a_hundred_layers_are_accepted_but_not_more():
    assert strangers_config.MAX_LAYERS == 100
    check_config(network(*[layer()] * 100, layer("Zeros", module="keras.initializers")))
    with pytest.raises(NetworkError, match="more than 100 layers"):
        check_config(network(*[layer()] * 101))


def test_only_bounded_keras_networks_are_accepted():
    check_config(network(layer(), build_config={"input_shape": [None, 28, 28]}))
    with pytest.raises(NetworkError, match="too large to show"):
        check_config(network(layer(), build_config={"input_shape": [None, 10**7]}))
    for container in ({"module": "os"}, {"module": None}, {"module": 7}):
        with pytest.raises(NetworkError, match="doesn't contain a Sequential or functional"):
            check_config(network(layer(), **container))


FOREIGN = (
    "*bold* _it_ [a](http://a.b) www.evil.com :smile: $x$ <b>",
    "``` `` ` a",
    "a\nb\r\x1b[31m\u202ec",
    "x" * 100_000,
    *("", None, 7),
)


@pytest.mark.parametrize("word", FOREIGN, ids=lambda word: str(word)[:9])
def test_a_word_from_a_file_is_never_markdown(word):
    """All of it is in a code span, which no character in it ends."""
    with pytest.raises(NetworkError) as raised:
        check_config(network(layer(word)))
    sentence = str(raised.value)
    assert sentence.isprintable() and len(sentence) < 180
    start, *spans = sentence.split("`")
    if word:
        assert start == "This network contains " and len(spans) == 2 and spans[1].startswith(", which we")
    else:
        assert start.startswith("This network contains something without a name, which we") and not spans
