"""Why this digit or sign rather than that one, on an output's card, in three modes; each says what it is.

Through the neurons it's exact, layer by layer; on the drawing it's integrated (why_drawing.py); stroke by
stroke it's tried (why_strokes.py). All three explain the same margin: the z of one digit minus the other's.
"""

from __future__ import annotations

from functools import partial

import numpy as np
import streamlit as st

from model.attribution import Level, levels_of, sum_of, through_neurons
from model.explain.ledger import make_ledger
from model.network.neuron import Neuron
from model.reading import Reading
from views.neuron import words
from views.neuron.sums.ledger_view import ledger
from views.neuron.sums.walk import step_to
from views.neuron.why.rivals import Rivals, rivals_of
from views.neuron.why.why_drawing import on_the_drawing
from views.neuron.why.why_strokes import stroke_by_stroke
from views.parts.language.language import _
from views.parts.looks.wording import bears_names, layer_title, sign
from views.session import state, why
from views.session.activations import latest_drawing
from views.session.drawing.received import picker
from views.session.one_of import control_key, when_one_of

RIVAL_WIDTH = 104  # pixels: room for its label on one line


def why_digit(reading: Reading, neuron: Neuron) -> None:
    """Show why this output's digit is the answer or, if it isn't, why not."""
    (digit,) = neuron.index
    rival = _rival(reading.logits, digit)
    rivals = rivals_of(reading.logits, digit, rival)
    with st.container(key="why"):
        _choose_mode()
        with st.container(horizontal=True, gap="xsmall"):
            _choose_rival(neuron, rival)
            if why.mode() == why.NEURONS:
                _choose_level(reading)
        explain(reading, neuron, rivals, why.mode(), why.level_of(reading.network))


def explain(reading: Reading, neuron: Neuron, rivals: Rivals, mode: str, level: str) -> None:
    """Show where the margin of these two digits comes from.

    Args:
        reading: what is explained.
        neuron: the output of one of the two.
        rivals: the two digits.
        mode: one of `why.MODES`.
        level: the layer's name, if it's explained through neurons.
    """
    heading = (
        _("Why {winner} rather than {other}?")
        if neuron.index[0] == rivals.winner
        else _("Why {winner} and not {other}?")
    ).format(**rivals.named(reading.network.classes))
    if mode == why.DRAWING:
        on_the_drawing(reading, neuron, rivals, heading)
    elif mode == why.STROKES:
        stroke_by_stroke(reading, neuron, rivals, heading)
    else:
        _through_neurons(reading, neuron, rivals, level, heading)


def _rival(logits: np.ndarray, digit: int) -> int:
    """Return the digit chosen to compare; by default the answer or, for the answer itself, its runner-up."""
    chosen = why.rival_of(digit)
    if chosen is not None and chosen >= len(logits):
        chosen = None  # of another network
    runner_up, winner = (int(each) for each in np.argsort(logits, kind="stable")[-2:])
    return chosen if chosen is not None else runner_up if digit == winner else winner


def _choose_mode() -> None:
    key = "why_way_chosen"
    state.put(key, why.mode())
    st.segmented_control(
        _("Three ways to see why"),
        why.MODES,
        format_func=lambda mode: _(words.MODES[mode]),
        required=True,
        key=key,
        on_change=when_one_of(key, why.MODES, why.ask),
        label_visibility="collapsed",
    )


def _choose_rival(neuron: Neuron, rival: int) -> None:
    (digit,), classes = neuron.index, neuron.layer.classes
    key = control_key("why_rival", rival, (digit, latest_drawing().version))
    others = [each for each in range(len(classes)) if each != digit]
    st.selectbox(
        _("Compare with"),
        others,
        format_func=partial(sign, classes),
        key=key,
        on_change=when_one_of(key, others, partial(why.compare, digit)),
        width=RIVAL_WIDTH * (2 if bears_names(neuron.layer) else 1),
    )


def _choose_level(reading: Reading) -> None:
    network = reading.network
    key = f"why_level_chosen_{network.name}"
    titles = {layer.name: layer_title(layer) for layer in levels_of(network)}
    state.put(key, why.level_of(network))
    st.selectbox(
        _("Look at"),
        titles,
        format_func=titles.get,
        key=key,
        on_change=when_one_of(key, [*titles], partial(why.look_in, network)),
    )


def _through_neurons(reading: Reading, neuron: Neuron, rivals: Rivals, name: str, heading: str) -> None:
    network = reading.network
    level = through_neurons(network, reading.activations, *rivals, reading.factors)[name]
    digits = rivals.named(network.classes)
    ledger(
        neuron,
        make_ledger(sum_of(level)),
        picker(network, partial(step_to, network, neuron)),
        "margin",
        heading,
        _("[Margin](words#margin)"),
        [
            _("For {digit}").format(digit=digits["winner"]),
            _("For {digit}").format(digit=digits["other"]),
            _("The rest"),
            _("[Biases](words#bias)"),
        ],
        _("Most in favor of {winner}:").format(**digits),
        _what_a_line_is(level).format(**digits),
        of_maps=len(level.layer.shape) == 3,
    )


def _what_a_line_is(level: Level) -> str:
    if level.layer.reader.is_output and len(level.layer.shape) == 1:
        return _(
            "These numbers are exact. The [margin](words#margin) is the [z](words#z) of {winner} minus the z "
            "of {other}. Each neuron contributes its [activation](words#activation) × (its "
            "[weight](words#weight) to {winner} − its weight to {other})."
        )
    if level.layer.before is None:
        return _(
            "These numbers are exact. Each [pixel](words#pixel) contributes its ink × a factor that the "
            "later layers set for this drawing. The [biases](words#bias) of all layers contribute the "
            "remainder, which can be most of the margin."
        )
    return (
        _(
            "These numbers are exact. Each line is a whole [map](words#feature-map). Each place on the map "
            "contributes its [activation](words#activation) × a factor that the later layers set for this "
            "drawing. The [biases](words#bias) of those layers contribute the remainder."
        )
        if len(level.layer.shape) == 3
        else _(
            "These numbers are exact. Each neuron contributes its [activation](words#activation) × a factor "
            "that the later layers set for this drawing. The [biases](words#bias) of those layers contribute "
            "the remainder."
        )
    )
