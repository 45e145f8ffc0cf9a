"""The window that slides over what a neuron's layer reads, and writes the neuron's feature map, cell by cell.

Python sends what is fixed: the window's size, its weights, what it slides over. The browser moves it over the
values that it has read in the ink itself, and computes each cell (model/explain/sliding.js).
"""

from __future__ import annotations

from model.explain.ledger import make_ledger
from model.explain.wiring import windows_back
from model.network.neuron import Neuron
from model.network.scales import scale_of
from model.reading import Reading
from views.parts.asking.asking import ask
from views.parts.asking.glossary import key_of
from views.parts.component import mount
from views.parts.language.language import N_, _
from views.parts.looks.encode import as_base64
from views.parts.looks.wording import FUNCTION_NAMES, function_name
from views.session.drawing.received import index_of
from views.session.selection import select_neuron

WRITES = {
    "max": N_("The window writes its largest value into one cell and moves on."),
    "mean": N_("The window writes the mean of its values into one cell and moves on."),
}
ADDS_UP = N_("The window multiplies by its [weights](words#weight), adds up, writes one cell and moves on.")

_component = mount(__file__, "sliding_window")


def sliding_window(reading: Reading, neuron: Neuron, is_live: bool) -> None:
    """Show the window at the neuron's place; a click on another place opens the card of the neuron there.

    Args:
        reading: what the card is about.
        neuron: one on a feature map.
        is_live: whether the browser reads the same drawing itself; otherwise it gets the values from here.
    """
    layer, channel = neuron.layer, neuron.index[-1]
    if not layer.window:
        return  # a normalization that isn't part of a convolution

    def pick(sent: object) -> None:
        if (place := index_of(sent, layer.shape[:2])) is not None:
            select_neuron(reading.network, Neuron(layer, (*place, channel)))

    _component(key="feature_map", data=describe(reading, neuron, is_live), on_pick=pick)


def describe(reading: Reading, neuron: Neuron, is_live: bool) -> dict[str, object]:
    """Return what the browser needs to know about the window, and without a live reading also the values."""
    network, layer, channel = reading.network, neuron.layer, neuron.index[-1]
    source, output, function = layer.source, layer.activation_layer, layer.activation_function
    weights = None if layer.kernel is None else layer.kernel[..., channel]
    values = None
    if not is_live:
        values = {
            "image": as_base64(reading.image),
            "source": as_base64(reading.activations[source.name]),
            "map": as_base64(reading.activations[output.name][..., channel]),
        }
    return {
        "about": [layer.name, neuron.index],
        "network": network.name,
        "layers": [source.name, output.name],
        "chain": windows_back(layer),
        "shape": layer.shape[:2],
        "channels": layer.shape[-1],
        "weights": None if weights is None else as_base64(weights),
        "bias": 0.0 if weights is None else float(layer.bias[channel]),
        "shown_bias": make_ledger(reading.explain(neuron)).bias_figure,
        "function": function,
        "named": ask(key_of(FUNCTION_NAMES[function]), function_name(function))
        if weights is not None
        else "",
        "parameters": output.parameters,
        "factor": reading.factor_of(neuron),
        "scales": [scale_of(network, source), scale_of(network, output)],
        "sentence": _(WRITES.get(function, ADDS_UP)),
        "values": values,
    }
