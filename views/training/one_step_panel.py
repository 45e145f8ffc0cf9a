"""Who is to blame for the loss: the ten outputs and, layer by layer, all neurons before; or one of them."""

from __future__ import annotations

import numpy as np
import streamlit as st

from model.backprop import Gradients
from model.blame import decimals_for, output_blames
from model.layer import Layer
from model.network import Activations, Network
from model.wiring import Unit
from views.parts.asking import marked
from views.parts.ledger import Row, show_ledger, signed
from views.parts.pixels import Pixels, pixels
from views.parts.wording import figure, layer_title, unit_label
from views.session.received import index_of
from views.training import one_step_words as words
from views.training.one_step_neuron import SHARES, neuron_card
from views.training.one_step_walk import head, neuron_and_pixel, picker, walk_to

ACROSS = 16  # neurons of a layer in a row of its picture


def panel(
    network: Network, activations: Activations, gradients: Gradients, label: int, learning_rate: float
) -> None:
    """What is looked at: all outputs, or the end of the walk back from there.

    Args:
        network: of dense layers, after the steps taken so far.
        activations: every layer's values for the drawing, and
        gradients: of its loss.
        label: the digit that the drawing should be.
        learning_rate: of the next step.
    """
    with st.container(key="one_step_panel"):
        neuron, pixel = neuron_and_pixel(network)
        if neuron is None:
            _all_outputs(network, gradients, label)
            _all_neurons(network, activations, gradients)
        else:
            neuron_card(network, activations, gradients, neuron, pixel, label, learning_rate)


def _all_outputs(network: Network, gradients: Gradients, label: int) -> None:
    head(network, words.BLAME_MEANS.format(digit=label))
    units = [Unit(network.logits.name, (digit,)) for digit in range(*network.logits.shape)]
    rows = [
        Row(
            unit_label(network, unit),
            signed(each.blame, SHARES),
            each.blame,
            words.DIFFERENCE.format(share=figure(each.probability, SHARES), truth=each.truth),
            unit,
        )
        for unit, each in zip(units, output_blames(gradients, network, label, SHARES))
    ]
    show_ledger("one_step_outputs", units[label], rows, picker(network))


def _all_neurons(network: Network, activations: Activations, gradients: Gradients) -> None:
    hidden = [layer for layer in reversed(network.weighted) if layer is not network.logits]
    if not hidden:
        return
    st.markdown(words.HANDED_BACK)
    with st.container(horizontal=True, key="one_step_layers", gap="medium"):
        for layer in hidden:
            _layer_picture(network, activations, gradients.pre_activations[layer.name], layer)


def _layer_picture(network: Network, activations: Activations, blames: np.ndarray, layer: Layer) -> None:
    across = min(ACROSS, len(blames))
    values = np.pad(blames, (0, -len(blames) % across)).reshape(-1, across)
    row, col = divmod(int(np.abs(blames).argmax()), across)
    key = f"one_step_layer_{layer.name}"

    def pick(sent: object) -> None:
        place = index_of(sent, values.shape)
        if place is not None and (number := place[0] * across + place[1]) < len(blames):
            walk_to(network, Unit(layer.name, (number,)))

    picture = Pixels(
        _title(network, layer, activations),
        values,
        signed=True,
        outline=(row, row + 1, col, col + 1),
        pick=True,
        named=words.NEURON_NUMBER,
    )
    pixels([picture], key, pick, decimals=decimals_for(float(np.abs(blames).max())))


def _title(network: Network, layer: Layer, activations: Activations) -> str:
    title = marked(layer_title(layer), "hidden-layer")
    if layer.activation_function != "relu":
        return title
    a = activations[layer.activation_layer.name]
    return words.LAYER_BLAMES.format(layer=title, silent=int((a == 0).sum()), units=len(a))
