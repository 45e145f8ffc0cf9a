"""The configuration in an uploaded .keras file, checked against what Keras may build here.

Takes the bytes of a file, returns its configuration in today's words (dialect.py), or raises a sentence that
says why not, and what to do. It doesn't use Keras, which comes later: Keras only builds what this module lets
in.
"""

from __future__ import annotations

import io
import json
import math
import zipfile
from collections.abc import Iterator

from model.errors import NetworkError
from model.files import FILE_TOO_LARGE, is_too_large
from model.learning.uploads.dialect import FLOAT, FUNCTIONAL, in_float32
from model.network.keras_file import KINDS, WEIGHTS
from model.network.keras_functions import function_of
from model.network.refusals import cant_show
from model.sentence import Sentence

MAX_UNPACKED = 40 * 1024**2  # bytes
MAX_SETTINGS = 2 * 1024**2  # bytes of config.json: a layer's take 2,000
MAX_LAYERS = 100
MAX_NUMBER = 1_000_000  # of anything that a setting counts
MAX_UNITS = 1_275  # in a layer, or filters: more would be over a million weights from the image alone
MAX_SIDE = 784  # of a window, or between two: as many as the image has pixels
CONTAINERS = ("Sequential", "Functional")
NO_SIZES = ("seed", "shared_object_id")  # settings whose numbers aren't sizes
SIDES = ("kernel_size", "pool_size", "strides")
OTHER_FILES = {  # how a file begins, or what is in its zip -> what kind of file it is
    b"\x89HDF\r\n\x1a\n": Sentence(
        "This is an `.h5` file from an older version of Keras. Load it with the version that made it, and "
        'save it again with `model.save("network.keras")`.'
    ),
    "saved_model.pb": Sentence(
        "This is a TensorFlow SavedModel. Load it with the version of Keras that made it, and save it again "
        'with `model.save("network.keras")`.'
    ),
    "data.pkl": Sentence("This is a PyTorch file. Build the same network in Keras, and save that."),
}


def read_config(contents: bytes) -> dict:
    """Read the configuration in the bytes of a .keras file.

    Raises:
        NetworkError: it isn't such a file, or it is too large; the message is a sentence.
    """
    if is_too_large(contents):
        raise NetworkError(FILE_TOO_LARGE)
    if text := OTHER_FILES.get(contents[:8]):
        raise NetworkError(text)
    try:
        with zipfile.ZipFile(io.BytesIO(contents)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise NetworkError(
                    "This file unpacks to more than {megabytes} MB. Make the network smaller.",
                    megabytes=MAX_UNPACKED // 1024**2,
                )
            _check_kind(archive.namelist())
            if archive.getinfo("config.json").file_size > MAX_SETTINGS:
                raise NetworkError(
                    "This file's settings take up more than {megabytes} MB. Use fewer layers.",
                    megabytes=MAX_SETTINGS // 1024**2,
                )
            config = in_float32(json.loads(archive.read("config.json")))
    except (NetworkError, MemoryError):
        raise
    except Exception as error:  # whatever the readers of zip, its compressions and JSON raise
        raise NetworkError(
            "This isn't a .keras file written by `model.save`. Save the network again."
        ) from error
    if not isinstance(config, dict) or config.get("class_name") not in CONTAINERS:
        raise NetworkError(
            "This file doesn't contain a Sequential or functional Keras network. Build yours as one of these."
        )
    return config


def _check_kind(names: list[str]) -> None:
    for name in names:
        if text := OTHER_FILES.get(name.rpartition("/")[2]):
            raise NetworkError(text)


def with_config(contents: bytes, config: dict) -> bytes:
    """Return the file with this configuration instead of its own, and its weights, but nothing else."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(contents)) as old, zipfile.ZipFile(buffer, "w") as new:
        new.writestr("config.json", json.dumps(config))
        new.writestr("metadata.json", "{}")
        new.writestr(WEIGHTS, old.read(WEIGHTS))
    return buffer.getvalue()


def check_config(config: dict) -> None:
    """Check that a configuration only has a few layers of a moderate size.

    Raises:
        NetworkError: it has something else; the message is a sentence that says what to do.
    """
    if not _module(config).startswith("keras"):
        raise NetworkError(
            "This file doesn't contain a Sequential or functional Keras network. Build yours as one of these."
        )
    number = 0
    for part in _objects(config.get("config")):
        kind, module = part["class_name"], _module(part)
        is_layer = module in ("keras", "keras.layers") and kind in KINDS
        is_container = kind in CONTAINERS and module in ("keras", "keras.models", FUNCTIONAL)
        is_harmless = module.startswith(("keras.initializers", "keras.regularizers", "keras.constraints"))
        is_harmless |= kind == "__keras_tensor__"
        if not is_layer and not is_container and not is_harmless:
            raise cant_show(kind)
        if is_layer:
            number += 1
            _check_layer(kind, part.get("config"))
    if number > MAX_LAYERS:
        raise NetworkError(
            "This network has more than {most} layers, too many to show here. Use fewer.", most=MAX_LAYERS
        )
    if _largest_number([config.get("config"), config.get("build_config")]) > MAX_NUMBER:
        raise NetworkError(TOO_LARGE)


TOO_LARGE = Sentence("This network has a layer that is too large to show here. Make it smaller.")


def _check_layer(kind: str, settings: object) -> None:
    if not isinstance(settings, dict):
        raise NetworkError("The settings of a layer are missing from this file. Save the network again.")
    if settings.get("dtype", FLOAT) != FLOAT:
        raise NetworkError(
            "Here, a network must use float32 throughout, including its input. Leave out dtype."
        )
    if max(_number(settings.get(each)) for each in ("units", "filters")) > MAX_UNITS:
        raise NetworkError(TOO_LARGE)
    if max(_largest_number(settings.get(each)) for each in SIDES) > MAX_SIDE:
        raise NetworkError(
            "Here, a window can be at most {most} pixels wide and high. Make it smaller.", most=MAX_SIDE
        )
    if settings.get("lora_rank") is not None or settings.get("quantization_config") is not None:
        raise NetworkError(
            "We can't show a network with low-rank or quantized weights. Save the network before you convert "
            "them."
        )
    function_of(kind, settings)


def _module(part: dict) -> str:
    return part["module"] if isinstance(part.get("module"), str) else ""


def _objects(value: object) -> Iterator[dict]:
    """Yield every serialized object in a configuration, however deep."""
    if isinstance(value, dict):
        if "class_name" in value:
            yield value
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)


def _largest_number(value: object) -> float:
    if isinstance(value, dict):
        inner = [each for name, each in value.items() if name not in NO_SIZES]
        return max(map(_largest_number, inner), default=0)
    if isinstance(value, list):
        return max(map(_largest_number, value), default=0)
    return _number(value)


def _number(value: object) -> float:
    """Return the size of a number, and 0 for anything else."""
    if not isinstance(value, (int, float)):
        return 0
    if not math.isfinite(value):
        raise NetworkError(
            "A setting in this file isn't a finite number. Build the network again, and save it."
        )
    return abs(value)
