"""Check what the Build page sends about painted neurons: see received.py."""

from __future__ import annotations

import base64
from collections.abc import Mapping

from model.perceptron.goals import EACH, GOALS
from model.perceptron.painted import ACTIVATIONS, MOST_NEURONS, Painted, neuron_of_bytes
from model.perceptron.perceptron import MOST_BIAS, PIXELS, Perceptron
from views.drawing.received import name_of, number_of

MOST_IN_NETWORK = 3  # painted neurons, or pairs of them, that a network is made of
MOST_REVISIONS = 2**24
OWN_DRAWING = "drawing"  # the choice of your own drawing among the pictures


def painted_of(sent: object) -> tuple[Painted, int | str | None] | None:
    """Return what was built on the Build page, and the picture whose sum is shown, if any.

    Sent as {"goal": name, "activation": name, "places_itself": bool, "neurons": [{"weights": 784 int16 in
    base64, "bias": thousandths}], "chosen": a number among the goal's images, "drawing" or null}.
    """
    if not isinstance(sent, Mapping):
        return None
    goal, activation = name_of(sent.get("goal"), GOALS), name_of(sent.get("activation"), ACTIVATIONS)
    places, neurons = sent.get("places_itself"), sent.get("neurons")
    if goal is None or activation is None or type(places) is not bool or not isinstance(neurons, list):
        return None
    if not 1 <= len(neurons) <= MOST_NEURONS:
        return None
    read = tuple(_perceptron_of(each) for each in neurons)
    number = number_of(sent.get("chosen"), 2 * EACH)
    chosen = name_of(sent.get("chosen"), (OWN_DRAWING,)) if number is None else number
    return None if None in read else (Painted(GOALS[goal], activation, read, places), chosen)


def revision_of(sent: object) -> int | None:
    """Return the revision of the page's data that was painted on."""
    return number_of(sent.get("revision"), MOST_REVISIONS) if isinstance(sent, Mapping) else None


def painted_for_network(sent: object) -> list[Painted]:
    """Return the parts of a network, sent as {"network": [as above, …]}; [] if one can't be read."""
    several = sent.get("network") if isinstance(sent, Mapping) else None
    if not isinstance(several, list) or len(several) > MOST_IN_NETWORK:
        return []
    read = [painted_of(each) for each in several]
    return [] if None in read else [painted for painted, _chosen in read]


def _perceptron_of(sent: object) -> Perceptron | None:
    weights, bias = (sent.get("weights"), sent.get("bias")) if isinstance(sent, Mapping) else (None, None)
    if not isinstance(weights, str) or len(weights) > 4 * PIXELS or type(bias) is not int:
        return None
    try:
        found = base64.b64decode(weights, validate=True)
    except ValueError:
        return None
    return neuron_of_bytes(found, bias) if abs(bias) <= MOST_BIAS else None
