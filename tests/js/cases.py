"""Cases for the JavaScript: inputs, and the results of Python and Keras, as files.

python -m tests.js.cases FOLDER

Floats are little-endian float32, one after the other; the rest is JSON. `laws.js` reads them.
"""

import json
import sys
from pathlib import Path

import numpy as np

from model.attribution import through_neurons
from model.explain import explain_unit, outgoing
from model.explain.explain import explain
from model.explain.wiring import OUTSIDE, Unit
from model.network import Activations, Network, forward
from model.network.functions import FUNCTIONS
from model.network.layer import COPIES, Layer
from model.network.neuron import Channel, Factors, Neuron
from model.novelty import can_tell, typicality
from model.preprocess import stages_of_ink
from model.preprocess.damage import DEGREES, damaged_images, noise
from model.preprocess.hints import hint_of
from model.preprocess.pen import draw_strokes
from model.reading import Reading
from tests.js.map_cases import write_maps
from tests.js.perceptron_cases import write_perceptrons
from tests.js.signs_cases import write_signs
from tests.js.training_cases import write_trainings
from tests.samples import SAMPLES
from tests.specimens import ALL, OWN, SIGMOIDS, many_images, some_images, some_units, specimen
from views.draw.canvas.live_ink import packed
from views.draw.network.network_view import describe
from views.neuron.card.sliding_window import describe as describe_window
from views.parts.component.constants import CONSTANTS
from views.parts.language.catalogs import marks_of
from views.parts.language.language import _, speaking
from views.parts.looks.colors import paint, paint_signed
from views.parts.looks.wording import figure, percent, percents

DAMAGED = 4  # images that are damaged in every way
FEW = 20  # images for the networks that are not shipped
LANGUAGES = ("en", "de", "fr", "tr")
SIDE = 280  # pixels of a drawing
LINES = 12  # of the network view, into a layer
PIXELS = ((0, 0), (9, 14), (14, 9), (27, 27))  # of an image: at its corners, and where there is ink


def write_cases(folder: Path) -> None:
    """Write all files: 110 MB, nearly all of it conv's values."""
    networks = {}
    for number, title in enumerate((*ALL, OWN, SIGMOIDS)):
        images = many_images() if title.startswith("trained") else many_images()[:: 200 // FEW]
        networks[title] = write_network(folder, str(number), title, images)
    write_json(folder / "networks.json", networks)
    write_drawings(folder)
    write_damages(folder)
    write_json(folder / "training.json", write_trainings(folder))
    write_json(folder / "perceptron.json", write_perceptrons(folder))
    write_json(folder / "maps.json", write_maps(folder))
    write_json(folder / "sliding.json", {title: sliding(specimen(title).network) for title in ALL})
    write_json(folder / "signs.json", write_signs(folder))
    write_json(folder / "figures.json", figures())
    write_json(folder / "colors.json", colors())
    write_json(folder / "functions.json", functions())
    write_json(folder / "constants.json", CONSTANTS)
    write_json(folder / "panels.json", {title: describe(specimen(title).network)["panels"] for title in ALL})


def write_network(folder: Path, file: str, title: str, images: np.ndarray) -> dict[str, object]:
    """Write a network, images and every layer's values; return their description."""
    network = specimen(title).network
    (folder / f"{file}.network").write_bytes(packed(network))
    images.astype("<f4").tofile(folder / f"{file}.images")
    from tests.keras_specimens import keras_values  # it imports Keras

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
        "leads": [describe_lead(network, image, factors) for factors in leads_of(title)],
        "units": [describe_unit(network, activations, unit) for unit in units_of(network)],
        "pixels": [describe_pixel(network, activations, pixel) for pixel in PIXELS],
        "typicality": [typicality(network, forward(network, image)) for image in images]
        if can_tell(network)
        else None,
    }


