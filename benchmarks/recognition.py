"""Measures how well the networks read people's pen strokes, and whether they recognize non-digits.

    python -m benchmarks.recognition FILE...                    both networks
    python -m benchmarks.recognition FILE... --errors out.png   and a picture of the wrong ones

A FILE is .jsonl or .jsonl.gz with one drawing a line,
`{"label": 7, "source": "who", "strokes": [[[x, y], ...], ...]}`; a stroke is one pen-down to pen-up run of
points in any unit, y pointing down. Labels that aren't digits ("R") mark drawings that should be refused.
Each drawing is scaled to 40 to 80% of the canvas, placed anywhere in it, drawn with the app's own pen,
and taken through `to_mnist` and the network.

Right is what the page shows right, so a refused digit isn't. "Alone" is the network's own answer,
refused or not; the rows for a set's sources and the shares of its characters show where it fails. Wrong
are digits shown as another one; "over 99%" counts those of them, or of the non-digits that are
read as one, of which the network was this sure. The calibration error (ECE) is for the answers shown.
AUROC is the chance that a digit of the set is more typical than a non-digit.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from model.evaluation.drawings import SEED, Drawings, mnist_test, read_sets
from model.evaluation.recognition import REFUSED, Answers, answer, auroc, figures
from model.network import NAMES, TRAINED, load_network
from model.preprocess.mnist import IMAGE_SIZE, NUM_CLASSES, load_mnist

MOST_CHARACTERS = 60  # for a set that is printed character by character


def main() -> None:
    """Measure what the command line asks for, and print it."""
    options = parse_arguments()
    sets = [*read_sets(options.files, options.seed), mnist_test(load_mnist())]
    for name in [options.network] if options.network else NAMES:
        network = load_network(name, options.trained)
        answers = [answer(network, drawings.images) for drawings in sets]
        report(name, sets, answers)
        if options.errors:
            path = options.errors.with_stem(f"{options.errors.stem}-{name}")
            contact_sheet(sets, answers).save(path)
            print(f"the wrong ones: {path}\n")


def parse_arguments() -> argparse.Namespace:
    """Return the checked command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help="pen strokes, .jsonl or .jsonl.gz"
    )
    parser.add_argument("--network", choices=NAMES, help="only this one (default: both)")
    parser.add_argument("--trained", type=Path, default=TRAINED, metavar="DIR", help="where the networks are")
    parser.add_argument("--errors", type=Path, metavar="PNG", help="write a contact sheet of the wrong ones")
    parser.add_argument("--seed", type=int, default=SEED, help="of size, place and scribbles")
    return parser.parse_args()


def report(name: str, sets: Sequence[Drawings], answers: Sequence[Answers]) -> None:
    """Print one network's tables: digits, non-digits, and a confusion matrix for every set of digits."""
    digits = [pair for pair in zip(sets, answers) if pair[0].labels[0] >= 0]
    others = [pair for pair in zip(sets, answers) if pair[0].labels[0] < 0]
    print(f"{name}\n{'digits':30} items  right %  alone %  refused %  wrong  over 99%   ECE %")
    for drawings, one in digits:
        for title, part in parts_of(drawings):
            print(f"{title:30}{part.sum():6}{digit_figures(drawings.labels[part], one.only(part))}")
    areas = "".join(f"  AUROC %, {drawings.name}" for drawings, _ in digits)
    print(f"\n{'no digits':30} items  refused %  over 99%{areas}")
    for drawings, one in others:
        for title, part in parts_of(drawings):
            shown = one.only(part)
            figures = f"{100 * shown.refused.mean():11.2f}{(shown.sure & ~shown.refused).sum():11}"
            for known, of_known in digits:
                area = auroc(of_known.typicality, shown.typicality)
                figures += f"{100 * area:{len(known.name) + 11}.2f}"
            print(f"{title:30}{part.sum():6}{figures}")
    for drawings, one in others:
        print_characters(drawings, one)
    print()
    for drawings, one in digits:
        print_confusion(f"{name}, {drawings.name}", confusion(drawings.labels, one.shown))


def digit_figures(labels: np.ndarray, answers: Answers) -> str:
    """Return one line of the table of digits."""
    found = figures(labels, answers)
    shares = [100 * share for share in (found.right, found.alone, found.refused)]
    counts = f"{found.wrong:7}{found.wrong_and_sure:11}{100 * found.calibration_error:8.2f}"
    return "{:9.2f}{:9.2f}{:11.2f}".format(*shares) + counts


def parts_of(drawings: Drawings) -> list[tuple[str, np.ndarray]]:
    """Return a set and, if it has several sources, each of them: a title and which drawings, bool (n,)."""
    sources = np.unique(drawings.sources)
    parts = [(f"  {source}", drawings.sources == source) for source in sources if len(sources) > 1]
    return [(drawings.name, np.full(len(drawings.labels), True)), *parts]


def print_characters(drawings: Drawings, answers: Answers) -> None:
    """Print what share of each character is refused, for a set of few enough characters."""
    characters, numbers = np.unique(drawings.characters, return_inverse=True)
    if 1 < len(characters) <= MOST_CHARACTERS:
        shares = np.bincount(numbers, answers.refused) / np.bincount(numbers)
        found = "  ".join(f"{each} {100 * share:.0f}" for each, share in zip(characters, shares))
        print(f"\n{drawings.name}, refused, %, character by character\n{found}")


def confusion(labels: np.ndarray, shown: np.ndarray) -> np.ndarray:
    """Return (10, 11) counts: rows are what was written, columns what was read, with `REFUSED` last."""
    counts = np.bincount(labels * (NUM_CLASSES + 1) + shown, minlength=NUM_CLASSES * (NUM_CLASSES + 1))
    return counts.reshape(NUM_CLASSES, NUM_CLASSES + 1)


def print_confusion(title: str, counts: np.ndarray) -> None:
    """Print a confusion matrix, zeros as dots."""
    print(f"{title}: written (rows), read (columns)")
    print("   " + "".join(f"{digit:6}" for digit in range(NUM_CLASSES)) + "  refused     in %")
    for digit, row in enumerate(counts):
        share = 100 * row[-1] / max(1, row.sum())
        print(f"{digit:3}" + "".join(f"{count or '.':>6}" for count in row) + f"{share:12.1f}")
    print()


def contact_sheet(sets: Sequence[Drawings], answers: Sequence[Answers]) -> Image.Image:
    """Show all that was read or judged wrongly, "written>read" above it, sorted by what was written."""
    cells = []
    for drawings, one in zip(sets, answers):
        right = np.where(drawings.labels < 0, REFUSED, drawings.labels)
        wrong = np.flatnonzero(right != one.shown)
        for item in sorted(wrong, key=lambda item: (drawings.characters[item], one.shown[item])):
            read = "-" if one.refused[item] else f"{one.digits[item]} {100 * one.confidence[item]:.0f}%"
            title = f"{drawings.characters[item][:2]}>{read}"
            cells.append((title, 255 - np.uint8(drawings.images[item] * 255)))
    side, head, columns = 2 * IMAGE_SIZE, 12, 30
    rows = -(-len(cells) // columns)
    sheet = Image.new("L", (columns * (side + 4), max(1, rows) * (side + head + 4)), 255)
    pen = ImageDraw.Draw(sheet)
    for position, (title, image) in enumerate(cells):
        left, top = position % columns * (side + 4), position // columns * (side + head + 4)
        pen.text((left, top), title, fill=0)
        sheet.paste(Image.fromarray(image).resize((side, side)), (left, top + head))
    return sheet


if __name__ == "__main__":
    main()
