"""Measures how often a small change of a drawing changes the answer, how soon it's found and how it looks.

    python -m benchmarks.counterfactual FILE...                  drawings as recognition.py reads them
    python -m benchmarks.counterfactual FILE... --sheet out.png  and a contact sheet of the changes

For each network, the target is any other digit, and one random digit. Seconds are for one processor. Every
change is drawn again on the canvas and read by the network: all of them have to be "confirmed".
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from model.attribution.counterfactual import Counterfactual, find_counterfactuals, says
from model.attribution.edits import ERASER, LEAVE_OUT, MARK, RUB_OUT, Sketch
from model.evaluation.drawings import place, random_of, read_items
from model.network import NAMES, load_network
from model.preprocess.mnist import NUM_CLASSES
from model.preprocess.pen import PEN_WIDTH
from tests.strokes import sketch_of

NUMBER, SEED = 200, 1
CELL, ACROSS = 160, 10  # pixels in a cell of the contact sheet, and cells in a row
COLORS = {MARK: (255, 140, 0), RUB_OUT: (120, 160, 255), LEAVE_OUT: (255, 170, 170)}


def main() -> None:
    """Measure what the command line asks for, and print it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help="pen strokes, .jsonl or .jsonl.gz"
    )
    parser.add_argument("--number", type=int, default=NUMBER, help="of drawings")
    parser.add_argument("--sheet", type=Path, metavar="PNG", help="of what was found for any digit")
    options = parser.parse_args()
    rng = random_of("counterfactual", SEED)
    items = [item for path in options.files for item in read_items(path)]
    chosen = rng.choice(len(items), min(options.number, len(items)), replace=False)
    drawings = [place(items[i]["strokes"], rng) for i in chosen]
    sketches = [sketch_of(strokes) for strokes in drawings]
    for name in NAMES:
        for wish in ("any other digit", "a given digit"):
            cells = list(_measure(name, sketches, wish, rng))
            if options.sheet and wish.startswith("any"):
                path = options.sheet.with_stem(f"{options.sheet.stem}-{name}")
                _contact_sheet(cells).save(path)
                print(f"the changes: {path}")


def _measure(
    name: str, sketches: Sequence[Sketch], wish: str, rng: np.random.Generator
) -> Iterator[tuple[Sketch, int, Counterfactual]]:
    """Print one line; return the drawings, their readings and what changes those, the best first."""
    network, other = load_network(name), load_network(*(each for each in NAMES if each != name))
    seconds, kinds, shared, confirmed, total, two = [], [], 0, 0, 0, 0
    for sketch in sketches:
        now = says(network, sketch)
        target = (
            None if wish.startswith("any") else (now + 1 + int(rng.integers(NUM_CLASSES - 1))) % NUM_CLASSES
        )
        started = time.thread_time()
        found = find_counterfactuals(network, other, sketch, target)
        seconds.append(time.thread_time() - started)
        kinds.append({each.kind for each in found})
        for each in found:
            total, shared, two = total + 1, shared + each.is_shared, two + (len(each.edits) == 2)
            confirmed += says(network, after(sketch, each)) == each.digit != now
            yield sketch, now, each
    share = {kind: np.mean([kind in each for each in kinds]) for kind in (LEAVE_OUT, RUB_OUT, MARK)}
    print(
        f"{name}, {wish}: {np.mean([bool(each) for each in kinds]):.1%} of {len(sketches)} drawings "
        f"({', '.join(f'{kind} {part:.0%}' for kind, part in share.items())}; {two} of two marks); "
        f"{np.median(seconds):.2f} s (95%: {np.quantile(seconds, 0.95):.2f}); "
        f"confirmed {confirmed} of {total}, "
        f"the other network agrees to {shared / max(1, total):.0%}",
        flush=True,
    )


def after(sketch: Sketch, found: Counterfactual) -> Sketch:
    """Return the drawing with all changes of a counterfactual."""
    for edit in found.edits:
        sketch = sketch.after(edit)
    return sketch


def _contact_sheet(cells: Sequence[tuple[Sketch, int, Counterfactual]]) -> Image.Image:
    rows = -(-len(cells) // ACROSS)
    sheet = Image.new("RGB", (ACROSS * CELL, rows * CELL), "gray")
    for number, (sketch, now, found) in enumerate(cells):
        ink = np.round(255 * (1 - sketch.ink)).astype(np.uint8)
        cell = Image.fromarray(ink).convert("RGB")
        pen = ImageDraw.Draw(cell)
        for edit in found.edits:
            width = ERASER if edit.kind == RUB_OUT else PEN_WIDTH
            pen.line([tuple(point) for point in edit.path], COLORS[edit.kind], width, joint="curve")
        pen.text((4, 4), f"{now} > {found.digit} {found.kind}{'' if found.is_shared else ' *'}", (200, 0, 0))
        cell = cell.resize((CELL - 2, CELL - 2))
        sheet.paste(cell, (CELL * (number % ACROSS), CELL * (number // ACROSS)))
    return sheet


if __name__ == "__main__":
    main()
