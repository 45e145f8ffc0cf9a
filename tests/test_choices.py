"""A training's choices: each has a minimum and a maximum, and nothing beyond is accepted."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from model.training.choices import ACTIVATIONS, LESSONS, LIMITS, NEW, OPTIMIZERS, TEXTBOOK, Choices
from views.serving.digit_files import PARTS

BOUNDS = {  # the ranges that forms, links and processes accept
    "hidden_layers": (0, 4),
    "units": (4, 512),
    "learning_rate": (1e-5, 1e3),
    "batch_size": (1, 1024),
    "images": (100, 60_000),
    "epochs": (1, 200),
    "own_digits": (0, 200),
    "own_times": (1, 100),
}
SAID = {  # the start of the error message
    "hidden_layers": "You can choose 0 to 4 hidden layers",
    "units": "A hidden layer can have 4 to 512 neurons",
    "learning_rate": "The learning rate can be from 1e-05 to 1000",
    "batch_size": "The batch size can be from 1 to 1024",
    "images": "You can choose 100 to 60000 training images",
    "epochs": "You can choose 1 to 200 epochs",
    "own_digits": "You can use 0 to 200 of your own digits",
    "own_times": "Each of your own digits can count 1 to 100 times",
}


def test_both_ends_of_each_range_are_accepted():
    assert LIMITS == BOUNDS
    for name, (least, most) in BOUNDS.items():
        for value in (least, most):
            assert getattr(Choices(**{name: value}), name) == value


@pytest.mark.parametrize("name", BOUNDS)
def test_a_value_out_of_range_or_of_another_type_is_refused(name):
    least, most = BOUNDS[name]
    step = 1e-6 if name == "learning_rate" else 1
    others = ["3", None, float("nan"), *([] if name == "learning_rate" else [2.5])]
    for value in (least - step, most + step, -most, *others):
        with pytest.raises(ValueError, match=rf"^{SAID[name]}, not .*\.$"):
            Choices(**{name: value})


@pytest.mark.parametrize(
    ("name", "label", "known"),
    [("activation", "activation function", ACTIVATIONS), ("optimizer", "optimizer", OPTIMIZERS)],
    ids=["activation", "optimizer"],
)
def test_activation_and_optimizer_must_be_known(name, label, known):
    for value in known:
        assert getattr(Choices(**{name: value}), name) == value
    for value in (known[0].swapcase(), "", None):
        with pytest.raises(ValueError, match=rf"^The {label} must be one of {', '.join(known)}, not .*\.$"):
            Choices(**{name: value})


def test_training_on_the_user_s_own_digits_alone_is_possible():
    assert Choices(images=0, own_digits=10).training_images == 10
    for images, own_digits in ((0, 0), (99, 10), (-1, 10)):
        with pytest.raises(ValueError, match="images"):
            Choices(images=images, own_digits=own_digits)


def test_steps_include_the_last_partial_batch():
    assert [Choices(images=100, batch_size=size, epochs=3).steps for size in (100, 99, 50, 1)] == [
        3,
        6,
        6,
        300,
    ]
    own = Choices(images=100, own_digits=3, own_times=7, batch_size=11)
    assert (own.training_images, own.steps_per_epoch) == (121, 11)
    assert Choices(hidden_layers=0).number_of_weights == 7850
    assert Choices(hidden_layers=3, units=4).number_of_weights == 785 * 4 + 2 * 5 * 4 + 5 * 10


def test_textbook_settings_are_three_epochs_from_random_weights():
    assert asdict(TEXTBOOK) == {
        "hidden_layers": 2,
        "units": 128,
        "activation": "relu",
        "optimizer": "Adam",
        "learning_rate": 1e-3,
        "batch_size": 64,
        "images": PARTS["train"].count,
        "epochs": 3,
        "seed": 1,
        "own_digits": 0,
        "own_times": 1,
        "start": NEW,
    }
    assert len({lesson.name for lesson in LESSONS}) == 3
