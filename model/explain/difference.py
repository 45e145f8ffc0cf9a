"""Two drawings in one network: what the other ink changed in a sum.

Takes the values that `forward` gave for two images, gives explanations. Knows nothing of pages.
"""

from __future__ import annotations

from dataclasses import replace

from model.explain.explain import UnitExplanation, explain
from model.explain.ledger import DECIMALS, Ledger, make_ledger, to_units
from model.network import Activations
from model.network.neuron import Neuron


def difference(neuron: Neuron, before: Activations, after: Activations) -> UnitExplanation:
    """What a neuron adds up for the second image minus what it adds up for the first, input by input.

        z after − z before = Σ (input after × weight − input before × weight)

    The bias is in both, and so in neither.

    Returns:
        Its inputs, terms, pre-activation and activation are differences. The weights of a pooling, which
        chooses, are those for the second image.

    Raises:
        ValueError: as `explain` does.
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
    """The ledger of that difference, between two sums as each is shown by itself.

    Returns:
        z before and z after, rounded, and a ledger whose figures add up to exactly the difference of these.
    """
    first, second = (to_units(explain(neuron, each).pre_activation, decimals) for each in (before, after))
    shown = replace(difference(neuron, before, after), pre_activation=(second - first) / 10**decimals)
    return first / 10**decimals, second / 10**decimals, make_ledger(shown, decimals)
