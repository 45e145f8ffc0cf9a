"""Page: the neurons of a layer, each with its weights, what it reacts to and how often it fires."""

from contextlib import suppress

import numpy as np
import streamlit as st

from model.errors import DataError
from model.explain import brightest
from model.explain.profile import Profile
from model.network import Activations, Network
from model.network.layer import Layer
from model.network.neuron import Channel, Neuron
from model.reading import Reading
from views.neuron import words
from views.neuron.card.card import neuron_card
from views.neuron.card.profile_view import profiles_of, profiles_on_their_way
from views.neuron.sums.ledger_view import map_label
from views.parts.asking.asking import explained, marked
from views.parts.language.language import _
from views.parts.looks.encode import mosaic, signed_png_url, unit_grid
from views.parts.looks.wording import figure, layer_in_text, layer_title, neuron_label, of_100, sign, whole
from views.parts.pictures.pictures import Picture, pictures
from views.parts.shared import needs_files, test_images
from views.session import state
from views.session.activations import latest_drawing, reading_of, stages_of
from views.session.drawing.received import number_of
from views.session.networks import chosen_network, network_switch
from views.session.selection import factors_of, select_neuron, selected_neuron
from views.session.store import save

TILE = 32  # pixels a side, at least
PHONE_ROW = 8  # this many tiles fill a phone's row, which leaves no room for words below them
DIGIT_TILE = 60  # pixels a side for the outputs: five fill a phone's row


def _chosen() -> tuple[Network, Layer, str] | None:
    """Show the choices; return the network, a layer and the sort order, or None if there's no network."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        network = chosen_network(network_switch())
        if network is None:
            return None
        shown = [
            each for each in network.weighted if each.kind != "Scale"
        ]  # a Scale layer has a single weight, so no picture
        layers = {each.name: layer_title(each) for each in shown}
        name = st.selectbox(
            _("Layer"),
            layers,
            format_func=layers.get,
            key=f"layer_{network.name}",
            persist_state="session",
            help=explained(_("Layer"), *layers.values()),
            width=248,
        )
        orders = [*words.ORDERS][: len(words.ORDERS) if network.reads_digits else words.WITHOUT_DIGITS]
        order = st.selectbox(
            _("Sorted by"),
            orders,
            format_func=lambda order: _(words.ORDERS[order]),
            key="order",
            persist_state="session",
            width=280,
        )
    return network, network.layer(name), order


@st.fragment
def catalogue() -> None:
    """Show all neurons of one layer; a click opens a neuron's card."""
    chosen = _chosen()
    if chosen is None:
        return
    network, layer, order = chosen
    reading = reading_of(network, latest_drawing().current)
    excitations = None if reading is None else _excitations(reading.activations, layer)
    profile = profiles_of(network).get(layer.name)
    numbers = _sorted(order, profile, excitations, layer.shape[-1])
    scale = float(np.percentile(np.abs(layer.kernel), 99.5))
    title = marked(layer_in_text(layer), "hidden-layer", "convolution", "output")
    about = _(
        "These are the [weights](words#weight) of all {count} [neurons](words#neuron) in the {layer}, from "
        "blue ({low}) to orange ({high}). {where} Click a neuron to open its card. The card says which digit "
        "the neuron reacts to most on average, and how often it [fires](words#fire)."
    )
    of_signs = _(
        "These are the [weights](words#weight) of all {count} [neurons](words#neuron) in the {layer}, from "
        "blue ({low}) to orange ({high}). {where} Click a neuron to open its card."
    )
    about = (about if network.reads_digits else of_signs).format(
        count=whole(layer.shape[-1]),
        layer=title,
        low=figure(-scale),
        high=figure(scale),
        where=_where_they_read(layer),
    )
    st.caption(about)
    profiles_on_their_way(network)
    row = [_tile(Channel(layer, number), scale, profile, excitations) for number in numbers]

    def open_card(sent: object) -> None:
        if (tile := number_of(sent, len(numbers))) is not None:
            number = numbers[tile]
            neuron = Neuron(layer, (0,) * (len(layer.shape) - 1) + (number,))
            with suppress(DataError):  # without test images any place will do; the card says why
                neuron = brightest(neuron, _reading_for(network, number, profile).activations)
            select_neuron(network, neuron)
            state.put("card_open", True)

    across = unit_grid(len(row))[1]  # so that each neuron is where it is on the Draw page
    size, columns = (DIGIT_TILE, len(row)) if layer.is_output else (TILE, across)
    brief = size == TILE and columns >= PHONE_ROW
    pictures(row, "catalogue", size=size, columns=columns, brief=brief, on_pick=open_card)
    save("catalogue_address")
    if state.take("card_open", False):
        _card(network)


