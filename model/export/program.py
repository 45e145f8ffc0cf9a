"""The pieces of an exported Python program, each with its topic.

Takes a network, an image and a neuron, returns the pieces. Knows nothing of files or pages. Functions are
copied from their modules, so that the file computes what the page does. Anyone can choose the names of a
network's layers, so they are in the file as ASCII strings only.
"""

from __future__ import annotations

import base64
import inspect
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from model.explain import ledger
from model.explain.wiring import find_unit
from model.export import parts
from model.network import Network, forward, functions
from model.network.layer import ACTIVATION_FUNCTIONS, COPIES, POOLINGS, Layer
from model.network.neuron import Factors, Neuron, Unit
from model.preprocess import preprocess
from model.preprocess.mnist import IMAGE_SIZE, load_test_images

WIDTH = 100  # characters of a line of base64
PRIVATE = re.compile(r"\b_(area_weights|in_units|LUMINANCE)\b")
CONSTANTS = {  # that a function needs
    "selu": f"SELU_SCALE, SELU_ALPHA = {functions.SELU_SCALE}, {functions.SELU_ALPHA}\n",
    "normal_below": f"ERF = {functions.ERF}\n",
}
NEEDED = {  # by which other functions
    "softmax": [functions.softmax_exponentials],
    "selu": [functions.elu],
    "silu": [functions.sigmoid],
    "gelu": [functions.normal_below],
}
ROUNDING = (ledger.unit_for, ledger.to_units, ledger.apportion, ledger._in_units)
PREPROCESSING = (
    *(preprocess.ink_of, preprocess.border, preprocess.ink_box, preprocess.scale_to_digit_size),
    *(
        preprocess._area_weights,
        preprocess.center_of_mass,
        preprocess.place_by_mass,
        preprocess.corner_by_mass,
    ),
)


Named = Neuron | Unit  # or a pair of the layer's name and the index


@dataclass(frozen=True, eq=False)
class Example:
    """What a file shows.

    Attributes:
        network: the one whose weights are in it.
        image: float32 (28, 28), the drawing that it reads.
        neuron: the one whose sum it shows.
        factors: by what activations are multiplied on the page.
        page: the address that shows all this; "" without one.
    """

    network: Network
    image: np.ndarray
    neuron: Neuron
    factors: Factors
    page: str

    @property
    def digit(self) -> int:
        """The network's answer."""
        return int(self.network.probs_of(forward(self.network, self.image, self.factors)).argmax())

    @property
    def size(self) -> str:
        """The network in one line: "784 → 128 → 128 → 10"."""
        counts = [
            str(int(np.prod(layer.shape))) if len(layer.shape) < 3 else "×".join(map(str, layer.shape))
            for layer in self.network.layers
            if layer.unit_layer is layer and layer.kind not in COPIES
        ]
        return " → ".join(counts)


def example_of(
    network: Network,
    image: np.ndarray | None = None,
    neuron: Named | None = None,
    factors: Factors | None = None,
    page: str = "",
) -> Example:
    """Return what a file shows; by default the first test image, and the winning output.

    Raises:
        KeyError: the network has no such layer.
        ValueError: the image has another shape, or the neuron is a pixel, or there is no such neuron.
        DataError: no image is given, and there are no test images.
    """
    if image is None:
        image = load_test_images()[0][0] / np.float32(255)
    image = np.asarray(image, np.float32)
    probs = network.probs_of(forward(network, image, factors))
    if neuron is None:
        neuron = Neuron(network.logits, (int(probs.argmax()),))
    elif not isinstance(neuron, Neuron):
        neuron = find_unit(network, neuron if isinstance(neuron, Unit) else Unit(*neuron))
    if neuron.is_pixel:
        raise ValueError("a pixel adds nothing up")
    return Example(network, image, neuron, factors or {}, page)


def imports() -> str:
    """Return what all other pieces need."""
    return (
        "import base64\nimport math\nimport sys\nfrom collections.abc import Iterable, Sequence\n"
        "from fractions import Fraction\n\nimport numpy as np\n"
    )


def the_network(network: Network) -> str:
    """Return the layers, what each computes, and the forward pass."""
    lines = [f"    {text_of(each.name)}: {_computed(each)}," for each in network.layers[1:]]
    layers = "\n".join(
        [
            "LAYERS = {  # what each layer makes of the values of the layer before",
            f"    {text_of(network.image.name)}: lambda image: image,",
            *lines,
            "}",
        ]
    )
    return "\n\n".join([*_operations(network), layers + _windows(network), _copied(parts.forward)])


def _operations(network: Network) -> Iterator[str]:
    kinds = {layer.kind: None for layer in network.layers}
    if any(layer.window for layer in network.layers):
        yield _copied(parts.windows)
    for kind, function in (
        ("Conv2D", parts.convolve),
        ("MaxPooling2D", parts.max_pool),
        ("AveragePooling2D", parts.mean_pool),
    ):
        if kind in kinds:
            yield _copied(function)
    copied: dict[str, str] = {}
    for kind in kinds:
        name = ACTIVATION_FUNCTIONS.get(kind, "tanh")
        if name == "tanh":  # NumPy has it
            continue
        for function in (*NEEDED.get(name, []), functions.FUNCTIONS.get(name, functions.softmax)):
            constants = CONSTANTS.get(function.__name__)
            copied[function.__name__] = "\n\n".join(filter(None, (constants, _copied(function))))
    yield from copied.values()


