"""Other people's .keras files: what is let in answers as before, anything else gets a sentence."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import tempfile
import threading
import time
import zipfile
from pathlib import Path
from types import SimpleNamespace

import h5py
import keras
import numpy as np
import pytest
from keras import layers

from model import keras_process
from model.choices import ACTIVATIONS, Choices
from model.explain import explain_unit
from model.functions import FUNCTIONS
from model.keras_process import make_keras_file, open_keras_file
from model.layer import NetworkError
from model.learning.architecture import build_chosen, build_network
from model.learning.keras_model import save_model
from model.learning.strangers_file import convert, open_file
from model.network import forward
from model.upload import MAX_MEGABYTES
from model.worker import Workers
from tests.specimens import some_images, some_units, specimen

BY_HAND = {**FUNCTIONS, "linear": lambda z: z}
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
    "two functions, one after the other": lambda: sequential(
        layers.Flatten(),
        layers.Dense(6, activation="relu"),
        layers.ReLU(),
        layers.Dense(10, activation="softmax"),
    ),
    **{name: lambda name=name: build_chosen(Choices(units=8, activation=name)) for name in ACTIVATIONS},
}


@pytest.mark.parametrize("title", WELCOME)
def test_an_opened_network_answers_as_before_and_adds_up(title):
    keras.utils.set_random_seed(1)
    model = WELCOME[title]()
    network = open_file(to_bytes(model), "yours 1", some_images())
    for image in some_images()[:3]:
        theirs = model.predict(image.reshape(1, *model.input_shape[1:]), verbose=0)[0]
        values = forward(network, image)
        ours = values["logits" if title.endswith("logits") else "probs"]
        np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-5)
    for layer in network.layers[1:]:
        for unit in some_units(layer, 2):
            explanation = explain_unit(network, values, unit)
            z, a = explanation.pre_activation, explanation.activation
            name = explanation.layer.name if explanation.layer.kernel is not None else layer.before.name
            if explanation.layer.kernel is not None:
                assert z == pytest.approx(float(values[name][explanation.unit.index]), abs=1e-4)
            if explanation.activation_function in BY_HAND:
                assert a == pytest.approx(float(BY_HAND[explanation.activation_function](z)), abs=1e-4)


def test_every_layer_gets_a_scale_to_be_painted_on():
    network = open_file(to_bytes(small()), "yours 1", some_images())
    assert set(network.card["scales"]) == {layer.name for layer in network.layers[1:]}
    assert all(scale > 0 for scale in network.card["scales"].values())


def test_names_are_ours_whatever_they_were():
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
    """On a neuron that thereby is silent, so that all answers are numbers."""
    model = small()
    kernel, bias = model.get_layer("hidden1").get_weights()
    bias[0] = -np.inf
    model.get_layer("hidden1").set_weights([kernel, bias])
    return model


def repeating():
    image, twice = keras.Input((28, 28)), layers.Dense(10)
    return keras.Model(image, twice(twice(layers.Dense(10)(layers.Flatten()(image)))))


FLAT_TO_TEN = (layers.Flatten, lambda: layers.Dense(10))


def picture(*body):
    """A network of images with a channel, that ends as all do."""
    return sequential(*body, layers.Flatten(), layers.Dense(10), shape=(28, 28, 1))


UNWELCOME = {
    "Lambda": lambda: sequential(layers.Flatten(), layers.Lambda(lambda x: x + 1), layers.Dense(10)),
    "LSTM": lambda: sequential(layers.LSTM(4), layers.Dense(10)),
    "BatchNormalization": lambda: sequential(layers.Flatten(), layers.BatchNormalization(), layers.Dense(10)),
    "nine outputs": lambda: sequential(layers.Flatten(), layers.Dense(9)),
    "another size": lambda: sequential(layers.Flatten(), layers.Dense(10), shape=(32, 32)),
    "colors": lambda: sequential(layers.Flatten(), layers.Dense(10), shape=(28, 28, 3)),
    "not flat": lambda: sequential(layers.Dense(3), layers.Flatten(), layers.Dense(10)),
    "gelu": lambda: sequential(layers.Flatten(), layers.Dense(5, activation="gelu"), layers.Dense(10)),
    "leaky": lambda: sequential(layers.Flatten(), layers.ReLU(negative_slope=0.1), layers.Dense(10)),
    "cut off at 6": lambda: sequential(layers.Flatten(), layers.ReLU(max_value=6.0), layers.Dense(10)),
    "sigmoid at the end": lambda: sequential(layers.Flatten(), layers.Dense(10, activation="sigmoid")),
    "dilated": lambda: picture(layers.Conv2D(2, 3, dilation_rate=2)),
    "in groups": lambda: picture(layers.Conv2D(4, 3), layers.Conv2D(4, 3, groups=2)),
    "channels first": lambda: picture(layers.MaxPooling2D(2, padding="same", data_format="channels_first")),
    "flattened channels first": lambda: sequential(
        layers.Conv2D(3, 3), layers.Flatten("channels_first"), layers.Dense(10), shape=(28, 28, 1)
    ),
    "a step without a bias": lambda: picture(layers.MaxPooling2D(), layers.ReLU(1.0, threshold=1.0)),
    "in four directions": lambda: sequential(layers.Reshape((14, 2, 14, 2)), *(f() for f in FLAT_TO_TEN)),
    "reshaped after the sums": lambda: sequential(layers.Flatten(), layers.Dense(10), layers.Reshape((10,))),
    "not a chain": skipping,
    "NaN": lambda: with_weights(np.nan),
    "infinite": lambda: with_weights(np.inf),
    "no weights": lambda: sequential(layers.Flatten(), layers.Softmax(), shape=(28, 28)),
    "too many layers": lambda: sequential(
        layers.Flatten(), *(layers.Dense(2) for _ in range(100)), layers.Dense(10)
    ),
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
    "This network's answers are no finite": lambda: with_weights(1e38),
    "list of layers doesn't show": repeating,
    "A softmax below": lambda: sequential(layers.Flatten(), layers.Softmax(), layers.Dense(10)),
    "must be a Dense layer of ten": lambda: sequential(
        layers.Conv2D(10, 28), layers.Flatten(), shape=(28, 28, 1)
    ),
}


@pytest.mark.parametrize("words", REFUSED_WITH)
def test_what_is_refused_is_told_why(words):
    with pytest.raises(NetworkError, match=words):
        open_file(to_bytes(REFUSED_WITH[words]()), "yours 1", some_images())


@pytest.mark.parametrize(
    "title, words", [("too many multiplications", "multiplications"), ("too many values", "values")]
)
def test_what_takes_too_long_to_try_is_not_tried(title, words, monkeypatch):
    monkeypatch.setattr("model.learning.strangers_file._try_out", lambda *_: pytest.fail("it was tried out"))
    with pytest.raises(NetworkError, match=words):
        open_file(to_bytes(UNWELCOME[title]()), "yours 1", some_images())


def test_hidden_computation_is_found_by_trying(monkeypatch):
    """As if a layer did more than its settings say."""
    monkeypatch.setattr(
        layers.Dense, "call", lambda self, x, training=None: x @ self.kernel + self.bias + 0.1
    )
    with pytest.raises(NetworkError, match="doesn't show"):
        open_file(to_bytes(small()), "yours 1", some_images())


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


def edited(change=lambda config: None, change_weights=lambda file: None) -> bytes:
    """Our dense network's file with another configuration, or other weights."""
    source, target = io.BytesIO(to_bytes(small())), io.BytesIO()
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


