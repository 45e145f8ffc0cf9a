"""What would change a network's answer: the least change of a drawing after which it reads another digit.

Takes a network and a drawing with known strokes, returns `Counterfactual`s: a stroke left out, a
bit erased, one pen mark or two, but never pixel noise. It tries hundreds: the faster of two networks
chooses which ones the other looks at, and a change that only works on one of them is the last resort. Every
result has been confirmed on the canvas's own pixels, and shifted a little. Knows nothing of pages.

S. Wachter, B. Mittelstadt, C. Russell 2018 call this a counterfactual explanation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from model.attribution.edit_images import images_of_marks, images_of_removals
from model.attribution.edits import (
    LEAVE_OUT,
    RUB_OUT,
    SHORTEST,
    Edit,
    Sketch,
    anchors_of,
    marks,
    removals,
    varied,
)
from model.network import Network, forward_batches
from model.network.network import logits_of
from model.novelty import THRESHOLD, is_refused, typicalities
from model.preprocess import stages_of_ink
from model.preprocess.pen import PEN_WIDTH
from model.signs import are_known
from model.steps import Steps, finish

# All found by measurement: python -m benchmarks.counterfactual
CANDIDATES = 36  # for each digit, how many both networks look at
STARTS = 6  # how many of them are refined, no two near each other for the same digit
ROUNDS = 3  # of refining
FIRST_MARKS = 2  # how many get a second mark
LEAST_MARGIN = 0.5  # of a logit: with less, a slight tremble would undo it
SURE_MARGIN, UNSURE_COST = 2.0, 40.0  # canvas pixels for each logit below this margin
PLAIN, STRANGE_COST = 2.0, 20.0  # the same for typicality
ALONE_COST = 60.0  # canvas pixels, where the other network reads something else
DOT_COST = 10.0  # for each canvas pixel by which a mark is shorter than SHORTEST
NEVER = 300.0  # canvas pixels: a change that costs more doesn't count
CONFIRMED = 8  # how many of a kind, at most, are drawn on the canvas's own pixels, until one works
AT_ONCE = 100  # edits whose images are made in one step
SHIFT = 5  # canvas pixels: shifted this far, it must still work


@dataclass(frozen=True)
class Counterfactual:
    """A change, and its effect.

    Attributes:
        edits: one, or two marks.
        digit: what the network reads then.
        margin: by how much its logit is then ahead of the next one.
        cost: its length, and what makes it unnatural, in canvas pixels.
        is_shared: whether the other network reads the same.
    """

    edits: tuple[Edit, ...]
    digit: int
    margin: float
    cost: float
    is_shared: bool

    @property
    def kind(self) -> str:
        """See `Edit`."""
        return self.edits[0].kind


def find_counterfactuals(
    network: Network, other: Network, sketch: Sketch, target: int | None = None
) -> list[Counterfactual]:
    """Return the best change of each kind, the cheapest first; nothing where nothing was found.

    Args:
        network: the network whose answer is to change.
        other: for a second opinion.
        sketch: the drawing, not blank; without strokes, there is no change.
        target: the digit that it should read then; None for any but the current one. Only for a given digit,
            it also tries two marks where one isn't enough.
    """
    return finish(counterfactual_steps(network, other, sketch, target))


def counterfactual_steps(
    network: Network, other: Network, sketch: Sketch, target: int | None = None
) -> Steps[list[Counterfactual]]:
    """Do what `find_counterfactuals` does, step by step, for callers with other things to do in between."""
    if not sketch.strokes:
        return []
    search, found = _Search(network, other, target, says(network, sketch)), []
    for kind in (LEAVE_OUT, RUB_OUT):
        found += yield from search.removal(sketch, kind)
    found += yield from search.mark(sketch)
    if not found and target is not None:
        found = yield from search.two_marks(sketch)
    return sorted(found, key=lambda each: each.cost)


def says(network: Network, sketch: Sketch) -> int:
    """Return the digit that a network reads in a drawing that isn't blank."""
    image = stages_of_ink(sketch.ink).image
    return int(logits_of(network, image[None]).argmax())


