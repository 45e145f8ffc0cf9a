"""Measures a neuron card's time on the server: everything it shows, for units of every layer.

python -m benchmarks.explain                     the trained networks
python -m benchmarks.explain --directory DIR     networks in another directory
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from model.attribution import through_neurons
from model.explain import Unit, brightest, explain_unit, outgoing, strongest_outputs
from model.explain.effect import shortfall
from model.explain.ledger import make_ledger
from model.explain.profile import Profiles, compute_profile, excitation, look_up
from model.explain.wiring import find_unit
from model.network import NAMES, TRAINED, Activations, Network, forward, load_network
from model.preprocess.mnist import load_test_images

GOAL = 20  # ms for a card
UNITS = 40  # in each layer


def card(network: Network, profiles: Profiles, activations: Activations, unit: Unit) -> None:
    """Compute everything that a card shows of a unit."""
    neuron = brightest(find_unit(network, unit), activations)
    explained = explain_unit(network, activations, neuron.unit)
    make_ledger(explained)
    shortfall(explained)
    strongest_outputs(outgoing(neuron, activations), 10)
    profile = look_up(profiles, neuron)
    if profile:
        profile.share_below(excitation(neuron, activations))
    through_neurons(network, activations, *np.argsort(activations["probs"])[:-3:-1].tolist())
    forward(network, activations[network.image.name], {neuron.channel: 0.0})


def median_ms(call: Callable[[Unit], object], units: list[Unit]) -> float:
    """Return a call's median time over units, after a first one that may have to compile."""
    call(units[0])
    times = []
    for unit in units:
        started = time.perf_counter()
        call(unit)
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


def measure(network: Network, images: np.ndarray, labels: np.ndarray) -> float:
    """Print a line for each layer; return the slowest layer's median."""
    started = time.perf_counter()
    profiles = compute_profile(network, images, labels)
    print(f"{network.name}: profile of {len(images)} images in {time.perf_counter() - started:.1f} s")
    image, slowest = images[0], 0.0
    activations = forward(network, image)
    rng = np.random.default_rng(0)
    for layer in network.layers[1:]:
        units = [Unit(layer.name, tuple(int(rng.integers(s)) for s in layer.shape)) for _ in range(UNITS)]
        explaining = median_ms(lambda unit: explain_unit(network, activations, unit), units)
        whole = median_ms(lambda unit: card(network, profiles, activations, unit), units)
        print(f"  {layer.name:14} explain_unit {explaining:6.2f} ms   card {whole:6.2f} ms")
        slowest = max(slowest, whole)
    print(f"  {'forward':14} {median_ms(lambda _: forward(network, image), units):6.2f} ms")
    return slowest


def main() -> None:
    """Measure both networks."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--directory", type=Path, default=TRAINED, help="where the networks are")
    directory = parser.parse_args().directory
    images, labels = load_test_images()
    images, slowest = images.astype(np.float32) / 255, 0.0
    for name in NAMES:
        slowest = max(slowest, measure(load_network(name, directory), images, labels))
    print(f"slowest card {slowest:.1f} ms; the goal is {GOAL} ms")


if __name__ == "__main__":
    main()
