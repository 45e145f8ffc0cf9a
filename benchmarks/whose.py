"""Measures what networks read of each group of writers, after learning from some people's digits.

    python -m benchmarks.whose [--seeds 3]

Trains in Node as the second lesson does in a browser, with other images or writers for each seed. Shares
are means over the seeds, with the least and the most. Seconds are the longest training's, without
fetching its digits: those of its steps, and until all 10,000 test images are read.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict, replace

from model.training.choices import MOST_SECONDS
from tests.in_node import path_of, run_script
from views.lesson.steps.hands_found import NETWORKS
from views.parts.component.constants import CONSTANTS
from views.parts.files.digit_files import OF_TRAINING

LEARNED = NETWORKS | {"10,000": replace(NETWORKS["more"], images=10_000, epochs=8)}
READ = ("adults", "students", "own")


def main() -> None:
    """Print a row for each of `LEARNED`."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=3)
    seeds = range(1, parser.parse_args().seeds + 1)
    addresses = {name: path_of(name) for name in ("test", "writers")}
    heads = "".join(f"{f'right {name} %':>24}" for name in READ)
    print(f"{'learned from':18}{heads}    s  until read")
    for choices in LEARNED.values():
        given = {
            "trainings": [asdict(LEARNED["writer"])]  # it fetches the digits
            + [asdict(replace(choices, seed=seed)) for seed in seeds],
            "addresses": addresses | {"train": [path_of(name) for name in OF_TRAINING]},
            "longest": MOST_SECONDS,
            "constants": CONSTANTS,
        }
        found = run_script("fit_groups.mjs", given)[1:]
        cells = [f"{choices.images:>6,} {choices.whose:11}"]
        for name in READ:
            shares = [
                100 * each["groups"][name]["right"] / each["groups"][name]["count"]
                for each in found
                if name in each["groups"]
            ]
            text = (
                f"{sum(shares) / len(shares):.1f} ({min(shares):.1f} to {max(shares):.1f})" if shares else ""
            )
            cells.append(f"{text:>24}")
        print(
            "".join(cells)
            + f"{max(each['seconds'] for each in found):5.1f}{max(each['all'] for each in found):12.1f}"
        )


if __name__ == "__main__":
    main()