def _reading_for(network: Network, number: int, profile: Profile | None) -> Reading:
    """Return a reading of the drawing or, if the canvas is blank, of the test digit that excites it most."""
    drawn = reading_of(network, latest_drawing().current)
    if drawn is not None:
        return drawn
    best = 0 if profile is None else int(profile.of(number).best_images[0])
    return Reading(network, test_images()[0][best].astype(np.float32) / 255, factors_of(network))


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
    source, before = layer.source, layer_in_text(layer.source)
    if layer.kind == "Conv2D":
        rows, cols = layer.window
        return (
            _("Each square is a {rows} × {cols} [filter](words#filter).")
            if source.before is None
            else _(
                "Each small square is a {rows} × {cols} [filter](words#filter) for one feature map of the "
                "{before}."
            )
        ).format(rows=rows, cols=cols, before=before)
    if len(source.shape) == 2:
        return _("Each dot is the weight of one [pixel](words#pixel) of the drawing.")
    if len(source.shape) == 3:
        return _(
            "Each small square shows the weights for one [feature map](words#feature-map) of the {before}."
        ).format(before=before)
    return _("Each dot is the weight of one neuron of the {before}.").format(before=before)


def _tile(
    channel: Channel,
    scale: float,
    profile: Profile | None,
    excitations: np.ndarray | None,
) -> Picture:
    layer, number = channel.layer, channel.number
    weights = layer.kernel[..., number]
    weights = mosaic(weights if layer.kind == "Conv2D" else weights.reshape(layer.source.shape))
    name = map_label(number) if layer.kind == "Conv2D" else neuron_label(Neuron(layer, (number,)))
    lines = [sign(layer.classes, number) if layer.is_output else str(number)]
    if excitations is not None:
        lines.append(_("now {activation}").format(activation=figure(float(excitations[number]))))
    if profile is not None:
        own = profile.of(number)
        # Translators: below a neuron's picture: for how many images it fires, such as 12%
        fires = _("fires for {share}").format(share=of_100(own.coverage, 0))
        lines += [_("dead")] if own.dead else [_("mostly {digit}s").format(digit=own.favorite), fires]
    alt = _("{name}: {lines}").format(name=name, lines="; ".join(lines))
    return Picture(signed_png_url(weights, scale), alt, "\n".join(lines))


@st.dialog(_("Why does this neuron fire, or why doesn't it?"), width="large")
@needs_files()
def _card(network: Network) -> None:
    neuron = selected_neuron(network)
    if neuron is None:
        return  # it has been closed in the meantime
    profile = profiles_of(network).get(neuron.layer.name)
    if stages_of(latest_drawing().current) is None:
        st.caption(
            _("The canvas is blank, so this card is about a [test digit](words#test-image).")
            if profile is None
            else _(
                "The canvas is blank, so this card is about the [test digit](words#test-image) that the "
                "neuron reacts to most."
            )
        )
    neuron_card(
        network,
        lambda: _reading_for(network, neuron.channel.number, profile),
        neuron,
        on_change=lambda: state.put("card_open", True),  # reopen the dialog
        is_live=False,
    )
    save("card_address")


catalogue()
