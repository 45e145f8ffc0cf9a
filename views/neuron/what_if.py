"""What if this neuron were silent, or louder? Its switch and volume; the page shows what comes of it."""

from __future__ import annotations

import streamlit as st

from model.network import Network
from model.wiring import Unit
from views.session import state
from views.session.selection import factors_of, neuron_of, scale_neuron

LOUDEST = 4.0  # times its activation


def factor_of(network: Network, unit: Unit) -> float:
    """By what this session multiplies the activation of a neuron, or of the feature map that it is on."""
    return factors_of(network).get(neuron_of(unit), 1.0)


def controls(network: Network, unit: Unit) -> None:
    """Show the switch and the volume of a neuron, or of its whole feature map."""
    chosen, factor = neuron_of(unit), factor_of(network, unit)
    key = f"factor_{network.name}_{chosen.layer}_{chosen.number}"
    state.put(key, factor)
    whole = "Map volume" if len(unit.index) == 3 else "Volume"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="what_if"):
        st.button(
            "Switch on" if factor == 0 else "Switch off",
            key="switch",
            icon=":material/power_settings_new:",
            on_click=scale_neuron,
            args=(network, chosen, 1.0 if factor == 0 else 0.0),
        )
        st.slider(
            whole,
            0.0,
            LOUDEST,
            step=0.25,
            format="× %.2f",
            key=key,
            on_change=lambda: scale_neuron(network, chosen, state.get(key)),
        )
