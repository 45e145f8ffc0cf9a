"""The card of a trained network, for people: what it is, what it learned from, what it is for, how it reads.

Takes a network, what its training recorded, and sets of drawings to measure it on; returns Markdown.
Knows nothing of how networks are trained. `train_model.py` writes it with the figures of MNIST's test images;

python -m model.evaluation.model_card --sets FILE...    writes both networks' cards again, with other sets
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from model.errors import DataError, NetworkError
from model.evaluation.drawings import SEED, Drawings, mnist_test, read_sets
from model.evaluation.recognition import Answers, answer, auroc, figures
from model.files import replaced_together
from model.network import NAMES, TRAINED, Network, load_network
from model.novelty import NOVELTY_NETWORKS
from model.preprocess.mnist import Mnist, load_mnist

WHAT_IT_IS: Mapping[str, str] = {
    "dense": "The network of the textbooks: 784 → 128 → 128 → 10, ReLU, every layer dense.",
    "conv": "A small network of two convolutions and a pooling, twice, and one dense hidden layer.",
}
CARD = """# {name}

{what_it_is}
It reads an image of 28×28 pixels, 0 for paper and 1 for ink, and gives ten probabilities, one for each digit.

| | |
|---|---|
| weights | {parameters:,}, in `{name}.keras`, a plain Keras file; fingerprint `{fingerprint}` |
| beside it | `{name}.npz`, a detector of non-digits, which asks `{novelty}.keras`, too; \
`{name}.profile.npz`, what each neuron likes |
| made by | `python train_model.py --network {name}`, seed {seed}, in {seconds:,} s |
| with | Python {python}, TensorFlow {tensorflow}, Keras {keras}, NumPy {numpy} |
| license | MIT; what it learned from: see DATA-LICENSES.md |

## What it learned from

{training_images:,} images of MNIST, {written_digits:,} digits that a program writes as pens do
(`model/preprocess/pen.py`, in the ways that `assets/pen_styles.txt` holds) and {no_digits:,} drawings of no
digit (`model/preprocess/non_digits.py`), for which every digit was to be as likely as any other. All were
moved, turned, sheared, resized, bent, thinned or thickened a little. {epochs} passes over MNIST, {batch_size}
images a batch, Adam from a learning rate of {learning_rate:g} down to 0.

No handwriting of people but MNIST's was in it: that of employees of the Census Bureau and of high-school
students of the United States, about 1990.

## What it is for

To be looked at: for teaching how a network reads a digit, on the page that this repository makes of it.
It reads single digits, 0 to 9, that somebody draws there with a pen, a finger or a mouse, or has
photographed.

## What it is not for

Whatever a wrong digit costs somebody something: forms, checks, mail, grades, doses, meters. Numbers of
several digits, letters, other scripts' digits. Telling who has written. Nobody has measured how it reads
children's first digits, or people whose hands don't do as they want. A probability near 1 is no promise:
the tables below count how often that was wrong. Ways of writing that neither MNIST nor
`assets/pen_styles.txt` has are read worse, or refused.

## How it reads

{figures}
"""
WHAT_THEY_MEAN = """\
Right is what the page shows right; "alone" is the network's own answer, refused or not. Wrong are digits
shown as another one; "over 99%" counts those of which the network was that sure. The calibration error
is that of what is shown."""
AREA = "AUROC is the chance that a digit of that set is more typical of digits than a drawing of none."
ABOUT_SETS = """\
`python -m model.evaluation.model_card --sets FILE...` measures anew, on the sets of those files besides
MNIST's test images. Their drawings are drawn with the page's own pen, 40 to 80% of the canvas, anywhere
(seed {seed}); DATA-LICENSES.md says whose they are. No network has learned from any of them."""
DIGITS = (
    "digits",
    "items",
    "right, %",
    "alone, %",
    "refused, %",
    "wrong",
    "over 99%",
    "calibration error, %",
)
NO_DIGITS = ("no digits", "items", "refused, %", "taken for a digit with over 99%")


def model_card(network: Network, sets: Sequence[Drawings]) -> str:
    """Return the card as Markdown.

    Args:
        network: with the card that its training wrote for programs, `Network.card`.
        sets: at least one set of digits, (n ≥ 1) drawings each.
    """
    answered = [(drawings, answer(network, drawings.images)) for drawings in sets]
    name, card = network.name, dict(network.card)
    return CARD.format(
        name=name,
        what_it_is=WHAT_IT_IS[name],
        novelty=NOVELTY_NETWORKS[name],
        figures=_figures(answered),
        **card,
        **card["versions"],
    )


def _figures(answered: Sequence[tuple[Drawings, Answers]]) -> str:
    digits = [pair for pair in answered if pair[0].labels[0] >= 0]
    others = [pair for pair in answered if pair[0].labels[0] < 0]
    parts = [_table(DIGITS, [digits_row(*pair) for pair in digits]), WHAT_THEY_MEAN]
    if others:
        areas = [f"AUROC against {drawings.name}, %" for drawings, _ in digits]
        parts.append(_table([*NO_DIGITS, *areas], [_no_digits_row(*pair, digits) for pair in others]))
        parts.append(AREA)
    return "\n\n".join([*parts, ABOUT_SETS.format(seed=SEED)])


def digits_row(drawings: Drawings, answers: Answers) -> list[str]:
    """Return one line of the table of digits."""
    found = figures(drawings.labels, answers)
    shares = [f"{100 * share:.2f}" for share in (found.right, found.alone, found.refused)]
    error = f"{100 * found.calibration_error:.2f}"
    return [
        *(drawings.name, f"{found.items:,}", *shares, str(found.wrong), str(found.wrong_and_sure), error),
    ]


def _no_digits_row(
    drawings: Drawings, found: Answers, digits: Sequence[tuple[Drawings, Answers]]
) -> list[str]:
    sure = int((found.sure & ~found.refused).sum())
    areas = [f"{100 * auroc(of_digits.typicality, found.typicality):.2f}" for _, of_digits in digits]
    return [
        drawings.name,
        f"{len(drawings.labels):,}",
        f"{100 * found.refused.mean():.2f}",
        str(sure),
        *areas,
    ]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def write_model_card(
    name: str, data: Mnist, source: Path, target: Path, sets: Sequence[Drawings] = ()
) -> None:
    """Measure the network in one folder on test images and these sets, and write its card into another.

    Raises:
        NetworkError: there is no such network in the folder.
    """
    text = model_card(load_network(name, source), [mnist_test(data), *sets])
    (target / f"{name}.md").write_text(text, encoding="utf-8")


def main(arguments: list[str] | None = None) -> str | None:
    """Write the cards of both networks; return what went wrong, in a line."""
    parser = argparse.ArgumentParser(description="Measure the networks and write their cards for people.")
    parser.add_argument(
        "--sets", type=Path, nargs="+", default=[], metavar="FILE", help="pen strokes, .jsonl or .jsonl.gz"
    )
    parser.add_argument("--trained", type=Path, default=TRAINED, metavar="DIR", help="where the networks are")
    options = parser.parse_args(arguments)
    try:
        data, sets = load_mnist(), read_sets(options.sets) if options.sets else []
        for name in NAMES:
            with replaced_together(options.trained, name) as new:
                write_model_card(name, data, options.trained, new, sets)
    except (DataError, NetworkError) as error:
        return str(error)
    return None


if __name__ == "__main__":
    sys.exit(main())
