"""Page: the catalogue of a layer's neurons, each with its weights, what it likes and how often it fires."""

from contextlib import suppress

import numpy as np
import streamlit as st

from model.explain import brightest
from model.files import DataError
from model.layer import WEIGHTED, Layer
from model.mnist import NUM_CLASSES
from model.network import Activations, Network
from model.profile import Profile
from model.wiring import Unit
from views.neuron.card import neuron_card
from views.neuron.profile_view import profiles_of
from views.parts.encode import mosaic, signed_png_url
from views.parts.pictures import Picture, pictures
from views.parts.wording import figure
from views.session import state
from views.session.activations import activations_of, drawing_history
from views.session.networks import chosen_network, network_switch
from views.session.received import number_of
from views.session.selection import forward_changed, select_neuron, selected_neuron
from views.session.shared import needs_files, test_images

COLUMNS = 8  # those of 128 neurons on the Draw page, so that each lies where it does there
TILE = 76  # pixels a side, at least: four fill a phone's row
DIGIT_TILE = 60  # of the ten digits: five do
ORDERS = {
    "number": "their number",
    "activation": "how far the drawing excites them",
    "selectivity": "how much they prefer one digit",
    "liveliness": "how often they fire",
}


@st.fragment
def catalogue() -> None:
    """All neurons of one layer; a click opens a neuron's card."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        network = chosen_network(network_switch())
        if network is None:
            return
        layers = [layer.name for layer in network.layers if layer.kind in WEIGHTED]
        name = st.selectbox("Layer", layers, key=f"layer_{network.name}", persist_state="session", width=160)
        order = st.selectbox(
            "Sorted by", ORDERS, format_func=ORDERS.get, key="order", persist_state="session", width=280
        )
    layer = network.layer(name)
    activations = _drawn(network)
    excitations = None if activations is None else _excitations(activations, layer)
    profile = profiles_of(network).get(name)
    numbers = _sorted(order, profile, excitations, layer.shape[-1])
    scale = float(np.percentile(np.abs(layer.kernel), 99.5))
    st.caption(
        f"The weights of all {layer.shape[-1]}, from blue, {figure(-scale)}, to orange, {figure(scale)}. "
        f"{_where_they_read(layer)} Below, the digit it likes most on average and how often it fires. "
        "Click one to see its card."
    )
    row = [_tile(layer, number, scale, profile, excitations) for number in numbers]

    def open_card() -> None:
        if (picked := number_of(state.picked("catalogue"), len(numbers))) is not None:
            unit = Unit(name, (0,) * (len(layer.shape) - 1) + (numbers[picked],))
            with suppress(DataError):  # without test images any unit of the map will do; the card says why
                unit = brightest(_input_for(network, unit.index[-1], profile), unit)
            select_neuron(network, unit)
            state.put("card_open", True)

    size, columns = (DIGIT_TILE, NUM_CLASSES) if len(row) == NUM_CLASSES else (TILE, COLUMNS)
    pictures(row, "catalogue", size=size, columns=columns, on_pick=open_card)
    if state.take("card_open", False):
        _card(network)


def _drawn(network: Network) -> Activations | None:
    return activations_of(network, drawing_history().current)


def _input_for(network: Network, number: int, profile: Profile | None) -> Activations:
    """The person's drawing or, on a blank canvas, the test digit that excites the neuron most."""
    drawn = _drawn(network)
    if drawn is not None:
        return drawn
    best = 0 if profile is None else int(profile.of(number).best_images[0])
    return forward_changed(network, test_images()[0][best].astype(np.float32) / 255)


def _excitations(activations: Activations, layer: Layer) -> np.ndarray:
    values = activations[layer.activation_layer.name]
    return values.reshape(-1, values.shape[-1]).max(axis=0)


def _sorted(order: str, profile: Profile | None, excitations: np.ndarray | None, count: int) -> list[int]:
    by = {
        "number": None,
        "activation": excitations,
        "selectivity": None if profile is None else profile.selectivity,
        "liveliness": None if profile is None else profile.coverage,
    }[order]
    return list(range(count)) if by is None else np.argsort(-by, kind="stable").tolist()


def _where_they_read(layer: Layer) -> str:
    source = layer.source
    if layer.kind == "Conv2D":
        rows, cols = layer.window
        return f"Each small square is a {rows} × {cols} kernel for one channel of {source.name}."
    if len(source.shape) == 2:
        return "Each pixel is the weight of one pixel of the image."
    if len(source.shape) == 3:
        return f"Each small square holds the weights of one map of {source.name}."
    return f"Each pixel is the weight of one neuron of {source.name}."


def _tile(
    layer: Layer,
    number: int,
    scale: float,
    profile: Profile | None,
    excitations: np.ndarray | None,
) -> Picture:
    weights = layer.kernel[..., number]
    weights = mosaic(weights if layer.kind == "Conv2D" else weights.reshape(layer.source.shape))
    lines = [f"{number}" if excitations is None else f"{number} · now {figure(float(excitations[number]))}"]
    if profile is not None:
        own = profile.of(number)
        lines.append("dead" if own.dead else f"{own.favorite}s · {100 * own.coverage:.0f} %")
    return Picture(signed_png_url(weights, scale), f"{layer.name} {'; '.join(lines)}", "\n".join(lines))


@st.dialog("Why did this neuron fire?", width="large")
@needs_files()
def _card(network: Network) -> None:
    unit = selected_neuron(network)
    profile = profiles_of(network).get(unit.layer)
    if _drawn(network) is None:
        digit = "a test digit" if profile is None else "the test digit that excites the neuron most"
        st.caption(f"The canvas is blank: this is about {digit}.")
    neuron_card(network, lambda: _input_for(network, unit.index[-1], profile), unit)


catalogue()
