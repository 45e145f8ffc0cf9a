"""What if this neuron were silent, or louder? A true forward pass with its activation multiplied."""

from __future__ import annotations

import numpy as np
import streamlit as st

from model.network import Activations, Network, forward
from model.wiring import Unit
from views.parts.digit_bars import digit_bars
from views.parts.wording import figure, name_of, percent
from views.session import state
from views.session.selection import Neuron, factors_of, neuron_of, restore, scale_neuron

LOUDEST = 4.0  # times its activation


def what_if(network: Network, activations: Activations, unit: Unit | None) -> None:
    """Switch the chosen neuron off or turn it up; show what all that are scaled do to the answer."""
    chosen = None if unit is None else neuron_of(unit)
    factors = factors_of(network)
    if chosen is None and not factors:
        return
    with st.container(key="what_if", border=True):
        left, right = st.columns(2, gap="large")
        with left:
            st.markdown("#### What if it were silent, or louder?")
            if chosen is not None:
                _controls(network, chosen)
            _list(network)
        with right:
            before = forward(network, activations["image"])
            digit_bars(activations["probs"], "after", before=before["probs"] if factors else None)
            if factors:
                st.caption(_change_in_words(before, activations))


def _change_in_words(before: Activations, after: Activations) -> str:
    runner_up, winner = np.argsort(before["probs"])[-2:]
    lead, now = (float(each["logits"][winner] - each["logits"][runner_up]) for each in (before, after))
    answer = int(after["probs"].argmax())
    change = f"still {answer}" if answer == winner else f"now {answer}"
    return (
        f"The answer is {change}, {percent(float(after['probs'][answer]))}. "
        f"z of {winner} less z of {runner_up} was {figure(lead)} and is {figure(now)}."
    )


def _controls(network: Network, chosen: Neuron) -> None:
    key = f"factor_{network.name}_{chosen.layer}_{chosen.number}"
    state.put(key, factors_of(network).get(chosen, 1.0))
    st.slider(
        f"{_name(network, chosen)}: its activation, times",
        0.0,
        LOUDEST,
        step=0.25,
        key=key,
        on_change=lambda: scale_neuron(network, chosen, state.get(key)),
    )
    is_off = factors_of(network).get(chosen) == 0
    st.button(
        "Switch it on again" if is_off else "Switch it off",
        key="switch",
        icon=":material/power_settings_new:",
        on_click=scale_neuron,
        args=(network, chosen, 1.0 if is_off else 0.0),
    )


def _list(network: Network) -> None:
    factors = factors_of(network)
    if not factors:
        st.caption("The network itself is never changed, and nobody else sees what you try here.")
        return
    words = [f"{_name(network, each)} {_amount(factor)}" for each, factor in factors.items()]
    st.markdown("Now: " + ", ".join(words) + ".")
    st.button("Restore all", key="restore", icon=":material/restart_alt:", on_click=restore, args=(network,))


def _amount(factor: float) -> str:
    return "is off" if factor == 0 else f"× {factor:g}"


def _name(network: Network, neuron: Neuron) -> str:
    if len(network.layer(neuron.layer).shape) == 3:
        return f"{neuron.layer} map {neuron.number}"
    return name_of(Unit(neuron.layer, (neuron.number,)))
