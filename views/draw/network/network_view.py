"""The picture of the network: the image, every hidden layer and the output, neuron by neuron.

This module describes what to show. The browser (network_view.js) fills in what it reads in the ink, draws the
lines, and reports which unit was clicked.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import lru_cache
from html import escape
from typing import NamedTuple

import numpy as np
import streamlit as st

from model.explain.effect import THRESHOLDED
from model.explain.wiring import windows_back
from model.network import Network
from model.network.layer import COPIES, Layer
from model.network.neuron import Neuron
from model.network.scales import scale_of
from model.preprocess import CENTER, DIGIT_SIZE, Stages
from views.draw.pair import pair
from views.parts.asking.asking import mark_first, plain
from views.parts.asking.glossary import GLOSSARY
from views.parts.component import mount
from views.parts.language.language import _, cached_by_language, ngettext
from views.parts.looks.encode import png_url, unit_grid
from views.parts.looks.wording import bears_names, exact, function_name, layer_title, neuron_title, whole
from views.parts.pictures.pictures import Picture, pictures
from views.session import state
from views.session.drawing.received import neuron_of
from views.session.pinned import pinned
from views.session.selection import described_factors, restore, select_neuron, selected_neuron
from views.session.store import address

TITLE_WORDS, COUNT_WORDS = ("hidden-layer", "convolution", "pooling", "output"), ("neuron", "feature-map")
STEP = 150  # pixels a side of a picture of a step to the image: four in a row of the dialog, two on a phone
HEIGHT = 590  # pixels, reserved until the browser knows the window's height

_component = mount(__file__, "network_view")
_selection = mount(__file__, "selection", is_seen=False)


class Panel(NamedTuple):
    """One layer as people see it: the weighted sums, and what the activation function turns them into.

    Attributes:
        layer: its units can be clicked; if there are two layers, the weighted one.
        output: the layer whose values are painted.
        kind: "pixels" (rows, cols), "maps" (rows, cols, channels), "units" (units,) or "digits" (outputs,).
        grid: rows and columns in which the units or maps are arranged.
    """

    layer: Layer
    output: Layer
    kind: str
    grid: tuple[int, int]


@lru_cache(maxsize=8)
def panels_of(network: Network) -> Sequence[Panel]:
    """Return the layers worth a picture, in data flow order; copies such as flatten are left out."""
    return [
        Panel(layer, layer.activation_layer, _kind(layer), _grid(layer))
        for layer in network.layers
        if layer.kind not in COPIES and layer.unit_layer is layer
    ]


def _kind(layer: Layer) -> str:
    if layer.is_output:
        return "digits"
    return {1: "units", 2: "pixels", 3: "maps"}[len(layer.shape)]


def _grid(layer: Layer) -> tuple[int, int]:
    return unit_grid(1 if len(layer.shape) == 2 else layer.shape[-1])


def network_view(
    network: Network,
    read_stages: Callable[[], Stages | None],
    invites: bool = True,
    on_map: Callable[[], None] | None = None,
) -> None:
    """Show all layers, with the chosen neuron marked.

    Args:
        network: the network to show.
        read_stages: returns the steps from the drawing to the image, for the dialog that explains the image.
        invites: whether to invite people to tap a neuron if they've never done so.
        on_map: called when someone asks for the map; without it, there's no such button.
    """

    def pick(sent: object) -> None:
        chosen = neuron_of(sent, network)
        if chosen is not None:
            select_neuron(network, None if chosen == selected_neuron(network) else chosen)

    above = pair.HEIGHT + pair.GAP if pinned() else 0
    with st.container(key="network_view"):
        heading = escape(_("Network"))
        st.html(f'<h2 class="ink-unseen-heading">{heading}</h2>')
        _component(
            key="network_picture",
            height=HEIGHT - above,
            data=describe(network) | {"above": above, "invites": invites, "maps": on_map is not None},
            on_pick=pick,
            on_restored_change=lambda: restore(network),
            on_asked_change=lambda: state.put("steps_asked", True),
            on_mapped_change=on_map or (lambda: None),
        )
    if state.take("steps_asked"):
        show_steps(read_stages())


def send_selection(network: Network) -> None:
    """Send the browser the chosen neuron, and which neurons are turned up or off: see selection.js."""
    neuron = selected_neuron(network)
    chosen = {"selected": neuron and asdict(neuron.unit), "factors": described_factors(network)}
    data = {"network": network.name, **chosen, "address": address()}
    _selection(key="selection", height=1, data=data)


@cached_by_language(maxsize=16)
def describe(network: Network) -> dict[str, object]:
    """Return everything that the browser needs to know about a network before it paints."""
    panels = [_describe(panel, scale_of(network, panel.output)) for panel in panels_of(network)]
    mark_first(panels, "title", *TITLE_WORDS)
    mark_first(panels, "count", *COUNT_WORDS)
    return {"network": network.name, "panels": panels, "help": plain(GLOSSARY["shape"].text)}


def _describe(panel: Panel, scale: float) -> dict[str, object]:
    layer, output = panel.layer, panel.output
    title = layer_title(layer)
    number = math.prod(layer.shape) if panel.kind == "pixels" else layer.shape[-1]
    about = {"chain": windows_back(layer)} if panel.kind == "maps" else {}
    if bears_names(layer):
        about["classes"] = layer.classes
    if not layer.is_output:
        about["unit_name"] = neuron_title(Neuron(layer, ("{0}", "{1}", "{2}")[: len(layer.shape)]))
    return about | {
        "layer": layer.name,
        "output": output.name,
        "title": title,
        "count": _count(panel.kind, number),
        "kind": panel.kind,
        "grid": panel.grid,
        "shape": layer.shape,
        "function": _function(panel),
        "scale": scale,
        "switches": layer.activation_function in THRESHOLDED,
        "note": f"{layer.name} {'×'.join(map(str, layer.shape))}",
        "words": _("{layer}: {size}").format(layer=title, size=_size(panel.kind, layer)),
    }


def _function(panel: Panel) -> str:
    """Return the name of the activation function if it's a step of its own; "" for the output layer."""
    has_own = panel.output is not panel.layer and panel.kind != "digits"
    return function_name(panel.layer.activation_function) if has_own else ""


