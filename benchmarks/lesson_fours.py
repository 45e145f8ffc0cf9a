"""Counts the people's 4s that the lesson works with: every step that depends on the drawing can be done.

python -m benchmarks.lesson_fours FILE... [--number 40]

A file has a drawing a line, see `model.evaluation`; `--number` of all their 4s are taken, evenly spaced.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path

import numpy as np
import streamlit as st

from model.preprocess.pen import CANVAS_SIZE
from tests.fours import draw, stopped_at, top_closed
from views.lesson.steps.facts import closed_top
from views.lesson.steps.known import known
from views.lesson.steps.set_up import dense

SIDE = 500  # the longer side of a drawing in a file
SHARE = 0.7  # the share of the canvas that it takes


def fours(paths: list[Path], number: int) -> list[list]:
    """Return this many 4s in canvas pixels, centered on the canvas."""
    found = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found += [each["strokes"] for each in map(json.loads, lines) if each["label"] == 4]
    chosen = np.linspace(0, len(found) - 1, number).round().astype(int)
    return [_on_canvas(found[each]) for each in chosen]


def _on_canvas(strokes: list) -> list:
    points = np.concatenate([np.array(stroke, float) for stroke in strokes])
    scale = SHARE * CANVAS_SIZE / SIDE
    offset = CANVAS_SIZE / 2 - scale * (points.min(axis=0) + points.max(axis=0)) / 2
    return [(scale * np.array(stroke, float) + offset).tolist() for stroke in strokes]


def main() -> None:
    """Print how many 4s reach the end, and what closing the top led to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--number", type=int, default=40)
    options = parser.parse_args()
    ends, outcomes = Counter(), Counter()
    for strokes in fours(options.files, options.number):
        st.session_state.clear()
        ends[stopped_at(strokes)] += 1
        draw(top_closed(strokes))
        outcomes[closed_top(known(dense(), "nine")).partition(",")[0].partition(":")[0]] += 1
    print(f"{ends[None]} of {options.number} get to the end; stopped at: {dict(ends)}")
    print(f"closing the top: {dict(outcomes)}")


if __name__ == "__main__":
    main()