"""
## In a process of its own
"""


@pytest.mark.parametrize("title", ["untrained conv", "step"])
def test_a_network_taken_home_and_brought_back_is_the_same(title):
    network = specimen(title).network
    opened = open_keras_file(make_keras_file(network, Workers()), "yours 7")
    assert opened.name == "yours 7"
    assert set(opened.card["scales"]) == {layer.name for layer in opened.layers[1:]}
    for image in some_images()[:2]:
        expected = forward(network, image)["probs"]
        np.testing.assert_allclose(forward(opened, image)["probs"], expected, atol=1e-6)


def test_what_a_process_refuses_it_refuses_with_its_sentence():
    with pytest.raises(NetworkError, match="LSTM, which can't be shown here"):
        open_keras_file(to_bytes(UNWELCOME["LSTM"]()), "yours 1")


def large_kernels(config):
    """Each side below what one setting may count, together 14 GB."""
    plain = {"module": "keras.layers"}
    wide = {"name": "wide", "filters": 4, "kernel_size": [30_000, 30_000], "padding": "same"}
    config["config"]["layers"][1:2] = [
        plain | {"class_name": "Reshape", "config": {"name": "pixels", "target_shape": [28, 28, 1]}},
        plain | {"class_name": "Conv2D", "config": wide},
        plain | {"class_name": "Flatten", "config": {"name": "flatten"}},
    ]


