"""The neuron card: why did this neuron fire? Four questions, answered with figures that add up."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import streamlit as st

from model.effect import Shortfall, margin, shortfall
from model.explain import UnitExplanation, explain_unit, outgoing
from model.functions import softmax_exponentials
from model.ledger import make_ledger
from model.network import Activations, Network
from model.scales import scale_of
from model.wiring import Unit, receptive_field
from views.neuron.activation_curves import activation_curves
from views.neuron.ledger_view import ledger, outgoing_rows, rows
from views.neuron.pixels import Pixels, pixels
from views.neuron.profile_view import likes
from views.neuron.what_if import what_if
from views.parts.digit_bars import digit_bars
from views.parts.wording import figure, name_of, percent
from views.session import state
from views.session.selection import factors_of, select_neuron

LARGEST = 6  # of those that read a neuron: how many are shown
NOTHING_DRAWN = "Draw a digit, and see what this neuron adds up."
NOTHING_CHOSEN = (
    "Once a digit is drawn, orange lines show the answer's evidence: in every layer, what added most to the "
    "layer after it. Click any neuron to see what it added up, and what goes in and out of it."
)
IN_WORDS = {
    "relu": "ReLU(z) = max(0, z)",
    "softmax": "softmax(z) = e^z / Σ e^z of all ten",
    "tanh": "tanh(z)",
    "sigmoid": "sigmoid(z) = 1 / (1 + e^−z)",
    "step": "step(z) = 1 if z > 0, else 0",
    "linear": "a = z: no activation function",
    "max": "the largest of its inputs",
}
NO_THRESHOLD = {
    "tanh": "There is no threshold: any z gives something, from −1 to 1, and 0 gives 0.",
    "sigmoid": "There is no threshold: any z gives something, from 0 to 1, and 0 gives one half.",
    "linear": "There is no threshold: what it added up is what it passes on.",
}


def neuron_card(
    network: Network, get_activations: Callable[[], Activations | None], unit: Unit | None
) -> bool:
    """Answer the four questions about one neuron.

    Args:
        network: that it is in.
        get_activations: gives every layer's values for the drawing, None if there is none; called if needed.
        unit: the neuron; None if none is chosen.

    Returns:
        Whether anything shown is about the drawing.
    """
    with st.container(key="neuron"):
        decision = state.get("decision", False)
        is_about_drawing = unit is not None or bool(factors_of(network)) or decision
        activations = get_activations() if is_about_drawing else None
        if unit is None:
            st.caption(NOTHING_CHOSEN)
        elif activations is None:
            st.caption(NOTHING_DRAWN)
        else:
            _answer_all(network, activations, explain_unit(network, activations, unit))
        if activations is not None:
            what_if(network, activations, unit)
        _decision(network, activations)
    return is_about_drawing


def _answer_all(network: Network, activations: Activations, explanation: UnitExplanation) -> None:
    unit, short = explanation.unit, shortfall(explanation)
    st.subheader(name_of(unit), anchor=False)
    left, right = st.columns(2, gap="large")
    with left:
        pools = explanation.activation_function == "max"
        st.markdown("#### What did it choose from?" if pools else "#### What did it add up?")
        _sum(network, activations, explanation, short)
        _adds_to_others(network, activations, explanation)
    with right:
        if not pools:
            st.markdown("#### Did it fire?")
            _fired(network, activations, explanation, short)
        st.markdown("#### What does it like?")
        likes(network, activations, explanation)


def _sum(
    network: Network, activations: Activations, explanation: UnitExplanation, short: Shortfall | None
) -> None:
    unit = explanation.unit
    if len(unit.index) == 3:
        _feature_map(network, activations, explanation)
    if terms := _terms(network, explanation, short):
        pixels(terms, "terms")
    if explanation.activation_function == "max":
        st.markdown(_winner(explanation))
    else:
        ledger(make_ledger(explanation), "ledger", network, "= z")


def _feature_map(network: Network, activations: Activations, explanation: UnitExplanation) -> None:
    """The unit's whole feature map, on which another unit can be chosen, and its receptive field."""
    unit, layer = explanation.unit, explanation.layer
    row, col, channel = unit.index
    output = layer.activation_layer
    feature_map = Pixels(
        "Its feature map",
        activations[output.name][..., channel],
        scale=scale_of(network, output),
        outline=(row, row + 1, col, col + 1),
        pick=True,
    )
    field = Pixels(
        "What it sees of the image", activations["image"], scale=1, outline=receptive_field(layer, unit.index)
    )
    pixels(
        [feature_map, field],
        "feature_map",
        lambda row, col: select_neuron(network, Unit(unit.layer, (row, col, channel))),
    )
    st.caption("Click the feature map to explain another of its neurons.")


