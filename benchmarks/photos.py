"""Counts how many photos of digits on paper are read: python -m benchmarks.photos [--number 40].

tests/photos.py makes the photos: squared and lined paper, shadows, blue ballpoints, pencils. Only what the
page shows right is right, so a refused digit isn't.
"""

from __future__ import annotations

import argparse

import numpy as np

from model.evaluation.recognition import answer, figures
from model.network import NAMES, load_network
from model.preprocess import ink_of, to_mnist
from model.preprocess.hints import ONE, hint_of
from model.preprocess.photo import read_picture
from tests.photos import WAYS, pair, photos


def main() -> None:
    """Print a row for each way, and the share of pairs that are recognized as two digits."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--number", type=int, default=40, help="photos of each way (default: 40)")
    parser.add_argument("--seed", type=int, default=1, help="of everything random (default: 1)")
    options = parser.parse_args()
    sets = {way: photos(way, options.number, options.seed) for way in WAYS}
    images = {way: np.stack([to_mnist(read_picture(file)).image for _, file in sets[way]]) for way in WAYS}
    labels = {way: np.array([digit for digit, _ in sets[way]]) for way in WAYS}
    for name in NAMES:
        network = load_network(name)
        print(f"{name:48} items  right %  refused %")
        for way in [*WAYS, "all"]:
            these = [way] if way in WAYS else list(WAYS)
            all_labels = np.concatenate([labels[each] for each in these])
            found = figures(all_labels, answer(network, np.concatenate([images[each] for each in these])))
            print(f"{way:48}{found.items:6}{100 * found.right:9.1f}{100 * found.refused:11.1f}")
    rng = np.random.default_rng(options.seed)
    ways = list(WAYS.values())
    hints = [hint_of(ink_of(read_picture(pair(rng, **ways[i % len(ways)])))) for i in range(options.number)]
    print(f"two digits on one photo, said to be two: {100 * np.mean([hint == ONE for hint in hints]):.0f}%")


if __name__ == "__main__":
    main()
