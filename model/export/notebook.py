"""The exported program as a notebook, nbformat 4.5, with two exercises and their solutions."""

from __future__ import annotations

import json
from collections.abc import Iterator

import numpy as np

from model.explain.explain import explain
from model.export import program
from model.export.python_file import file_name
from model.network import Network, forward
from model.network.layer import ACTIVATION_FUNCTIONS, COPIES, POOLINGS, WEIGHTED, Layer, quoted
from model.network.neuron import Channel, Factors, Neuron

TITLE = """# A drawing, and the neural network that reads it

{size}, in NumPy alone: the same figures as on the page that this comes from. {back}

A neuron adds up input × weight, adds its bias, and passes the sum through an activation function. Everything
below is that. Run the cells one after the other."""
HIDDEN = {"cellView": "form", "jupyter": {"source_hidden": True}}  # in Colab, and in Jupyter
OFF = """## Exercise 1: switch a neuron off

`factors` multiplies activations: with `{{({layer}, {number}): 0}}`, {what} passes on 0, and all that is
behind it is computed again. Which probabilities will change, and which one will grow? Guess first, then
call `forward`."""
WEIGHT = """## Exercise 2: change one weight

`kernels[{layer}][{place}]` is {weight}. It has the largest term of neuron {neuron}. Change its sign.
By how much will z change? Compute it from the lines above or, for another neuron, from
`show_sum(({layer}, {index}), activations)`. Then try it. How does the answer change?"""
PICTURE = """## A picture of your own

With Pillow, a picture of one digit or sign can be read, as clean as a drawing. It is prepared as MNIST's
images were: scaled into 20×20 pixels, and placed in 28×28 by its center of mass."""
KERAS = """## The same in Keras

If Keras is there, it makes the same network of the same weights. The largest difference between its
probabilities and those above is what two ways of adding up in float32 differ by."""


def to_notebook(
    network: Network,
    image: np.ndarray | None = None,
    neuron: program.Named | None = None,
    *,
    factors: Factors | None = None,
    page: str = "",
) -> str:
    """Return what `to_python` does, in cells, with two exercises and their solutions: the JSON of an .ipynb.

    Arguments and errors are the same.
    """
    example = program.example_of(network, image, neuron, factors, page)
    cells = [
        {"id": f"cell-{number}", **cell}
        for number, cell in enumerate([*_cells(example), *_exercises(example)])
    ]
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "title": file_name(example, "ipynb"),
    }
    content = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(content, indent=1)


def _cells(example: program.Example) -> Iterator[dict]:
    network = example.network
    back = f"[Back to the page]({example.page})." if example.page else ""
    yield _text(TITLE.format(size=example.size, back=back))
    yield _code(f"{program.imports()}\n\n{program.reading_floats()}")
    yield _text("## The drawing\n\n28×28 numbers, from 0 for paper to 1 for ink.")
    yield _code(f"{program.the_example(example)}\n\n{program.shown()}\n\nshow_image(IMAGE)")
    count = sum(weights.size for weights in network.weights)
    yield _text(f"## The weights\n\nThe {count:,} numbers that the network has learned, as text. Run it.")
    yield _code(program.the_weights(network), "The weights")
    yield _text("## The network\n\nWhat each layer makes of the values of the layer before, and all of them.")
    yield _code(program.the_network(network))
    yield _text("Figures are rounded so that they add up as they are shown.")
    yield _code(program.figures(), "Rounding")
    yield _code(
        "activations = forward(IMAGE, FACTORS)\n"
        f"show_probs(activations[{program.text_of(network.layers[-1].name)}])"
    )
    yield _text("## One neuron\n\nWhat it adds up, term by term: the largest are named.")
    yield _code(f"{program.one_neuron(network)}\n\nshow_sum(NEURON, activations)")


