"""What an image with its label would change in a network: loss, gradients, and one step downhill.

Takes a dense network, images and labels; returns the loss, every gradient, and the network after
a step. Knows nothing of Keras, data or pages. This file is the complete algorithm:

    loss = -ln(probability of the true digit)                              of a batch: the mean
    ∂loss/∂logit = probability - 1 for the true digit, probability for the others
    ∂loss/∂activation = Σ weight × ∂loss/∂z, over all neurons that read it     it is blamed by those it feeds
    ∂loss/∂z = ∂loss/∂activation × slope of the activation function at z
    ∂loss/∂weight = activation it weighs × ∂loss/∂z          ∂loss/∂bias = ∂loss/∂z
    after one step: weight - learning rate × ∂loss/∂weight
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from model.backprop.gradient import pull_back
from model.errors import NetworkError
from model.network import Activations, Network, forward, forward_batch
from model.network.functions import softmax
from model.network.layer import ACTIVATION_FUNCTIONS, COPIES


@dataclass(frozen=True, eq=False)
class Gradients:
    """By how much the loss grows with everything that it depends on: its partial derivatives.

    For a batch, these are derivatives of the mean loss.

    Attributes:
        loss: softmax cross-entropy, in nats, at least 0.
        kernels: layer name -> ∂loss/∂weight, float64 (inputs, units) as the kernel.
        biases: layer name -> ∂loss/∂bias, float64 (units,) as the bias.
        pre_activations: layer name -> ∂loss/∂z of its neurons, float64 (units,); of a batch (n, units).
        activations: layer name -> ∂loss/∂a of its neurons, the same shapes; of hidden layers only.
    """

    loss: float
    kernels: Mapping[str, np.ndarray]
    biases: Mapping[str, np.ndarray]
    pre_activations: Mapping[str, np.ndarray]
    activations: Mapping[str, np.ndarray]


def backpropagate(network: Network, image: np.ndarray, label: int | np.ndarray) -> Gradients:
    """Return the loss of an image, and its gradient by every weight, bias, sum and activation.

    Args:
        network: of dense layers only, softmax last.
        image: float32 (28, 28) in [0, 1]; or a batch (n, 28, 28).
        label: the true digit, 0 to 9; for a batch, int (n,).

    Raises:
        NetworkError: the network has other layers; the message is a sentence.
        ValueError: image or label have another shape, or the label isn't a digit.
    """
    return backpropagate_from(network, _pass(network, image), label)


def backpropagate_from(network: Network, activations: Activations, label: int | np.ndarray) -> Gradients:
    """Do the same with the values of a forward pass: layer name -> values, of one image or a batch."""
    _check(network)
    z = {layer.name: np.float64(activations[layer.name]) for layer in network.weighted}
    labels = np.asarray(label)
    _check_labels(labels, network.logits_of(z))
    probs = softmax(network.logits_of(z))
    number = labels.size  # of images, for the mean
    blame = (probs - _one_hot(labels, probs.shape[-1])) / number

    batch = {
        name: np.reshape(values, (number, *network.layer(name).shape)) for name, values in activations.items()
    }
    found = pull_back(network, batch, blame.reshape(number, -1), down_to=network.weighted[0])
    like_given = {name: each.reshape(activations[name].shape) for name, each in found.items()}
    kernels, biases = {}, {}
    for layer in network.weighted:
        inputs = np.float64(batch[layer.before.name]).reshape(number, -1)
        kernels[layer.name] = inputs.T @ found[layer.name]
        biases[layer.name] = found[layer.name].sum(axis=0)
    pre_activations = {layer.name: like_given[layer.name] for layer in network.weighted}
    by_activation = {
        layer.name: like_given[layer.activation_layer.name]
        for layer in network.weighted
        if layer is not network.logits
    }
    return Gradients(loss_of(network.logits_of(z), labels), kernels, biases, pre_activations, by_activation)


def loss_of(logits: np.ndarray, label: int | np.ndarray) -> float:
    """Return softmax cross-entropy in nats: ln Σ e^z - z of the true digit; for a batch, the mean.

    Args:
        logits: (10,) or (n, 10).
        label: a digit, or int (n,).
    """
    logits = np.atleast_2d(np.float64(logits))
    highest = logits.max(axis=-1, keepdims=True)
    true = logits[np.arange(len(logits)), np.ravel(label)]
    return float((np.log(np.exp(logits - highest).sum(axis=-1)) + highest[:, 0] - true).mean())


def take_step(network: Network, gradients: Gradients, learning_rate: float) -> Network:
    """Return another network, each weight w - learning rate × ∂loss/∂w; `network` doesn't change."""
    stepped = {}
    for layer in network.weighted:
        kernel = layer.kernel - learning_rate * gradients.kernels[layer.name]
        bias = layer.bias - learning_rate * gradients.biases[layer.name]
        stepped[layer.name] = replace(layer, kernel=np.float32(kernel), bias=np.float32(bias))
    return replace(network, layers=tuple(stepped.get(each.name) or replace(each) for each in network.layers))


def losses_along(
    network: Network,
    image: np.ndarray,
    label: int | np.ndarray,
    gradients: Gradients,
    learning_rates: np.ndarray,
) -> np.ndarray:
    """Return the loss after a step of each learning rate, float64; where it rises, a step goes too far."""
    logits = network.logits.name
    steps = (take_step(network, gradients, float(rate)) for rate in learning_rates)
    return np.array([loss_of(_pass(each, image)[logits], label) for each in steps])


def _pass(network: Network, image: np.ndarray) -> Activations:
    return (forward if np.ndim(image) == 2 else forward_batch)(network, image)


def _check(network: Network) -> None:
    known = {"InputLayer", "Dense", *COPIES, *ACTIVATION_FUNCTIONS}
    is_chain = all(
        layer.reader.kernel is not None for layer in network.weighted if layer is not network.logits
    )
    is_known = all(layer.kind in known for layer in network.layers) and network.layers[-1].kind == "Softmax"
    if not (is_chain and is_known):
        raise NetworkError(
            "One step by hand only works for networks of dense layers. Choose the simple network."
        )


def _check_labels(labels: np.ndarray, logits: np.ndarray) -> None:
    is_digit = np.issubdtype(labels.dtype, np.integer) and ((labels >= 0) & (labels < logits.shape[-1])).all()
    if labels.shape != logits.shape[:-1] or not is_digit:
        raise ValueError(f"expected a digit for each image, got {labels!r}")


def _one_hot(labels: np.ndarray, number: int) -> np.ndarray:
    return np.eye(number)[labels]
