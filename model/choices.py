"""What a person can choose about a dense network and its training.

Takes choices, holds them to their limits. Knows nothing of how networks are trained, or of pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from model.mnist import TRAINING_IMAGES

LIMITS: Mapping[str, tuple[float, float]] = {
    "hidden_layers": (0, 4),
    "units": (4, 512),
    "learning_rate": (1e-5, 1e3),
    "batch_size": (1, 1024),
    "images": (100, TRAINING_IMAGES),
    "epochs": (1, 200),
}
ACTIVATIONS = ("relu", "tanh", "sigmoid", "linear", "step")
OPTIMIZERS = ("Adam", "SGD", "RMSprop")  # as Keras calls them


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
    images: int = TRAINING_IMAGES
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
        for name, known in (("activation", ACTIVATIONS), ("optimizer", OPTIMIZERS)):
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
        "any more (NaN), and nothing can be learned from it.",
        Choices(hidden_layers=3, optimizer="SGD", learning_rate=100.0, images=10_000, epochs=2),
    ),
)