def packed_weights(file):
    """A kernel of 3.2 GB that takes next to nothing to write down, all of it being zeros."""
    group = file["layers/dense/vars"]
    del group["0"]
    group.create_dataset("0", (400_000_000, 2), "f4", chunks=(1_000_000, 2), compression="gzip")


@pytest.mark.parametrize(
    "contents",
    [lambda: edited(large_kernels), lambda: edited(change_weights=packed_weights)],
    ids=["kernels", "packed"],
)
def test_a_file_that_wants_gigabytes_gets_a_sentence_and_no_memory(contents, monkeypatch):
    most = []
    monkeypatch.setattr(keras_process.subprocess, "run", lambda *a, **k: watched(most, *a, **k))
    contents = contents()
    assert len(contents) < 100_000
    with pytest.raises(NetworkError, match=SENTENCE):
        open_keras_file(contents, "yours 1")
    assert 100 < most[0] < 1536


def watched(most: list[int], command: list[str], **settings) -> subprocess.CompletedProcess:
    """Run it and note the most memory it had, in MB."""
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, **{k: settings[k] for k in ("stdout", "stderr", "cwd")}
    )
    high = []

    def look():
        while process.poll() is None:
            status = Path(f"/proc/{process.pid}/status").read_text()
            high.extend(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
            time.sleep(0.05)

    thread = threading.Thread(target=look)
    thread.start()
    out, _ = process.communicate(settings["input"], settings["timeout"])
    thread.join()
    most.append(max(high) // 1024)
    return subprocess.CompletedProcess(command, process.returncode, out)


def test_one_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(keras_process, "SECONDS", 0.5)
    with pytest.raises(NetworkError, match=r"took more than .*\.$"):
        open_keras_file(to_bytes(small()), "yours 1")
    assert not [each for each in children() if "strangers_file" in each]


def children() -> list[str]:
    """The command lines of the processes that this one has started."""
    found = []
    for task in Path(f"/proc/{os.getpid()}/task").glob("*/children"):
        for pid in task.read_text().split():
            with contextlib.suppress(OSError):
                found.append(Path(f"/proc/{pid}/cmdline").read_text())
    return found


def test_no_room_for_a_process_is_a_sentence(monkeypatch):
    def full(*_, **__):
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(keras_process.subprocess, "run", full)
    with pytest.raises(NetworkError, match=r"^There is no room.*\.$"):
        open_keras_file(b"anything", "yours 1")


def test_a_file_to_take_home_that_takes_too_long_is_a_sentence(monkeypatch):
    monkeypatch.setattr(keras_process, "SECONDS", 0.1)
    with pytest.raises(NetworkError, match=r"took more than .*\.$"):
        make_keras_file(specimen("untrained dense").network, Workers())
    assert not [each for each in children() if "learning.worker" in each]


def test_files_to_take_home_wait_for_their_turn_as_those_brought_along_do():
    taken = threading.Event()
    worker = SimpleNamespace(tell=lambda _: None, listen=lambda _: b"a file", end=lambda: None)
    workers = SimpleNamespace(take=lambda: taken.set() or worker)
    network, made = specimen("untrained dense").network, []
    thread = threading.Thread(target=lambda: made.append(make_keras_file(network, workers)))
    with contextlib.ExitStack() as turns:
        for _ in range(keras_process.MAX_PROCESSES):
            turns.enter_context(keras_process._slots)
        thread.start()
        assert not taken.wait(0.3)
    thread.join(10)
    assert made == [b"a file"]


def test_a_file_too_large_to_upload_starts_no_process(monkeypatch):
    monkeypatch.setattr(keras_process.subprocess, "run", lambda *_, **__: pytest.fail("it was started"))
    with pytest.raises(NetworkError, match="larger than 10 MB"):
        open_keras_file(bytes(MAX_MEGABYTES * 1024**2 + 1), "yours 1")
