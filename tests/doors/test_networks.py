"""Anything claimed to be a network can be used, or is refused in a sentence."""

import contextlib
import io
import json
import logging
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import NetworkError
from model.learning.uploads.config import check_config, read_config
from model.learning.uploads.dialect import in_float32
from model.network import TRAINED, Network, dense_network, forward, load_network
from model.network.message import decode, decode_network, encode, encode_network
from model.network.scales import layer_scales
from model.preprocess.mnist import IMAGE_SIZE
from model.processes import keras_process
from model.processes.keras_process import open_keras_file
from model.training.choices import LIMITS, Choices
from tests.doors.addresses import ANY
from tests.doors.held import examples, held, through
from tests.doors.strangers import ODD_NUMBERS, changed, damaged, nonsense, odd

IMAGE = np.zeros((IMAGE_SIZE, IMAGE_SIZE), np.float32)


@cache
def config(name: str = "dense") -> dict:
    """Return the configuration in a shipped file."""
    with zipfile.ZipFile(TRAINED / f"{name}.keras") as archive:
        return json.loads(archive.read("config.json"))


def file_of(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, contents in entries.items():
            archive.writestr(name, contents)
    return buffer.getvalue()


METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
configs = (
    st.sampled_from(["dense", "conv"]).flatmap(lambda name: changed(config(name)) | st.just(config(name)))
    | nonsense
    | st.builds(
        lambda depth: {"class_name": "Sequential", "config": deep(depth)}, st.sampled_from([200, 900])
    )
)
whole = st.builds(
    lambda said, method: file_of({"config.json": json.dumps(said)}, method), configs, st.sampled_from(METHODS)
)
bombs = st.builds(
    lambda size, method, name: file_of({name: bytes(size), "other": b""}, method),
    st.sampled_from([3_000_000, 50_000_000]),
    st.sampled_from(METHODS[1:]),
    st.sampled_from(["config.json", "model.weights.h5"]),
)
texts = st.sampled_from(
    ["[" * 100_000, '{"a":' * 50_000, "[" * 800 + "]" * 800, "9" * 5000, "\ufeff{}", '"\\ud800"']
)


def deep(depth: int) -> dict:
    inside: dict = {}
    for _ in range(depth):
        inside = {"config": inside}
    return inside


@given(
    whole | bombs | whole.flatmap(damaged) | texts.map(lambda text: file_of({"config.json": text.encode()}))
)
@examples(0.6)
def test_a_configuration_of_any_file_is_cheap_or_refused(contents):
    said = through(read_config, contents, error=NetworkError)
    if said is not None:
        assert isinstance(said, dict)
        through(check_config, said, error=NetworkError)


@given(configs)
@examples()
def test_a_configuration_is_read_in_the_current_format(said):
    found = through(read_config, file_of({"config.json": json.dumps(said).encode()}), error=NetworkError)
    assert found is None or json.dumps(found) == json.dumps(in_float32(said))


# Messages

shapes = st.lists(st.integers(0, 4), max_size=3)
arrays = st.builds(lambda shape, value: np.full(shape, value, np.float32), shapes, st.floats(width=32))
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5) | arrays,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=5), plain, max_size=4))
@examples()
def test_a_message_survives_encoding(content):
    with held():
        message = encode(content)
        assert encode(decode(message)) == message


@cache
def answers() -> tuple[bytes, ...]:
    """Return the answers of the process beside the page for valid files."""
    small = small_network()
    scales = {"network": small.name, "scales": layer_scales(small, IMAGE[None] + 0.5)}
    conv = load_network("conv")
    return encode_network(small, {"card": scales}), encode_network(
        conv, {"card": {"scales": conv.card["scales"]}}
    )


def small_network() -> Network:
    rng = np.random.default_rng(4)
    shapes = ((784, 6), (6,), (6, 10), (10,))
    return dense_network([rng.normal(size=shape).astype(np.float32) for shape in shapes])


