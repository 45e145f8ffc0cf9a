"""A training's choices: each has a minimum and a maximum, and all together may take some time only."""

from dataclasses import asdict

import pytest
import streamlit

from model.training.choices import KNOWN, LESSONS, LIMITS, NEW, TEXTBOOK, Choices
from model.training.snapshot import BLEW_UP, DONE, FAILED, STOPPED
from model.training.training import Race, Training
from model.training.whose import MOST
from views.parts.files.digit_files import AT_ONCE
from views.training.live import form
from views.training.live.live import _depths

BOUNDS = {  # the ranges that forms, links and processes accept
    "hidden_layers": (0, 4),
    "units": (4, 512),
    "learning_rate": (1e-5, 1e3),
    "batch_size": (1, 1024),
    "images": (70, 60_000),
    "epochs": (1, 200),
    "own_digits": (0, 200),
    "own_times": (1, 100),
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
        with pytest.raises(ValueError, match=rf"^A training can't have .* as its {name}\.$"):
            Choices(**{name: value})


@pytest.mark.parametrize("name", KNOWN)
def test_function_optimizer_and_writers_must_be_known(name):
    for value in KNOWN[name]:
        images = 70  # as many as any group has
        assert getattr(Choices(images=images, **{name: value}), name) == value
    for value in (KNOWN[name][0].swapcase(), "", None):
        with pytest.raises(ValueError, match=rf"^A training can't have .* as its {name}\.$"):
            Choices(**{name: value})


def test_training_on_the_user_s_own_digits_alone_is_possible():
    assert Choices(images=0, own_digits=10).training_images == 10
    for images, own_digits in ((0, 0), (69, 10), (-1, 10)):
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
    assert (TEXTBOOK.number_of_weights, Choices(hidden_layers=0).number_of_weights) == (118_282, 7850)
    assert Choices(hidden_layers=3, units=4).number_of_weights == 785 * 4 + 2 * 5 * 4 + 5 * 10


def test_textbook_settings_are_three_epochs_from_random_weights():
    assert asdict(TEXTBOOK) == {
        "hidden_layers": 2,
        "units": 128,
        "activation": "relu",
        "optimizer": "Adam",
        "learning_rate": 1e-3,
        "batch_size": 64,
        "images": AT_ONCE,
        "epochs": 3,
        "seed": 1,
        "own_digits": 0,
        "own_times": 1,
        "start": NEW,
        "whose": "everybody",
    }
    assert len({lesson.name for lesson in LESSONS}) == 3


# How long a training may take


def test_the_time_a_training_takes_follows_from_its_choices():
    """Work out by hand: 10 ns for each step and weight, 0.6 for each image and weight."""
    assert TEXTBOOK.expected_seconds == pytest.approx(118_282 * (939 * 10e-9 + 60_000 * 0.6e-9))
    own = Choices(images=0, own_digits=200, own_times=100, batch_size=1, epochs=10)
    assert own.expected_seconds == pytest.approx(118_282 * 200_000 * 10.6e-9)


@pytest.mark.parametrize(
    "choices",
    [
        *(Choices(epochs=epochs) for epochs in (30, 60, 100, 200)),
        Choices(hidden_layers=4, units=512, epochs=20),
        Choices(batch_size=1, epochs=10),
        *(lesson.choices for lesson in LESSONS),
    ],
)
def test_usual_choices_may_be_trained(choices):
    choices.check_time()


@pytest.mark.parametrize(
    "choices",
    [
        Choices(batch_size=1, epochs=200),
        Choices(hidden_layers=4, units=512, epochs=200),
        Choices(images=0, own_digits=200, own_times=100, batch_size=1, epochs=200),
    ],
)
def test_choices_that_take_too_long_are_refused_with_a_sentence(choices):
    with pytest.raises(ValueError, match=r"^Training this network would take about \d+ minutes, .*\.$"):
        choices.check_time()


def test_the_form_offers_what_can_be_trained_and_says_what_can_t(monkeypatch):
    for name, options in form.WIDGETS:
        assert getattr(TEXTBOOK, name) in options and len({*options}) == len(options)
        assert all(getattr(lesson.choices, name) in options for lesson in LESSONS)
        assert all(getattr(Choices(**{"images": 70} | {name: each}), name) == each for each in options)
    for choices, refused in ((TEXTBOOK, False), (Choices(batch_size=1, epochs=200), True)):
        chosen = {f"choose_{name}_0": value for name, value in asdict(choices).items()}
        monkeypatch.setattr(streamlit, "session_state", chosen)
        refusals: list[str] = []
        assert form.chosen(refusals.append) == (None if refused else choices)
        minutes = "Training this network would take about 251 minutes"
        assert [each.split(",")[0] for each in refusals] == [minutes] * refused


def test_no_more_images_are_chosen_than_a_group_has_and_the_form_says_so(monkeypatch):
    said: list[str] = []
    monkeypatch.setattr(form.st, "caption", said.append)
    cases = {  # group and images chosen: images, and what is said
        ("adults", 60_000): (30_950, "wrote 30,950 of the training images"),
        ("writer", 20_000): (70, "70 images by one writer, 7 of each digit"),
        ("students", 20_000): (20_000, ""),
        ("everybody", 60_000): (60_000, ""),
    }
    for (whose, images), (most, words) in cases.items():
        monkeypatch.setattr(streamlit, "session_state", {"choose_whose_0": whose, "choose_images_0": images})
        assert (form.chosen().whose, form.chosen().images) == (whose, most)
        form._how_many(whose)
        assert words in "".join(said) and bool(words) == bool(said)
        said.clear()
        with pytest.raises(ValueError, match="as its images"):
            Choices(whose=whose, images=MOST[whose] + 1)
    monkeypatch.setattr(streamlit, "session_state", {"choose_whose_0": "nobody"})
    assert form.chosen(said.append) is None and said == ["A training can't have `nobody` as its whose."]


def test_depths_are_compared_only_if_each_may_be_trained():
    shallow = Choices(hidden_layers=0, units=512, epochs=200)
    shallow.check_time()
    assert _depths(shallow) == _depths(None) == []
    assert [each.hidden_layers for each in _depths(TEXTBOOK)] == [0, 1, 2]


@pytest.mark.parametrize("choices", [TEXTBOOK, *(lesson.choices for lesson in LESSONS)])
def test_more_of_anything_takes_longer(choices):
    for name, factor in {"epochs": 2, "units": 2, "images": 0.5, "batch_size": 0.5}.items():
        values = vars(choices) | {name: int(getattr(choices, name) * factor)}
        assert (Choices(**values).expected_seconds > choices.expected_seconds) == (name != "images")


# Several


def test_a_race_begins_the_next_when_one_has_ended_unless_it_was_stopped_or_failed():
    for ends, begun in (((DONE, BLEW_UP, DONE), 3), ((DONE, STOPPED), 2), ((FAILED,), 1)):
        started: list[Training] = []

        def begin(choices: Choices, started=started) -> Training:
            started.append(Training(choices))
            return started[-1]

        race = Race([Choices(units=units) for units in (4, 8, 16)], begin)
        for number, state in enumerate(ends, 1):
            race.go_on()
            race.go_on()  # which changes nothing while one goes on
            assert [each.choices.units for each in started] == [4, 8, 16][:number] and not race.is_over
            started[-1].state, started[-1].test_accuracy = state, 0.9 if state == DONE else None
        race.go_on()
        assert race.is_over and len(started) == begun
        known = [0.9 if state == DONE else None for state in ends]
        assert race.accuracies == [*known, *[None] * (3 - begun)] and len(race.trainings) == begun
