"""The smallest change of pixels after which a network reads another digit.

Takes a network and an image, returns another image next to it. No pen could draw such a change, and nobody
sees it: it tells us about the network, where `counterfactual.py` tells us about the drawing. Knows
nothing of pages.

"Smallest" means the length of the change, √Σ (new pixel - old pixel)², with every pixel from 0 to 1. It
goes in small steps, like S. Moosavi-Dezfooli, A. Fawzi, P. Frossard (DeepFool, 2016): near an image, the lead
of its digit over another is nearly linear in the pixels, lead + Σ gradient × change, and the smallest change
that makes it 0 goes along the gradient. There, gradients are computed again. The result is the smallest that
was found this way, for each of the other outputs; there may be a smaller one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.backprop.gradient import pull_back
from model.network import Network, forward, forward_batches
from model.network.network import logits_of
from model.steps import Steps

STEPS = 8  # after these it hardly gets smaller
ALL_DIGITS, NEAREST = 2, 3  # steps towards every other digit, then towards the nearest few
AHEAD = 1.0  # of a logit: up to this lead, the path is nearly a straight line
# by which a change is multiplied, because a line that is straight nearby bends further away
FACTORS = np.array([0.7, 0.85, 0.93, 0.97, 1, 1.03, 1.07, 1.15, 1.3, 1.6, 2, 3, 5, 8])
NEARBY, TREMBLING = 4, 0.05  # images whose gradients are averaged, and how far their pixels are moved
BISECTIONS = 30  # for how far to go along a gradient, with pixels cut off at 0 and 1
SHORTENINGS = 8  # halvings of what can still be taken off the path


@dataclass(frozen=True, eq=False)
class SmallestChange:
    """A changed image, and its effect.

    Attributes:
        image: float32 (28, 28) in [0, 1], after the change.
        change: float32 (28, 28), what was added to each pixel.
        before: what the network read before.
        digit: what it reads now.
    """

    image: np.ndarray
    change: np.ndarray
    before: int
    digit: int

    @property
    def length(self) -> float:
        """√Σ change², where a pixel of ink counts 1."""
        return float(np.sqrt((self.change.astype(np.float64) ** 2).sum()))

    @property
    def largest(self) -> float:
        """The largest change of a single pixel."""
        return float(np.abs(self.change).max())


def smallest_change_steps(network: Network, image: np.ndarray) -> Steps[SmallestChange | None]:
    """Find the smallest change; return None if there is none. Yields how much of the search is done.

    Args:
        network: any whose values are finite; one of step functions has no gradients, so nothing is found.
        image: float32 (28, 28) in [0, 1].

    Returns:
        The change, confirmed by `forward`: it reads `before` in `image`, and `digit` in the changed one.

    Raises:
        ValueError: the image has another shape.
    """
    now = int(network.logits_of(forward(network, image)).argmax())
    others = np.array([digit for digit in range(len(network.classes)) if digit != now])
    signs = np.zeros((len(others), len(network.classes)), np.float32)
    signs[:, now], signs[np.arange(len(others)), others] = 1, -1
    start, changed = image.astype(np.float64), np.repeat(image[None].astype(np.float64), len(others), axis=0)
    best, shortest, rng = None, np.inf, np.random.default_rng(0)
    for step in range(STEPS):
        yield step / STEPS
        leads = (logits_of(network, changed.astype(np.float32)) * signs).sum(axis=1)
        gradients = _slopes(network, changed, signs, rng)
        yield step / STEPS
        if not (np.isfinite(gradients).all() and np.isfinite(leads).all()):
            return None
        # From the original image but, while the digit still leads by far, from where the images are now.
        bases = np.where((leads < AHEAD)[:, None, None], start, changed)
        nearer = _to_zero(bases, changed, leads, gradients)
        changed, is_enough = _far_enough(network, bases, nearer, signs)
        lengths = np.where(is_enough, _lengths(changed - start), np.inf)
        if lengths.min() < shortest:
            best, shortest = changed[lengths.argmin()], lengths.min()
        if step + 1 == ALL_DIGITS:
            nearest = np.lexsort([leads, lengths])[:NEAREST]
            changed, signs = changed[nearest], signs[nearest]
    return None if best is None else _shortened(network, image, best, now)


def _slopes(network: Network, images: np.ndarray, signs: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return the gradients of the leads, (n, 28, 28), each the mean over a few images nearby.

    In a network with many layers, gradients change if a single pixel changes a little.
    """
    near = images + rng.normal(scale=TREMBLING, size=(NEARBY, *images.shape))
    near_signs, found = np.tile(signs, (NEARBY, 1)), []
    for values in forward_batches(network, near.reshape(-1, *images.shape[1:]).astype(np.float32)):
        signs, near_signs = np.split(near_signs, [len(values[network.image.name])])
        found.append(pull_back(network, values, signs)[network.image.name])
    return np.concatenate(found).astype(np.float64).reshape(near.shape).mean(axis=0)


def _far_enough(
    network: Network, bases: np.ndarray, changed: np.ndarray, signs: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Move the images a little nearer to `bases` or further away, to where the other digit has the lead.

    Returns:
        The nearest such ones of `FACTORS` (n, 28, 28), else the closest ones; and which have the lead (n,).
    """
    tried = np.clip(bases + FACTORS[:, None, None, None] * (changed - bases), 0, 1)
    logits = logits_of(network, tried.reshape(-1, *bases.shape[1:]))
    leads = (logits.reshape(*tried.shape[:2], -1) * signs).sum(axis=2)
    is_enough = leads < 0
    first = np.where(is_enough.any(axis=0), is_enough.argmax(axis=0), leads.argmin(axis=0))
    return tried[first, np.arange(len(changed))], is_enough.any(axis=0)


def _to_zero(bases: np.ndarray, at: np.ndarray, leads: np.ndarray, gradients: np.ndarray) -> np.ndarray:
    """Return the images nearest to `bases` where leads, linear around `at`, are 0; all (n, 28, 28)."""
    axes = (1, 2)
    wanted = (gradients * at).sum(axis=axes) - leads  # Σ gradient × image there
    low, high = np.zeros(len(bases)), np.ones(len(bases))
    for _ in range(60):  # until all that can be reached are reached
        beyond = _at(bases, gradients, high, wanted)
        if beyond.all():
            break
        high = np.where(beyond, high, 2 * high)
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        beyond = _at(bases, gradients, middle, wanted)
        low, high = np.where(beyond, low, middle), np.where(beyond, middle, high)
    return np.clip(bases - high[:, None, None] * gradients, 0, 1)


def _at(bases: np.ndarray, gradients: np.ndarray, far: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Return whether leads are at most 0 this far along the gradients."""
    reached = np.clip(bases - far[:, None, None] * gradients, 0, 1)
    return (gradients * reached).sum(axis=(1, 2)) <= wanted


def _lengths(changes: np.ndarray) -> np.ndarray:
    return np.sqrt((changes**2).sum(axis=(1, 2)))


def _says(network: Network, image: np.ndarray) -> int:
    return int(network.logits_of(forward(network, image.astype(np.float32))).argmax())


def _shortened(network: Network, image: np.ndarray, changed: np.ndarray, now: int) -> SmallestChange:
    """Shorten the path to as little as is needed."""
    change, low, high = changed - image, 0.0, 1.0
    for _ in range(SHORTENINGS):
        middle = (low + high) / 2
        is_enough = _says(network, image + middle * change) != now
        low, high = (low, middle) if is_enough else (middle, high)
    found = (image + high * change).astype(np.float32)
    return SmallestChange(found, found - image, now, _says(network, found))
