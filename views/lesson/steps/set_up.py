"""Sets up a step: brings its drawing, opens its neuron's card, and switches all neurons on."""

from __future__ import annotations

from collections.abc import Sequence

from model.network import Network
from model.network.neuron import Neuron
from views.lesson.steps.known import Known
from views.lesson.steps.neurons import SECOND
from views.lesson.steps.ready_made import open_four
from views.lesson.steps.step import Step
from views.lesson.steps.steps import BY_ID
from views.session import state, why
from views.session.activations import latest_drawing, reading_of
from views.session.drawing.drawing import Drawing
from views.session.lesson import LESSON_NETWORK, begin, begun_step, own_drawing, remember_drawing
from views.session.networks import chosen_network
from views.session.selection import restore, scale, select_neuron


def bring_four(step: Step) -> None:
    """Replace the drawing by the ready-made one, and begin the step with it."""
    latest = latest_drawing()
    latest.add(open_four())
    begin(step.id, latest.current.png)


def switch_off(known: Known, numbers: Sequence[int]) -> None:
    """Switch off these neurons of the second hidden layer, strongest first, and open the first one's card."""
    neurons = [Neuron(known.network.layer(SECOND), (number,)) for number in numbers]
    select_neuron(known.network, neurons[0])
    for neuron in neurons:
        scale(known.network, neuron.channel, 0.0)


def set_up(step: Step) -> None:
    """Prepare the page for a step, once, before anything is shown.

    The first step waits for the person's own drawing. The second lesson leaves the page's drawing as it is.
    """
    network = dense()
    if begun_step() == step.id or network is None or step.middle == "hands":
        return
    restore(network)
    latest, drawing = latest_drawing(), _drawing_for(step)
    if drawing.png != latest.current.png:
        latest.add(drawing)
    reading = reading_of(network, latest.current)
    select_neuron(network, None if reading is None else step.neuron(reading))
    if step.why:
        why.ask(step.why)
    for key in ("lesson_downhill", "lesson_slid"):
        state.put(key, 0)
    state.put("replay_playing", False)
    begin(step.id, latest.current.png)


def _drawing_for(step: Step) -> Drawing:
    """Return the drawing for a step.

    It's the current one, unless only the step before needed that; else the pupil's own or a ready-made one.
    """
    current, before = latest_drawing().current, BY_ID.get(begun_step())
    if current.png is not None and not (before and before.borrows):
        remember_drawing(current)
    own = own_drawing()
    if own is None:
        return current if step.waits_for_drawing else open_four()
    reading = reading_of(dense(), own)
    return own if reading is not None and step.needs(reading) else open_four()


def dense() -> Network | None:
    """Return the lesson's network, the Simple one; if it can't be loaded, the page says why."""
    return chosen_network(LESSON_NETWORK)