def _exercises(example: program.Example) -> Iterator[dict]:
    network, text_of = example.network, program.text_of
    activations = forward(network, example.image, example.factors)
    probs = text_of(network.layers[-1].name)
    off = _to_switch_off(example)
    layer = off.layer.response_layer
    what = f"{'feature map' if len(layer.shape) == 3 else 'neuron'} {off.number} of {quoted(layer.name)}"
    yield _text(OFF.format(layer=_span(layer.name), number=off.number, what=what))
    yield _code("# your turn")
    yield _code(
        f"without = forward(IMAGE, FACTORS | {{({text_of(layer.name)}, {off.number}): 0}})\n"
        f"pairs = zip(percents(activations[{probs}]), percents(without[{probs}]))\n"
        "for name, (before, after) in zip(CLASSES, pairs):\n"
        '    print(f"{name}  {before:>10} → {after:>10}")',
        "Solution",
    )
    neuron = example.neuron if example.neuron.layer.kind in ("Dense", "Conv2D") else None
    neuron = neuron or Neuron(network.logits, (example.digit,))
    explanation = explain(neuron, activations)
    largest = np.unravel_index(np.abs(explanation.terms).argmax(), explanation.terms.shape)
    place = ", ".join(str(int(each)) for each in (*largest, neuron.index[-1]))
    weight = f"{float(explanation.weights[largest]):.4f}".replace("-", "−")
    title = f"{', '.join(map(str, neuron.index))} of {quoted(neuron.layer.name)}"
    name = text_of(neuron.layer.name)
    span = _span(neuron.layer.name)
    yield _text(WEIGHT.format(layer=span, place=place, weight=weight, neuron=title, index=neuron.index))
    yield _code("# your turn")
    yield _code(
        f"weight = kernels[{name}][{place}]\n"
        f"kernels[{name}][{place}] = -weight  # its term changes its sign: z changes by twice the term\n"
        "changed = forward(IMAGE, FACTORS)\n"
        f"show_sum(({name}, {neuron.index}), changed)\n"
        f"show_probs(changed[{probs}])\n"
        f"kernels[{name}][{place}] = weight  # as it was",
        "Solution",
    )
    yield _text(PICTURE)
    yield _code(program.a_picture(), "From a picture to the image")
    yield _code(
        'PICTURE = ""  # its path, such as "picture.png"\n'
        "if PICTURE:\n"
        "    show_image(read_picture(PICTURE))\n"
        f"    show_probs(forward(read_picture(PICTURE))[{probs}])"
    )
    yield _text(KERAS)
    yield _code(_keras(network))


def _to_switch_off(example: program.Example) -> Channel:
    """Return the chosen one, if it is hidden and not silent; else the brightest of the last hidden layer."""
    network, neuron = example.network, example.neuron
    activations = forward(network, example.image, example.factors)
    own = activations[neuron.layer.response_layer.name][..., neuron.channel.number]
    if neuron.layer.kind in WEIGHTED and not neuron.layer.is_output and own.any():
        return neuron.channel
    below = network.last_hidden
    if below.before is None:  # it has no hidden layer
        return Channel(network.logits, example.digit)
    values = activations[below.name]
    return Channel(below.unit_layer, int(values.reshape(-1, values.shape[-1]).max(axis=0).argmax()))


def _keras(network: Network) -> str:
    chain = "\n".join(f"            {_in_keras(layer)}," for layer in network.layers[1:])
    names = ", ".join(program.text_of(each.name) for each in network.weighted if each.kind != "Scale")
    return f"""try:
    import keras
except ImportError:
    print("Keras is not installed here; nothing above needs it.")
else:
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
{chain}
        ]
    )
    for layer, name in zip((each for each in model.layers if each.weights), [{names}]):
        layer.set_weights([kernels[name], biases[name]])
    *_, probs = forward(IMAGE).values()
    print("largest difference:", np.abs(model.predict(IMAGE[None], verbose=0)[0] - probs).max())"""


def _in_keras(layer: Layer) -> str:
    name, kind = program.text_of(layer.name), layer.kind
    places = f'{layer.window}, {layer.strides}, "{layer.keras_padding}"' if layer.window else ""
    if kind == "Dense":
        return f"keras.layers.Dense({layer.shape[0]})"
    if kind == "Conv2D":
        return f"keras.layers.Conv2D({layer.shape[2]}, {places})"
    if kind in POOLINGS:
        return f"keras.layers.{kind}({places})"
    if kind == "Scale":
        return f"keras.layers.Lambda(lambda values: values * kernels[{name}] + biases[{name}])"
    if kind in COPIES:
        return f"keras.layers.Reshape({layer.shape})"
    if kind == "Step":
        return 'keras.layers.Activation(lambda z: keras.ops.cast(z > 0, "float32"))'
    if kind == "CappedReLU":
        return f"keras.layers.ReLU(max_value={float((*layer.parameters, 6.0)[0])})"
    if kind in ("LeakyReLU", "ELU"):
        return f"keras.layers.{kind}({', '.join(map(repr, map(float, layer.parameters)))})"
    return f'keras.layers.Activation("{ACTIVATION_FUNCTIONS[kind]}")'


def _span(name: str) -> str:
    """Return a layer's name in a code span of Markdown, as Python writes it."""
    return program.text_of(name).replace("`", "\\\\x60")


def _text(source: str) -> dict:
    return {"cell_type": "markdown", "metadata": {}, "source": source.splitlines(keepends=True)}


def _code(source: str, hidden: str = "") -> dict:
    """Make a cell of code; one that nobody needs to read is folded, and has a title."""
    source = f"# @title {hidden}\n{source.strip()}" if hidden else source.strip()
    metadata = HIDDEN if hidden else {}
    lines = source.splitlines(keepends=True)
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": metadata,
        "outputs": [],
        "source": lines,
    }
