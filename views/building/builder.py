"""The live part of the page, which runs in the browser: field, brushes, chart, learning and pictures.

builder.js gets the address of the digits and the neurons on the page. When the hand rests, it sends back
what was painted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from model.network.scales import SCALE_IMAGES, layer_scales
from model.perceptron.painted import Painted
from model.perceptron.votes import network_of
from views.parts.component import mount
from views.parts.files.digit_files import address_of_digits
from views.parts.language.language import N_, _
from views.parts.shared import test_images
from views.session import state
from views.session.drawing.received import painted_for_network, painted_of
from views.session.networks import new_name, use_own
from views.tasks import built, solving
from views.tasks.painting_tasks import BRUSHES
from views.tasks.task import BUILD

HEIGHT = 620  # pixels of the field with its tools and of what's beside it

OF_FUNCTIONS = {  # the function's name -> text, and the text for two neurons
    "step": N_(
        "With the [step function](words#step), the neuron passes on 1 if it [fires](words#fire), and 0 if it "
        "doesn't. This is the perceptron that Frank Rosenblatt described in 1958 (Psychological Review 65)."
    ),
    "relu": N_(
        "With [ReLU](words#relu), the neuron passes on [z](words#z) if z is above 0, and 0 if it isn't. The "
        "networks on the other pages do the same."
    ),
    "sigmoid": N_(
        "With the [sigmoid](words#sigmoid), the neuron passes on a number between 0 and 1. This number grows "
        "with [z](words#z), and is above ½ if z is above 0. “Let it learn” always uses the sigmoid."
    ),
    "two": N_(
        "The [output](words#output) adds up what both neurons pass on, and fires if the sum is above ½. With "
        "the [step function](words#step), one neuron that fires is enough. Two neurons can compute what one "
        "can't, such as [XOR](words#xor). That's why networks have [hidden layers](words#hidden-layer)."
    ),
}

_component = mount(__file__, "builder")


def builder(drawing: np.ndarray | None) -> None:
    """Show the builder; `drawing` is the session's image, (28, 28) from 0 to 1, or None."""
    data = {
        "address": {part: address_of_digits(part) for part in ("test", "train")},
        "revision": built.revision(),
        "painted": described(built.built()),
        "chosen": built.chosen(),
        "drawing": None if drawing is None else np.rint(drawing * 255).astype(int).ravel().tolist(),
        "allows": _allowed(),
        "words": {name: _(text) for name, text in OF_FUNCTIONS.items()},
    }
    _component(key="builder", height=HEIGHT, data=data, on_pick=_take)


def _allowed() -> Mapping[str, object]:
    """Return what the task allows: brushes, learning, and choosing another goal."""
    task = solving.task_on(BUILD)
    if task is None:
        return {"brushes": list(BRUSHES), "learning": True, "goals": True}
    return {"brushes": list(task.brushes), "learning": task.may_learn, "goals": False}


def described(painted: Painted) -> Mapping[str, object]:
    """Return the data from which painted.js makes its `Painted`."""
    return {
        "goal": painted.goal.name,
        "activation": painted.activation,
        "places_itself": painted.places_itself,
        "neurons": [{"weights": each.weights.tolist(), "bias": each.bias} for each in painted.neurons],
    }


def _take(sent: object) -> None:
    if (found := painted_of(sent)) is not None:
        painted, chosen, revision = found
        if revision == built.revision():  # else the neurons were replaced in the meantime
            built.take(painted, chosen)
    elif several := painted_for_network(sent):
        _use(several)


def _use(painted: Sequence[Painted]) -> None:
    """Make a network of these neurons and use it on every page."""
    name, network = new_name(), network_of(painted, painted[0].activation)
    card = {"network": name, "scales": layer_scales(network, test_images()[0][:SCALE_IMAGES])}
    use_own(replace(network, name=name, card=card))
    state.put("built_network", name)
