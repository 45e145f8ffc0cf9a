"""The functions of an exported program: they are copied from here, with what they call.

They know one network by the names that `program.py` writes beside them, all below this sentence. Activation
functions, preprocessing and rounding, which the page also uses, are copied from the page's own modules.
"""

from __future__ import annotations

import base64
import sys

import numpy as np

from model.explain.ledger import DECIMALS, add_up, apportion, to_units
from model.preprocess.preprocess import ink_box, ink_of, place_by_mass, scale_to_digit_size

LAYERS, NEURONS, WINDOWS, kernels, biases = {}, {}, {}, {}, {}
CLASSES = tuple("0123456789")
IMAGE, NEURON, FACTORS, PAGE = np.zeros((28, 28), np.float32), ("logits", (0,)), {}, ""


def floats(shape, text):
    """Read an array of float32 from base64 text, little-endian, row by row."""
    return np.frombuffer(base64.b64decode(text), "<f4").reshape(shape).copy()


def windows(values, layer, padded_with=0):
    """Return what each place of a layer reads: (rows, cols, window rows, window cols, channels)."""
    (tall, wide), (down, right), (top, left), (rows, cols) = WINDOWS[layer]
    height, width, _ = values.shape
    bottom, far = (rows - 1) * down + tall - top - height, (cols - 1) * right + wide - left - width
    sides = ((top, max(bottom, 0)), (left, max(far, 0)), (0, 0))
    padded = np.pad(values, sides, constant_values=padded_with)
    every = np.lib.stride_tricks.sliding_window_view(padded, (tall, wide), axis=(0, 1))
    return every[::down, ::right][:rows, :cols].transpose(0, 1, 3, 4, 2)


def convolve(values, layer):
    """Compute z = Σ input × weight + bias in every window, with the same weights in all of them."""
    return np.tensordot(windows(values, layer), kernels[layer], 3) + biases[layer]


def max_pool(values, layer):
    """Return the largest value of every window, map by map."""
    return windows(values, layer, padded_with=-np.inf).max(axis=(2, 3))


def mean_pool(values, layer):
    """Return the mean of every window, map by map, without padding."""
    counts = windows(np.ones_like(values), layer).sum(axis=(2, 3))
    return windows(values, layer).sum(axis=(2, 3)) / counts


def forward(image, factors=None):
    """Return every layer's values for one image: {layer: array}, the image first, the probabilities last.

    image: float32 (28, 28), from 0 for paper to 1 for ink.
    factors: {(layer, number): by what the activations of that neuron or feature map are multiplied};
        0 switches it off.
    """
    activations, values = {}, np.float32(image)
    for layer, compute in LAYERS.items():
        values = compute(values)
        for (changed, number), factor in (factors or {}).items():
            if changed == layer:
                values[..., number] *= factor
        activations[layer] = values
    return activations


def explain(neuron, activations):
    """Return everything that a neuron adds up: pre_activation = Σ inputs × weights + bias.

    It returns its inputs, their weights, its bias, and the place of each input in the layer that it reads.
    """
    layer, (number,) = neuron
    _kind, source, _activation = NEURONS[layer]
    inputs = activations[source].ravel()
    return inputs, kernels[layer][:, number], biases[layer][number], np.arange(len(inputs))


def explain_any(neuron, activations):
    """Return everything that a neuron adds up: pre_activation = Σ inputs × weights + bias.

    It returns its inputs, their weights, its bias, and the place of each input in the layer that it reads.
    """
    layer, index = neuron
    kind, names = NEURONS[layer][0], list(activations)
    values = activations[names[names.index(layer) - 1]]
    where = np.arange(values.size).reshape(values.shape)
    if layer in WINDOWS:
        values, where = (windows(each, layer, padded_with=-1)[index[:2]] for each in (values, where))
    if kind in ("MaxPooling2D", "AveragePooling2D"):
        values, where = values[..., index[2]], where[..., index[2]]
    elif kind not in ("Dense", "Conv2D"):
        values, where = values[index], where[index]
    inside = np.ravel(where) >= 0  # all except padding
    inputs, where = np.ravel(values)[inside], np.ravel(where)[inside]
    if kind in ("Dense", "Conv2D"):
        return inputs, kernels[layer][..., index[-1]].ravel()[inside], biases[layer][index[-1]], where
    if kind == "Scale":
        weight, bias = (np.broadcast_to(each[layer], activations[layer].shape) for each in (kernels, biases))
        return inputs, weight[index][None], bias[index], where
    if kind == "AveragePooling2D":
        return inputs, np.full(len(inputs), np.float32(1) / np.float32(len(inputs))), 0.0, where
    weights = np.zeros(len(inputs), np.float32)  # of a pooling, the largest counts; others read one value
    weights[inputs.argmax()] = 1
    return inputs, weights, 0.0, where


