"""Where the loss comes from: the outputs and, layer by layer, all neurons before; or one of them."""

from __future__ import annotations

from functools import partial

import numpy as np
import streamlit as st

from model.backprop import Gradients
from model.backprop.blame import decimals_for, output_blames
from model.network.layer import Layer
from model.network.neuron import Neuron
from model.reading import Reading
from views.parts.asking.asking import marked
from views.parts.charts.ledger import Row, show_ledger, signed
from views.parts.language.language import _
from views.parts.looks.encode import unit_grid
from views.parts.looks.wording import figure, layer_title, neuron_label, sign, whole
from views.parts.pictures.pixels import Pixels, pixels
from views.session.drawing.received import index_of, picker
from views.training.one_step.one_step_neuron import SHARES, neuron_card
from views.training.one_step.one_step_walk import current_walk, head, neuron_and_pixel, walk_to

DIFFERENCE = "{share} − {truth}"


def panel(reading: Reading, gradients: Gradients, label: int, learning_rate: float) -> None:
    """Show all outputs, or the neuron at the end of the walk back from there.

    Args:
        reading: the drawing's, by a network of dense layers after the steps taken so far.
        gradients: the gradients of its loss.
        label: the digit that the drawing should be.
        learning_rate: the next step's.
    """
    with st.container(key="one_step_panel"):
        walk = current_walk(reading.network)
        neuron, _pixel = neuron_and_pixel(walk)
        if neuron is None:
            _all_outputs(reading, gradients, label)
            _all_neurons(reading, gradients)
        else:
            neuron_card(reading, gradients, walk, label, learning_rate)


def _all_outputs(reading: Reading, gradients: Gradients, label: int) -> None:
    network = reading.network
    head(
        (),
        _(
            "The [error (delta)](words#error) of each [output](words#output) is its share minus its target. "
            "The target is 1 for {digit} and 0 for the others. Click one to follow its error back."
        ).format(digit=sign(network.classes, label)),
    )
    neurons = [Neuron(network.logits, (digit,)) for digit in range(*network.logits.shape)]
    rows = [
        Row(
            neuron_label(neuron),
            signed(each.blame, SHARES),
            each.blame,
            DIFFERENCE.format(share=figure(each.probability, SHARES), truth=each.truth),
            neuron,
        )
        for neuron, each in zip(neurons, output_blames(gradients, network, label, SHARES))
    ]
    show_ledger("one_step_outputs", neurons[label], rows, picker(network, partial(walk_to, network)))


def _all_neurons(reading: Reading, gradients: Gradients) -> None:
    hidden = [layer for layer in reading.network.weighted if not layer.is_output]
    if not hidden:
        return
    st.markdown(
        _(
            "**[Backpropagation](words#backpropagation)** hands the [error (delta)](words#error) back, "
            "[layer](words#layer) by layer. Click any [neuron](words#neuron)."
        )
    )
    with st.container(horizontal=True, key="one_step_layers", gap="medium"):
        for layer in hidden:
            _layer_picture(reading, layer, gradients.pre_activations[layer.name])


def _layer_picture(reading: Reading, layer: Layer, blames: np.ndarray) -> None:
    _rows, across = unit_grid(len(blames))  # so that each neuron is where it is on the Draw page
    values = np.pad(blames, (0, -len(blames) % across)).reshape(-1, across)
    row, col = divmod(int(np.abs(blames).argmax()), across)
    key = f"one_step_layer_{layer.name}"

    def pick(sent: object) -> None:
        place = index_of(sent, values.shape)
        if place is not None and (number := place[0] * across + place[1]) < len(blames):
            walk_to(reading.network, Neuron(layer, (number,)))

    picture = Pixels(
        _title(reading, layer),
        values,
        signed=True,
        outline=(row, row + 1, col, col + 1),
        pick=True,
        named=_("Neuron {number}"),
    )
    pixels([picture], key, pick, decimals=decimals_for(float(np.abs(blames).max())))


def _title(reading: Reading, layer: Layer) -> str:
    title = marked(layer_title(layer), "hidden-layer")
    if layer.activation_function != "relu":
        return title
    a = reading.activations[layer.activation_layer.name]
    return _("{layer}: {silent} of {units} are silent").format(
        layer=title, silent=whole(int((a == 0).sum())), units=whole(len(a))
    )
