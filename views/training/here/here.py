"""A training in this session's browser, as Python sees it.

Takes choices, gives how far it is. The browser does the work (training_here.js) and reports once, when the
training has ended. Until then, Python requests nothing.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from model.network import Network, dense_network
from model.novelty.own_detector import fit_own_detector
from model.novelty.own_digits import TaughtImages
from model.preprocess.mnist import NUM_CLASSES, PIXELS
from model.training.choices import MOST_SECONDS, NEW, Choices
from model.training.snapshot import FAILED, MEASURED, STOPPED, Point, Progress, Snapshot, curve_steps
from views.parts.component import mount
from views.parts.language.language import N_
from views.serving.digit_files import addresses_of_training
from views.session.drawing.received import MOST_FLOATS, Learned, learned_of, name_of
from views.training.charts.charts import WEIGHT_SCALE

WORKER, DIGITS = "worker", "digits"  # what a browser may be unable to do or fetch
UNABLE = {
    WORKER: N_("This browser can't train a network. Update it, or use another browser."),
    DIGITS: N_("We couldn't fetch the training digits. Check your internet connection, and start again."),
}
BUTTONS_HEIGHT = 40  # pixels

_component = mount(__file__, "training_here")


class TrainingHere:
    """One training in a browser, from its start until the browser has reported how it ended.

    Attributes:
        run: its name in the browser.
        choices: what it does.
        own: digits of the user's own to learn from, if the choices say so.
        begin_with: the network whose weights it starts with; None for random ones.
    """

    def __init__(
        self,
        choices: Choices,
        own: TaughtImages | None = None,
        begin_with: Network | None = None,
        run: str = "",
    ) -> None:
        """Describe a training, which begins when it is shown; with `run`, one that a browser has stored."""
        self.run = run or secrets.token_hex(8)
        self.choices, self.own, self.begin_with = choices, own, begin_with
        self.parts: list[np.ndarray] = []
        self._ended: Progress | None = None

    @property
    def progress(self) -> Progress:
        """The progress as far as Python knows it."""
        return self._ended or Progress()

    def stop(self) -> None:
        """Mark it as stopped because another training replaces it; the browser ends it."""
        self.fail("")

    def fail(self, problem: str) -> None:
        """Mark it as failed for this reason, or as stopped without one."""
        self._ended = self._ended or Progress(FAILED if problem else STOPPED, problem=problem)

    def take(self, learned: Learned) -> None:
        """Add a part of the trained network; the last one ends the training."""
        if self._ended or learned.part != len(self.parts):
            return
        self.parts.append(learned.weights)
        weights = np.concatenate(self.parts)
        if weights.size < self.choices.number_of_weights:
            return
        network = replace(
            dense_network(_in_layers(weights, self.choices), self.choices.activation), name="yours"
        )
        *curve, now = (Point(int(step), *figures) for step, *figures in learned.points.tolist())
        if now.step in curve_steps(self.choices.steps):
            curve.append(now)
        snapshot = Snapshot(network, now, tuple(curve), learned.gradient_sizes, learned.dead)
        detector = _Fitted(lambda: fit_own_detector(network, self.own))
        self._ended = Progress(
            learned.state, snapshot, learned.seconds, learned.test_accuracy, detector=detector
        )


class _Fitted(Mapping):
    """The card entries from `fit_own_detector`, computed on first access."""

    def __init__(self, fit: Callable[[], Mapping[str, object]]) -> None:
        self._fit = fit

    @cached_property
    def _found(self) -> Mapping[str, object]:
        return self._fit()

    def __getitem__(self, key: str) -> object:
        return self._found[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def _in_layers(weights: np.ndarray, choices: Choices) -> list[np.ndarray]:
    """Split all weights, one after the other, into kernel, bias, kernel, bias, …"""
    sizes = [PIXELS, *[choices.units] * choices.hidden_layers, NUM_CLASSES]
    arrays, start = [], 0
    for inputs, units in pairwise(sizes):
        for shape in ((inputs, units), (units,)):
            end = start + int(np.prod(shape))
            arrays.append(np.float32(weights[start:end]).reshape(shape))
            start = end
    return arrays


def train_here(
    training: TrainingHere,
    title: str,
    image: np.ndarray,
    looks: Mapping[str, object],
    lane: int | None = None,
) -> None:
    """Run a training in the browser, and show its buttons while it runs.

    Args:
        title: what the browser calls the network when it stores it.
        image: the drawing, float32 (28, 28).
        looks: how connections are shown, see pictures_of.js.
        lane: its number among several that run one after the other in one chart.

    Raises:
        DataError: the data set's file is missing or damaged.
    """
    choices, own, begun = training.choices, training.own, training.begin_with
    # Neutral, because own digits aren't stored
    stored = replace(choices, images=choices.images or 100, own_digits=0, own_times=1, start=NEW)
    data = {
        "run": training.run,
        "choices": asdict(choices) | {"images": choices.training_images},
        "mnist": choices.images,
        "addresses": addresses_of_training(choices.images),
        "own": own
        and {
            "images": _base64(own.images[: choices.own_digits], np.uint8),
            "labels": own.labels[: choices.own_digits].tolist(),
            "times": choices.own_times,
        },
        "weights": begun and _base64(np.concatenate([each.ravel() for each in begun.weights]), "<f4"),
        "measured": MEASURED,
        "curve": sorted(curve_steps(choices.steps)),
        "longest": MOST_SECONDS,
        "image": _base64(image, "<f4"),
        "lane": lane,
        "about": {"title": title, "choices": asdict(stored)},
        "looks": {"weight": WEIGHT_SCALE, **looks},
        "received": len(training.parts),
        "most": MOST_FLOATS,
    }
    _component(
        key="training_here", height=BUTTONS_HEIGHT, data=data, on_pick=lambda sent: _receive(training, sent)
    )


def _receive(training: TrainingHere, sent: object) -> None:
    why = name_of(sent, (*UNABLE, STOPPED))
    if why is not None:
        training.fail(UNABLE.get(why, ""))
    layers = training.choices.hidden_layers + 1
    learned = learned_of(sent, training.run, training.choices.number_of_weights, layers)
    if learned is not None:
        training.take(learned)


def _base64(values: np.ndarray, kind: object) -> str:
    return base64.b64encode(np.ascontiguousarray(values, kind).tobytes()).decode()