def _computed(layer: Layer) -> str:
    name = text_of(layer.name)
    if layer.kind == "Dense":
        return f"lambda values: values @ kernels[{name}] + biases[{name}]"
    if layer.kind == "Scale":
        return f"lambda values: values * kernels[{name}] + biases[{name}]"
    if layer.kind == "Conv2D":
        return f"lambda values: convolve(values, {name})"
    if layer.kind in POOLINGS:
        return f"lambda values: {POOLINGS[layer.kind]}_pool(values, {name})"
    if layer.kind in COPIES:
        return f"lambda values: values.reshape({', '.join(map(str, layer.shape))})"
    function = ACTIVATION_FUNCTIONS[layer.kind]
    function = "np.tanh" if function == "tanh" else function
    if layer.parameters:
        return f"lambda z: {function}(z, {', '.join(map(repr, map(float, layer.parameters)))})"
    return function


def _windows(network: Network) -> str:
    lines = [
        f"    {text_of(each.name)}: {(each.window, each.strides, each.padding, each.shape[:2])},"
        for each in network.layers
        if each.window
    ]
    if not lines:
        return "\n"
    about = "# rows and columns of a window, the steps between two, the padding above and left, how many"
    return "\n\nWINDOWS = {  " + about + "\n" + "\n".join(lines) + "\n}\n"


def one_neuron(network: Network) -> str:
    """Return the sum of a neuron, in figures as on the page."""
    adding = [each for each in network.layers[1:] if each.unit_layer is each and each.kind not in COPIES]
    rows = [(each.name, each.kind, each.source.name, each.activation_layer.name) for each in adding]
    lines = [f"    {text_of(name)}: ({', '.join(map(text_of, others))})," for name, *others in rows]
    about = "# of a layer: its kind, the layer that its neurons read, the one of their activations"
    table = "NEURONS = {  " + about + "\n" + "\n".join(lines) + "\n}\n"
    is_plain = {each.kind for each in adding} == {"Dense"}
    explain = _copied(parts.explain) if is_plain else _copied(parts.explain_any, explain_any="explain")
    constants = (
        f"EXPLAINED, MOST_TERMS = {ledger.EXPLAINED}, {ledger.MOST_TERMS}  # terms are named until they make "
        "this share of all, or are so many\n"
        f"ROUNDING = {ledger.ROUNDING}  # of the largest term: smaller ones aren't counted\n"
    )
    return "\n\n".join([table, explain, constants, *map(_copied, (ledger.add_up, parts.show_sum))])


def a_picture() -> str:
    """Return the way from a picture to the image, prepared like a drawing."""
    constants = (
        f"IMAGE_SIZE, DIGIT_SIZE = {IMAGE_SIZE}, {preprocess.DIGIT_SIZE}  # pixels a side\n"
        f"CENTER = {preprocess.CENTER}  # where the ink's center of mass lies, as a pixel index\n"
        f"INK_FLOOR = {preprocess.INK_FLOOR}  # fainter than that is noise of a background\n"
        f"LUMINANCE = np.array({[round(float(each), 3) for each in preprocess._LUMINANCE]}, np.float32)\n"
    )
    return "\n\n".join([constants, *map(_copied, (parts.read_picture, parts.to_mnist, *PREPROCESSING))])


def figures() -> str:
    """Return the functions that write numbers so that they add up as shown."""
    constants = (
        f"DECIMALS = {ledger.DECIMALS}  # of every figure\nDIGITS = {ledger.DIGITS}  # of float64, binary\n"
    )
    return "\n\n".join([constants, *map(_copied, (parts.figure, parts.equation, parts.percents, *ROUNDING))])


def shown() -> str:
    """Return the functions that print an image and probabilities."""
    return "\n\n".join(map(_copied, (parts.show_image, parts.show_shares, parts.show_probs)))


def the_example(example: Example) -> str:
    """Return the drawing, the neuron, the factors, and the address of the page."""
    neuron, factors = example.neuron, example.factors
    changed = ", ".join(
        f"({text_of(each.layer.response_layer.name)}, {each.number}): {float(by)}"
        for each, by in factors.items()
    )
    lines = [
        f"IMAGE = {_floats(example.image)}",
        f"NEURON = ({text_of(neuron.layer.name)}, {neuron.index})  # its layer, and its index there",
        f"FACTORS = {{{changed}}}  # (layer, number): by what it is multiplied; 0 switches it off",
        f"CLASSES = ({', '.join(map(text_of, example.network.classes))})  # what the outputs mean",
        f"PAGE = {text_of(example.page)}  # where all this is seen, and can be changed",
    ]
    return "\n".join(lines) + "\n"


def the_weights(network: Network) -> str:
    """Return all weights and biases."""
    lines = []
    for table, name in (("kernels", "kernel"), ("biases", "bias")):
        arrays = [(layer.name, getattr(layer, name)) for layer in network.weighted]
        lines.append(f"{table} = {{")
        lines += [f"    {text_of(layer)}: {_floats(array)}," for layer, array in arrays]
        lines.append("}")
    return "\n".join(lines) + "\n"


def reading_floats() -> str:
    """Return the function that reads the arrays in the file."""
    return _copied(parts.floats)


def main() -> str:
    """Return what the file does when it runs."""
    return _copied(parts.main)


def text_of(words: str) -> str:
    """Return any words as a Python string."""
    return json.dumps(words) if words.isascii() else ascii(words)


def _floats(array: np.ndarray) -> str:
    text = base64.b64encode(np.ascontiguousarray(array, "<f4").tobytes()).decode()
    if len(text) <= WIDTH:
        return f'floats({array.shape}, "{text}")'
    lines = "\n".join(text[start : start + WIDTH] for start in range(0, len(text), WIDTH))
    return f'floats({array.shape}, """\n{lines}""")'


def _copied(function: Callable, **renamed: str) -> str:
    """Return the source of a function; names that are private in its module are public here."""
    source = PRIVATE.sub(r"\1", inspect.getsource(function))
    for old, new in renamed.items():
        source = source.replace(old, new)
    return source
