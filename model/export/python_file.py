"""A network and a drawing as one Python file that needs NumPy only."""

from __future__ import annotations

import numpy as np

from model.export import program
from model.network import Network
from model.network.neuron import Factors

ABOUT = '''"""A drawing, and the neural network that reads it: {size}, in NumPy alone.

    python {file}                what it makes of the drawing
    python {file} picture.png    what it makes of a picture of one; this needs Pillow, too

A neuron adds up input × weight, adds its bias, and passes the sum through an activation function. `LAYERS`
and `forward` do that for all neurons at once, `explain` for one of them, and its sum is printed as on the
page that this file comes from: `PAGE`, near the end, leads back there. The page also asks whether a drawing
is a digit or sign at all; this file takes everything for one.
"""
'''
RULE = "# " + 100 * "-"


def file_name(example: program.Example, ending: str) -> str:
    """Return a name for the file: "inkling_7.py"."""
    return f"inkling_{example.digit}.{ending}"


def to_python(
    network: Network,
    image: np.ndarray | None = None,
    neuron: program.Named | None = None,
    *,
    factors: Factors | None = None,
    page: str = "",
) -> str:
    """Return a Python program that runs the network on an image, and shows one neuron's sum.

    It runs without Inkling, with NumPy only. It prints the image, the probabilities and the sum, with the
    same figures as the page, or does the same for a picture that is named after it.

    Args:
        network: any; its weights are in the file, in base64 of float32, 5.4 characters each.
        image: float32 (28, 28) in [0, 1], 0 for paper; by default the first of MNIST's test images.
        neuron: the one to show, by name or itself; by default the winning output.
        factors: by what activations are multiplied, as in `forward`.
        page: the address of the page, to which the file links back.

    Raises:
        KeyError: the network has no such layer.
        ValueError: the image has another shape, the neuron is a pixel, or there is no such neuron.
        DataError: no image is given, and there are no test images.
    """
    example = program.example_of(network, image, neuron, factors, page)
    about = ABOUT.format(size=example.size, file=file_name(example, "py"))
    sections = (
        ("The network, layer by layer", program.the_network(network)),
        ("One neuron", program.one_neuron(network)),
        ("From a picture to the image", program.a_picture()),
        ("What is shown", f"{program.shown()}\n\n{program.figures()}"),
        ("The program", program.main()),
        ("What it is about", f"{program.reading_floats()}\n\n{program.the_example(example)}"),
        ("The weights: float32 in base64, row by row", program.the_weights(network)),
    )
    pieces = [f"{RULE}\n# {title}\n{RULE}\n\n{code.strip()}\n" for title, code in sections]
    run = 'if __name__ == "__main__":\n    main()\n'
    return "\n\n".join([f"{about}\nfrom __future__ import annotations\n\n{program.imports()}", *pieces, run])
