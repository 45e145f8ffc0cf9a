"""One operation of a network: its arrays, its place among the others, and what it computes.

Takes values (n, …) of n images, returns the values of the next layer. Knows nothing of files or training.

    Dense       z = a · kernel + bias
    Conv2D      the same in every window that fits, with one kernel for all of them
        Scale       z = a × kernel + bias, each value by itself: what a trained normalization computes
    …Pooling2D  the largest value of every window, or their mean
    ReLU, …     a = activation_function(z)
    Softmax     probs = exp(z) / Σ exp(z)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields

import numpy as np
from numpy.lib.stride_tricks import as_strided

from model.network.functions import FUNCTIONS, softmax
from model.sentence import Sentence

WEIGHTED = ("Dense", "Conv2D", "Scale")
POOLINGS = {"MaxPooling2D": "max", "AveragePooling2D": "mean"}  # kind of layer -> what it takes of its window
MAX_QUOTED = 40  # characters
MAX_WINDOW = 56  # a side: twice an image's
COPIES = ("Flatten", "Reshape")  # pass every value on unchanged, in the same row-major order
ACTIVATION_FUNCTIONS = {  # kind of layer -> what people call it
    "ReLU": "relu",
    "Tanh": "tanh",
    "Sigmoid": "sigmoid",
    "Step": "step",
    "CappedReLU": "capped_relu",
    "LeakyReLU": "leaky_relu",
    "ELU": "elu",
    "SELU": "selu",
    "GELU": "gelu",
    "SiLU": "silu",
    "Softplus": "softplus",
    "Softmax": "softmax",
}


def quoted(word: object) -> str:
    """Return a word from somebody else's file as a code span, in which Markdown has no effect.

    It has at most 40 of its characters, and no invisible ones, for example a change of writing direction. A
    backslash before every sign wouldn't be enough, because addresses would still become links.
    """
    text = "" if word is None else str(word)
    shown = "".join(sign for sign in text[:MAX_QUOTED] if sign.isprintable() and sign != "`").strip()
    if not shown:
        # Translators: in place of a layer's name, in "This network contains `…`, which can't be shown here"
        return Sentence("something without a name")
    return f"`{shown}{'…' if len(text) > MAX_QUOTED else ''}`"


@dataclass(eq=False)
class Layer:
    """One operation of a network, and its place among the others. It never changes.

    Attributes:
        name: as in the Keras file, e.g. "hidden1".
        kind: the Keras class, "InputLayer", "Dense", "Conv2D", "MaxPooling2D", "Flatten", "ReLU", "Softmax"
            and so on; for an activation function without a class, its name: "Tanh", "Step"; or "Scale".
        shape: of its output, without a batch axis: (units,) or (rows, cols, channels).
        kernel: float32, Dense (inputs, units), Conv2D (rows, cols, channels in, channels out), Scale
            (channels,) or of the layer's shape; else None.
        bias: float32 (units,) or (channels out,), for a Scale like its kernel; None without a kernel.
        window: (rows, cols) of a pooling or convolution, else None.
        strides: (rows, cols) of a pooling or convolution, else None.
        padding: (rows, cols) that a "same" pooling or convolution adds above and to the left, else None;
            the rest that its windows need is added below and to the right.
        parameters: of an activation function that has one, as in `functions.py`: the slope of a
            LeakyReLU, the alpha of an ELU, where a CappedReLU ends.

    Set by the network that it becomes part of:
        before, after: the layers whose output it reads, and that reads its output; None at the ends.
        unit_layer: the layer that names its neurons, where they add up: `hidden1` for `hidden1_relu`.
        activation_layer: the layer with their activations: `hidden1_relu` for `hidden1`.
        source: the layer whose values it reads, perhaps through copies; None for the image.
        reader: the layer that reads its neurons' activations, perhaps through copies; None for outputs.
        classes: of outputs, what each means; else empty.
    """

    name: str
    kind: str
    shape: tuple[int, ...]
    kernel: np.ndarray | None = field(default=None, repr=False)
    bias: np.ndarray | None = field(default=None, repr=False)
    window: tuple[int, int] | None = None
    strides: tuple[int, int] | None = None
    padding: tuple[int, int] | None = None
    parameters: tuple[float, ...] = ()
    before: Layer | None = field(default=None, init=False, repr=False)
    after: Layer | None = field(default=None, init=False, repr=False)
    unit_layer: Layer = field(default=None, init=False, repr=False)
    activation_layer: Layer = field(default=None, init=False, repr=False)
    source: Layer | None = field(default=None, init=False, repr=False)
    reader: Layer | None = field(default=None, init=False, repr=False)
    classes: tuple[str, ...] = field(default=(), init=False, repr=False)

    def __post_init__(self) -> None:
        """Make its weights read-only: explanations hand out views of them."""
        for weights in (self.kernel, self.bias):
            if weights is not None:
                weights.setflags(write=False)

    def __reduce__(self) -> tuple:
        """Pickle it without its neighbors, because its network finds them again."""
        return Layer, tuple(getattr(self, each.name) for each in fields(self) if each.init)

    def compute(self, values: np.ndarray) -> np.ndarray:
        """Compute its values, float32 (n, *shape), from the values (n, …) of the layer before."""
        return OPERATIONS[self.kind](self, values)

    @property
    def activation_function(self) -> str:
        """Its neurons' function, as in `functions.py`, "softmax", "linear"; of a pooling "max" or "mean"."""
        if self.kind in POOLINGS:
            return POOLINGS[self.kind]
        return ACTIVATION_FUNCTIONS.get(self.activation_layer.kind, "linear")

    @property
    def keras_padding(self) -> str:
        """Which of Keras's two paddings makes the shape of a convolution or pooling: "valid" or "same"."""
        sides = zip(self.before.shape, self.shape, self.strides, self.window)
        fits = all(number == (side - size) // stride + 1 for side, number, stride, size in sides)
        return "valid" if fits and self.padding == (0, 0) else "same"

    @property
    def multiply_adds(self) -> int:
        """How many products it adds up for an image, if it has weights."""
        each = 1 if self.kind == "Scale" else self.kernel[..., 0].size
        return each * int(np.prod(self.shape))

    @property
    def is_output(self) -> bool:
        """Whether its neurons are the outputs."""
        return self.activation_layer.after is None

    @property
    def alike(self) -> list[Layer]:
        """All layers of its kind in which neurons add up, except outputs, from the first to the last."""
        first = self
        while first.before:
            first = first.before
        found, layer = [], first
        while layer:
            if layer.kind == self.kind and layer.unit_layer is layer and not layer.is_output:
                found.append(layer)
            layer = layer.after
        return found

    @property
    def response_layer(self) -> Layer:
        """The layer of what each neuron decides by itself: its activation or, for an output, its logit.

        A probability depends on the other nine outputs just as much.
        """
        return self.unit_layer if self.is_output else self.activation_layer


"""
## What each kind computes
"""


def _dense(layer: Layer, values: np.ndarray) -> np.ndarray:
    """(n, inputs) -> z (n, units) = values · kernel + bias."""
    return values @ layer.kernel + layer.bias


def _convolve(layer: Layer, values: np.ndarray) -> np.ndarray:
    """(n, rows, cols, channels in) -> z (n, …, channels out): of every window Σ value × weight + bias."""
    windows = windows_of(layer, values, padded_with=0)
    sums = windows.reshape(-1, layer.kernel[..., 0].size) @ layer.kernel.reshape(-1, layer.shape[-1])
    return (sums + layer.bias).reshape(len(values), *layer.shape)


def _max_pool(layer: Layer, values: np.ndarray) -> np.ndarray:
    """(n, rows, cols, channels) -> the largest value of every window, channel by channel."""
    windows = windows_of(layer, values, padded_with=-np.inf)
    largest = windows[:, :, :, 0, 0].copy()
    for row, col in np.ndindex(layer.window):
        np.maximum(largest, windows[:, :, :, row, col], out=largest)
    return largest


def _scale(layer: Layer, values: np.ndarray) -> np.ndarray:
    """(n, …) -> value × factor + shift, both by channel or by place."""
    return values * layer.kernel + layer.bias


def _mean_pool(layer: Layer, values: np.ndarray) -> np.ndarray:
    """(n, rows, cols, channels) -> the mean of every window, channel by channel, without what is padding."""
    windows = windows_of(layer, values, padded_with=0)
    total = sum(windows[:, :, :, row, col] for row, col in np.ndindex(layer.window))
    return total / counts_of(layer)[..., None].astype(total.dtype)


def counts_of(layer: Layer) -> np.ndarray:
    """Return how many values of the layer before lie in each window: int64 (rows, cols), no padding."""
    sides = []
    for number, size, stride, pad, side in zip(
        layer.shape, layer.window, layer.strides, layer.padding, layer.before.shape
    ):
        start = np.arange(number) * stride - pad
        sides.append(np.minimum(start + size, side) - np.maximum(start, 0))
    return np.outer(*sides)


def windows_of(layer: Layer, values: np.ndarray, padded_with: float) -> np.ndarray:
    """Return a view (n, rows, cols, window rows, window cols, channels) of what every place of a layer reads.

    Raises:
        ValueError: its windows would lie outside these values.
    """
    (rows, cols), (tall, wide) = layer.shape[:2], layer.window
    (down, right), (top, left) = layer.strides, layer.padding
    number, height, width, channels = values.shape
    bottom, far = (rows - 1) * down + tall - top - height, (cols - 1) * right + wide - left - width
    if not (_is_within(tall, down, top, bottom) and _is_within(wide, right, left, far)):
        raise ValueError("a window lies beyond the values of the layer before")
    if top or left or bottom > 0 or far > 0:
        sides = ((0, 0), (top, max(bottom, 0)), (left, max(far, 0)), (0, 0))
        values = np.pad(values, sides, constant_values=padded_with)
    values = np.ascontiguousarray(values)
    image, row, col, channel = values.strides
    return as_strided(
        values,
        (number, rows, cols, tall, wide, channels),
        (image, row * down, col * right, row, col, channel),
        writeable=False,
    )


def _is_within(size: int, stride: int, before: int, after: int) -> bool:
    """Return whether windows of that size are possible, with this padding at both ends of an axis.

    Anyone may have made the network, and a view reads any memory that it's given.
    """
    return 1 <= size <= MAX_WINDOW and stride >= 1 and 0 <= before < size and after < size


def _copy(layer: Layer, values: np.ndarray) -> np.ndarray:
    return values.reshape(len(values), *layer.shape)


def _activation(name: str) -> Callable[[Layer, np.ndarray], np.ndarray]:
    return lambda layer, values: FUNCTIONS[name](values, *layer.parameters)


OPERATIONS: Mapping[str, Callable[[Layer, np.ndarray], np.ndarray]] = {
    "Dense": _dense,
    "Conv2D": _convolve,
    "Scale": _scale,
    "MaxPooling2D": _max_pool,
    "AveragePooling2D": _mean_pool,
    "Flatten": _copy,
    "Reshape": _copy,
    **{kind: _activation(name) for kind, name in ACTIVATION_FUNCTIONS.items() if name in FUNCTIONS},
    "Softmax": lambda layer, values: softmax(values),
}
