"""What training in JavaScript is held to: NumPy's gradients, and what Keras's optimizers make of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from model.backprop import backpropagate
from model.network import Network
from model.training.choices import ACTIVATIONS, OPTIMIZERS, Choices
from tests.specimens import many_images
from views.draw.canvas.live_ink import packed

BATCH, STEPS = 10, 20
ARCHITECTURES = [
    Choices(hidden_layers=depth, units=units, activation=function, seed=depth)
    for depth, units, function in zip((2, 1, 4, 0, 3), (32, 20, 12, 8, 9), ACTIVATIONS)
]
RATES = {"Adam": 1e-3, "SGD": 0.1, "RMSprop": 1e-3}
OPTIMIZED = [
    *({"optimizer": name, "rate": RATES[name]} for name in OPTIMIZERS),
    {"optimizer": "SGD", "rate": 0.02, "momentum": 0.9},
]


def write_trainings(folder: Path) -> dict[str, object]:
    """Networks before they learn, images with labels that they learn from, and what comes of it."""
    from model.learning.architecture import build_chosen  # which imports Keras
    from model.learning.keras_model import from_keras

    images = many_images()[: BATCH * STEPS]
    labels = np.random.default_rng(4).integers(0, 10, len(images))
    images.astype("<f4").tofile(folder / "training.images")
    labels.astype(np.uint8).tofile(folder / "training.labels")
    described = []
    for number, choices in enumerate(ARCHITECTURES):
        network = from_keras(build_chosen(choices), "yours")
        (folder / f"training{number}.network").write_bytes(packed(network))
        gradients = backpropagate(network, images[:BATCH], labels[:BATCH])
        names = [layer.name for layer in network.weighted]
        described.append(
            {
                "title": f"{choices.hidden_layers} × {choices.units} {choices.activation}",
                "loss": gradients.loss,
                "kernels": [gradients.kernels[name].ravel().tolist() for name in names],
                "biases": [gradients.biases[name].tolist() for name in names],
                "after": [_trained(network, how, images, labels) for how in OPTIMIZED],
            }
        )
    return {"number": len(images), "batch": BATCH, "optimized": OPTIMIZED, "networks": described}


def _trained(network: Network, how: dict[str, object], images: np.ndarray, labels: np.ndarray) -> list:
    """All weights after `STEPS` steps, as one of Keras's optimizers makes them of NumPy's gradients."""
    import keras  # in a function: it takes seconds

    momentum = {"momentum": how["momentum"]} if "momentum" in how else {}
    optimizer = getattr(keras.optimizers, how["optimizer"])(how["rate"], **momentum)
    variables = [keras.Variable(weights) for weights in network.weights]
    for start in range(0, len(images), BATCH):
        batch = slice(start, start + BATCH)
        gradients = backpropagate(network, images[batch], labels[batch])
        names = [layer.name for layer in network.weighted]
        found = [each for name in names for each in (gradients.kernels[name], gradients.biases[name])]
        optimizer.apply([keras.ops.convert_to_tensor(each, "float32") for each in found], variables)
        network = _with_weights(network, [variable.numpy() for variable in variables])
    return [weights.ravel().tolist() for weights in network.weights]


def _with_weights(network: Network, weights: list[np.ndarray]) -> Network:
    pairs = dict(zip((layer.name for layer in network.weighted), zip(weights[::2], weights[1::2])))
    changed = [
        replace(layer, **dict(zip(("kernel", "bias"), pairs.get(layer.name, ())))) for layer in network.layers
    ]
    return replace(network, layers=tuple(changed))
