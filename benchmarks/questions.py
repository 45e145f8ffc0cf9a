"""Says what a table of answers shows, and how good the questions are; or tries that on simulated classes.

    python -m benchmarks.questions ANSWERS.csv
    python -m benchmarks.questions --simulate [--runs 1000]
    python -m benchmarks.questions --effect 0.4

The first prints the gain with its interval, then for each form and time how hard each question is and how
well it tells apart who knows more. The second prints how often the interval contains the gain that was
planted. The third prints how many devices a study needs. Tables come from a class's wall: docs/study.md.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from model.questions import FORMS, RIGHT, WHEN, Sitting, gain_of, quality_of, read_table
from model.questions.gains import FEWEST, devices_for, gain_between
from model.questions.simulated import newcomer, simulated_rights, true_gain
from views.questions.items import IDS, ITEMS, KINDS

DIFFICULTIES = np.linspace(-1.5, 1.5, len(ITEMS))
SLOPES = np.full(len(ITEMS), 1.2)
CLASSES, GAINS = (8, 25, 200), (0.0, 0.4, 1.0)


def main() -> None:
    """Print what the options ask for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("answers", type=Path, nargs="?")
    parser.add_argument("--simulate", action="store_true", help="classes with a planted gain")
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--effect", type=float, help="in standard deviations")
    options = parser.parse_args()
    if options.effect:
        print(f"{devices_for(options.effect)} devices in the lesson, and as many in the control")
        print(f"{devices_for(options.effect, groups=1)} devices for after against before, without a control")
    if options.simulate:
        simulate(options.runs)
    if options.answers:
        try:
            report(read_table(options.answers.read_text("utf-8"), IDS))
        except (OSError, ValueError) as error:
            parser.error(str(error))


def simulate(runs: int) -> None:
    """Print how often intervals contain the planted gain, and what newcomers get right."""
    print("devices  planted   found  contains %  above 0 %")
    for devices in CLASSES:
        for gain in GAINS:
            truth = true_gain(gain, DIFFICULTIES, SLOPES)
            rng = np.random.default_rng(devices)
            found = [
                gain_between(*simulated_rights(devices, gain, DIFFICULTIES, SLOPES, rng)) for _ in range(runs)
            ]
            contains = np.mean([each.low <= truth <= each.high for each in found])
            above, mean = np.mean([each.low > 0 for each in found]), np.mean([each.gain for each in found])
            print(f"{devices:7}{truth:9.3f}{mean:8.3f}{100 * contains:12.1f}{100 * above:11.1f}")
    rng = np.random.default_rng(0)
    for letter in FORMS:
        right = np.mean([np.mean(np.array(newcomer(KINDS[letter], rng)) == RIGHT) for _ in range(runs)])
        print(f"newcomers get {right:.0%} of form {letter} right")


def report(sittings: list[Sitting]) -> None:
    """Print the gain and the quality of each question."""
    gain = gain_of(sittings)
    if gain is None:
        print(f"Too few to say: fewer than {FEWEST} devices answered both times.")
    else:
        print(
            f"{gain.devices} devices: {gain.before:.0%} right before, {gain.after:.0%} after, "
            f"gain {100 * gain.gain:+.1f} points ({100 * gain.low:+.1f} to {100 * gain.high:+.1f})"
        )
    for when in WHEN:
        for letter in FORMS:
            some = [each for each in sittings if (each.when, each.form) == (when, letter)]
            if len(some) < FEWEST:
                continue
            print(f"\n{when}, form {letter}, {len(some)} devices\nquestion    right %  discrimination")
            for id, each in zip(IDS, quality_of(some)):
                wrong = ", ".join(f"{name} {count}" for name, count in each.wrong.items())
                sign = "  look again" if each.is_weak else ""
                print(f"{id:12}{100 * each.right:7.0f}{each.discrimination:16.2f}{sign}  {wrong}")


if __name__ == "__main__":
    main()
