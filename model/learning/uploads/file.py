"""Somebody else's .keras file, converted so that every sum and every activation has its own layer.

python -m model.learning.uploads.file SECONDS NAME < FILE.keras > MESSAGE

Takes the bytes of a file, returns the message of a `Network`, or of a sentence that says why not. Knows
nothing of pages. Anyone can upload a file. So this runs in a process of its own, which limits its memory
before it looks and, once Keras is imported, its processor time (model/processes/keras_process.py limits how
long it may take in all). It only lets a short list of layers in before Keras builds any of it, in safe mode.
It tests the network before it accepts it (trial.py). Normalization is multiplied into the weights next to it
where that is exact (model/network/folding.py), and so are pixels of 0 to 255, if it was trained on those.

The message's header holds
        problem, parts      a sentence for the person who uploaded the file, as `Sentence.content` is; and
        details             a traceback of an unexpected error; or
        network, layers     as `encode_network` describes them; and
        card                the network's: its name, the scales for painting its layers, its notes as
                            in notes.py and, as `fit_own_detector` returns it, its novelty detector, whose
                            arrays are in a list.
"""

from __future__ import annotations

import sys
import traceback
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from model.errors import DataError, NetworkError
from model.learning.uploads.config import check_config, read_config, with_config
from model.learning.uploads.trial import (
    find_other_pixels,
    hold_to_each_other,
    hold_to_keras,
    leaves,
    pixel_layer,
)
from model.network import Network
from model.network.folding import fold
from model.network.keras_file import Settings, layers_of
from model.network.layer import ACTIVATION_FUNCTIONS, POOLINGS, Layer
from model.network.message import encode, encode_network
from model.network.notes import OF_KINDS, SIGMOIDS
from model.network.scales import layer_scales
from model.novelty.own_detector import fit_own_detector
from model.preprocess.mnist import IMAGE_SIZE, NUM_CLASSES, PIXELS, load_test_images
from model.processes.child import leave_out_pandas, limit_memory, limit_processor, take_output
from model.processes.keras_process import FAILED, MEMORY, OUT_OF_MEMORY, TOO_LARGE

if TYPE_CHECKING:
    import keras

MAX_VALUES = 1_000_000  # of all layers together, for one image
MAX_MULTIPLY_ADDS = (
    40_000_000  # for one image: conv has 7 million; 10,000 test images take half a minute then
)
OUTPUTS = ("Softmax", "Sigmoid")  # what the last ten sums may become
TRIAL_IMAGES = 500
FEW_IMAGES = 100  # for testing folded layers and other pixels
TITLES = {"Dense": "hidden", "Conv2D": "conv", "Scale": "scale", **dict.fromkeys(POOLINGS, "pool")}
FRONTS = {  # how a network may expect its image, and the layers that convert it
    (IMAGE_SIZE, IMAGE_SIZE): [],
    (IMAGE_SIZE, IMAGE_SIZE, 1): [
        Settings("Reshape", {"name": "pixels", "target_shape": (IMAGE_SIZE, IMAGE_SIZE, 1)})
    ],
    (PIXELS,): [Settings("Flatten", {"name": "pixels"})],
}


def open_file(
    contents: bytes,
    name: str,
    images: np.ndarray,
    labels: np.ndarray | None = None,
    begin: Callable[[], None] = lambda: None,
) -> Network:
    """Return the network in a file that somebody else made.

    Args:
        contents: the file's.
        name: by which the page distinguishes the network from others.
        images: float32 (n, 28, 28) digits, for testing it, and for the scales with which its layers are
            painted.
        labels: int (n,), theirs, which reveal on which pixels it was trained; without them, ours.
        begin: is called when Keras is imported and the work on this file begins.

    Raises:
        NetworkError: it isn't a network, or can't be explained; the message is a sentence.
    """
    config = read_config(contents)
    check_config(config)
    model = _load(with_config(contents, config), begin)
    read = _read(model)
    as_read = Network(name, tuple(map(replace, read.layers)))
    _check_size(as_read)
    hold_to_keras(as_read, model, images)
    network = _folded(read, name)
    hold_to_each_other(as_read, network, images[:FEW_IMAGES])
    other = None if labels is None else find_other_pixels(network, images[:FEW_IMAGES], labels[:FEW_IMAGES])
    if other:
        network = _folded(read, name, other)
    _check_size(network)
    card = {"network": name, "scales": layer_scales(network, images), **network.card}
    return replace(network, card=card | fit_own_detector(network))


def _load(contents: bytes, begin: Callable[[], None]) -> keras.Model:
    """Let Keras load a file that it may see."""
    import keras  # it takes seconds; most bad files have been refused by now

    from model.learning.keras_model import temporary_file

    begin()
    with temporary_file() as path:
        path.write_bytes(contents)
        try:
            return keras.saving.load_model(path, compile=False, safe_mode=True)
        except Exception as error:  # Keras raises whatever its readers raise
            if _is_out_of_memory(error):
                raise
            raise NetworkError(
                "Keras {version} can't load this file. If another version wrote it, save it again with that "
                "version, as a `.keras` file. Otherwise, the file is damaged.",
                version=keras.__version__,
            ) from error


"""
## What Keras has loaded
"""


class Read(NamedTuple):
    """The layers of a Keras network, unchanged, and the Keras class behind each name."""

    layers: tuple[Layer, ...]
    kinds: Mapping[str, str]


