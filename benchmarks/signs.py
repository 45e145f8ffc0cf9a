"""Measures how well a network learns signs from a few drawings, and whether it refuses others.

    python -m benchmarks.signs LETTERS SIGNS [--draws 10]

Both are files of pen strokes as in `benchmarks.recognition`, with a character's name as label: letters, and
signs of many alphabets. Each row is the mean of as many draws of signs, each with other drawings, with the
standard error of what is right. Right are those of the drawings not learned from; refused are those of
these, of the other characters of the same file, and of the other file.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from model.evaluation.drawings import SEED, random_of, read_drawings
from model.network import load_network
from model.network.network import features_of, logits_of
from model.signs import learn_signs

HELD_BACK = 40  # drawings of a sign, to test with
OTHERS = 300  # drawings that should be refused
ROWS = (
    *(("letters", 5, 3), ("letters", 5, 10), ("letters", 5, 20), ("letters", 10, 10)),
    *(("signs", 5, 3), ("signs", 5, 8), ("signs", 10, 8)),
)


def main() -> None:
    """Measure both ways of learning, and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("letters", type=Path)
    parser.add_argument("signs", type=Path)
    parser.add_argument("--draws", type=int, default=10, help="of signs")
    options = parser.parse_args()
    sets = {}
    for name in ("letters", "signs"):
        found = read_drawings(getattr(options, name), random_of(name, SEED))
        kinds = np.char.add(np.char.add(found.characters, " "), found.sources if name == "signs" else "")
        sets[name] = found.images, kinds
    for title, base in (("on the shoulders of conv", load_network("conv")), ("from nothing", None)):
        print(f"{title:26} signs  drawings  right %    ±  refused %  others %  other file %  seconds")
        for name, count, drawings in ROWS:
            other = sets["signs" if name == "letters" else "letters"][0]
            rows = np.array(
                [figures(*sets[name], other, count, drawings, base, seed) for seed in range(options.draws)]
            )
            mean, error = rows.mean(axis=0), rows[:, 0].std() / np.sqrt(max(1, len(rows) - 1))
            print(
                f"{name:26}{count:6}{drawings:10}{mean[0]:9.1f}{error:5.1f}{mean[1]:11.1f}{mean[2]:10.1f}"
                f"{mean[3]:14.1f}{mean[4]:9.2f}"
            )


def figures(images, kinds, other, count: int, drawings: int, base, seed: int) -> tuple[float, ...]:
    """Return the shares in %, and the seconds, of one draw."""
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(np.unique(kinds))[:count]
    parts = [rng.permutation(np.flatnonzero(kinds == kind)) for kind in chosen]
    taught = np.concatenate([part[:drawings] for part in parts])
    labels = np.repeat(np.arange(count), [len(part[:drawings]) for part in parts])
    rest = [part[drawings : drawings + HELD_BACK] for part in parts]
    start = time.perf_counter()
    network = learn_signs(images[taught], labels, [f"{i}" for i in range(count)], base, seed=seed)
    seconds = time.perf_counter() - start
    right = logits_of(network, images[np.concatenate(rest)]).argmax(axis=1) == np.repeat(
        np.arange(count), [*map(len, rest)]
    )
    strangers = rng.permutation(np.flatnonzero(~np.isin(kinds, chosen)))[:OTHERS]
    sets = images[np.concatenate(rest)], images[strangers], rng.permutation(other)[:OTHERS]
    return 100 * right.mean(), *(100 * refused(network, each).mean() for each in sets), seconds


def refused(network, images: np.ndarray) -> np.ndarray:
    """Return for each image whether it's none of the signs."""
    known = network.card["known"]
    return known.distances(features_of(network, known.layer, images)) > network.card["threshold"]


if __name__ == "__main__":
    main()
