"""The part of the page that is live: field, brushes, chart, learning, pictures, all in the browser.

It (builder.js) is told where to fetch the digits, and what stands on the page; when the hand rests, it tells
what was painted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from model.network.scales import layer_scales
from model.perceptron.painted import Painted
from model.perceptron.votes import network_of
from views.building import words
from views.built import built
from views.drawing.received_painted import painted_for_network, painted_of, revision_of
from views.language.language import _
from views.parts.component import mount
from views.serving.digit_files import address_of_digits
from views.serving.shared import test_images
from views.session import state
from views.session.networks import SCALE_IMAGES, new_name, use_own
from views.tasks import solving
from views.tasks.painting_tasks import BRUSHES
from views.tasks.task import BUILD

HEIGHT = 620  # pixels: of the field with its tools, and what stands beside it

_component = mount(__file__, "builder")


def builder(drawing: np.ndarray | None) -> None:
    """Show it; `drawing` is the session's own as a network gets it, (28, 28) from 0 to 1, if there is one."""
    data = {
        "address": {part: address_of_digits(part) for part in ("test", "train")},
        "revision": built.revision(),
        "painted": described(built.built()),
        "chosen": built.chosen(),
        "drawing": None if drawing is None else np.rint(drawing * 255).astype(int).ravel().tolist(),
        "allows": _allowed(),
        "words": {name: _(text) for name, text in words.OF_FUNCTIONS.items()},
    }
    _component(key="builder", height=HEIGHT, data=data, on_pick=_take)


def _allowed() -> Mapping[str, object]:
    """What a task leaves to do: its brushes, whether it may learn, whether another goal may be chosen."""
    task = solving.task_on(BUILD)
    if task is None:
        return {"brushes": list(BRUSHES), "learning": True, "goals": True}
    return {"brushes": list(task.brushes), "learning": task.may_learn, "goals": False}


def described(painted: Painted) -> Mapping[str, object]:
    """As `Painted` in painted.js is made of it."""
    return {
        "goal": painted.goal.name,
        "activation": painted.activation,
        "places_itself": painted.places_itself,
        "neurons": [{"weights": each.weights.tolist(), "bias": each.bias} for each in painted.neurons],
    }


def _take(sent: object) -> None:
    if (found := painted_of(sent)) is not None:
        if revision_of(sent) == built.revision():  # else something else was put there meanwhile
            built.take(*found)
    elif several := painted_for_network(sent):
        _use(several)


def _use(painted: Sequence[Painted]) -> None:
    """Have every page show the network that these make."""
    name, network = new_name(), network_of(painted, painted[0].activation)
    card = {"network": name, "scales": layer_scales(network, test_images()[0][:SCALE_IMAGES])}
    use_own(replace(network, name=name, card=card))
    state.put("built_network", name)
