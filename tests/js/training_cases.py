"""Cases for training in JavaScript: NumPy's gradients, and the results of Keras's optimizers."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from model.backprop import backpropagate
from model.network import Network, forward_batch
from model.training.choices import ACTIVATIONS, OPTIMIZERS, Choices
from tests.specimens import many_images
from views.draw.canvas.live_ink import packed

BATCH, STEPS = 10, 20
ARCHITECTURES = [
    Choices(hidden_layers=depth, units=units, activation=function, seed=depth)
    for depth, units, function in zip((2, 1, 4, 0, 3), (32, 20, 12, 8, 9), ACTIVATIONS)
]
RATES = {"Adam": 1e-3, "SGD": 0.1, "RMSprop": 1e-3}
OPTIMIZED = [{"optimizer": name, "rate": RATES[name]} for name in OPTIMIZERS]


def write_trainings(folder: Path) -> dict[str, object]:
    """Write untrained networks, images with labels for training them, and the results."""
    from model.learning.keras_model import from_keras  # it imports Keras
    from tests.keras_files import build_chosen

    images = many_images()[: BATCH * STEPS]
    labels = np.random.default_rng(4).integers(0, 10, len(images))
    images.astype("<f4").tofile(folder / "training.images")
    labels.astype(np.uint8).tofile(folder / "training.labels")
    networks = [from_keras(build_chosen(choices), "yours") for choices in ARCHITECTURES]
    described = []
    for number, (choices, network) in enumerate(zip(ARCHITECTURES, networks)):
        (folder / f"training{number}.network").write_bytes(packed(network))
        gradients = backpropagate(network, images[:BATCH], labels[:BATCH])
        names = [layer.name for layer in network.weighted]
        values = forward_batch(network, images[:BATCH])
        hidden = [values[layer.activation_layer.name] for layer in network.weighted[:-1]]
        described.append(
            {
                "title": f"{choices.hidden_layers} × {choices.units} {choices.activation}",
                "choices": asdict(choices),
                "start": [each.ravel().tolist() for each in network.weights],
                "gradientSizes": [
                    float(
                        np.hypot(*(np.linalg.norm(of[name]) for of in (gradients.kernels, gradients.biases)))
                    )
                    for name in names
                ],
                "dead": [int((each == each[0]).all(axis=0).sum()) for each in hidden],
                "loss": gradients.loss,
                "kernels": [gradients.kernels[name].ravel().tolist() for name in names],
                "biases": [gradients.biases[name].tolist() for name in names],
                "after": [],
            }
        )
    for how in OPTIMIZED:
        for network, each in zip(_trained(networks, how, images, labels), described):
            each["after"].append([weights.ravel().tolist() for weights in network.weights])
    return {"number": len(images), "batch": BATCH, "optimized": OPTIMIZED, "networks": described}


def _trained(
    networks: list[Network], how: dict[str, object], images: np.ndarray, labels: np.ndarray
) -> list[Network]:
    """Return the networks after `STEPS` steps of one of Keras's optimizers, with NumPy's gradients.

    An optimizer handles each weight by itself, so it gets all of them in one row, which takes a twentieth
    of the time.
    """
    import keras  # in a function: it takes seconds

    optimizer = getattr(keras.optimizers, how["optimizer"])(how["rate"])
    row = keras.Variable(_in_a_row(each for network in networks for each in network.weights))
    for start in range(0, len(images), BATCH):
        batch = slice(start, start + BATCH)
        found = []
        for network in networks:
            gradients = backpropagate(network, images[batch], labels[batch])
            for layer in network.weighted:
                found += [gradients.kernels[layer.name], gradients.biases[layer.name]]
        optimizer.apply([keras.ops.convert_to_tensor(_in_a_row(found))], [row])
        networks = _with_weights(networks, row.numpy())
    return networks


def _in_a_row(arrays: Iterable[np.ndarray]) -> np.ndarray:
    return np.concatenate([np.float32(each).ravel() for each in arrays])


def _with_weights(networks: list[Network], row: np.ndarray) -> list[Network]:
    """Return the same networks with the weights of that row."""
    changed = []
    for network in networks:
        weights = []
        for each in network.weights:
            weights.append(row[: each.size].reshape(each.shape))
            row = row[each.size :]
        pairs = dict(zip((layer.name for layer in network.weighted), zip(weights[::2], weights[1::2])))
        layers = [
            replace(layer, **dict(zip(("kernel", "bias"), pairs.get(layer.name, ()))))
            for layer in network.layers
        ]
        changed.append(replace(network, layers=tuple(layers)))
    return changed