def factors_of(network: Network) -> Factors:
    """Return factors for a neuron or map of every layer, including the outputs."""
    layers = [layer for layer in network.layers[1:] if layer.unit_layer is layer and layer.kind not in COPIES]
    channels = [Channel(layer, (3 * i + 1) % layer.shape[-1]) for i, layer in enumerate(layers)]
    return {channel: (0.0, 2.5, 0.5)[i % 3] for i, channel in enumerate(channels)}


def sliding(network: Network) -> list[dict[str, object]]:
    """Describe the windows of three maps of each layer that has one, with neurons turned up or off."""
    reading = Reading(network, some_images()[0], factors_of(network))
    changed = {channel.layer: channel.number for channel in reading.factors}
    return [
        describe_window(reading, Neuron(layer, (0, 0, channel)), is_live=False)
        for layer in network.layers
        if layer.window
        for channel in sorted({0, changed[layer], layer.shape[-1] - 1})
    ]


def leads_of(title: str) -> list[Factors]:
    """Return the factors with which a lead is described; for conv, which takes a second, one of each kind."""
    factors = factors_of(specimen(title).network)
    return {"trained conv": [{}], "untrained conv": [factors]}.get(title, [{}, factors])


def listed(factors: Factors) -> list[dict[str, object]]:
    """Return the factors as the browser gets them."""
    return [
        {"layer": channel.layer.name, "number": channel.number, "factor": factor}
        for channel, factor in factors.items()
    ]


def describe_changed(network: Network, image: np.ndarray) -> dict[str, object]:
    """Return factors for neurons or maps of every layer, and all resulting values."""
    factors = factors_of(network)
    values = forward(network, image, factors)
    return {
        "factors": listed(factors),
        "values": {name: value.ravel().tolist() for name, value in values.items()},
    }


def describe_lead(network: Network, image: np.ndarray, factors: Factors) -> dict[str, object]:
    """Return what decided between the answer and its runner-up: every layer's view, and its largest lines."""
    activations = forward(network, image, factors)
    other, winner = np.argsort(activations["logits"], kind="stable")[-2:].tolist()
    levels = through_neurons(network, activations, winner, other, factors)
    gains = {each.layer.response_layer.name: (each.number, by) for each, by in factors.items()}
    lines = {}
    for layer in network.layers[1:]:
        if layer.unit_layer is layer and layer.kind not in COPIES:
            given = made_above(network, activations, levels, layer, winner, other, gains)
            flow = flow_into(layer, activations, given)
            order = np.argsort(-np.abs(flow).ravel(), kind="stable")[:LINES]
            lines[layer.name] = {"total": flow.sum(), "largest": flow.ravel()[order].tolist()}
    return {
        "factors": listed(factors),
        "winner": winner,
        "other": other,
        "lead": float(activations["logits"][winner]) - float(activations["logits"][other]),
        "levels": {
            name: {"bias": level.bias, "coefficients": level.coefficients.ravel().tolist()}
            for name, level in levels.items()
        },
        "lines": lines,
    }


def made_above(
    network: Network,
    activations: Activations,
    levels: dict,
    layer: Layer,
    winner: int,
    other: int,
    gains: dict[str, tuple[int, float]],
) -> np.ndarray:
    """Return each sum's coefficient in a layer: coefficient × gain × slope of the line from f(0) to f(z)."""
    if layer is network.logits:
        made = np.zeros(layer.shape)
        made[winner], made[other] = 1, -1
    else:
        made = levels[layer.name].coefficients.copy()
    number, by = gains.get(layer.response_layer.name, (0, 1.0))
    made[..., number] *= by
    function = layer.activation_layer
    if function is layer or layer is network.logits:
        return made
    z = np.float64(activations[layer.name])
    a, at_zero = function.compute(z), float(function.compute(np.zeros(1))[0])
    return made * np.divide(a - at_zero, z, out=np.zeros(z.shape), where=z != 0)


