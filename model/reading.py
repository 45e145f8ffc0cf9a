"""A reading: a network's result for one image, with some units switched; all that is shown comes from one.

Takes a network, an image and the factors of its neurons; returns every layer's values, the outputs, the
digit or sign, whether it is one at all, and what any neuron did. Knows nothing of drawings or pages.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from model.explain import Outgoing, UnitExplanation, outgoing
from model.explain.explain import explain
from model.network import Activations, Network, forward
from model.network.neuron import Factors, Neuron
from model.novelty import is_accepted, typicality
from model.signs.known import are_known


@dataclass(frozen=True, eq=False)
class Reading:
    """A network's result for one image.

    Attributes:
        network: the one that reads it.
        image: float32 (28, 28) in [0, 1].
        factors: channel -> the factor of its activation, as in `forward`; 0 switches it off.

    Raises:
        ValueError: on the first access to values, the image has another shape.
    """

    network: Network
    image: np.ndarray
    factors: Factors = field(default_factory=dict)

    @cached_property
    def activations(self) -> Activations:
        """Every layer's values, as `forward` returns them, computed once."""
        return forward(self.network, self.image, self.factors)

    @property
    def logits(self) -> np.ndarray:
        """float32 (10,) or one for each sign: the outputs' weighted sums."""
        return self.network.logits_of(self.activations)

    @property
    def probs(self) -> np.ndarray:
        """The same shape: the network's answer, each from 0 to 1."""
        return self.network.probs_of(self.activations)

    @property
    def digit(self) -> int:
        """The one with the largest of `probs`, an index into the network's `classes`; see `is_known`."""
        return int(self.probs.argmax())

    @cached_property
    def is_digit(self) -> bool:
        """Whether the image is taken for a digit; a network that can't tell takes everything for one.

        Raises:
            NetworkError: the detector of a shipped network can't be read.
        """
        return is_accepted(typicality(self.network, self.activations))

    @cached_property
    def is_known(self) -> bool:
        """Whether the image is a digit or, in a network for signs, resembles one of their drawings."""
        if self.network.knows_signs:
            return bool(
                are_known(self.network.card, {each: of[None] for each, of in self.activations.items()})[0]
            )
        return self.is_digit

    @property
    def is_sound(self) -> bool:
        """Whether the answer is finite numbers; it isn't in a network that blew up."""
        return bool(np.isfinite(self.probs).all())

    @cached_property
    def unchanged(self) -> Reading:
        """The same reading with nothing switched."""
        return replace(self, factors={}) if self.factors else self

    def factor_of(self, neuron: Neuron) -> float:
        """Return the factor of a neuron, or of its feature map."""
        return self.factors.get(neuron.channel, 1.0)

    def explain(self, neuron: Neuron) -> UnitExplanation:
        """Return the whole sum of one neuron: see `explain_unit`."""
        return explain(neuron, self.activations)

    def outgoing(self, neuron: Neuron) -> Outgoing | None:
        """Return what it adds to each unit that reads it; None for an output: see `explain.outgoing`."""
        return outgoing(neuron, self.activations)
