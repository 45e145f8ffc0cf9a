"""The map: a thousand test digits in each layer, and where the network puts the drawing among them.

Python sends each layer's probe (probe.py). The browser feeds the digits to the network itself, and the
drawing while it's drawn (map_view.js). A click on a digit makes it the drawing.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from model.explain.probe import SHOWN, Probes, probe_steps, probed_layers
from model.network import NAMES, Network
from model.network.message import encode
from views.parts.component import mount
from views.parts.files.digit_files import address_of_digits
from views.parts.language.language import _, language
from views.parts.looks.wording import layer_title
from views.parts.shared import needs_files, shipped_probes, test_images
from views.session import state
from views.session.computing import computed, progress
from views.session.drawing.latest_drawing import LatestDrawing
from views.session.drawing.linked_drawing import drawing_of_test_image
from views.session.drawing.received import number_of

KEY = "own_probes"  # in the session's state
HEIGHT = 590  # pixels, reserved until the browser knows the window's height

_component = mount(__file__, "map_view")


def is_map_shown() -> bool:
    """Whether this session shows the map instead of the network."""
    return bool(state.get("map_shown"))


def show_map(is_shown: bool = True) -> None:
    """Show the map from now on, or the network again."""
    state.put("map_shown", is_shown)


@dataclass(frozen=True)
class Map:
    """The map of one network."""

    network: Network

    @needs_files()
    def show(self, latest: LatestDrawing) -> None:
        """Show the map; for a network of your own, only once its probes are computed."""
        if state.take("map_picked", False):
            st.rerun()  # so that the canvas shows it, too

        def pick(sent: object) -> None:
            if (number := number_of(sent, SHOWN)) is not None:
                latest.add(drawing_of_test_image(number))
                state.put("map_picked", True)

        with st.container(key="map"):
            probes = self.probes
            if probes is None:
                st.button(_("Back to the network"), key="map_left", on_click=show_map, args=(False,))
                return
            _component(
                key="map_view",
                height=HEIGHT,
                data=encode(self.described(probes)),
                on_pick=pick,
                on_left_change=lambda: show_map(False),
            )

    @property
    def probes(self) -> Probes | None:
        """The probes of its layers; None while they're being computed, with the progress shown."""
        network = self.network
        if network.name in NAMES:
            return shipped_probes(network)
        work = computed(KEY, (network,), probe_steps, network, *test_images())
        progress(work, _("Showing your network the test digits …"))
        return work.found

    def described(self, probes: Probes) -> dict[str, object]:
        """Return the data for map_view.js."""
        layers = [
            {
                "layer": layer.name,
                "title": layer_title(layer),
                "right": float(probes[layer.name].right),
                "kernel": probes[layer.name].kernel,
                "bias": probes[layer.name].bias,
            }
            for layer in probed_layers(self.network)
        ]
        about = {"network": self.network.name, "digits": address_of_digits("map"), "lang": language()}
        return about | {"layers": layers}
