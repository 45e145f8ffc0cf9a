"""What one neuron did: its terms, its sum, its activation, its effect, and what it reacts to.

Takes a network and the values of its layers, returns figures that add up. Knows nothing of pages.
"""

from model.explain.explain import (
    Outgoing,
    Unit,
    UnitExplanation,
    brightest,
    explain_unit,
    outgoing,
    strongest_outputs,
)
from model.network.neuron import Neuron

__all__ = [
    "Neuron",
    "Outgoing",
    "Unit",
    "UnitExplanation",
    "brightest",
    "explain_unit",
    "outgoing",
    "strongest_outputs",
]
