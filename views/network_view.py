"""The network as one picture: the image, every hidden layer and the output, lit up neuron by neuron.

All numbers come from here; the browser's part (assets/network_view.js) paints them, draws the
lines it is told to draw, and says which unit was clicked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import streamlit as st

from model.explain import Connection, explain_unit, outgoing, strongest_inputs, strongest_outputs
from model.network import Layer, Network
from model.wiring import COPIES, Unit, output_layer, resolve
from views.colours import NEGATIVE, POSITIVE, STOPS
from views.component import mount
from views.selection import select_neuron, selected_neuron

LINES_IN, LINES_OUT = 24, 12
TRACE_INPUTS, TRACE_LINES, TRACE_UNITS = 4, 12, 5  # of the answer's evidence: per unit, and per layer
VALUE_STEP = 0.01  # hovering shows two decimals, and these are what is sent
PASSING, FINISHED, NUMBERS = "passing", "finished", "numbers"  # how much a picture tells
SHADES = {PASSING: 11, FINISHED: 255}  # of a neuron's brightness, besides dark
SHARE_STEP = 0.0001  # of a probability: a hundredth of a per cent

Line = list[int | float | bool | tuple[int, ...]]

_component = mount("network_view", "listen", "values", "network_panel")


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
    panels = []
    for layer in network.layers:
        is_output_of_another = panels and panels[-1].output is layer
        if layer.kind not in COPIES and not is_output_of_another:
            output = output_layer(network, layer)
            panels.append(Panel(layer, output, _kind(layer, output), _grid(layer)))
    return panels


def _kind(layer: Layer, output: Layer) -> str:
    if output.kind == "Softmax":
        return "digits"
    return {1: "units", 2: "pixels", 3: "maps"}[len(layer.shape)]


def _grid(layer: Layer) -> tuple[int, int]:
    """Rows and columns for a layer's units: tall and narrow, so that the layers fit side by side."""
    number = 1 if len(layer.shape) == 2 else layer.shape[-1]
    rows = number if number <= 10 else 8 if number <= 48 else 16
    return rows, -(-number // rows)


def network_view(network: Network | None) -> None:
    """Make room for all layers; what they show comes over the wire (views/live_ink.py)."""

    def pick() -> None:
        picked = st.session_state.network_picture.picked
        if picked is not None and network is not None and picked["network"] == network.name:
            chosen = Unit(picked["layer"], tuple(picked["index"]))
            select_neuron(network, None if chosen == selected_neuron(network) else chosen)

    frame = None if network is None else describe(network)
    with st.container(key="network_view"):
        _component(key="network_picture", data=frame, on_picked_change=pick)


def shapes_of(network: Network, canvas_shape: Sequence[int]) -> str:
    """The shape of every tensor from the canvas to the answer, where it changes."""
    shapes = [tuple(canvas_shape)]
    for layer in network.layers:
        if layer.shape != shapes[-1] or layer.kind == "Dense":
            shapes.append(layer.shape)
    return " → ".join(str(shape) for shape in shapes)


def describe(network: Network) -> dict[str, object]:
    """All that the browser needs to know of a network before it paints: what no drawing changes."""
    return {
        "network": network.name,
        "colours": {"stops": STOPS, "positive": POSITIVE, "negative": NEGATIVE},
        "panels": [_describe(network, panel) for panel in panels_of(network)],
    }


def picture(
    network: Network,
    activations: Mapping[str, np.ndarray] | None,
    unit: Unit | None = None,
    detail: str = NUMBERS,
) -> tuple[dict[str, object], list[np.ndarray]]:
    """All that a drawing changes.

    Args:
        network: whose layers are shown.
        activations: every layer's values; without them (a blank canvas) the layers stay dark.
        unit: the chosen one.
        detail: PASSING while the next picture is already on its way, and then FINISHED: the brightness
            on screen, in few steps or all that can be seen. NUMBERS, three times the bytes of that on the
            line, for whoever reads them off.

    Returns:
        A message and, in the order of its panels and their blocks, the values that go with it: of
        each panel its a, uint8; or, as NUMBERS, its z (not for pixels and poolings, which have none)
        and its a (not for ReLU, where the browser shows max(0, z)), int16. All are whole multiples
        of the panel's step.
    """
    panels, blocks = [], []
    for panel in panels_of(network):
        step = _scale(network, panel) / SHADES[detail] if detail in SHADES else _step(panel)
        values = {} if activations is None else _values(panel, activations, step, detail)
        types = {name: block.dtype.name for name, block in values.items()}
        words = {} if detail == PASSING else {"alt": _in_words(panel, activations)}
        panels.append({"step": step, "blocks": types} | words)
        blocks.extend(values.values())
    message = {
        "network": network.name,
        "lit": activations is not None,
        "detail": detail,
        "panels": panels,
        "selected": unit and asdict(unit),
        "lines": [] if activations is None else _lines(network, activations, unit),
    }
    return message, blocks


def _values(
    panel: Panel, activations: Mapping[str, np.ndarray], step: float, detail: str
) -> dict[str, np.ndarray]:
    if detail in SHADES:
        return {"a": _in_steps(activations[panel.output.name], step, np.uint8, SHADES[detail])}
    values = {}
    if panel.output is not panel.layer:
        values["z"] = _in_steps(activations[panel.layer.name], VALUE_STEP, np.int16)
    if panel.output.kind != "ReLU":
        values["a"] = _in_steps(activations[panel.output.name], step, np.int16)
    return values


def _step(panel: Panel) -> float:
    return SHARE_STEP if panel.kind == "digits" else VALUE_STEP


def _scale(network: Network, panel: Panel) -> float:
    """The activation that is as bright as can be."""
    return network.card["scales"].get(panel.output.name, 1.0)


def _in_steps(values: np.ndarray, step: float, dtype: type, most: int | None = None) -> np.ndarray:
    limits = np.iinfo(dtype)
    return np.clip(np.rint(values.astype(np.float64) / step), limits.min, most or limits.max).astype(dtype)


def _describe(network: Network, panel: Panel) -> dict[str, object]:
    layer = panel.layer
    return {
        "layer": layer.name,
        "title": panel.output.name if panel.kind == "digits" else layer.name,
        "kind": panel.kind,
        "grid": panel.grid,
        "shape": layer.shape,
        "function": panel.output.kind if panel.output is not layer else "",
        "scale": _scale(network, panel),
        "note": str(layer.shape),
    }


def _in_words(panel: Panel, activations: Mapping[str, np.ndarray] | None) -> str:
    names = {
        "pixels": "the image, {} by {} pixels",
        "maps": "feature maps, {} by {}, {} channels",
        "units": "{} neurons",
        "digits": "the output, {} neurons, one for each digit",
    }
    words = f"{panel.layer.name}: " + names[panel.kind].format(*panel.layer.shape)
    if activations is None:
        return words
    values = activations[panel.output.name]
    place = ", ".join(str(i) for i in np.unravel_index(values.argmax(), values.shape))
    return (
        f"{words}; {np.count_nonzero(values > 0)} above 0, the brightest at {place} with {values.max():.2f}"
    )


def _lines(network: Network, activations: Mapping[str, np.ndarray], unit: Unit | None) -> list[Line]:
    """The strongest connections into and out of a unit or, with none chosen, the answer's evidence."""
    if unit is None:
        return _evidence(network, activations)
    explanation = explain_unit(network, activations, unit)
    into = strongest_inputs(explanation, LINES_IN)
    out = strongest_outputs(outgoing(network, activations, unit), LINES_OUT)
    return [
        *_drawn(network, [(each.unit, explanation.unit, each) for each in into]),
        *_drawn(network, [(explanation.unit, each.unit, each) for each in out]),
    ]


def _evidence(network: Network, activations: Mapping[str, np.ndarray]) -> list[Line]:
    """From the winning digit back to the pixels: in every layer what added most to what was found above."""
    units = [Unit("probs", (int(activations["probs"].argmax()),))]
    lines = []
    while units:
        found = []
        for unit in units:
            explanation = explain_unit(network, activations, unit)
            found += [
                (each.unit, explanation.unit, each) for each in strongest_inputs(explanation, TRACE_INPUTS)
            ]
        found = sorted((each for each in found if each[2].term > 0), key=lambda each: -each[2].term)[
            :TRACE_LINES
        ]
        lines += _drawn(network, found)
        sources = dict.fromkeys(start for start, _, _ in found)
        units = [unit for unit in sources if unit.layer != network.layers[0].name][:TRACE_UNITS]
    return lines


def _drawn(network: Network, connections: Sequence[tuple[Unit, Unit, Connection]]) -> list[Line]:
    """Lines as the browser draws them: from and to, each a panel's number and a place in it, then a
    thickness from 0 (nothing flows) to 1 (the most does), and whether it is positive.
    """
    layers = [panel.layer.name for panel in panels_of(network)]
    largest = max((abs(each.term) for _, _, each in connections), default=0) or 1

    def place(unit: Unit) -> tuple[int, list[int]]:
        resolved = resolve(network, unit)
        return layers.index(resolved.layer), resolved.index

    return [
        [*place(start), *place(end), round(abs(each.term) / largest, 2), (each.term or each.weight) > 0]
        for start, end, each in connections
    ]
