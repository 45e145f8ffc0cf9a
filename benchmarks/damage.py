"""Counts how many of 1,000 test digits are read when damaged: the curves of the page "Break it".

python -m benchmarks.damage [--network dense] [--kind slid]

For each degree, it prints what is read as is and what is read when centered first, in % of the first 1,000
test images, and how often the page's stored curves differ.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence

from model.attribution.damage_curves import IMAGES, Right, count_right, load_curves
from model.network import NAMES, Network, load_network
from model.preprocess.damage import DEGREES
from model.preprocess.mnist import load_test_images


def counted(network: Network, kind: str, degrees: Sequence[int]) -> list[Right]:
    """Count how many are read, for each degree."""
    images, labels = (each[:IMAGES] for each in load_test_images())
    return [count_right(network, images, labels, kind, degree) for degree in degrees]


def main() -> None:
    """Print a table for each network and kind."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--network", choices=NAMES, help="only this one (default: both)")
    parser.add_argument("--kind", choices=DEGREES, help="only this one (default: all)")
    chosen = parser.parse_args()
    for name in [chosen.network] if chosen.network else NAMES:
        network = load_network(name)
        shown = load_curves(network)
        for kind in [chosen.kind] if chosen.kind else DEGREES:
            started = time.perf_counter()
            found = counted(network, kind, DEGREES[kind])
            seconds = time.perf_counter() - started
            others = sum(list(one) != list(other) for one, other in zip(found, shown[kind]))
            print(f"{name}, {kind}: {seconds:.1f} s; {others} of {len(found)} differ from the page's")
            for title, place in (("as it is", 0), ("centered", 1)):
                shares = "".join(f"{100 * each[place] / IMAGES:7.1f}" for each in found)
                print(f"  {title:9}{shares}")
            print(f"  {'degree':9}{''.join(f'{degree:7}' for degree in DEGREES[kind])}")


if __name__ == "__main__":
    main()
