"""Two drawings in one network: what the other ink changed in a sum.

Takes the values that `forward` returned for two images, returns explanations. Knows nothing of pages.
"""

from __future__ import annotations

from dataclasses import replace

from model.explain.explain import UnitExplanation, explain
from model.explain.ledger import DECIMALS, Ledger, make_ledger, to_units
from model.network import Activations
from model.network.neuron import Neuron


def difference(neuron: Neuron, before: Activations, after: Activations) -> UnitExplanation:
    """Return a neuron's sum for the second image minus its sum for the first, input by input.

        z after − z before = Σ (input after × weight − input before × weight)

    The bias is the same in both, so it cancels out.

    Returns:
        Inputs, terms, pre-activation and activation are differences. The weights of a pooling, which
        chooses, are those for the second image.

    Raises:
        ValueError: as in `explain`.
    """
    first, second = (explain(neuron, each) for each in (before, after))
    return replace(
        second,
        inputs=second.inputs - first.inputs,
        terms=second.terms - first.terms,
        bias=0.0,
        pre_activation=second.pre_activation - first.pre_activation,
        activation=second.activation - first.activation,
    )


def difference_ledger(
    neuron: Neuron, before: Activations, after: Activations, decimals: int = DECIMALS
) -> tuple[float, float, Ledger]:
    """Return the ledger of that difference, between the two sums as they are shown separately.

    Returns:
        z before and z after, rounded, and a ledger whose figures add up to exactly their difference.
    """
    first, second = (to_units(explain(neuron, each).pre_activation, decimals) for each in (before, after))
    shown = replace(difference(neuron, before, after), pre_activation=(second - first) / 10**decimals)
    return first / 10**decimals, second / 10**decimals, make_ledger(shown, decimals)
