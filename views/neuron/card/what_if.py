"""What if this neuron were silent, or louder? Its switch and strength; the page shows the effect."""

from __future__ import annotations

from functools import partial

import numpy as np
import streamlit as st

from model.network.neuron import Neuron
from model.reading import Reading
from views.parts.language.language import _
from views.parts.looks.wording import figure
from views.session.one_of import control_key, when_one_of
from views.session.selection import LOUDEST, VOLUME_STEP, scale

VOLUMES = np.arange(0, LOUDEST + VOLUME_STEP, VOLUME_STEP).tolist()


def controls(reading: Reading, neuron: Neuron) -> None:
    """Show the switch and the strength of a neuron, or of its whole feature map."""
    chosen, factor = neuron.channel, reading.factor_of(neuron)
    key = control_key("volume", factor)  # the same for every neuron, because a new slider appears slowly
    whole = _("Map strength") if neuron.is_on_map else _("Strength")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="what_if"):
        st.button(
            _("Switch on") if factor == 0 else _("Switch off"),
            key="switch",
            icon=":material/power_settings_new:",
            on_click=scale,
            args=(reading.network, chosen, 1.0 if factor == 0 else 0.0),
        )
        st.select_slider(
            whole,
            VOLUMES,
            key=key,
            format_func=lambda volume: f"× {figure(volume)}",
            on_change=when_one_of(key, VOLUMES, partial(scale, reading.network, chosen)),
        )
