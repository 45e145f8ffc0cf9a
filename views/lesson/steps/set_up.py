"""What a step sets up: a drawing if nothing is drawn, the neuron whose card is open; nothing is off."""

from __future__ import annotations

from model.network import Network
from model.network.neuron import Neuron
from model.reading import Reading
from views.drawing.drawing import Drawing, drawing_of_strokes
from views.lesson import words
from views.lesson.steps.step import Step
from views.serving.shared import needs_files, shipped_profiles
from views.session import state
from views.session.activations import drawing_history, reading_of
from views.session.lesson import LESSON_NETWORK, begin, is_begun
from views.session.networks import chosen_network
from views.session.selection import restore, select_neuron, selected_neuron

OPEN_FOUR = (  # canvas pixels: a line across its top makes it a 9
    ((110, 70), (98, 95), (98, 120), (112, 138), (135, 138), (168, 124)),
    ((174, 66), (172, 110), (166, 226)),
)
FIRST, SECOND = "hidden1", "hidden2"  # layers of the Simple network


def open_four() -> Drawing:
    """The ready-made drawing of the lesson."""
    return drawing_of_strokes(4, words.OPEN_TOP, [list(stroke) for stroke in OPEN_FOUR])


def set_up(step: Step) -> None:
    """Make the page ready for a step, once; before anything is shown.

    The first step waits for the person's own drawing.
    """
    network = dense()
    if is_begun(step.id) or network is None:
        return
    history = drawing_history()
    if history.current.png is None and step.id != "draw":
        history.add(open_four())
    restore(network)
    reading = reading_of(network, history.current)
    select_neuron(network, None if reading is None else step.neuron(reading))
    state.put("lesson_downhill", 0)
    state.put("replay_playing", False)
    begin(step.id, history.current.png)


def firing_neuron(reading: Reading) -> Neuron:
    """The neuron of the first hidden layer that is looked at, if it fires, else the one that fires most."""
    chosen, values = selected_neuron(reading.network), reading.activations[f"{FIRST}_relu"]
    if chosen is not None and chosen.layer.name == FIRST and values[chosen.index] > 0:
        return chosen
    return Neuron(reading.network.layer(FIRST), (int(values.argmax()),))


def picky_neuron(reading: Reading) -> Neuron:
    """One of the first hidden layer that fires, and prefers one digit by far."""
    values = reading.activations[f"{FIRST}_relu"]
    with needs_files():
        preference = shipped_profiles(reading.network)[FIRST].selectivity * (values > 0)
        return Neuron(reading.network.layer(FIRST), (int(preference.argmax()),))
    return firing_neuron(reading)


def pushing_neuron(reading: Reading) -> Neuron:
    """The one of the second hidden layer that does most for the answer."""
    outputs, winner = reading.network.logits, int(reading.logits.argmax())
    pushes = reading.activations[f"{SECOND}_relu"] * outputs.kernel[:, winner]
    return Neuron(reading.network.layer(SECOND), (int(pushes.argmax()),))


def answer(reading: Reading) -> Neuron:
    """The output that is the answer."""
    return Neuron(reading.network.logits, (int(reading.logits.argmax()),))


def nine(reading: Reading) -> Neuron:
    """The output 9."""
    return Neuron(reading.network.logits, (9,))


def dense() -> Network | None:
    """The network of the lesson, the Simple one; where it can't be had, the page says why."""
    return chosen_network(LESSON_NETWORK)
