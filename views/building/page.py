"""Page: people build a neuron by hand and see at once how many digits it tells apart."""

from __future__ import annotations

import numpy as np
import streamlit as st

from model.explain.explain import explain
from model.explain.ledger import make_ledger
from model.network import forward
from model.network.neuron import Neuron
from model.perceptron.goals import examples_of
from model.perceptron.votes import neuron_network
from model.preprocess.mnist import IMAGE_SIZE
from views.building.builder import builder
from views.neuron.sums.ledger_view import ledger
from views.parts.language.language import _
from views.parts.shared import needs_files, test_images
from views.session import state
from views.session.activations import latest_drawing, stages_of
from views.session.drawing.received import OWN_DRAWING
from views.session.store import save
from views.tasks import built
from views.tasks.task import BUILD
from views.tasks.task_panel import task_panel


@st.fragment
@needs_files()
def building() -> None:
    """Show the page; what is painted in the browser arrives when the hand rests."""
    st.markdown(
        _(
            "A [neuron](words#neuron) multiplies every [pixel](words#pixel) by a [weight](words#weight) and "
            "adds everything up to get [z](words#z). It [fires](words#fire) if z is above 0. What it passes "
            "on depends on its function: step, [ReLU](words#relu) or [sigmoid](words#sigmoid). Paint its "
            "weights: orange where ink should push z up, and blue where ink should hold it back."
        )
    )
    task_panel(BUILD)
    drawing = _drawing()
    builder(drawing)
    if state.take("built_network"):
        st.success(
            _(
                "Your neurons now form a network. Each neuron has a card, and the ten outputs add up the "
                "neurons' votes."
            ),
            icon=":material/check_circle:",
        )
        st.page_link("views/draw/page.py", label=_("See it on the Draw page"), icon=":material/draw:")
    if (image := _chosen_image(drawing)) is not None:
        _sum_of(image)
    save("build_address")


def _drawing() -> np.ndarray | None:
    """Return this session's drawing as a network's input, or None."""
    stages = stages_of(latest_drawing().current)
    return None if stages is None else stages.image


def _chosen_image(drawing: np.ndarray | None) -> np.ndarray | None:
    """Return the image whose sum is open, float32 (28, 28), or None."""
    chosen = built.chosen()
    if chosen is None or chosen == OWN_DRAWING:
        return None if chosen is None else drawing
    images = examples_of(built.built().goal, *test_images()).images
    return images[chosen].reshape(IMAGE_SIZE, IMAGE_SIZE) / np.float32(255) if chosen < len(images) else None


def _sum_of(image: np.ndarray) -> None:
    """Show the neuron's sum line by line; if there are two neurons, the first one's."""
    painted = built.built()
    network = neuron_network(painted.neurons[0], painted.activation)
    neuron = Neuron(network.layer("hidden1"), (0,))
    explanation = explain(neuron, forward(network, image))
    ledger(neuron, make_ledger(explanation), None, "build_ledger", _("The sum"), _("z"))


building()
