"""Work in a separate process has the same results, and a sentence if it fails."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from model.attribution.counterfactual import Counterfactual, counterfactual_steps, find_counterfactuals
from model.attribution.edits import Sketch
from model.network import load_network
from model.preprocess.strokes import DrawnStroke
from model.processes import child, computations, computing
from model.processes.computations import (
    FOUND,
    MORE,
    PAUSE_SECONDS,
    PROBLEM,
    SO_FAR,
    Computation,
    ComputationError,
    Computations,
    ComputationsHere,
)
from model.processes.computing import TOO_LONG, Begun
from model.processes.worker import Worker
from model.steps import Steps
from tests.event_loop import run
from tests.processes import command
from tests.samples import SAMPLES
from tests.strokes import sketch_of

ONE = sketch_of(SAMPLES[1])


def counting(number: int, seconds: float = 0.0) -> Steps[int]:
    """Count steps that each compute for this long."""
    for step in range(number):
        until = time.process_time() + seconds
        while time.process_time() < until:
            pass
        yield step
    return number


def taking_room(megabytes: int) -> Steps[int]:
    """Take up memory and use it."""
    yield 0
    return len(np.ones(megabytes * 2**17))


def stopping() -> Steps[None]:
    """Make the process hang."""
    yield 0
    os.kill(os.getpid(), signal.SIGSTOP)


def dying() -> Steps[None]:
    """End the process before its work is done."""
    yield 0
    os._exit(3)


@pytest.fixture(scope="module")
def shared() -> Iterator[Computations]:
    computations = Computations()
    yield computations
    computations.end()


def as_values(found: list[Counterfactual]) -> list:
    return [
        (
            [(edit.kind, edit.stroke, np.asarray(edit.path).tolist()) for edit in each.edits],
            (each.digit, each.margin, each.cost, each.is_shared),
        )
        for each in found
    ]


def search(place: Computations | ComputationsHere, sketch: Sketch = ONE, target: int | None = None):
    return place.start(counterfactual_steps, *networks(), sketch, target)


def networks() -> tuple:
    return load_network("dense"), load_network("conv")


@pytest.mark.parametrize("target", [None, 7])
def test_a_process_finds_what_we_find_here(shared, target):
    found = search(shared, ONE, target).result(60)
    assert as_values(found) == as_values(find_counterfactuals(*networks(), ONE, target))
    assert found or target


def test_all_work_shares_one_process_with_low_priority(shared):
    both = [shared.start(counting, 3) for _ in range(2)]
    assert both[0].result(60) == 3 and (number := shared._worker._process.pid)
    assert both[1].result(60) == 3 and shared._worker._process.pid == number
    assert os.getpriority(os.PRIO_PROCESS, number) >= child.NICENESS
    assert "tensorflow" not in Path(f"/proc/{number}/maps").read_text()


def test_a_killed_process_is_an_error_and_the_next_work_succeeds(shared):
    assert shared.start(counting, 1).result(60)
    lost = shared.start(counting, 10**9)
    while not lost.is_begun:
        time.sleep(0.01)
    os.kill(shared._worker._process.pid, signal.SIGKILL)
    with pytest.raises(ComputationError):
        lost.result(60)
    assert shared.start(counting, 1).result(60)


def test_failed_work_is_an_error_and_its_process_goes_on(shared):
    blank = Sketch(np.zeros((280, 280), np.float32), (DrawnStroke([(9, 9)], 20),))
    shared.start(counting, 1).result(60)
    number = shared._worker._process.pid
    with pytest.raises(ComputationError):
        search(shared, blank).result(60)
    assert shared.start(counting, 1).result(60) and shared._worker._process.pid == number


def test_work_that_wants_too_much_memory_is_an_error(shared):
    assert shared.start(taking_room, 100).result(60)
    number = shared._worker._process.pid
    with pytest.raises(ComputationError, match="allocate"):
        shared.start(taking_room, computing.MEMORY).result(60)
    assert shared.start(counting, 1).result(60) and shared._worker._process.pid == number


def test_a_hung_process_is_killed_and_the_next_work_succeeds(monkeypatch):
    """A stopped process sends nothing; other work starts over in a new one."""
    computations_ = Computations()
    assert computations_.start(counting, 1).result(60)
    number = computations_._worker._process.pid
    monkeypatch.setattr(computations, "SILENT_SECONDS", 0.5)
    monkeypatch.setattr("model.processes.worker.END_SECONDS", 0.3)
    lost = computations_.start(stopping)
    with pytest.raises(ComputationError, match=computations.HANGS):
        lost.result(60)
    monkeypatch.setattr(computations, "SILENT_SECONDS", 60.0)
    assert computations_.start(counting, 2).result(60) == 2
    assert not command(number)
    computations_.end()


def test_a_dying_process_takes_no_other_work_with_it(shared, monkeypatch):
    monkeypatch.setattr(computations, "TURN_SECONDS", 0.1)
    long = shared.start(counting, 20, 0.02)
    while long.so_far is None:
        time.sleep(0.01)
    lost, short = shared.start(dying), shared.start(counting, 1)
    with pytest.raises(ComputationError):
        lost.result(60)
    assert (short.result(60), long.result(60)) == (1, 20)


def test_processor_time_counts_rather_than_the_clock(monkeypatch):
    """Nobody is penalized for what others take from the machine in the meantime."""
    messages = []
    waiting = (time.sleep(0.4) for _ in range(3))
    assert Begun(waiting, 1.0, 2.0).turn(lambda *message: messages.append(message)) == (FOUND, None)
    assert Begun(counting(9, 0.03), 0.1, 1.0).turn(lambda *message: None) == (PROBLEM, TOO_LONG)
    monkeypatch.setattr(computations, "SECONDS", 0.2)
    here = Computations()
    with pytest.raises(ComputationError, match=TOO_LONG):
        here.start(counting, 10**9).result(60)
    assert here.start(counting, 2).result(60) == 2
    here.end()


def test_long_work_takes_turns_and_reports_its_progress(monkeypatch):
    monkeypatch.setattr(computing, "REPORT_SECONDS", 0.02)
    begun, messages = Begun(counting(12, 0.012), 60.0, 0.05), []
    turns = []
    while not turns or turns[-1][0] == MORE:
        turns.append(begun.turn(lambda *message: messages.append(message)))
    assert turns[-1] == (FOUND, 12) and 2 <= len(turns) <= 6
    assert messages and {kind for kind, _ in messages} == {SO_FAR}
    far = [value for _, value in (*messages, *turns[:-1])]
    assert len(set(far)) == len(far) and begun.seconds_left < 60 - 0.05


class Silent(Computations):
    """A stand-in without a process, which logs every turn of a computation."""

    def __init__(self, turns: int) -> None:
        super().__init__()
        self.turns, self.log = turns, []

    def _take_turn(self, computation: Computation) -> bool:
        if computation.cancelled() or not computation.is_wanted():
            return super()._take_turn(computation)
        self.log.append(computation.number)
        return self.log.count(computation.number) >= computation.job.seconds


def test_short_work_doesn_t_wait_for_long_or_abandoned_work():
    """None of 12 abandoned searches gets a turn; an honest one gets its turn after one of another's."""
    line, present = Silent(3), [True]
    long, *gone, short = (
        Computation(computations.Job(counting, (), n, 1.0), lambda: True) for n in (3, *[1] * 13)
    )
    for each in gone:
        each.is_wanted = lambda: present[0]
    present[0] = False
    line._line.extend([long, *gone, short])
    line._is_ending = True
    line._serve()
    assert line.log == [long.number, short.number, long.number, long.number]
    assert all(each.cancelled() for each in gone) and not short.cancelled()


