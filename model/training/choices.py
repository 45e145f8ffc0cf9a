"""What a person can choose about a dense network and its training.

Takes choices, checks their limits. Knows nothing of how networks are trained, or of pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from model.errors import Problem
from model.network.layer import quoted
from model.novelty.own_digits import MOST_DIGITS
from model.preprocess.mnist import NUM_CLASSES, PIXELS, TRAINING_IMAGES
from model.training.whose import ADULTS, EVERYBODY, MOST, STUDENTS

LIMITS: Mapping[str, tuple[float, float]] = {
    "hidden_layers": (0, 4),
    "units": (4, 512),
    "learning_rate": (1e-5, 1e3),
    "batch_size": (1, 1024),
    "images": (70, TRAINING_IMAGES),
    "epochs": (1, 200),
    "own_digits": (0, MOST_DIGITS),
    "own_times": (1, 100),
}
MOST_SECONDS = 1800  # for a training, expected before it starts and then taken: most of a school lesson
ACTIVATIONS = ("relu", "tanh", "sigmoid", "linear", "step")
OPTIMIZERS = ("Adam", "SGD", "RMSprop")  # Keras's names
WHOSE = (EVERYBODY, ADULTS, STUDENTS, "writer")
KNOWN = {"whose": WHOSE, "activation": ACTIVATIONS, "optimizer": OPTIMIZERS}
NEW = "new"  # a start with random weights


class ChoiceError(Problem, ValueError):
    """A training that isn't possible; the message is a sentence."""


@dataclass(frozen=True)
class Choices:
    """Everything that decides what a training does; the same choices give the same network.

    Attributes:
        images: from MNIST; 0 is possible with own digits.
        whose: who wrote these, one of `WHOSE`; `MOST` says how many there are.
        own_digits: how many of the user's own digits it also learns from.
        own_times: how many times each of these is in the training set.
        start: `NEW`, or the fingerprint of the network with whose weights, and size, it begins.

    Raises:
        ChoiceError: a choice is beyond its limits; the message is a sentence.
    """

    hidden_layers: int = 2
    units: int = 128
    activation: str = "relu"
    optimizer: str = "Adam"
    learning_rate: float = 1e-3
    batch_size: int = 64
    images: int = TRAINING_IMAGES
    epochs: int = 3
    seed: int = 1
    own_digits: int = 0
    own_times: int = 1
    start: str = NEW
    whose: str = EVERYBODY

    def __post_init__(self) -> None:
        """Check every choice's limits."""
        for name in (*LIMITS, *KNOWN):
            if not self._is_possible(name):
                value = quoted(getattr(self, name))
                raise ChoiceError("A training can't have {value} as its {name}.", name=name, value=value)

    def _is_possible(self, name: str) -> bool:
        value = getattr(self, name)
        if name in KNOWN:
            return value in KNOWN[name]
        if name == "images" and self.own_digits and not self.images:
            return True
        least, most = LIMITS[name]
        if name == "images":
            most = MOST.get(self.whose, most)
        return isinstance(value, (int, float) if name == "learning_rate" else int) and least <= value <= most

    @property
    def steps_per_epoch(self) -> int:
        """Batches in one pass over the images; the last may be smaller."""
        return -(-self.training_images // self.batch_size)

    @property
    def training_images(self) -> int:
        """How many images it learns from, each own digit as often as it counts."""
        return self.images + self.own_digits * self.own_times

    @property
    def steps(self) -> int:
        """Batches in all."""
        return self.steps_per_epoch * self.epochs

    @property
    def number_of_weights(self) -> int:
        """Number of kernel weights and biases of all layers."""
        sizes = [PIXELS, *[self.units] * self.hidden_layers, NUM_CLASSES]
        return sum((inputs + 1) * units for inputs, units in pairwise(sizes))

    @property
    def expected_seconds(self) -> float:
        """About how long it takes in a browser on a desktop computer.

            weights × (steps × 10 ns + images × epochs × 0.6 ns)

        The images are those it learns from, each as often as it counts. Measured in Node; a phone takes a
        few times as long.
        """
        return self.number_of_weights * (1e-8 * self.steps + 6e-10 * self.training_images * self.epochs)

    def check_time(self) -> None:
        """Check that such a training isn't expected to take too long.

        Raises:
            ChoiceError: it is; the message is a sentence.
        """
        if self.expected_seconds > MOST_SECONDS:
            raise ChoiceError(
                "Training this network would take about {minutes} minutes, but the limit is {most} minutes. "
                "Larger batches take less time, and so do fewer epochs, images or neurons.",
                minutes=round(self.expected_seconds / 60),
                most=round(MOST_SECONDS / 60),
            )


TEXTBOOK = Choices(images=20_000)  # as many images as a browser downloads in one file


@dataclass(frozen=True)
class Lesson:
    """Choices under which something goes wrong; the page explains what, by the name."""

    name: str
    choices: Choices


LESSONS: tuple[Lesson, ...] = (
    Lesson("overfitting", Choices(units=256, images=300, batch_size=32, epochs=60)),
    Lesson("dead", Choices(hidden_layers=3, units=64, learning_rate=0.1, images=10_000, epochs=5)),
    Lesson(
        "blows_up",
        Choices(
            hidden_layers=3, optimizer="SGD", learning_rate=100.0, batch_size=128, images=10_000, epochs=2
        ),
    ),
)