def _read(model: keras.Model) -> Read:
    front = FRONTS.get(_shape(model, "input_shape"))
    if front is None or _shape(model, "output_shape") != (NUM_CLASSES,):
        raise NetworkError("Here, a network must take 28×28 pixels and give ten values, one for each digit.")
    found = {str(number): layer for number, layer in enumerate(leaves(model))}  # names may occur twice
    kinds = {name: type(layer).__name__ for name, layer in found.items()}
    chain = [Settings(kinds[name], layer.get_config() | {"name": name}) for name, layer in found.items()]
    layers = layers_of([*front, *chain], {name: layer.get_weights() for name, layer in found.items()})
    if any(not 1 <= len(layer.shape) <= 3 for layer in layers):
        raise NetworkError(
            "Here, the values of each layer must have one, two or three dimensions. Leave out Reshape."
        )
    return Read(layers, kinds)


def _shape(model: keras.Model, end: str) -> tuple | None:
    """Return the shape of one image, or one answer; None if there are several, or Keras can't tell."""
    shape = getattr(model, end, None)
    return shape[1:] if isinstance(shape, tuple) else None


def _folded(read: Read, name: str, other: str | None = None) -> Network:
    """Return the network of these layers, for the pixels that it was trained on, normalization folded."""
    image, *others = read.layers
    layers, origins = fold([image, *([pixel_layer(other)] if other else []), *others])
    _check_end(layers)
    if layers[-1].kind not in OUTPUTS:
        layers = (*layers, Layer("", "Softmax", (NUM_CLASSES,)))
    scales = {layer.name: [layer.name] for layer in layers if layer.kind == "Scale"} | dict(origins)
    was = [layer.name for layer in layers]
    _rename(layers)
    note = {each: OF_KINDS.get(kind, "") for each, kind in read.kinds.items()} | {other: other}
    notes = {
        layer.name: sorted({note[each] for each in scales[before]})
        for before, layer in zip(was, layers)
        if before in scales
    }
    if layers[-1].kind == "Sigmoid":
        notes.setdefault(layers[-2].name, []).append(SIGMOIDS)
    return Network(name, layers, {"notes": notes})


def _check_end(layers: Sequence[Layer]) -> None:
    last = max((place for place, layer in enumerate(layers) if layer.kernel is not None), default=0)
    if layers[last].kind != "Dense" or layers[last].shape != (NUM_CLASSES,):
        raise NetworkError(
            "The last layer with weights must be a Dense layer of ten neurons. End with Dense(10)."
        )
    after = [layer.kind for layer in layers[last + 1 :]]
    if after not in ([], *([kind] for kind in OUTPUTS)):
        raise NetworkError(
            "Only one softmax or one set of sigmoids can follow the last Dense layer. Leave out everything "
            "else."
        )
    if any(layer.kind == "Softmax" for layer in layers[:last]):
        raise NetworkError("We can't explain a softmax before the output. Use ReLU there instead.")
    if any(len(layer.shape) == 2 and layer.kind in (*ACTIVATION_FUNCTIONS, "Scale") for layer in layers):
        raise NetworkError(
            "Here, an activation function can only follow a layer that has weights. Leave it out, or put it "
            "after such a layer."
        )


def _rename(layers: Sequence[Layer]) -> None:
    """Rename layers to hidden1, hidden1_relu, …, logits, probs."""
    numbers, title = Counter(), ""
    for layer in layers[1:-2]:
        if layer.kind in ACTIVATION_FUNCTIONS:
            layer.name = title = f"{title}_{ACTIVATION_FUNCTIONS[layer.kind]}"
        else:
            kind = TITLES.get(layer.kind, layer.kind.lower())
            numbers[kind] += 1
            layer.name = title = f"{kind}{numbers[kind]}"
    layers[-2].name, layers[-1].name = "logits", "probs"


def _check_size(network: Network) -> None:
    if not all(np.isfinite(array).all() for array in network.weights):
        raise NetworkError(
            "Some of this network's weights aren't finite numbers, so it can't give answers. Train it again."
        )
    if network.values > MAX_VALUES or network.multiply_adds > MAX_MULTIPLY_ADDS:
        raise NetworkError(
            "For one image, this network does {multiplications} multiplications and computes {values} "
            "values. We can show at most {most_multiplications} and {most_values}. Use fewer filters, or "
            "pool earlier.",
            multiplications=network.multiply_adds,
            values=network.values,
            most_multiplications=MAX_MULTIPLY_ADDS,
            most_values=MAX_VALUES,
        )


"""
## The process
"""


def answer(contents: bytes, name: str, begin: Callable[[], None] = lambda: None) -> bytes:
    """Return the message for the page, whatever is in the file, and whatever it does to Keras."""
    try:
        images, labels = (each[:TRIAL_IMAGES] for each in load_test_images())
        network = open_file(contents, name, images.astype(np.float32) / 255, labels, begin)
        return encode_network(network, {"card": network.card})
    except (NetworkError, DataError) as error:
        return encode(error.sentence.content)
    except Exception as error:  # so that there is always a sentence; the page's process logs the rest
        problem = TOO_LARGE if _is_out_of_memory(error) else FAILED
        return encode({**problem.content, "details": traceback.format_exc()})


def _is_out_of_memory(error: Exception) -> bool:
    """Return whether memory ran out; Keras often only leaves the words."""
    return isinstance(error, MemoryError) or any(words in str(error) for words in OUT_OF_MEMORY)


def main() -> None:
    """Read the file from standard input, write the message to standard output."""
    leave_out_pandas()
    limit_memory(MEMORY)
    with take_output() as output:
        seconds, name = sys.argv[1:]
        output.write(answer(sys.stdin.buffer.read(), name, lambda: limit_processor(float(seconds))))


if __name__ == "__main__":
    main()
