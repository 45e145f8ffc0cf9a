"""What if this neuron were silent, or louder? Its switch and volume; the page shows what comes of it."""

from __future__ import annotations

import streamlit as st

from model.network.neuron import Channel, Neuron
from model.reading import Reading
from views.language.language import _
from views.session import state
from views.session.selection import LOUDEST, VOLUME_STEP, scale


def controls(reading: Reading, neuron: Neuron) -> None:
    """Show the switch and the volume of a neuron, or of its whole feature map."""
    chosen, factor = neuron.channel, reading.factor_of(neuron)
    key = _slider_at(factor)
    whole = _("Map volume") if neuron.is_on_map else _("Volume")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="what_if"):
        st.button(
            _("Switch on") if factor == 0 else _("Switch off"),
            key="switch",
            icon=":material/power_settings_new:",
            on_click=scale,
            args=(reading.network, chosen, 1.0 if factor == 0 else 0.0),
        )
        st.slider(
            whole,
            0.0,
            LOUDEST,
            step=VOLUME_STEP,
            format="× %.2f",
            key=key,
            on_change=lambda: _take_in(reading, chosen, key),
        )


def _slider_at(factor: float) -> str:
    """The key of a slider that stands there: one for all neurons, until something else than a hand moves it.

    A browser sends where all its sliders stand, and with a click that follows the switch at once it sends
    where this one stood before. Under the same key that would be a hand's, and would undo the switch.
    """
    if state.get(_slider(), factor) != factor:
        state.put("volume_turn", state.get("volume_turn", 0) + 1)
    state.put(_slider(), factor)
    return _slider()


def _slider() -> str:
    return f"volume_{state.get('volume_turn', 0)}"


def _take_in(reading: Reading, chosen: Channel, slider: str) -> None:
    """Make it as loud as the slider says, if that is still there and says so."""
    factor = state.get(slider) if slider == _slider() else None
    if isinstance(factor, float) and 0 <= factor <= LOUDEST:
        scale(reading.network, chosen, factor)