def _count(kind: str, number: int) -> str:
    """Return how many numbers, maps or neurons a layer has, as a phrase."""
    if kind == "pixels":
        text = ngettext("{count} number", "{count} numbers", number)
    elif kind == "maps":
        text = ngettext("{count} map", "{count} maps", number)
    else:
        text = ngettext("{count} neuron", "{count} neurons", number)
    return text.format(count=whole(number))


def _size(kind: str, layer: Layer) -> str:
    """Return the layer's size as part of a sentence."""
    shape = layer.shape
    if kind == "units" or bears_names(layer):
        return _count(kind, *shape)
    if kind == "digits":
        return _("{count} neurons, one for each digit").format(count=whole(*shape))
    rows, cols, *maps = shape
    if kind == "pixels":
        return _("{rows} by {cols} pixels, one number each").format(rows=rows, cols=cols)
    (count,) = maps
    sentence = ngettext(
        "{count} feature map of {rows} by {cols}", "{count} feature maps of {rows} by {cols}", count
    )
    return sentence.format(rows=rows, cols=cols, count=whole(count))


def show_steps(stages: Stages | None) -> None:
    """Show how the drawing became the image, step by step, in a dialog."""
    st.dialog(_("How the drawing became this image"), width="large")(_show_steps)(stages)


def _show_steps(stages: Stages | None) -> None:
    if stages is None:
        st.caption(_("The canvas is empty."))
        return
    st.markdown(
        _(
            "[MNIST](words#mnist)'s images were made the same way, so your drawing becomes the kind of image "
            "that the network learned from:"
        )
    )
    pictures(_steps(stages), "steps", size=STEP)


def _steps(stages: Stages) -> list[Picture]:
    top, bottom, left, right = stages.box
    row, col = stages.center_of_mass
    return [
        Picture(
            png_url(stages.ink),
            _("The ink on the canvas"),
            _("1 · ink\n{sides}").format(sides=_by(stages.ink)),
        ),
        Picture(
            png_url(stages.cropped),
            _("The ink cropped to rows {top} to {bottom}, columns {left} to {right}").format(
                top=top, bottom=bottom - 1, left=left, right=right - 1
            ),
            _("2 · cropped\n{sides}").format(sides=_by(stages.cropped)),
        ),
        Picture(
            png_url(stages.scaled),
            _("The crop scaled so that its longer side is {size} pixels").format(size=DIGIT_SIZE),
            _("3 · scaled to {size}\n{sides}").format(size=DIGIT_SIZE, sides=_by(stages.scaled)),
        ),
        Picture(
            png_url(stages.image),
            _(
                "Moved so that the ink balances at row {center}, column {center}; before, it balanced at row "
                "{row}, column {col}"
            ).format(center=exact(CENTER, 0), row=exact(row, 1), col=exact(col, 1)),
            _("4 · centered\n{sides}").format(sides=_by(stages.image)),
        ),
    ]


def _by(picture: np.ndarray) -> str:
    return f"{picture.shape[0]} × {picture.shape[1]}"
