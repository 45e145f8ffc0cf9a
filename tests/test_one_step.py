"""One step on the Training page: it is a copy of this session's that learns, and what is said of it is so."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from model.backprop import backpropagate, backpropagate_from
from model.network import Network, dense_network, forward, load_network
from model.wiring import Unit
from tests.browser.pen import SAMPLES
from tests.test_damaged_files import TRAINING, opened, shown
from tests.test_page import canvas_stand_in  # noqa: F401  (a fixture)
from views.training.taught import Taught

DENSE = load_network("dense")
ONE_STEP = {"training_part": "One step"}


@pytest.fixture
def image(test_images) -> np.ndarray:
    return test_images[0].astype(np.float32) / 255


def random_network(sizes: tuple[int, ...], function: str = "relu") -> Network:
    rng = np.random.default_rng(5)
    weights = []
    for before, units in pairwise(sizes):
        weights += [rng.normal(0, 1 / before**0.5, (before, units)), rng.normal(0, 0.1, units)]
    return dense_network([np.float32(each) for each in weights], function)


def stepped(taught: Taught, label: int, rate: float) -> Taught:
    return taught.after(backpropagate(taught.network, taught.image, label), label, rate)


def press(app, key: str):
    return app.button(key=key).click().run()


def test_small_steps_lower_the_loss_and_are_counted(image):
    taught = Taught(DENSE, image, DENSE)
    for _ in range(4):
        taught = stepped(taught, 3, 1e-4)
    assert taught.steps == 4 and len(taught.losses) == 5
    assert list(taught.losses) == sorted(taught.losses, reverse=True)
    assert taught.losses[-1] == pytest.approx(backpropagate(taught.network, image, 3).loss)


def test_of_another_digit_the_losses_begin_anew_and_the_steps_stay(image):
    taught = stepped(stepped(Taught(DENSE, image, DENSE), 3, 1e-4), 7, 1e-4)
    assert taught.steps == 2 and len(taught.losses) == 2 and taught.label == 7


def test_what_learns_is_a_copy_of_this_session_s():
    app = opened(TRAINING, SAMPLES[7], **ONE_STEP)
    assert not app.exception
    before, shared = DENSE.fingerprint, app.session_state["taught"].origin
    for _ in range(2):
        app = press(app, "one_step_take")
    taught = app.session_state["taught"]
    assert taught.steps == 2 and taught.losses[-1] < taught.losses[0]
    for each in (shared, taught.origin, Network(shared.name, shared.layers)):  # reckoned anew, too
        assert each.fingerprint == before != taught.network.fingerprint
    assert "own_network" not in app.session_state
    app = press(app, "one_step_reset")
    assert app.session_state["taught"].steps == 0 and app.session_state["taught"].network is shared
    weights = [np.full_like(each, 1e38) for each in shared.weights]
    app.session_state["taught"] = Taught(shared, taught.image, dense_network(weights), steps=1)
    app.run()
    assert not app.exception and "too large for any number" in app.warning[0].value
    assert not press(app, "one_step_reset").warning


def test_it_begins_with_the_second_guess_and_anew_for_another_drawing():
    app = opened(TRAINING, SAMPLES[7], **ONE_STEP)
    for says in (7, 3):  # the latter of the ready-made drawing
        taught = app.session_state["taught"]
        order = np.argsort(forward(taught.origin, taught.image)["logits"])
        assert order[-1] == says and app.session_state["one_step_digit"] == order[-2]
        assert taught.steps == 0
        app = press(app, "one_step_take")
        assert app.session_state["taught"].steps == 1
        del app.session_state["drawing_history"]
        app.run()


def test_a_network_of_one_s_own_is_stepped_if_it_is_dense_and_else_the_simple_one():
    app = opened(TRAINING, SAMPLES[7], network="yours", own_network=load_network("conv"), **ONE_STEP)
    assert not app.exception and app.session_state["taught"].origin.name == "dense"
    assert sum("simple network" in each.value for each in app.caption) == 1
    for sizes, function in (((784, 10), "relu"), ((784, 8, 20, 8, 10), "tanh"), ((784, 8, 10), "step")):
        own = random_network(sizes, function)
        app.session_state["own_network"] = own
        app.run()
        assert not app.exception and app.session_state["taught"].origin is own
        for unit in (Unit("logits", (3,)), Unit(own.weighted[0].name, (2,))):
            app.session_state["one_step_walk"] = (unit,)
            app.run()
            assert not app.exception and "one_step_head" in shown(app)


def test_a_walk_leads_back_to_a_pixel():
    app = opened(TRAINING, SAMPLES[7], **ONE_STEP)
    taught = app.session_state["taught"]
    label = app.session_state["one_step_digit"]
    gradients = backpropagate_from(taught.network, forward(taught.network, taught.image), label)
    neuron = int(np.abs(gradients.pre_activations["hidden1"]).argmax())
    units = [Unit("logits", (label,)), Unit("hidden2", (1,)), Unit("hidden1", (neuron,))]
    pixel = Unit("image", tuple(int(i) for i in np.unravel_index(taught.image.argmax(), (28, 28))))
    keys = set()
    for end in range(len(units) + 2):
        app.session_state["one_step_walk"] = tuple([*units, pixel][:end])
        app.run()
        assert not app.exception
        keys |= shown(app)
    assert keys >= {"one_step_outputs", "one_step_changes", "one_step_lines", "one_step_pixels"}
    row, col = pixel.index
    assert any(f"at row {row}, column {col}: " in each.value for each in app.markdown)