def figure(value):
    """Write a number as the page does."""
    return f"{round(float(value), DECIMALS) + 0.0:.{DECIMALS}f}".replace("-", "−")


def equation(parts):
    """Write `pushes + pulls + the rest + the bias = z`, from hundredths."""
    first, *others, total = (figure(part / 10**DECIMALS) for part in parts)
    others = [f"({each})" if each.startswith("−") else each for each in others]
    return f"{first} + {' + '.join(others)} = {total}"


def percents(probs):
    """Write probabilities as the page does: if they are shares of a whole, they add up to 100.0%."""
    if to_units(sum(map(float, probs)), 3) == 1000:
        probs = [units / 1000 for units in apportion(probs, 1000, 3)]
    return [
        "under 0.1%" if prob < 0.001 else "over 99.9%" if prob > 0.999 else f"{100 * prob:.1f}%"
        for prob in probs
    ]


def show_image(image):
    """Print the image in blocks, two for each pixel: the fuller, the more ink."""
    for row in image:
        print("".join(2 * " ░▒▓█"[round(4 * float(pixel))] for pixel in row).rstrip())


def show_shares(probs, classes):
    """Print the probabilities, each with a bar of at most 40 blocks."""
    width = max(map(len, classes))
    for name, prob, text in zip(classes, probs, percents(probs)):
        print(f"{name:{width}}  {text:>10}  {'█' * round(40 * float(prob))}".rstrip())


def show_probs(probs):
    """Print the probabilities, and which is the largest."""
    show_shares(probs, CLASSES)
    print(f"It says {CLASSES[int(np.argmax(probs))]}.")


def show_sum(neuron, activations):
    """Print what a neuron adds up, like its card on the page."""
    (layer, index), (kind, source, after) = neuron, NEURONS[neuron[0]]
    inputs, weights, bias, where = explain(neuron, activations)
    shape = activations[source].shape

    def place(i):
        return ", ".join(str(int(each)) for each in np.unravel_index(where[i], shape))

    print(f"Neuron {', '.join(map(str, index))} of {layer} reads {source}:")
    if kind == "MaxPooling2D":
        best = int(weights.argmax())
        print(f"of {len(inputs)} numbers it passes on the largest, {figure(inputs[best])}, at {place(best)}")
        return
    terms = np.float64(inputs) * weights + 0.0
    named, others, parts = add_up(terms, bias, float(terms.sum() + float(bias)), DECIMALS)
    for i, units in named:
        product = f"{figure(inputs[i])} × {figure(weights[i])}"
        term = figure(units / 10**DECIMALS)
        print(f"  {place(i):>12}  {product:>15}  {'+' * (units > 0) + term:>7}")
    print(f"  the rest, {others} numbers{figure(parts[2] / 10**DECIMALS):>{20 - len(str(others))}}")
    print(f"  the bias{figure(parts[3] / 10**DECIMALS):>30}")
    print(f"z = {equation(parts)}")
    print(f"a = {figure(activations[after][index])}, in {after}")


def to_mnist(rgba):
    """Turn a picture, uint8 (height, width, 4), into the image that the network reads; None without ink."""
    ink = ink_of(rgba)
    box = ink_box(ink)
    if box is None:
        return None
    top, bottom, left, right = box
    return place_by_mass(scale_to_digit_size(ink[top:bottom, left:right]))


def read_picture(path):
    """Read the image from a picture of one, as clean as a drawing: dark on light, or light on dark."""
    from PIL import Image  # Pillow; nothing else here needs it

    return to_mnist(np.asarray(Image.open(path).convert("RGBA")))


def main():
    """Show the drawing, or the picture that is named, the probabilities, and one neuron's sum."""
    sys.stdout.reconfigure(errors="replace")  # for terminals without blocks
    image = read_picture(sys.argv[1]) if sys.argv[1:] else IMAGE
    if image is None:
        sys.exit("There is no ink in this picture.")
    activations = forward(image, FACTORS)
    *_, probs = activations.values()
    if not np.isfinite(probs).all():
        sys.exit("This network's sums have grown too large for any number.")
    show_image(image)
    print()
    show_probs(probs)
    print()
    show_sum(NEURON, activations)
    if PAGE:
        print(f"\nOn the page: {PAGE}")
