"""Waiting times in the queue, by a clock that stands still."""

from __future__ import annotations

import threading
from dataclasses import asdict
from types import SimpleNamespace

import pytest
import streamlit

from model.training import queue as module
from model.training.choices import LESSONS, TEXTBOOK, Choices
from model.training.live import Training
from model.training.queue import Queue
from views.parts.looks.wording import ordinal
from views.training.live import form
from views.training.live.live import _depths


@pytest.fixture
def clock(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def line():
    """Return a queue of two slots with six members, each of whom expects to take some seconds."""
    queue, has_given_up = Queue(2), threading.Event()
    threads = []
    for place, seconds in enumerate((10, 20, 30, 5, 5, 5)):
        arguments = (place, has_given_up.is_set, seconds)
        threads.append(threading.Thread(target=queue.enter, args=arguments))
        threads[-1].start()
        while len(queue._members) <= place or (place < 2 and place not in queue._served_since):
            pass
    yield queue
    has_given_up.set()
    queue.wake()
    for thread in threads:
        thread.join()


def test_each_member_gets_the_first_free_slot(clock, line):
    waits = [line.seconds_to_wait(member) for member in range(6)]
    assert waits == [0, 0, 10, 20, 25, 30]
    assert line.seconds_to_wait("nobody") == 0
    assert line.waiting == 4


def test_positions_count_from_the_first_in_line(line):
    assert [line.position(member) for member in range(6)] == [0, 0, 1, 2, 3, 4]
    assert line.position("nobody") == 0
    line.leave(0)
    assert [line.position(member) for member in range(6)] == [0, 0, 0, 1, 2, 3]
    assert line.waiting == 3


@pytest.mark.parametrize(("step", "left"), [(None, 1), (0, 1), (313, 2 / 3), (626, 1 / 3), (939, 0)])
def test_a_member_that_returns_expects_only_the_rest(step, left):
    """Measure the rest of 939 steps."""
    remaining = []
    queue = SimpleNamespace(enter=lambda member, give_up, seconds: remaining.append(seconds))
    training = Training(TEXTBOOK, queue, None)
    training._snapshot = step if step is None else SimpleNamespace(now=SimpleNamespace(step=step))
    training._take_slot()
    assert remaining == [pytest.approx(left * TEXTBOOK.expected_seconds)]


def test_elapsed_time_shortens_the_wait(clock, line):
    clock[0] += 8
    assert [line.seconds_to_wait(member) for member in range(6)] == [0, 0, 2, 12, 17, 22]
    clock[0] += 100  # nobody is done yet, contrary to expectation
    assert line.seconds_to_wait(2) == 0


def test_slow_work_lengthens_later_estimates(clock, line):
    clock[0] += 20
    line.leave(0, is_done=True)  # after 20 seconds instead of 10
    assert line._factor == 1.5
    line.leave(1)  # a member that gives up doesn't change the estimate
    assert line._factor == 1.5


def test_slow_work_lengthens_the_wait_behind_it(clock, line):
    """Wait behind members that need 20 and 30 seconds, with 1.5 as the factor."""
    clock[0] += 20
    line.leave(0, is_done=True)
    while 2 not in line._served_since:
        pass
    assert [line.seconds_to_wait(member) for member in (1, 2, 3, 4, 5)] == [0, 0, 10, 17.5, 25]
    assert line.seconds_here(20) == 30


def test_the_estimate_before_a_training_follows_from_its_choices():
    """Work out by hand: 3 s, half a millisecond a step, 0.08 ns for each image and weight."""
    assert TEXTBOOK.expected_seconds == pytest.approx(3 + 939 * 5e-4 + 60_000 * 118_282 * 8e-11)
    own = Choices(images=0, own_digits=200, own_times=100, batch_size=1, epochs=10)
    assert own.expected_seconds == pytest.approx(3 + 200_000 * 5e-4 + 200_000 * 118_282 * 8e-11)


@pytest.mark.parametrize(
    "choices",
    [
        *(Choices(epochs=epochs) for epochs in (30, 60, 100, 200)),
        Choices(hidden_layers=4, units=512, epochs=60),
        Choices(batch_size=1, epochs=10),
        Choices(images=10_000, batch_size=8, epochs=200),
        *(lesson.choices for lesson in LESSONS),
    ],
)
def test_usual_choices_may_be_trained(choices):
    choices.check_time()


@pytest.mark.parametrize(
    "choices",
    [
        Choices(batch_size=1, epochs=200),
        Choices(hidden_layers=4, units=512, batch_size=8, epochs=200),
        Choices(images=0, own_digits=200, own_times=100, batch_size=1, epochs=200),
    ],
)
def test_choices_that_take_hours_are_refused_with_a_sentence(choices):
    with pytest.raises(ValueError, match=r"^Training this network would take about \d+ minutes.*\.$"):
        choices.check_time()


def test_the_form_shows_the_refusal_and_no_start_button(monkeypatch):
    for choices, refused in ((TEXTBOOK, False), (Choices(batch_size=1, epochs=200), True)):
        chosen = {f"choose_{name}_0": value for name, value in asdict(choices).items()}
        monkeypatch.setattr(streamlit, "session_state", chosen)
        refusals: list[str] = []
        assert form.chosen(refusals.append) == (None if refused else choices)
        assert [each.split(",")[0] for each in refusals] == [
            "Training this network would take about 102 minutes"
        ] * refused


def test_depths_are_compared_only_if_each_may_be_trained():
    shallow = Choices(hidden_layers=0, units=512, batch_size=16, epochs=200)
    shallow.check_time()
    assert _depths(shallow) == _depths(None) == []
    assert [each.hidden_layers for each in _depths(TEXTBOOK)] == [0, 1, 2]


@pytest.mark.parametrize("choices", [TEXTBOOK, *(lesson.choices for lesson in LESSONS)])
def test_more_of_anything_takes_longer(choices):
    for name, factor in {"epochs": 2, "units": 2, "images": 0.5, "batch_size": 0.5}.items():
        values = vars(choices) | {name: int(getattr(choices, name) * factor)}
        assert (Choices(**values).expected_seconds > choices.expected_seconds) == (name != "images")


def test_the_textbook_s_network_has_118_282_weights():
    assert TEXTBOOK.number_of_weights == 118_282


def test_positions_are_written_in_plain_words():
    written = "1st 2nd 3rd 4th 10th 11th 12th 13th 21st 22nd 101st 111th"
    assert [ordinal(int(each[:-2])) for each in written.split()] == written.split()