def _terms(network: Network, explanation: UnitExplanation, short: Shortfall | None) -> list[Pixels]:
    """Inputs, weights and their products as pictures, where several inputs lie in rows and columns.

    A pooling neuron has no weights: only its inputs are shown, the winner framed.
    """
    source = explanation.source
    if len(source.shape) < 2 or explanation.inputs.size == 1:
        return []
    shape = source.shape if explanation.inputs.ndim == 1 else explanation.inputs.shape
    corner = _corner(explanation)
    is_image = source is network.image
    outline = None
    if is_image and short and short.rows:
        outline = (short.rows[0] - corner[0], short.rows[1] - corner[0], 0, shape[1])
    inputs = "Your drawing" if is_image else f"Values of {source.name}"
    scale = scale_of(network, source)
    if explanation.activation_function == "max":
        row, col = np.argwhere(explanation.weights == 1)[0]
        frame = (row, row + 1, col, col + 1)
        return [
            Pixels(inputs, explanation.inputs, scale=scale, corner=corner, outline=tuple(map(int, frame)))
        ]
    arrays = (explanation.inputs, explanation.weights, explanation.terms)
    values, weights, products = (array.reshape(shape) for array in arrays)
    return [
        Pixels(inputs, values, scale=scale, linked=True, corner=corner, outline=outline),
        Pixels("× weights", weights, signed=True, linked=True, corner=corner),
        Pixels("= contributions", products, signed=True, linked=True, corner=corner, outline=outline),
    ]


def _winner(explanation: UnitExplanation) -> str:
    row, col = explanation.source_index[explanation.weights == 1][0][:2]
    largest = figure(explanation.activation)
    return f"Of the {explanation.inputs.size}, the largest wins: **{largest}**, at row {row}, col {col}."


def _corner(explanation: UnitExplanation) -> tuple[int, int]:
    index = explanation.source_index.reshape(-1, explanation.source_index.shape[-1])
    inside = index[index[:, 0] >= 0]
    return int(inside[:, 0].min()), int(inside[:, 1].min())


def _adds_to_others(network: Network, activations: Activations, explanation: UnitExplanation) -> None:
    effect = outgoing(explanation.layer, explanation.unit.index, activations)
    if effect is None:
        return
    st.markdown("#### What does it do?")
    st.caption(f"What it adds to {effect.target.name}: its activation × their weight.")
    lines = outgoing_rows(effect, explanation.activation, LARGEST)
    rows(lines, "outgoing", network)


def _fired(
    network: Network, activations: Activations, explanation: UnitExplanation, short: Shortfall | None
) -> None:
    function = explanation.activation_function
    z = figure(explanation.pre_activation)
    if function == "softmax":
        share = percent(explanation.activation)
        st.markdown(f"z = **{z}**. Softmax makes probabilities of all ten z's: **{share}** for this one.")
    else:
        verdict = _verdict(network, explanation, short)
        st.markdown(f"{IN_WORDS.get(function, function)} = **{figure(explanation.activation)}**. {verdict}")
    logits = activations["logits"]
    activation_curves(explanation, logits)
    if function == "softmax":
        st.caption(
            f"e^(z − {figure(float(logits.max()))}) of all ten, and the share that is the probability:"
        )
        shares = activations["probs"]
        texts = [
            f"{exponential:.3f} → {percent(float(share))}"
            for exponential, share in zip(softmax_exponentials(logits), shares)
        ]
        digit_bars(shares, "exponentials", texts=texts)


def _verdict(network: Network, explanation: UnitExplanation, short: Shortfall | None) -> str:
    """Whether it fired or, where there is no threshold, that there is none."""
    function = explanation.activation_function
    if function in NO_THRESHOLD:
        return NO_THRESHOLD[function]
    return "It fires." if short is None else _shortfall_in_words(network, explanation, short)


def _shortfall_in_words(network: Network, explanation: UnitExplanation, short: Shortfall) -> str:
    words = f"It does not fire: {figure(short.short)} short of it"
    if not short.rows:
        return f"{words}."
    first, last = short.rows[0], short.rows[1] - 1
    source = explanation.source
    what = "the ink" if source is network.image else f"what {source.name} has"
    where = f"at row {first}" if first == last else f"at rows {first} to {last}"
    return f"{words}; {what} {where} held it down by {figure(-short.rows_term)}."


def _decision(network: Network, activations: Activations | None) -> None:
    """For the whole drawing: what decided between the winner and the runner-up."""
    opened = st.expander("Why this digit, rather than the next likely?", key="decision", on_change="rerun")
    if not opened.open:
        return
    with opened:
        if activations is None:
            st.caption("Draw a digit, and see what decides.")
            return
        runner_up, winner = (int(digit) for digit in np.argsort(activations["probs"])[-2:])
        difference = margin(network, activations, winner, runner_up)
        st.caption(
            f"z of {winner} less z of {runner_up}, neuron by neuron of {difference.source.name}: its "
            f"activation × (weight to {winner} − weight to {runner_up}). "
            f"Orange speaks for {winner}, blue for {runner_up}."
        )
        ledger(
            make_ledger(difference),
            "margin",
            network,
            f"z of {winner} − z of {runner_up}",
        )