class _Search:
    """A search for changes after which a network reads one of some digits."""

    def __init__(self, network: Network, other: Network, target: int | None, now: int) -> None:
        self.network, self.other = network, other
        self.scout = min(network, other, key=lambda each: each.multiply_adds)
        self.targets = np.array([d for d in range(len(network.classes)) if d != now and target in (None, d)])

    def removal(self, sketch: Sketch, kind: str) -> Steps[list[Counterfactual]]:
        """Return the best change of a kind that takes ink away."""
        edits = [edit for edit in removals(sketch) if edit.kind == kind]
        images = yield from _images(images_of_removals, sketch, edits)
        left = [i for i, image in enumerate(images) if image.any()]
        edits, images = yield from self._worth_seeing([edits[i] for i in left], images[left])
        return (yield from self._confirmed(sketch, edits, images))

    def mark(self, sketch: Sketch) -> Steps[list[Counterfactual]]:
        """Return the best mark."""
        starts = yield from self._starts(sketch)
        best = yield from self._refined(sketch, starts)
        return (yield from self._confirmed(sketch, best, images_of_marks(sketch, best)))

    def two_marks(self, sketch: Sketch) -> Steps[list[Counterfactual]]:
        """Return the best second mark after the best first ones."""
        found = []
        starts = yield from self._starts(sketch)
        firsts = yield from self._refined(sketch, starts[:FIRST_MARKS])
        for first in firsts:
            seconds = yield from self.mark(sketch.after(first))
            for second in seconds:
                cost = first.length + second.cost
                found.append(
                    Counterfactual(
                        (first, *second.edits), second.digit, second.margin, cost, second.is_shared
                    )
                )
        return sorted(found, key=lambda each: each.cost)[:1]

    def _starts(self, sketch: Sketch) -> Steps[list[Edit]]:
        edits = marks(anchors_of(sketch))
        images = yield from _images(images_of_marks, sketch, edits)
        edits, images = yield from self._worth_seeing(edits, images)
        if not edits:
            return []
        costs, digits = yield from self._costs(edits, images)
        return _unlike(edits, digits, costs)

    def _refined(self, sketch: Sketch, starts: Sequence[Edit]) -> Steps[list[Edit]]:
        """Improve each of them as far as possible, by trying others like it."""
        rng = np.random.default_rng(0)
        for _ in range(ROUNDS if starts else 0):
            tried = [[edit, *varied(edit, rng)] for edit in starts]
            edits = [edit for each in tried for edit in each]
            images = yield from _images(images_of_marks, sketch, edits)
            costs, _digits = yield from self._costs(edits, images)
            costs = costs.reshape(len(starts), -1)
            starts = [each[i] for each, i in zip(tried, costs.argmin(axis=1))]
        return list(starts)

    def _worth_seeing(
        self, edits: Sequence[Edit], images: np.ndarray
    ) -> Steps[tuple[list[Edit], np.ndarray]]:
        """Return those that bring the scout nearest to reading each target digit, the short ones first."""
        if not edits:
            return [], images
        margins = self._margins((yield from _logits(self.scout, images)))
        lengths = np.array([edit.length for edit in edits])
        cost = UNSURE_COST * np.clip(SURE_MARGIN - margins, 0, None) + lengths[:, None]
        chosen = np.unique(np.argsort(cost, axis=0)[:CANDIDATES])
        return [edits[i] for i in chosen], images[chosen]

    def _margins(self, logits: np.ndarray) -> np.ndarray:
        """Return by how much each target digit is ahead of all others: logits (n, …) -> (n, targets)."""
        return np.stack(
            [logits[:, d] - np.delete(logits, d, axis=1).max(axis=1) for d in self.targets], axis=1
        )

    def _costs(self, edits: Sequence[Edit], images: np.ndarray) -> Steps[tuple[np.ndarray, np.ndarray]]:
        """Return the costs in canvas pixels, and the target digits that they are for."""
        logits, typicality = yield from _judged(self.network, images)
        margins = self._margins(logits)
        digits, margin = self.targets[margins.argmax(axis=1)], margins.max(axis=1)
        lengths = np.array([edit.length for edit in edits])
        costs = lengths + UNSURE_COST * np.clip(SURE_MARGIN - margin, 0, None)
        costs += STRANGE_COST * np.clip(PLAIN - (typicality - THRESHOLD), 0, PLAIN)
        costs += DOT_COST * np.clip(SHORTEST - lengths, 0, None)
        costs += NEVER * ((margin < LEAST_MARGIN) | is_refused(typicality))
        second = logits if self.other is self.network else (yield from _logits(self.other, images))
        return costs + ALONE_COST * (second.argmax(axis=1) != digits), digits

    def _confirmed(
        self, sketch: Sketch, edits: Sequence[Edit], images: np.ndarray
    ) -> Steps[list[Counterfactual]]:
        """Return the cheapest of those that work on the canvas's own pixels."""
        if not edits:
            return []
        costs, _digits = yield from self._costs(edits, images)
        for i in np.argsort(costs)[:CONFIRMED]:
            if costs[i] < NEVER and (found := self._confirm(sketch, edits[i], float(costs[i]))):
                return [found]
            yield
        return []

    def _confirm(self, sketch: Sketch, edit: Edit, cost: float) -> Counterfactual | None:
        stages = [stages_of_ink(sketch.after(moved).ink) for moved in _aside(edit)]
        if None in stages:
            return None
        images = np.stack([each.image for each in stages])
        logits, typicality = finish(_judged(self.network, images))
        digit = int(logits[0].argmax())
        second, first = np.sort(logits[0])[-2:]
        holds = (logits.argmax(axis=1) == digit).all() and first - second >= LEAST_MARGIN
        if digit not in self.targets or not holds or is_refused(typicality[0]):
            return None
        other = logits_of(self.other, images[:1])
        return Counterfactual((edit,), digit, float(first - second), cost, int(other.argmax()) == digit)