def flow_into(layer: Layer, activations: Activations, made: np.ndarray) -> np.ndarray:
    """Return what each neuron or map of the source adds to each of the layer, one unit after the other."""
    source = layer.source
    flow = np.zeros((groups(source), groups(layer)))
    is_function = layer.kernel is None and layer.window is None
    for index in zip(*np.nonzero(made)):
        explained = explain(Neuron(layer, tuple(int(i) for i in index)), activations)
        places = explained.source_index.reshape(-1, explained.source_index.shape[-1])
        inside = places[:, 0] != OUTSIDE
        slope = 1.0
        if is_function:  # explained as a copy: its slope has its effect
            z = float(explained.inputs.ravel()[0])
            slope = float(layer.compute(np.array([z]))[0] / z) if z else 0.0
        flat = np.ravel_multi_index(tuple(places[inside].T), source.shape)
        to = index[-1] if len(layer.shape) > 1 else index[0]
        np.add.at(flow, (flat % groups(source), to), explained.terms.ravel()[inside] * made[index] * slope)
    return flow


def groups(layer: Layer) -> int:
    """Return how many lines can begin or end in a layer."""
    return layer.shape[2] if len(layer.shape) == 3 else int(np.prod(layer.shape))


def units_of(network: Network) -> list[Unit]:
    """Return some units of every layer in which units add up or pool."""
    layers = [layer for layer in network.layers[1:] if layer.unit_layer is layer]
    return [unit for layer in layers for unit in some_units(layer, 2)]


def describe_unit(network: Network, activations: Activations, unit: Unit) -> dict[str, object]:
    """Return its connections, as [layer, flat index, term]: what it adds up, and what it adds to others."""
    explained = explain_unit(network, activations, unit)
    sent = outgoing(explained.neuron, activations)
    return {
        "layer": unit.layer,
        "index": unit.index,
        "inputs": connections(explained.source, explained.source_index, explained.terms),
        "outputs": [] if sent is None else connections(sent.target, sent.target_index, sent.terms),
    }


def describe_pixel(network: Network, activations: Activations, pixel: tuple[int, int]) -> dict[str, object]:
    """Return what a pixel of the image adds to others, like a unit's connections."""
    sent = outgoing(Neuron(network.image, pixel), activations)
    flat_index = int(np.ravel_multi_index(pixel, network.image.shape))
    return {"flatIndex": flat_index, "outputs": connections(sent.target, sent.target_index, sent.terms)}


def connections(layer: Layer, index: np.ndarray, terms: np.ndarray) -> list[list]:
    """Return each under the name of the layer in which the unit at its other end adds up."""
    index = index.reshape(-1, index.shape[-1])
    inside = index[:, 0] != OUTSIDE
    flat = np.ravel_multi_index(tuple(index[inside].T), layer.shape)
    return [
        [layer.unit_layer.name, place, term]
        for place, term in zip(flat.tolist(), terms.ravel()[inside].tolist())
    ]


def write_drawings(folder: Path) -> None:
    """Write alpha channels of all shapes and places, uint8 (280, 280), each one's image, and the hint."""
    rng = np.random.default_rng(5)
    found = [draw_strokes(strokes)[..., 3] for strokes in SAMPLES.values()]
    for _number in range(150):
        strokes = [rng.uniform(10, 270, 2) + rng.normal(0, rng.uniform(1, 60), (rng.integers(2, 9), 2))]
        found.append(draw_strokes([np.clip(stroke, 0, SIDE - 1).tolist() for stroke in strokes])[..., 3])
    for size in (0.1, 0.25, 0.3, 0.35, 0.5):  # of a 7: too small or not; and with another digit beside it
        small = [(np.array(stroke) - 140) * size + (70, 140) for stroke in SAMPLES[7]]
        other = [(np.array(stroke) - 140) * 0.45 + (200, 140) for stroke in SAMPLES[2]]
        found += [draw_strokes(strokes)[..., 3] for strokes in (small, [*small, *other])]
    for rows, cols in ((1, 1), (1, SIDE), (SIDE, 1), (100, 160), (SIDE - 1, SIDE), (SIDE, SIDE)):
        alpha = np.zeros((SIDE, SIDE), np.uint8)
        alpha[:rows, :cols] = 255
        found.append(alpha)
    np.stack(found).tofile(folder / "drawings.alpha")
    images = [stages_of_ink(np.float32(alpha) / 255).image for alpha in found]
    np.stack(images).astype("<f4").tofile(folder / "drawings.images")
    hints = [hint_of(np.float32(alpha) / 255) for alpha in found]
    write_json(folder / "drawings.json", {"number": len(found), "side": SIDE, "hints": hints})


