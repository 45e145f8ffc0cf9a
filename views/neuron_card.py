"""The neuron card: what the chosen neuron added up, and what its activation function made of it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import streamlit as st

from model.explain import UnitExplanation, explain_unit
from model.ledger import DECIMALS, apportion, to_units
from model.network import Network
from model.wiring import Unit
from views.answer import percent

NOTHING_DRAWN = "Draw, then click any neuron to see what it added up."
NOTHING_CHOSEN = (
    "The orange lines are the answer's evidence: in every layer, what added most to the layer after it. "
    "Click any neuron to see what it added up, and what goes in and out of it."
)
IN_WORDS = {
    "relu": "ReLU(z) = max(0, z)",
    "softmax": "softmax(z) = exp(z) / Σ exp of all ten",
    "linear": "a = z: no activation function",
    "max": "the largest of its inputs",
}


def neuron_card(network: Network, activations: Mapping[str, np.ndarray] | None, unit: Unit | None) -> None:
    """Explain one neuron's value, in figures that add up as displayed."""
    with st.container(key="neuron"):
        if activations is None or unit is None:
            st.caption(NOTHING_DRAWN if activations is None else NOTHING_CHOSEN)
            return
        explanation = explain_unit(network, activations, unit)
        st.subheader(title_of(explanation.unit), anchor=False)
        _sum(explanation)


def title_of(unit: Unit) -> str:
    """A unit as people name it: "hidden1, neuron 17" or "conv2, map 3, row 4, col 5"."""
    if len(unit.index) == 1:
        return f"{unit.layer}, {'digit' if unit.layer == 'logits' else 'neuron'} {unit.index[0]}"
    row, col, channel = unit.index
    return f"{unit.layer}, map {channel}, row {row}, col {col}"


def _sum(explanation: UnitExplanation) -> None:
    total = to_units(explanation.pre_activation, DECIMALS)
    parts = apportion([explanation.terms.sum(), explanation.bias], total, DECIMALS)
    weighted_sum, bias, z = (figure(units / 10**DECIMALS) for units in (*parts, total))
    softmax = explanation.activation_function == "softmax"
    activation = percent(explanation.activation) if softmax else figure(explanation.activation)
    columns = st.columns(4)
    columns[0].metric(f"Weighted sum of {explanation.terms.size} inputs", weighted_sum)
    columns[1].metric("+ bias", bias)
    columns[2].metric("= z, before the activation function", z)
    columns[3].metric("a, its activation", activation)
    st.markdown(
        f"`{weighted_sum} + {_in_brackets(bias)} = {z}`, then {IN_WORDS[explanation.activation_function]}"
        f" gives **{activation}**. {_fired(explanation)}"
    )


def figure(value: float) -> str:
    """A number at display precision, with a true minus sign and no negative zero."""
    return f"{round(value, DECIMALS) + 0.0:.{DECIMALS}f}".replace("-", "−")


def _in_brackets(number: str) -> str:
    return f"({number})" if number.startswith("−") else number


def _fired(explanation: UnitExplanation) -> str:
    if explanation.activation_function != "relu":
        return ""
    if explanation.pre_activation > 0:
        return "It fires."
    return f"It does not fire: {figure(-explanation.pre_activation)} short of it."
