"""What a step sets up: a drawing if nothing is drawn, the neuron whose card is open; nothing is off."""

from __future__ import annotations

import numpy as np

from model.network import Activations, Network
from model.wiring import Unit
from views.lesson import words
from views.lesson.step import Step
from views.session import state
from views.session.activations import drawing_history, reading_of
from views.session.drawing import Drawing, drawing_of_strokes
from views.session.lesson import LESSON_NETWORK, begin, is_begun
from views.session.networks import chosen_network
from views.session.selection import restore, select_neuron, selected_neuron
from views.session.shared import needs_files, shipped_profiles

OPEN_FOUR = (  # canvas pixels: a line across its top makes it a 9
    ((110, 70), (98, 95), (98, 120), (112, 138), (135, 138), (168, 124)),
    ((174, 66), (172, 110), (166, 226)),
)
FIRST, SECOND = "hidden1", "hidden2"  # layers of the Simple network


def open_four() -> Drawing:
    """The ready-made drawing of the lesson."""
    return drawing_of_strokes(4, words.OPEN_TOP, [list(stroke) for stroke in OPEN_FOUR])


def set_up(step: Step, network: Network | None) -> None:
    """Make the page ready for a step, once; before anything is shown.

    The first step waits for the person's own drawing.
    """
    if is_begun(step.id) or network is None:
        return
    history = drawing_history()
    if history.current.png is None and step.id != "draw":
        history.add(open_four())
    restore(network)
    reading = reading_of(network, history.current)
    select_neuron(network, None if reading is None else step.neuron(network, reading.activations))
    state.put("lesson_downhill", 0)
    state.put("replay_playing", False)
    begin(step.id, history.current.png)


def firing_neuron(network: Network, activations: Activations) -> Unit:
    """The neuron of the first hidden layer that is looked at, if it fires, else the one that fires most."""
    chosen, values = selected_neuron(network), activations[f"{FIRST}_relu"]
    if chosen is not None and chosen.layer == FIRST and values[chosen.index] > 0:
        return chosen
    return Unit(FIRST, (int(values.argmax()),))


def picky_neuron(network: Network, activations: Activations) -> Unit:
    """One of the first hidden layer that fires, and prefers one digit by far."""
    values = activations[f"{FIRST}_relu"]
    with needs_files():
        preference = shipped_profiles(network)[FIRST].selectivity * (values > 0)
        return Unit(FIRST, (int(preference.argmax()),))
    return firing_neuron(network, activations)


def pushing_neuron(network: Network, activations: Activations) -> Unit:
    """The one of the second hidden layer that does most for the answer."""
    values, winner = activations[f"{SECOND}_relu"], int(activations["logits"].argmax())
    return Unit(SECOND, (int((values * network.logits.kernel[:, winner]).argmax()),))


def answer(network: Network, activations: Activations) -> Unit:
    """The output that is the answer."""
    return Unit("logits", (int(np.argmax(activations["logits"])),))


def nine(network: Network, activations: Activations) -> Unit:
    """The output 9."""
    return Unit("logits", (9,))


def dense() -> Network | None:
    """The network of the lesson, the Simple one; where it can't be had, the page says why."""
    return chosen_network(LESSON_NETWORK)