def write_damages(folder: Path) -> None:
    """Write images, and what a network gets of them after every damage."""
    images = some_images()[:DAMAGED]
    every = [
        {"kind": kind, "degree": degree, "centered": centered}
        for kind, degrees in DEGREES.items()
        for degree in degrees
        for centered in (False, True)
    ]
    images.astype("<f4").tofile(folder / "damages.images")
    with (folder / "damages.damaged").open("wb") as out:
        for each in every:
            for image in images:
                out.write(damaged_images(image[None], *each.values())[0].astype("<f4").tobytes())
    write_json(
        folder / "damages.json", {"damages": every, "images": DAMAGED, "noise": noise().ravel().tolist()}
    )


def figures() -> list[dict[str, object]]:
    """Return numbers and shares, and how they are written: in English, and in languages with other marks."""
    rng = np.random.default_rng(2)
    values = [*np.arange(-5, 5, 0.125), *rng.normal(0, 3, 500), 0.001, 0.999, 1e-9, -0.001, -0.004, 0.0]
    shares = [*np.linspace(0, 1, 33), *rng.random(500), 0.001, 0.999, 0.0009, 0.9991]
    wholes = [rng.dirichlet(np.full(10, spread)) for spread in (0.02, 0.1, 0.5, 5) for _ in range(50)]
    wholes += [np.eye(10)[3], np.full(10, 0.1), np.array([0.9996, 0.0004, *[0] * 8]), np.full(10, 0.5)]
    answers = [np.float32(each) for each in wholes]
    written = []
    for spoken in LANGUAGES:
        with speaking(spoken):
            written.append(
                {
                    "marks": marks_of(spoken)._asdict(),
                    "words": {each: _(each) for each in ("under {share}", "over {share}")},
                    "percents": [[each.tolist(), percents(each)] for each in answers],
                    "figure": [[float(value), figure(value)] for value in values],
                    "percent": [[float(share), percent(share)] for share in shares],
                }
            )
    return written


def colors() -> dict[str, list]:
    """Return values on scales, and their colors."""
    rng = np.random.default_rng(3)
    values = [*rng.normal(0, 1, 300), 0.0, -9.0, 9.0]
    scales = [*rng.uniform(0.2, 3, 300), 1.0, 2.0, 2.0]
    return {
        kind: [[float(v), float(s), colored(v, s).tolist()] for v, s in zip(values, scales)]
        for kind, colored in (("sequential", paint), ("signed", paint_signed))
    }


def functions() -> list[list[object]]:
    """Return calls of every activation function, some with a parameter of its own, and their results."""
    z = np.array([-800, -6.5, -1, -0.1, 0, 0.1, 1, 2, 6.5, 800])
    own = {"capped_relu": 2.0, "leaky_relu": 0.1, "elu": 2.0}
    calls = [*((name, []) for name in FUNCTIONS), *((name, [value]) for name, value in own.items())]
    return [
        [name, parameters, z.tolist(), FUNCTIONS[name](z, *parameters).tolist()] for name, parameters in calls
    ]


def write_json(path: Path, content: object) -> None:
    """Write a JSON file."""
    path.write_text(json.dumps(content))


if __name__ == "__main__":
    write_cases(Path(sys.argv[1]))
