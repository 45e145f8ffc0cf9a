"""Read a picture of a digit in the terminal: the answer, its shares and, with --why, the sum that decided.

inkling read picture.png --why              a PNG or JPEG: a drawing, or a photo of one on paper
inkling read --test-image 42 --why          one of MNIST's test images instead
inkling read picture.png --network conv     the other network, or a .keras file
inkling read picture.png --neuron hidden1.66    another neuron's sum

Without the package, it is `python -m model.export.read`. The figures are those of the page.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from model.errors import Problem
from model.explain.ledger import DECIMALS, Entry, make_ledger, to_units
from model.explain.wiring import find_unit
from model.export.named import NETWORKS, image_of_file, network_named, test_image, unit_named
from model.export.parts import equation, figure, percents, show_image, show_shares
from model.network.neuron import Neuron
from model.reading import Reading


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a reading; end the program with a sentence if something on the command line can't be used."""
    parser = argparse.ArgumentParser(
        prog="inkling read", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("picture", nargs="?", type=Path, help="a PNG or JPEG of one digit")
    parser.add_argument("--test-image", type=int, metavar="NUMBER", help="of MNIST's test images")
    parser.add_argument("--network", default="dense", help=NETWORKS)
    parser.add_argument("--why", action="store_true", help="show the sum of the neuron that decided")
    parser.add_argument("--neuron", metavar="LAYER.INDEX", help="show this neuron's sum, such as hidden1.66")
    given = parser.parse_args(arguments)
    if (given.picture is None) == (given.test_image is None):
        parser.error("name a picture, or a --test-image")
    sys.stdout.reconfigure(errors="replace")  # for terminals without blocks
    try:
        image = test_image(given.test_image) if given.picture is None else image_of_file(given.picture)
        reading, unit = Reading(network_named(given.network), image), unit_named(given.neuron)
        neuron = find_unit(reading.network, unit) if unit else None
        if neuron and neuron.is_pixel:
            raise ValueError("A pixel adds nothing up.")
        show_reading(reading)
        if neuron or given.why:
            show_why(reading, neuron or Neuron(reading.network.logits, (reading.digit,)))
    except (Problem, OSError, ValueError, LookupError) as error:
        sys.exit(_sentence(error))


def show_reading(reading: Reading) -> None:
    """Print the image in blocks, the share of each digit and the answer; only the answer if it isn't a digit.

    Raises:
        ValueError: the network's sums are too large for any number.
    """
    if not reading.is_sound:
        raise ValueError("This network's sums have grown too large for any number.")
    show_image(reading.image)
    print()
    show_shares(reading.probs, reading.network.classes)
    name, share = reading.network.classes[reading.digit], percents(reading.probs)[reading.digit]
    if reading.is_known:
        print(f"\nAnswer: {name}. Its share is {share}.")
    else:
        print(f"\nNot a digit. {name} has the largest share, {share}.")


def show_why(reading: Reading, neuron: Neuron) -> None:
    """Print a neuron's sum as its card shows it: its largest terms, the rest, the bias, the result.

    pushes + pulls + the rest + the bias = z        activation_function(z) = a
    """
    ledger, layer = make_ledger(reading.explain(neuron)), neuron.layer
    number = ".".join(map(str, neuron.index))
    print(f"\nNeuron {number} of {layer.name} adds up input × weight, from {ledger.source.name}:")
    for entry in (*ledger.pushes, *ledger.pulls):
        print(_line(entry))
    print(f"  {f'the rest ({ledger.rest_number})':>29}  {figure(ledger.rest_figure):>7}")
    print(f"  {'the bias':>29}  {figure(ledger.bias_figure):>7}")
    shown = (ledger.pushes_figure, ledger.pulls_figure, ledger.rest_figure, ledger.bias_figure)
    print(f"z = {equation([to_units(each, DECIMALS) for each in (*shown, ledger.pre_activation)])}")
    print(f"a = {figure(ledger.activation)}, in {layer.activation_layer.name}")


def _line(entry: Entry) -> str:
    product = f"{figure(entry.input)} × {figure(entry.weight)}"
    place = ".".join(map(str, entry.neuron.index))
    return f"  {place:>12}  {product:>15}  {'+' * (entry.figure > 0) + figure(entry.figure):>7}"


def _sentence(error: Exception) -> str:
    """Return what an error says; for a file, its name and the system's words."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}"
    return str(error.args[0]) if error.args else str(error)


if __name__ == "__main__":
    main()
