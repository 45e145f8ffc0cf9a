"""Measures what networks read of each group of writers, after learning from some people's digits.

    python -m benchmarks.whose [--seeds 3]

Trains in Node as the page does in a browser (`fitGroup`), with other images or writers for each seed. Shares
are means over the seeds, with the least and the most. Seconds are the longest training's, without
fetching its digits: those of its steps, and until all 10,000 test images are read.
"""

from __future__ import annotations

import argparse

from tests.in_node import path_of, run_script
from views.parts.component.constants import CONSTANTS
from views.parts.files.digit_files import OF_TRAINING

LEARNED = (
    *((whose, 3000) for whose in ("adults", "students", "both")),
    *(("adults", count) for count in (10_000, 25_000)),
    *((whose, 70) for whose in ("writer", "ten", "seventy")),
)
READ = ("adults", "students", "own")


def main() -> None:
    """Print a row for each of `LEARNED`."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=3)
    seeds = range(1, parser.parse_args().seeds + 1)
    addresses = {name: path_of(name) for name in ("test", "writers")}
    print(
        f"{'learned from':18}writers"
        + "".join(f"{f'right {name} %':>24}" for name in READ)
        + "    s  until read"
    )
    for whose, count in LEARNED:
        given = {
            "trainings": [{"whose": whose, "count": 70, "seed": 1}]  # it fetches the digits
            + [{"whose": whose, "count": count, "seed": seed} for seed in seeds],
            "addresses": addresses | {"train": [path_of(name) for name in OF_TRAINING]},
            "constants": CONSTANTS,
        }
        found = run_script("fit_groups.mjs", given)[1:]
        cells = [f"{count:>6,} {whose:11}{found[0]['writers']:7}"]
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
