"""Choices survive a visit to another page and anything else a person does."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.apptest import DRAW, FOUR, NEURONS, TRAINING, boxes, opened
from tests.sevens import sevens

pytestmark = pytest.mark.usefixtures("canvas_stand_in")

SEVENS = tuple(sevens(3, seed=1))
OTHERS = {  # values that controls don't start with
    "pen_width": 12,
    "network": "conv",
    "layer_dense": "hidden2",
    "order": "selectivity",
    "choose_hidden_layers": 1,
    "choose_units": 16,
    "choose_activation": "tanh",
    "choose_optimizer": "SGD",
    "choose_learning_rate": 0.01,
    "choose_batch_size": 64,
    "choose_images": 1000,
    "choose_epochs": 5,
    "choose_source": "mine",
    "choose_begin": "new",
    "one_step_digit": 2,
    "one_step_rate": 0.1,
}
PAGES = {  # each with the controls that remember their choice
    "draw": (DRAW, {}, {"pen_width", "network"}),
    "neurons": (NEURONS, {}, {"network", "layer_dense", "order"}),
    "live": (
        TRAINING,
        {"training_part": "Live", "own_digits": SEVENS},
        {
            *("training_part", "choose_hidden_layers", "choose_units", "choose_activation"),
            *("choose_optimizer", "choose_learning_rate", "choose_batch_size", "choose_images"),
            *("choose_epochs", "choose_source", "choose_begin"),
        },
    ),
    "one step": (
        TRAINING,
        {"training_part": "One step"},
        {"training_part", "one_step_digit", "one_step_rate"},
    ),
}


def controls(app: AppTest) -> dict[str, object]:
    kinds = (app.button_group, app.select_slider)
    return boxes(app) | {each.key: each for kind in kinds for each in kind if each.key}


def another(key: str, control: object) -> object:
    """Return a value that isn't chosen."""
    return not control.value if control.type in ("toggle", "checkbox") else OTHERS[key]


@pytest.mark.parametrize("name", PAGES)
def test_choices_survive_a_visit_to_another_page(name):
    page, state, keys = PAGES[name]
    app = opened(page, FOUR, **state)
    chosen = {}
    for key in sorted(keys - {"training_part", "network"}):
        control = controls(app)[key]
        chosen[key] = another(key, control)
        control.set_value(chosen[key]).run()
        assert not app.exception
    if "network" in keys and name != "neurons":
        controls(app)["network"].set_value("conv").run()
        chosen["network"] = "conv"
    for elsewhere in ("views/words/page.py", page):
        app.switch_page(elsewhere).run()
        assert not app.exception
    after = controls(app)
    assert {key: after[key].value for key in chosen} == chosen
    if "training_part" in keys:
        assert after["training_part"].value == state["training_part"]
