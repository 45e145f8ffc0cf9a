"""Somebody else's .keras file, made fit to be looked at: every sum and every activation its own layer.

python -m model.learning.strangers_file NAME < FILE.keras > MESSAGE

Takes the bytes of a file, gives the message of a `Network`, or of a sentence that says why not. Knows nothing
of pages. A file is data from strangers. So this runs in a process of its own, which limits its own memory
before it looks (model/keras_process.py limits its time); a short list of layers is let in before Keras builds
any of it, in safe mode; and the network is tried out before it counts.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from model.keras_file import Settings, layers_of
from model.keras_process import MEMORY
from model.layer import ACTIVATION_FUNCTIONS, Layer, NetworkError
from model.learning.limits import limit_memory
from model.learning.strangers_config import LAYERS, check_config, read_config
from model.message import encode, encode_network
from model.mnist import IMAGE_SIZE, NUM_CLASSES, load_test_images
from model.network import BATCH_SIZE, Network, forward_batch
from model.scales import layer_scales

if TYPE_CHECKING:
    import keras

MAX_VALUES = 1_000_000  # of all layers together, for one image
MAX_MULTIPLY_ADDS = (
    40_000_000  # for one image: conv has 7 million; 10,000 test images take half a minute then
)
TRIAL_IMAGES = 500
TITLES = {"Dense": "hidden", "Conv2D": "conv", "MaxPooling2D": "pool"}
FRONTS = {  # how a network may want its image, and the layers that bring it there
    (IMAGE_SIZE, IMAGE_SIZE): [],
    (IMAGE_SIZE, IMAGE_SIZE, 1): [
        Settings("Reshape", {"name": "pixels", "target_shape": (IMAGE_SIZE, IMAGE_SIZE, 1)})
    ],
    (IMAGE_SIZE * IMAGE_SIZE,): [Settings("Flatten", {"name": "pixels"})],
}


def open_file(contents: bytes, name: str, images: np.ndarray) -> Network:
    """The network in a file that somebody else made.

    Args:
        contents: of the file.
        name: by which the page tells the network from others.
        images: float32 (n, 28, 28) digits, on which it is tried out, and of whose values the scales are
            taken that its layers are painted on.

    Raises:
        NetworkError: it isn't one, or not one that can be explained; the message is a sentence.
    """
    check_config(read_config(contents))
    import keras  # which takes seconds; most of what is refused has been by now

    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "network.keras"
        path.write_bytes(contents)
        try:
            model = keras.saving.load_model(path, compile=False, safe_mode=True)
        except MemoryError:
            raise
        except Exception as error:  # Keras raises whatever its readers raise
            raise NetworkError("Keras can't load this file in its safe mode.") from error
    network = convert(model, name)
    _check_size(network)
    _try_out(network, model, images)
    return replace(network, card={"network": name, "scales": layer_scales(network, images)})


"""
## What Keras has loaded
"""


def convert(model: keras.Model, name: str) -> Network:
    """A Keras network, a chain of layers from 28×28 to 10, as a `Network` whose layers are named as ours.

    Raises:
        NetworkError: its layers are no chain of those in `LAYERS`, or contain what can't be explained.
    """
    front = FRONTS.get(tuple(model.input_shape[1:])) if isinstance(model.input_shape, tuple) else None
    if front is None or tuple(model.output_shape[1:]) != (NUM_CLASSES,):
        raise NetworkError("A network here must read 28×28 pixels and give ten values, one for each digit.")
    _check_chain(model)
    chain = [Settings(type(layer).__name__, layer.get_config()) for layer in model.layers]
    layers = layers_of([*front, *chain], {layer.name: layer.get_weights() for layer in model.layers})
    _check_end(layers)
    if layers[-1].kind != "Softmax":
        layers = (*layers, Layer("probs", "Softmax", (NUM_CLASSES,)))
    _rename(layers)
    return Network(name, layers)


def _check_chain(model: keras.Model) -> None:
    value = model.inputs[0]
    for layer in model.layers:
        if type(layer).__name__ == "InputLayer":
            continue
        try:
            fits = layer.input is value or type(model).__name__ == "Sequential"
        except (AttributeError, ValueError):
            fits = False
        if not fits or len(model.inputs) != 1 or type(layer).__name__ not in LAYERS:
            raise NetworkError("A network here must be a plain chain, each layer reading the one before.")
        value = layer.output


def _check_end(layers: Sequence[Layer]) -> None:
    last = max((place for place, layer in enumerate(layers) if layer.kernel is not None), default=0)
    if layers[last].kind != "Dense" or layers[last].shape != (NUM_CLASSES,):
        raise NetworkError("The last layer with weights must be a Dense layer of ten neurons.")
    after = [layer.kind for layer in layers[last + 1 :]]
    if after not in ([], ["Softmax"]):
        raise NetworkError(f"After the last sums there must be a softmax, or nothing, not {after[0]}.")
    if any(layer.kind == "Softmax" for layer in layers[:last]):
        raise NetworkError("A softmax below the output can't be explained here.")
    if any(not 1 <= len(layer.shape) <= 3 for layer in layers):
        raise NetworkError("A layer's values must lie in one, two or three directions to be shown here.")


def _rename(layers: Sequence[Layer]) -> None:
    """hidden1, hidden1_relu, …, logits, probs, whatever they were called."""
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
        raise NetworkError("Some of this network's weights are no finite numbers, so it has no answers.")
    values = sum(int(np.prod(layer.shape)) for layer in network.layers)
    multiply_adds = sum(
        layer.kernel.size * int(np.prod(layer.shape[:-1], dtype=int)) for layer in network.weighted
    )
    if values > MAX_VALUES or multiply_adds > MAX_MULTIPLY_ADDS:
        raise NetworkError(
            f"An image takes this network {multiply_adds:,} multiplications, for {values:,} values; "
            f"up to {MAX_MULTIPLY_ADDS:,} and {MAX_VALUES:,} can be shown here."
        )


def _try_out(network: Network, model: keras.Model, images: np.ndarray) -> None:
    """Hold what was read in the file to what Keras makes of it."""
    for start in range(0, len(images), BATCH_SIZE):
        batch = images[start : start + BATCH_SIZE]
        theirs = np.asarray(model(batch.reshape(-1, *model.input_shape[1:]), training=False))
        if not np.isfinite(theirs).all():
            raise NetworkError("This network's answers are no finite numbers.")
        ours = forward_batch(network, batch)
        same = ours["probs"] if np.allclose(theirs.sum(axis=1), 1, atol=1e-3) else ours["logits"]
        if not np.allclose(same, theirs, rtol=1e-2, atol=1e-3):
            raise NetworkError("This network does something that its list of layers doesn't show.")


"""
## The process
"""


def main() -> None:
    """Read the file from standard input, write the message to standard output."""
    limit_memory(MEMORY)
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever is printed must not get between
    images = load_test_images()[0][:TRIAL_IMAGES].astype(np.float32) / 255
    try:
        network = open_file(sys.stdin.buffer.read(), sys.argv[1], images)
        message = encode_network(network, {"card": network.card})
    except NetworkError as error:
        message = encode({"problem": str(error)})
    with output:
        output.write(message)


if __name__ == "__main__":
    main()
