"""Checks shares of a margin: what they leave over, and what happens when strokes are really removed.

python -m benchmarks.attribution                     500 test digits, 300 generated drawings
python -m benchmarks.attribution FILE [FILE ...]     300 drawings from each file of strokes instead
python -m benchmarks.attribution --number 50         fewer

Drawings have several strokes each, drawn with the app's own pen at any size and place.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # like the page

import numpy as np

from model.attribution import attribute, through_neurons
from model.evaluation.drawings import place, read_items
from model.network import NAMES, Network, forward, load_network
from model.preprocess import Stages, to_mnist
from model.preprocess.mnist import load_test_images
from model.preprocess.pen import PEN_WIDTH, draw_strokes, read_styles, vary
from model.preprocess.strokes import DrawnStroke, without_each
from tests.strokes import ink_of_each

DIGITS, DRAWINGS = 500, 300


class Drawn(NamedTuple):
    """A drawing of several strokes, and what is computed from it."""

    strokes: list[DrawnStroke]
    stages: Stages


def generated(number: int, rng: np.random.Generator) -> Iterator[Drawn]:
    """Yield digits of several strokes from model/preprocess/pen.py."""
    styles = [style for label, found in read_styles().items() if label != "-" for style in found]
    while number:
        strokes = vary(styles[rng.integers(len(styles))], rng)
        if len(strokes) > 1:
            yield drawn(strokes, rng)
            number -= 1


def from_file(path: Path, number: int, rng: np.random.Generator) -> Iterator[Drawn]:
    """Yield some of a file's digits of several strokes."""
    items = [each for each in read_items(path) if len(each["strokes"]) > 1 and str(each["label"]).isdecimal()]
    for place_of in rng.permutation(len(items))[:number]:
        yield drawn(items[place_of]["strokes"], rng)


def drawn(strokes: list, rng: np.random.Generator) -> Drawn:
    """Draw strokes at a random size and place."""
    placed = place(strokes, rng)
    return Drawn([DrawnStroke(each, PEN_WIDTH) for each in placed], to_mnist(draw_strokes(placed)))


def pair_of(logits: np.ndarray) -> tuple[int, int]:
    """Return the answer and its runner-up."""
    runner_up, winner = np.argsort(logits, kind="stable")[-2:].tolist()
    return winner, runner_up


def shares_and_losses(network: Network, drawings: list[Drawn]) -> np.ndarray:
    """Return (n, 2): for each stroke, its pixels' share of the margin, and the margin's drop without it."""
    found = []
    for strokes, stages in drawings:
        logits = forward(network, stages.image)["logits"]
        winner, runner_up = pair_of(logits)
        pixels = attribute(network, stages.image, winner, runner_up).pixels
        shares = (ink_of_each(stages, strokes) * pixels).sum(axis=(1, 2))
        for share, without in zip(shares, without_each(stages.ink, strokes)):
            if without is not None:
                less = forward(network, without.image)["logits"]
                found.append((share, logits[winner] - logits[runner_up] - (less[winner] - less[runner_up])))
    return np.array(found)


def left_over(network: Network, images: np.ndarray) -> tuple[list[float], list[float], int]:
    """Return each image's leftover, the milliseconds it takes, and how many blank pixels have a share."""
    rests, times, inked = [], [], 0
    for image in images:
        pair = pair_of(forward(network, image)["logits"])
        started = time.perf_counter()
        found = attribute(network, image, *pair)
        times.append(1000 * (time.perf_counter() - started))
        rests.append(abs(found.rest))
        inked += int(np.count_nonzero(found.pixels[image == 0]))
    return rests, times, inked


def off_in_layers(network: Network, images: np.ndarray) -> float:
    """Return by how much a layer's shares and bias miss the margin at most."""
    worst = 0.0
    for image in images:
        activations = forward(network, image)
        levels = through_neurons(network, activations, *pair_of(activations["logits"]))
        worst = max(worst, *(abs(each.shares.sum() + each.bias - each.total) for each in levels.values()))
    return worst


def shuffled(network: Network, rng: np.random.Generator) -> Network:
    """Return the same network with each layer's weights in random order."""
    layers = []
    for layer in network.layers:
        given = {
            name: getattr(layer, name) for name in ("name", "kind", "shape", "window", "strides", "padding")
        }
        if layer.kernel is not None:
            given["kernel"] = rng.permutation(layer.kernel.ravel()).reshape(layer.kernel.shape)
            given["bias"] = rng.permutation(layer.bias)
        layers.append(type(layer)(**given))
    return Network(network.name, tuple(layers))


def likeness(network: Network, images: np.ndarray, rng: np.random.Generator) -> list[float]:
    """Return |r| between inked pixels' shares in the network and in a shuffled one, for each image."""
    other, found = shuffled(network, rng), []
    for image in images:
        pair = pair_of(forward(network, image)["logits"])
        maps = [attribute(each, image, *pair).pixels[image > 0] for each in (network, other)]
        found.append(abs(float(np.corrcoef(*maps)[0, 1])))
    return found


def main() -> None:
    """Print all results."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("files", type=Path, nargs="*", metavar="FILE", help="strokes, as JSON lines")
    parser.add_argument("--number", type=int, default=DRAWINGS, help="drawings of a set (default: 300)")
    options = parser.parse_args()
    digits = load_test_images()[0][: min(DIGITS, 2 * options.number)].astype(np.float32) / 255
    sets = {
        path.name: list(from_file(path, options.number, np.random.default_rng(3))) for path in options.files
    }
    sets = sets or {"generated": list(generated(options.number, np.random.default_rng(3)))}
    for name in NAMES:
        network = load_network(name)
        images = {"test digits": digits}
        images |= {title: np.stack([each.stages.image for each in found]) for title, found in sets.items()}
        for title, those in images.items():
            rests, times, inked = left_over(network, those)
            print(f"{name}, {len(those)} {title}: {inked} blank pixels with a share")
            print(f"  layers are off by {off_in_layers(network, those):.1e} at most")
            print(f"  left over {np.median(rests):.3f} (median), {max(rests):.3f} (most)")
            print(f"  {np.median(times):.1f} ms (95%: {np.quantile(times, 0.95):.1f})", flush=True)
        for title, found in sets.items():
            pairs = shares_and_losses(network, found)
            r = np.corrcoef(pairs.T)[0, 1]
            print(f"{name}, {title}: {len(pairs)} strokes, share and true loss r = {r:.2f}", flush=True)
        alike = likeness(network, digits[:50], np.random.default_rng(0))
        print(
            f"{name}, weights shuffled: |r| of the maps {np.mean(alike):.2f} (mean), {max(alike):.2f} (most)"
        )


if __name__ == "__main__":
    main()
