"""Somebody else's .keras file, made fit to be looked at: every sum and every activation its own layer.

python -m model.learning.strangers_file SECONDS NAME < FILE.keras > MESSAGE

Takes the bytes of a file, gives the message of a `Network`, or of a sentence that says why not. Knows nothing
of pages. A file is data from strangers. So this runs in a process of its own, which limits its own memory
before it looks and, from when Keras is there, its processor time (model/processes/keras_process.py limits how
long it may take in all); a short list of layers is let in before Keras builds any of it, in safe mode; and
the network is tried out before it counts.

The message's header holds
    problem, details    a sentence for whoever brought the file and, of what was not foreseen, a traceback; or
    network, layers     as `encode_network` describes them; and
    card                of the network: its name, the scales its layers are painted on, and, as
                        `fit_own_detector` gives it, its novelty detector, whose arrays stand in a list.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from model.cost import batch_size
from model.files import DataError
from model.keras_file import STEP_THRESHOLD, Settings, layers_of
from model.layer import ACTIVATION_FUNCTIONS, Layer, NetworkError
from model.learning.strangers_config import LAYERS, check_config, read_config
from model.message import encode, encode_network
from model.mnist import IMAGE_SIZE, NUM_CLASSES, load_test_images
from model.network import Network, forward_batch
from model.own_detector import fit_own_detector
from model.processes.keras_process import FAILED, MEMORY, OUT_OF_MEMORY, TOO_LARGE
from model.processes.limits import limit_memory, limit_processor
from model.scales import layer_scales

if TYPE_CHECKING:
    import keras

DTYPES = ("float32", "float64")  # in which a network may compute: ours does in the first
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


def open_file(
    contents: bytes, name: str, images: np.ndarray, begin: Callable[[], None] = lambda: None
) -> Network:
    """The network in a file that somebody else made.

    Args:
        contents: of the file.
        name: by which the page tells the network from others.
        images: float32 (n, 28, 28) digits, on which it is tried out, and of whose values the scales are
            taken that its layers are painted on.
        begin: is called when Keras is there and the work on this very file begins.

    Raises:
        NetworkError: it isn't one, or not one that can be explained; the message is a sentence.
    """
    check_config(read_config(contents))
    import keras  # which takes seconds; most of what is refused has been by now

    from model.learning.keras_model import temporary_file

    begin()
    with temporary_file() as path:
        path.write_bytes(contents)
        try:
            model = keras.saving.load_model(path, compile=False, safe_mode=True)
        except Exception as error:  # Keras raises whatever its readers raise
            if _is_out_of_memory(error):
                raise
            raise NetworkError(
                f"Keras {keras.__version__} can't load this file: it is damaged, or another version wrote it."
            ) from error
    network = convert(model, name)
    _check_size(network)
    _try_out(network, model, images)
    card = {"network": name, "scales": layer_scales(network, images)} | fit_own_detector(network)
    return replace(network, card=card)


"""
## What Keras has loaded
"""


def convert(model: keras.Model, name: str) -> Network:
    """A Keras network, a chain of layers from 28×28 to 10, as a `Network` whose layers are named as ours.

    Raises:
        NetworkError: its layers are no chain of those in `LAYERS`, or contain what can't be explained.
    """
    front = FRONTS.get(_shape(model, "input_shape"))
    if front is None or _shape(model, "output_shape") != (NUM_CLASSES,):
        raise NetworkError("A network here must read 28×28 pixels and give ten values, one for each digit.")
    _check_chain(model)
    chain = [Settings(type(layer).__name__, layer.get_config()) for layer in model.layers]
    layers = layers_of([*front, *chain], {layer.name: layer.get_weights() for layer in model.layers})
    _check_end(layers)
    if layers[-1].kind != "Softmax":
        layers = (*layers, Layer("probs", "Softmax", (NUM_CLASSES,)))
    _rename(layers)
    return Network(name, layers)


def _shape(model: keras.Model, end: str) -> tuple | None:
    """Of one image, or of one answer; None where there are several, or Keras can't tell."""
    shape = getattr(model, end, None)
    return shape[1:] if isinstance(shape, tuple) else None