def _images(
    images_of: Callable[[Sketch, Sequence[Edit]], np.ndarray], sketch: Sketch, edits: Sequence[Edit]
) -> Steps[np.ndarray]:
    """Return the images of these edits, some at a time."""
    images = [images_of(sketch, [])]
    for start in range(0, len(edits), AT_ONCE):
        images.append(images_of(sketch, edits[start : start + AT_ONCE]))
        yield
    return np.concatenate(images)


def _logits(network: Network, images: np.ndarray) -> Steps[np.ndarray]:
    """Return a network's logits (n, outputs)."""
    found = []
    for values in forward_batches(network, images):
        found.append(network.logits_of(values))
        yield
    return np.concatenate(found)


def _judged(network: Network, images: np.ndarray) -> Steps[tuple[np.ndarray, np.ndarray]]:
    """Return a network's logits (n, outputs), and typicality (n,), infinite if it has no detector, and
    for signs, which are known or not."""
    logits, typicality = [], []
    for values in forward_batches(network, images):
        logits.append(network.logits_of(values))
        typicality.append(
            np.where(are_known(network.card, values), np.inf, -np.inf)
            if network.knows_signs
            else typicalities(network, values)
        )
        yield
    return np.concatenate(logits), np.concatenate(typicality)


def _aside(edit: Edit) -> list[Edit]:
    """Return an edit, and the same shifted a little in four directions; a stroke can't be shifted."""
    if edit.kind == LEAVE_OUT:
        return [edit]
    steps = np.array([(0, 0), (SHIFT, 0), (-SHIFT, 0), (0, SHIFT), (0, -SHIFT)])
    return [edit._replace(path=edit.path + step) for step in steps]


def _unlike(edits: Sequence[Edit], digits: np.ndarray, costs: np.ndarray) -> list[Edit]:
    """Return the cheapest ones, of which no two for the same digit lie in the same place."""
    middles = np.array([edit.path.mean(axis=0) for edit in edits])
    chosen: list[int] = []
    for i in np.argsort(costs):
        same = [j for j in chosen if digits[j] == digits[i]]
        if (np.hypot(*(middles[same] - middles[i]).T) > PEN_WIDTH).all():
            chosen.append(int(i))
        if len(chosen) == STARTS:
            break
    return [edits[i] for i in chosen]
