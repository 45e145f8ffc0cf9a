"""The network as one picture: the image, every hidden layer and the output, lit up neuron by neuron.

What is to be shown is described here; the browser (network_view.js) fills in what it reads in
the ink, draws lines between what belongs together, and says which unit was clicked.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from functools import lru_cache
from typing import NamedTuple

import streamlit as st

from model.layer import COPIES, Layer
from model.network import Network
from model.scales import scale_of
from model.wiring import Unit
from views.parts.component import mount
from views.parts.encode import unit_grid
from views.parts.wording import layer_title, unit_title
from views.session import state
from views.session.received import unit_of
from views.session.selection import factors_of, restore, select_neuron, selected_neuron

COUNTS = {"pixels": "{} numbers", "maps": "{} maps", "units": "{} neurons", "digits": "{} neurons"}
IN_WORDS = {
    "pixels": "{} by {} pixels, a number each",
    "maps": "feature maps of {} by {}, {} of them",
    "units": "{} neurons",
    "digits": "{} neurons, one for each digit",
}
HEIGHT = 696  # pixels, with everything around the layers: no network is taller where they stand side by side

_component = mount(__file__, "network_view")


class Panel(NamedTuple):
    """One layer as people see it: the weighted sums, and what the activation function makes of them.

    Attributes:
        layer: whose units can be clicked; the weighted layer where there are two.
        output: whose values are painted.
        kind: "pixels" (rows, cols), "maps" (rows, cols, channels), "units" (units,) or "digits" (10,).
        grid: rows and columns in which the units or maps are laid out.
    """

    layer: Layer
    output: Layer
    kind: str
    grid: tuple[int, int]


@lru_cache(maxsize=8)
def panels_of(network: Network) -> Sequence[Panel]:
    """The layers worth a picture, in the order the data flows; copies such as flatten are left out."""
    return [
        Panel(layer, layer.activation_layer, _kind(layer), _grid(layer))
        for layer in network.layers
        if layer.kind not in COPIES and layer.unit_layer is layer
    ]


def _kind(layer: Layer) -> str:
    if layer.activation_function == "softmax":
        return "digits"
    return {1: "units", 2: "pixels", 3: "maps"}[len(layer.shape)]


def _grid(layer: Layer) -> tuple[int, int]:
    return unit_grid(1 if len(layer.shape) == 2 else layer.shape[-1])


def network_view(network: Network) -> None:
    """Show all layers, the chosen neuron marked."""

    def pick() -> None:
        chosen = unit_of(state.picked("network_picture"), network)
        if chosen is not None:
            select_neuron(network, None if chosen == selected_neuron(network) else chosen)

    unit = selected_neuron(network)
    data = describe(network) | {
        "selected": unit and asdict(unit),
        "factors": [asdict(each) | {"factor": factor} for each, factor in factors_of(network).items()],
        "height": HEIGHT,
    }
    with st.container(key="network_view"):
        _component(
            key="network_picture",
            height=HEIGHT,
            data=data,
            on_picked_change=pick,
            on_restored_change=lambda: restore(network),
        )


def describe(network: Network) -> dict[str, object]:
    """All that the browser needs to know of a network before it paints."""
    return {
        "network": network.name,
        "panels": [_describe(network, panel) for panel in panels_of(network)],
    }


def _describe(network: Network, panel: Panel) -> dict[str, object]:
    layer, output = panel.layer, panel.output
    title = layer_title(network, layer)
    number = math.prod(layer.shape) if panel.kind == "pixels" else layer.shape[-1]
    return {
        "layer": layer.name,
        "output": output.name,
        "title": title,
        "count": COUNTS[panel.kind].format(number),
        "kind": panel.kind,
        "grid": panel.grid,
        "shape": layer.shape,
        "function": output.kind if output is not layer else "",
        "scale": scale_of(network, output),
        "note": f"{layer.name} {'×'.join(map(str, layer.shape))}",
        "unit_name": unit_title(network, Unit(layer.name, ("{0}", "{1}", "{2}")[: len(layer.shape)])),
        "words": f"{title}: {IN_WORDS[panel.kind].format(*layer.shape)}",
    }
