"""A reading: what a network makes of one image, with what is switched; everything that is shown is of one.

Takes a network, an image and by what neurons are multiplied; gives every layer's values, the ten numbers, the
digit, whether it is one at all, and what any neuron did. Knows nothing of drawings or pages.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from model.explain import Outgoing, UnitExplanation, outgoing
from model.explain.effect import rerun_scaled
from model.explain.explain import explain
from model.network import Activations, Network, forward
from model.network.neuron import Factors, Neuron
from model.novelty import is_accepted, typicality


@dataclass(frozen=True, eq=False)
class Reading:
    """What a network makes of one image.

    Attributes:
        network: that reads it.
        image: float32 (28, 28) in [0, 1].
        factors: channel -> by what its activation is multiplied, as `rerun_scaled` has it; 0 switches it off.

    Raises:
        ValueError: when values are asked for: the image has another shape.
    """

    network: Network
    image: np.ndarray
    factors: Factors = field(default_factory=dict)

    @cached_property
    def activations(self) -> Activations:
        """Every layer's values, as `forward` gives them, computed once."""
        if self.factors:
            return rerun_scaled(self.network, self.image, self.factors)
        return forward(self.network, self.image)

    @property
    def logits(self) -> np.ndarray:
        """float32 (10,): the outputs' weighted sums."""
        return self.network.logits_of(self.activations)

    @property
    def probs(self) -> np.ndarray:
        """float32 (10,): what the network answers, each from 0 to 1."""
        return self.network.probs_of(self.activations)

    @property
    def digit(self) -> int:
        """0 to 9, the one with the largest of `probs`; whether it is one at all, `is_digit` says."""
        return int(self.probs.argmax())

    @cached_property
    def is_digit(self) -> bool:
        """Whether the image is taken for a digit; a network that can't tell takes everything for one.

        Raises:
            NetworkError: the detector of a shipped network can't be read.
        """
        return is_accepted(typicality(self.network, self.activations))

    @property
    def is_sound(self) -> bool:
        """Whether the answer is ten finite numbers; those of a network that blew up are not."""
        return bool(np.isfinite(self.probs).all())

    @cached_property
    def unchanged(self) -> Reading:
        """The same with nothing switched."""
        return replace(self, factors={}) if self.factors else self

    def factor_of(self, neuron: Neuron) -> float:
        """By what the activation of a neuron, or of the feature map that it is on, is multiplied."""
        return self.factors.get(neuron.channel, 1.0)

    def explain(self, neuron: Neuron) -> UnitExplanation:
        """The whole sum of one neuron: see `explain_unit`."""
        return explain(neuron, self.activations)

    def outgoing(self, neuron: Neuron) -> Outgoing | None:
        """What it adds to each that reads it; None for an output: see `explain.outgoing`."""
        return outgoing(neuron, self.activations)