def test_abandoned_work_is_dropped(monkeypatch):
    monkeypatch.setattr(computations, "TURN_SECONDS", 0.5)
    line, wanted = Computations(), [True]
    begun = line.start(counting, 10**9, 0.01, is_wanted=lambda: wanted[0])
    while begun.so_far is None:
        time.sleep(0.01)
    wanted[0] = False
    assert line.start(counting, 1).result(60) == 1  # after that turn
    line.end()
    assert begun.cancelled() and begun.has_failed


def test_no_memory_for_a_process_is_an_error(monkeypatch):
    def full(_: str) -> None:
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(computations, "Worker", full)
    with pytest.raises(ComputationError):
        search(Computations()).result(60)


def test_the_process_ends_when_it_is_idle(monkeypatch):
    made = []  # because `line` may have dropped its worker before we look

    def make(module: str) -> Worker:
        made.append(Worker(module))
        return made[-1]

    monkeypatch.setattr(computations, "Worker", make)
    line = Computations(idle_seconds=0.5)
    assert line.start(counting, 1).result(60)
    (worker,) = made
    deadline = time.monotonic() + 20
    while worker.is_alive and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not worker.is_alive
    assert line.start(counting, 1).result(60)
    line.end()


def test_cancelled_work_doesn_t_start(shared):
    first, second, third = (shared.start(counting, 2) for _ in range(3))
    assert second.cancel()
    assert first.result(60) and third.result(60)
    assert not second.is_begun


def test_without_a_process_work_runs_between_two_runs_of_a_page():
    async def look(is_wanted: bool) -> list[Counterfactual] | None:
        found = search(ComputationsHere())
        assert not found.done()
        if not is_wanted:
            assert found.cancel()
        turns = 0  # of everybody else
        while not found.done() or turns < 3:
            await asyncio.sleep(PAUSE_SECONDS / 2)
            turns += 1
        assert turns > 5 or not is_wanted
        return None if found.cancelled() else found.result(0)

    assert as_values(run(look(True))) == as_values(find_counterfactuals(*networks(), ONE))
    assert run(look(False)) is None


def failing(number: int) -> Steps[int]:
    """Return steps of which the last one fails."""
    yield from range(number)
    raise ValueError("a sentence")


def test_errors_are_the_same_with_and_without_a_process(shared):
    async def look() -> Computation:
        found = ComputationsHere().start(failing, 2)
        while not found.done():
            await asyncio.sleep(PAUSE_SECONDS / 2)
        return found

    said = []
    for found in (shared.start(failing, 2), run(look())):
        with pytest.raises(ComputationError) as failed:
            found.result(60)
        said.append(str(failed.value))
    assert said == ["ValueError: a sentence"] * 2
