"""What the JavaScript is held to: inputs, and what Python and Keras make of them, as files.

python -m tests.js.cases FOLDER

Floats are little-endian float32, one after the other; the rest is JSON. `laws.js` reads them, in Node or in a
browser.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from model.effect import rerun_scaled
from model.explain import explain_unit, outgoing
from model.layer import COPIES, Layer
from model.network import Activations, Network, forward
from model.novelty import detector_of, typicality
from model.pen import draw_strokes
from model.preprocess import stages_of_ink
from model.wiring import OUTSIDE, Unit
from tests.browser.pen import SAMPLES
from tests.specimens import ALL, OWN, keras_values, many_images, some_images, some_units, specimen
from views.draw.live_ink import packed
from views.draw.network_view import describe
from views.parts.colors import paint, paint_signed
from views.parts.constants import CONSTANTS
from views.parts.wording import figure, percent

FEW = 40  # images for the networks that are not shipped
SIDE = 280  # pixels of a drawing


def write_cases(folder: Path) -> None:
    """Write all files: 280 MB, nearly all of it conv's values."""
    networks = {}
    for number, title in enumerate((*ALL, OWN)):
        images = many_images() if title.startswith("trained") else many_images()[::18][:FEW]
        networks[title] = write_network(folder, str(number), title, images)
    write_json(folder / "networks.json", networks)
    write_drawings(folder)
    write_json(folder / "figures.json", figures())
    write_json(folder / "colors.json", colors())
    write_json(folder / "constants.json", CONSTANTS)
    write_json(folder / "panels.json", {title: describe(specimen(title).network)["panels"] for title in ALL})


def write_network(folder: Path, file: str, title: str, images: np.ndarray) -> dict[str, object]:
    """A network, images and every value of every layer; gives what describes them."""
    network = specimen(title).network
    (folder / f"{file}.network").write_bytes(packed(network, detector_of(network) is not None))
    images.astype("<f4").tofile(folder / f"{file}.images")
    values = keras_values(title, images)
    with (folder / f"{file}.values").open("wb") as out:
        for i in range(len(images)):
            for layer in network.layers:
                out.write(np.ascontiguousarray(values[layer.name][i], "<f4").tobytes())
    image = some_images()[0]
    activations = forward(network, image)
    return {
        "file": file,
        "number": len(images),
        "layers": [
            {
                "name": layer.name,
                "size": int(np.prod(layer.shape)),
                "largest": float(np.abs(values[layer.name]).max()),
            }
            for layer in network.layers
        ],
        "image": image.ravel().tolist(),
        "probs": activations[network.layers[-1].name].tolist(),
        "changed": describe_changed(network, image),
        "units": [describe_unit(network, activations, unit) for unit in units_of(network)],
        "typicality": [typicality(network, forward(network, image)) for image in images]
        if detector_of(network)
        else None,
    }


def describe_changed(network: Network, image: np.ndarray) -> dict[str, object]:
    """Factors on neurons or maps of every layer, the outputs too; and every value that comes of them."""
    layers = [layer for layer in network.layers[1:] if layer.unit_layer is layer and layer.kind not in COPIES]
    factors = {
        (layer, (3 * i + 1) % layer.shape[-1]): (0.0, 2.5, 0.5)[i % 3] for i, layer in enumerate(layers)
    }
    values = rerun_scaled(network, image, factors)
    return {
        "factors": [
            {"layer": layer.name, "number": number, "factor": factor}
            for (layer, number), factor in factors.items()
        ],
        "values": {name: value.ravel().tolist() for name, value in values.items()},
    }


def units_of(network: Network) -> list[Unit]:
    """Some of every layer in which units add up or pool."""
    layers = [layer for layer in network.layers[1:] if layer.unit_layer is layer]
    return [unit for layer in layers for unit in some_units(layer, 2)]


def describe_unit(network: Network, activations: Activations, unit: Unit) -> dict[str, object]:
    """All its connections, as [layer, flat index, term]: what it adds up, and what it adds to others."""
    explained = explain_unit(network, activations, unit)
    sent = outgoing(explained.layer, explained.unit.index, activations)
    return {
        "layer": unit.layer,
        "index": unit.index,
        "inputs": connections(explained.source, explained.source_index, explained.terms),
        "outputs": [] if sent is None else connections(sent.target, sent.target_index, sent.terms),
    }


def connections(layer: Layer, index: np.ndarray, terms: np.ndarray) -> list[list]:
    """Each under the name of the layer in which the unit at its other end adds up."""
    index = index.reshape(-1, index.shape[-1])
    inside = index[:, 0] != OUTSIDE
    flat = np.ravel_multi_index(tuple(index[inside].T), layer.shape)
    return [
        [layer.unit_layer.name, place, term]
        for place, term in zip(flat.tolist(), terms.ravel()[inside].tolist())
    ]


def write_drawings(folder: Path) -> None:
    """Alpha channels of all shapes and places, uint8 (280, 280), and the image of each."""
    rng = np.random.default_rng(5)
    found = [draw_strokes(strokes)[..., 3] for strokes in SAMPLES.values()]
    for _ in range(150):
        strokes = [rng.uniform(10, 270, 2) + rng.normal(0, rng.uniform(1, 60), (rng.integers(2, 9), 2))]
        found.append(draw_strokes([np.clip(stroke, 0, SIDE - 1).tolist() for stroke in strokes])[..., 3])
    for rows, cols in ((1, 1), (1, SIDE), (SIDE, 1), (100, 160), (SIDE - 1, SIDE), (SIDE, SIDE)):
        alpha = np.zeros((SIDE, SIDE), np.uint8)
        alpha[:rows, :cols] = 255
        found.append(alpha)
    np.stack(found).tofile(folder / "drawings.alpha")
    images = [stages_of_ink(np.float32(alpha) / 255).image for alpha in found]
    np.stack(images).astype("<f4").tofile(folder / "drawings.images")
    write_json(folder / "drawings.json", {"number": len(found), "side": SIDE})


def figures() -> dict[str, list]:
    """Numbers and shares, and how they are written."""
    rng = np.random.default_rng(2)
    values = [*np.arange(-5, 5, 0.125), *rng.normal(0, 3, 500), 0.001, 0.999, 1e-9, -0.001, -0.004, 0.0]
    shares = [*np.linspace(0, 1, 33), *rng.random(500), 0.001, 0.999, 0.0009, 0.9991]
    return {
        "figure": [[float(value), figure(value)] for value in values],
        "percent": [[float(share), percent(share)] for share in shares],
    }


def colors() -> dict[str, list]:
    """Values on scales, and their colors."""
    rng = np.random.default_rng(3)
    values = [*rng.normal(0, 1, 300), 0.0, -9.0, 9.0]
    scales = [*rng.uniform(0.2, 3, 300), 1.0, 2.0, 2.0]
    return {
        kind: [[float(v), float(s), colored(v, s).tolist()] for v, s in zip(values, scales)]
        for kind, colored in (("sequential", paint), ("signed", paint_signed))
    }


def write_json(path: Path, content: object) -> None:
    """Write a JSON file."""
    path.write_text(json.dumps(content))


if __name__ == "__main__":
    write_cases(Path(sys.argv[1]))