@st.composite
def lies(draw: st.DrawFn) -> bytes:
    """Draw an answer with a wrong header: a shape, a window, a stride, an array's position."""
    said, arrays = opened(draw(st.sampled_from(answers())))
    part = draw(st.sampled_from(["layer", "layer", "layer", "card", "all"]))
    if part == "layer":
        at = draw(st.integers(0, len(said["layers"]) - 1))
        said["layers"][at] = draw(changed(said["layers"][at]))
    elif part == "card":
        said["card"] = draw(changed(said["card"]))
    else:
        said = draw(changed(said))
    return closed(said, arrays)


def opened(message: bytes) -> tuple[dict, bytes]:
    """Split a message into its header and its arrays."""
    end = 4 + int.from_bytes(message[:4], "little")
    return json.loads(message[4:end]), message[end:]


def closed(said: object, arrays: bytes) -> bytes:
    """Build a message from a header and arrays."""
    header = json.dumps(said).encode()
    header += b" " * (-len(header) % 4)
    return len(header).to_bytes(4, "little") + header + arrays


def answered(message: bytes) -> Network | None:
    """Return the page's network for an answer; None if the page explains why there is none."""
    with pytest.MonkeyPatch.context() as patch, quiet():
        patch.setattr(keras_process, "_run", lambda *_: message)
        return through(open_keras_file, b"", "yours 1", error=NetworkError)


@given(lies() | st.sampled_from([0, 1]).flatmap(lambda which: damaged(answers()[which])))
@examples(2)
def test_any_answer_is_a_usable_network_or_refused(message):
    network = answered(message)
    if network is not None:
        with held():
            values = forward(network, IMAGE)
        assert values["probs"].shape == (10,)
        assert decode_network(encode_network(network))[0].fingerprint == network.fingerprint


BEYOND = [
    {"strides": [-1, -1]},
    {"strides": [0, 1]},
    {"strides": [-(10**6), 1]},
    {"shape": [10**6, 26, 16]},
    {"shape": [26, 27, 16]},
    {"window": [10**6, 3]},
    {"padding": [-5, 0]},
    {"padding": [10**6, 0]},
    {"parameters": [float("inf")]},  # which JSON can't send to a browser
]


@pytest.mark.parametrize("said", BEYOND, ids=str)
@pytest.mark.parametrize("name", ["conv1", "pool1"])
def test_a_layer_s_settings_lead_to_no_memory_outside_it_and_are_finite(said, name):
    header, arrays = opened(answers()[1])
    (layer,) = (each for each in header["layers"] if each["name"] == name)
    layer.update(said)
    assert answered(closed(header, arrays)) is None


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep tracebacks of invalid answers out of the log."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


@given(
    lies() | st.sampled_from([0, 1]).flatmap(lambda which: damaged(answers()[which])) | st.binary(max_size=40)
)
@examples()
def test_an_invalid_message_is_refused(message):
    through(decode, message, error=ValueError, says=ANY)


@given(damaged((TRAINED / "dense.keras").read_bytes(), most=2))
@examples(0.3)
def test_a_damaged_network_of_the_project_is_named(tmp_path_factory, contents):
    folder = Path(tmp_path_factory.getbasetemp())
    (folder / "dense.keras").write_bytes(contents)
    (folder / "dense.json").write_bytes((TRAINED / "dense.json").read_bytes())
    network = through(load_network, "dense", folder, error=NetworkError)
    assert network is None or network.fingerprint == load_network("dense").fingerprint


# Choices


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(LIMITS, odd | st.sampled_from(ODD_NUMBERS))))
@examples()
def test_choices_are_within_their_limits_or_refused(chosen):
    choices = through(lambda: Choices(**chosen), error=ValueError)
    if choices is not None:
        assert all(LIMITS[name][0] <= getattr(choices, name) <= LIMITS[name][1] for name in chosen)
        assert choices.steps >= 1 and 0 < choices.expected_seconds < float("inf")