def _check_chain(model: keras.Model) -> None:
    if model.inputs[0].dtype not in DTYPES or any(each.compute_dtype not in DTYPES for each in model.layers):
        raise NetworkError("A network here must compute in float32, from its input on.")
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
        raise NetworkError("After the last Dense layer there must be one softmax, or nothing.")
    if any(layer.kind == "Softmax" for layer in layers[:last]):
        raise NetworkError("A softmax below the output can't be explained here.")
    if any(not 1 <= len(layer.shape) <= 3 for layer in layers):
        raise NetworkError("A layer's values must have one, two or three dimensions to be shown here.")
    if any(len(layer.shape) == 2 and layer.kind in ACTIVATION_FUNCTIONS for layer in layers):
        raise NetworkError("An activation function here must follow a layer that has weights.")


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
        raise NetworkError("Some of this network's weights are not finite numbers, so it has no answers.")
    if network.values > MAX_VALUES or network.multiply_adds > MAX_MULTIPLY_ADDS:
        raise NetworkError(
            f"An image takes this network {network.multiply_adds:,} multiplications, for {network.values:,} "
            f"values; up to {MAX_MULTIPLY_ADDS:,} and {MAX_VALUES:,} can be shown here."
        )


def _try_out(network: Network, model: keras.Model, images: np.ndarray) -> None:
    """Hold what was read in the file to what Keras makes of it, layer by layer.

    Where a step's sum lies on its threshold rounding decides, so then one image in a batch may differ.
    """
    import keras

    outputs = [layer.output for layer in model.layers if type(layer).__name__ != "InputLayer"]
    every_layer = keras.Model(model.inputs[0], [*outputs, *model.outputs])
    may_differ = any(layer.kind == "Step" for layer in network.layers)
    size = batch_size(network)
    for start in range(0, len(images), size):
        batch = images[start : start + size]
        theirs = every_layer(batch.reshape(-1, *model.input_shape[1:]), training=False)
        ours = list(_as_in_keras(network, batch))
        for values in map(np.asarray, theirs):
            if not np.isfinite(values).all():
                raise NetworkError("This network's answers are not finite numbers, or what leads to them.")
            while ours and _differing(ours[0], values) > may_differ:
                del ours[0]
            if not ours:
                raise NetworkError("This network does something that its list of layers doesn't show.")


def _as_in_keras(network: Network, images: np.ndarray) -> Iterator[np.ndarray]:
    """Our values of every layer; Keras's sums before a step are larger by its threshold."""
    for name, values in forward_batch(network, images).items():
        layer = network.layer(name)
        is_sum = layer.kernel is not None and layer.activation_function == "step"
        yield values + STEP_THRESHOLD if is_sum else values


def _differing(ours: np.ndarray, theirs: np.ndarray) -> int:
    """In how many images the values of a layer differ, by a thousandth of the largest; in all if in shape."""
    if ours.shape != theirs.shape:
        return len(theirs)
    axes = tuple(range(1, ours.ndim))
    return int((np.abs(ours - theirs).max(axes) > 1e-3 * np.maximum(1, np.abs(theirs).max(axes))).sum())


"""
## The process
"""


def answer(contents: bytes, name: str, begin: Callable[[], None] = lambda: None) -> bytes:
    """The message for the page, whatever is in the file, and whatever it does to Keras."""
    try:
        images = load_test_images()[0][:TRIAL_IMAGES].astype(np.float32) / 255
        network = open_file(contents, name, images, begin)
        return encode_network(network, {"card": network.card})
    except (NetworkError, DataError) as error:
        return encode({"problem": str(error)})
    except Exception as error:  # so that there is a sentence in any case; the page's process logs the rest
        problem = TOO_LARGE if _is_out_of_memory(error) else FAILED
        return encode({"problem": problem, "details": traceback.format_exc()})


def _is_out_of_memory(error: Exception) -> bool:
    """Whether it is a want of memory, of which Keras often leaves the words only."""
    return isinstance(error, MemoryError) or any(words in str(error) for words in OUT_OF_MEMORY)


def main() -> None:
    """Read the file from standard input, write the message to standard output."""
    limit_memory(MEMORY)
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever is printed must not get between
    with output:
        seconds, name = sys.argv[1:]
        output.write(answer(sys.stdin.buffer.read(), name, lambda: limit_processor(float(seconds))))


if __name__ == "__main__":
    main()
