"""What a stranger's .keras file says of itself, held against what Keras may build here.

Takes the bytes of a file, gives its configuration, or says in a sentence why not. Knows nothing of Keras,
which comes later: only what is let in here is built at all.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator

from model.layer import NetworkError, quoted
from model.upload import FILE_TOO_LARGE, is_too_large

MAX_UNPACKED = 40 * 1024**2  # bytes
MAX_SETTINGS = 2 * 1024**2  # bytes of config.json: a layer's take 2,000
MAX_LAYERS = 100
MAX_NUMBER = 1_000_000  # of anything that a layer's settings count
MAX_UNITS = 1_275  # of one layer, or filters: more than a million weights from the image alone
LAYERS = (
    *("InputLayer", "Flatten", "Reshape", "Dense", "Conv2D", "MaxPooling2D"),
    *("ReLU", "Softmax", "Activation", "Dropout"),
)
CONTAINERS = ("Sequential", "Functional")
NO_SIZES = ("seed", "shared_object_id")  # settings whose numbers count nothing


def read_config(contents: bytes) -> dict:
    """The configuration in the bytes of a .keras file.

    Raises:
        NetworkError: it is no such file, or one that is too large; the message is a sentence.
    """
    if is_too_large(contents):
        raise NetworkError(FILE_TOO_LARGE)
    try:
        with zipfile.ZipFile(io.BytesIO(contents)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise NetworkError(f"This file unpacks to more than {MAX_UNPACKED // 1024**2} MB.")
            if archive.getinfo("config.json").file_size > MAX_SETTINGS:
                raise NetworkError(f"This file's settings take more than {MAX_SETTINGS // 1024**2} MB.")
            config = json.loads(archive.read("config.json"))
    except (NetworkError, MemoryError):
        raise
    except Exception as error:  # whatever the readers of zip, its compressions and JSON raise
        raise NetworkError("This is not a .keras file such as `model.save` writes.") from error
    if not isinstance(config, dict) or config.get("class_name") not in CONTAINERS:
        raise NetworkError("This file does not hold a Sequential or functional Keras network.")
    return config


def check_config(config: dict) -> None:
    """See that a configuration asks for nothing but a few layers of a moderate size.

    Raises:
        NetworkError: it asks for something else; the message is a sentence.
    """
    if not _module(config).startswith("keras"):
        raise NetworkError("This file does not hold a Sequential or functional Keras network.")
    number = 0
    for part in _objects(config.get("config")):
        kind, module = part["class_name"], _module(part)
        is_layer = module in ("keras", "keras.layers") and kind in LAYERS
        is_harmless = module.startswith(("keras.initializers", "keras.regularizers", "keras.constraints"))
        is_harmless |= (module, kind) == ("keras", "DTypePolicy") or kind == "__keras_tensor__"
        if not is_layer and not is_harmless:
            raise NetworkError(f"This network contains {quoted(kind)}, which can't be shown here.")
        if is_layer:
            number += 1
            _check_layer(part.get("config"))
    if number > MAX_LAYERS:
        raise NetworkError(f"This network has more than {MAX_LAYERS} layers, too many to be shown here.")
    if _largest_number([config.get("config"), config.get("build_config")]) > MAX_NUMBER:
        raise NetworkError("This network has a layer too large to be shown here.")


def _check_layer(settings: object) -> None:
    if not isinstance(settings, dict):
        raise NetworkError("The settings of a layer are missing from this file.")
    if max(_number(settings.get(each)) for each in ("units", "filters")) > MAX_UNITS:
        raise NetworkError("This network has a layer too large to be shown here.")
    if settings.get("lora_rank") is not None or settings.get("quantization_config") is not None:
        raise NetworkError("A network with low-rank or quantized weights can't be shown here.")


def _module(part: dict) -> str:
    return part["module"] if isinstance(part.get("module"), str) else ""


def _objects(value: object) -> Iterator[dict]:
    """Every serialized object in a configuration, however deep."""
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
    return abs(value) if isinstance(value, (int, float)) else 0
