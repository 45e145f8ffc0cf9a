"""Where images lie in the layers of the shipped networks, for laws in JavaScript: see `cases.py`."""

from pathlib import Path

import numpy as np

from model.explain.probe import axes, load_probes
from model.network import NAMES, forward, forward_batch
from model.network.message import encode
from tests.specimens import many_images, some_images, specimen

MANY = 30  # images among which neighbors are searched for
NEAREST = 10  # neighbors of a drawing on the map


def nearest(values: np.ndarray, many: np.ndarray, count: int = NEAREST) -> np.ndarray:
    """Return which of many (n, values) lie nearest to one (values,): int64 (count,), the nearest first."""
    distances = ((np.float64(many) - values) ** 2).sum(axis=1)
    return np.argsort(distances, kind="stable")[:count]


def write_maps(folder: Path) -> dict[str, object]:
    """Write each network's probes as messages; return where Python places the images."""
    images, many = some_images()[:4], many_images()[:MANY]
    described = {}
    for name in NAMES:
        network = specimen(f"trained {name}").network
        probes = load_probes(network)
        layers = [
            {"layer": each, "kernel": probe.kernel, "bias": probe.bias} for each, probe in probes.items()
        ]
        (folder / f"{name}.probes").write_bytes(encode({"layers": layers}))
        of_many = {each: forward_batch(network, many)[each].reshape(MANY, -1) for each in probes}
        placed = []
        for image in images:
            values = {each: forward(network, image)[each].ravel() for each in probes}
            scores = {each: probe.scores(values[each]) for each, probe in probes.items()}
            placed.append(
                {
                    "image": image.ravel().tolist(),
                    "scores": [of_layer.tolist() for of_layer in scores.values()],
                    "places": [(of_layer @ axes()).tolist() for of_layer in scores.values()],
                    "nearest": [nearest(values[each], of_many[each], NEAREST).tolist() for each in probes],
                }
            )
        described[name] = placed
    return {
        "many": np.float32(many).reshape(MANY, -1).tolist(),
        "networks": described,
        "axes": axes().tolist(),
    }
