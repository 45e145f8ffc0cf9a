"""What a person can choose about a dense network and its training, and the network that makes.

Takes choices, gives an untrained Keras network. Knows nothing of training or pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import keras
from keras import layers

from model.dense import ACTIVATION_FUNCTIONS, STEP_AT, DenseNetwork
from model.mnist import IMAGE_SIZE, NUM_CLASSES

LIMITS: Mapping[str, tuple[float, float]] = {
    "hidden_layers": (0, 4),
    "units": (4, 512),
    "learning_rate": (1e-5, 1e3),
    "batch_size": (1, 1024),
    "images": (100, 60_000),
    "epochs": (1, 200),
}
OPTIMIZERS: Mapping[str, type[keras.optimizers.Optimizer]] = {
    "Adam": keras.optimizers.Adam,
    "SGD": keras.optimizers.SGD,
    "RMSprop": keras.optimizers.RMSprop,
}


@dataclass(frozen=True)
class Choices:
    """Everything that decides what a training does; the same choices give the same network.

    Raises:
        ValueError: a choice is beyond its limits; the message is a sentence.
    """

    hidden_layers: int = 2
    units: int = 128
    activation: str = "relu"
    optimizer: str = "Adam"
    learning_rate: float = 1e-3
    batch_size: int = 128
    images: int = 60_000
    epochs: int = 3
    seed: int = 1

    def __post_init__(self) -> None:
        """Hold every choice to its limits."""
        for name, (least, most) in LIMITS.items():
            if not least <= getattr(self, name) <= most:
                words = name.replace("_", " ")
                raise ValueError(
                    f"The {words} must be from {least:g} to {most:g}, not {getattr(self, name):g}."
                )
        for name, known in (("activation", ACTIVATION_FUNCTIONS), ("optimizer", OPTIMIZERS)):
            if getattr(self, name) not in known:
                raise ValueError(f"The {name} must be one of {', '.join(known)}, not {getattr(self, name)}.")

    @property
    def steps_per_epoch(self) -> int:
        """Batches in one pass over the images; the last may be smaller."""
        return -(-self.images // self.batch_size)

    @property
    def steps(self) -> int:
        """Batches in all."""
        return self.steps_per_epoch * self.epochs


TEXTBOOK = Choices()


def build(choices: Choices) -> keras.Model:
    """784 → units → … → 10, every activation function a layer of its own, as in the shipped networks.

    The initial weights are Keras's usual ones (Glorot and Bengio 2010), drawn with the choices' own
    seed and no other, so that trainings side by side stay out of each other's way.
    """
    body: list[layers.Layer] = [layers.Flatten(name="flatten")]
    for depth in range(1, choices.hidden_layers + 1):
        body.append(_dense(f"hidden{depth}", choices.units, choices, depth))
        body += activation_layer(choices.activation, f"hidden{depth}")
    head = [_dense("logits", NUM_CLASSES, choices, 0), layers.Softmax(name="probs")]
    return keras.Sequential([keras.Input((IMAGE_SIZE, IMAGE_SIZE), name="image"), *body, *head], name="yours")


def _dense(name: str, units: int, choices: Choices, depth: int) -> layers.Dense:
    bias = STEP_AT if choices.activation == "step" and depth else 0.0  # about half of them fire at first
    return layers.Dense(
        units,
        kernel_initializer=keras.initializers.GlorotUniform(seed=choices.seed * 10 + depth),
        bias_initializer=keras.initializers.Constant(bias) if bias else "zeros",
        name=name,
    )


def activation_layer(activation: str, name: str) -> list[layers.Layer]:
    """The activation function after the layer of that name; none for "linear".

    Keras has no step. A ReLU that is cut off below 1 and above 1 is one, in any Keras, with no
    custom code: a = 1 where z > 1, else 0, and its derivative is 0 everywhere.
    """
    name = f"{name}_{activation}"
    if activation == "linear":
        return []
    if activation == "relu":
        return [layers.ReLU(name=name)]
    if activation == "step":
        return [layers.ReLU(max_value=1.0, threshold=STEP_AT, name=name)]
    return [layers.Activation(activation, name=name)]


def prepare(choices: Choices) -> keras.Model:
    """The network as it is trained, compiled: up to the logits, without the softmax.

    The loss of logits is exact where that of probabilities is clipped, and is seen to blow up.
    """
    whole = build(choices)
    model = keras.Model(whole.inputs, whole.get_layer("logits").output)
    model.compile(
        optimizer=OPTIMIZERS[choices.optimizer](float(choices.learning_rate)),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


def to_keras(network: DenseNetwork, choices: Choices) -> keras.Model:
    """The Keras network with these weights, as it can be saved, looked at and explained."""
    model = build(choices)
    model.set_weights(list(network.weights))
    return model


@dataclass(frozen=True)
class Lesson:
    """Choices under which something goes wrong, and what to watch for."""

    title: str
    watch: str
    choices: Choices


LESSONS: tuple[Lesson, ...] = (
    Lesson(
        "Overfitting",
        "Only 300 images, gone over 60 times. It soon knows them by heart: on them the loss falls to "
        "nothing, while on images it has never seen the loss turns round and rises.",
        Choices(units=256, images=300, batch_size=32, epochs=60),
    ),
    Lesson(
        "Dead ReLUs",
        "A learning rate a hundred times too large. The first steps throw many neurons so far below zero "
        "that no image reaches them: they give 0 for all, their gradient is 0, and they never come back.",
        Choices(hidden_layers=3, units=64, learning_rate=0.1, images=10_000, epochs=5),
    ),
    Lesson(
        "A learning rate that blows up",
        "Every step overshoots by more than it mends. The weights grow until the loss is no number "
        "any more (NaN), and nothing can be learnt from it.",
        Choices(hidden_layers=3, optimizer="SGD", learning_rate=100.0, images=10_000, epochs=2),
    ),
)
