"""Tests the queue of computations with a scripted process, and the process that computes."""

from __future__ import annotations

import io
import pickle
import queue
import time
from collections.abc import Iterator

import pytest

from model.processes import computations, computing
from model.processes.computations import (
    BEATS,
    DROP,
    FOUND,
    GO_ON,
    HANGS,
    MORE,
    PROBLEM,
    SO_FAR,
    ComputationError,
    Computations,
    Job,
    at_once,
)
from model.processes.worker import WorkerError


class Scripted:
    """A stand-in for a process: it records what it was sent and gives prepared answers."""

    def __init__(self) -> None:
        self.sent: list = []
        self.answers: queue.SimpleQueue = queue.SimpleQueue()
        self.is_alive, self.has_ended = True, False

    def send(self, order: tuple) -> None:
        self.sent.append(order)

    def receive(self, seconds: float) -> object:
        assert seconds == computations.SILENT_SECONDS
        answer = self.answers.get(timeout=20)
        if isinstance(answer, Exception):
            raise answer
        return answer and (self.sent[-1][0], *answer)

    def end(self) -> None:
        self.is_alive, self.has_ended = False, True


@pytest.fixture
def started(monkeypatch) -> list[Scripted]:
    """Collect the processes that are started."""
    made: list[Scripted] = []

    def start(module: str) -> Scripted:
        assert module == "model.processes.computing"
        made.append(Scripted())
        return made[-1]

    monkeypatch.setattr(computations, "Worker", start)
    return made


@pytest.fixture
def line(started) -> Iterator[Computations]:
    computations = Computations()
    yield computations
    computations.end()


def until(is_so) -> None:
    deadline = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def orders(process: Scripted) -> list[tuple[int, object]]:
    return [(number, "job" if isinstance(order, Job) else order) for number, order in process.sent]


def test_a_job_is_sent_once_and_continued_until_its_result_arrives(line, started):
    found = line.start(max, 1, 2)
    until(lambda: started and started[0].sent)
    (process,) = started
    ((number, job),) = process.sent
    assert number == found.number
    assert job == Job(max, (1, 2), computations.SECONDS, computations.TURN_SECONDS)
    assert found.so_far is None and not found.done() and not found.has_failed
    process.answers.put((BEATS, None))
    process.answers.put((SO_FAR, "a little"))
    until(lambda: found.so_far == "a little")
    process.answers.put((MORE, "more"))
    until(lambda: len(process.sent) == 2)
    assert found.so_far == "more" and orders(process)[1] == (number, GO_ON)
    process.answers.put((FOUND, 7))
    assert found.result(20) == 7 and found.so_far == "more" and not found.has_failed
    assert not process.has_ended  # other jobs may follow


def test_each_job_gets_a_turn_before_any_gets_another(line, started):
    first = line.start(max, 1)
    until(lambda: started and started[0].sent)
    second, third = line.start(max, 2), line.start(max, 3)
    (process,) = started
    for answer in ((MORE, 1), (MORE, 2), (FOUND, 3), (FOUND, 4), (FOUND, 5)):
        process.answers.put(answer)
    assert [each.result(20) for each in (third, first, second)] == [3, 4, 5]
    turns = [
        *((each.number, "job") for each in (first, second, third)),
        *((each.number, GO_ON) for each in (first, second)),
    ]
    assert orders(process) == turns


def test_an_unwanted_job_is_dropped_or_never_sent(line, started):
    wanted = [True]
    begun = line.start(max, 1, is_wanted=lambda: wanted[0])
    until(lambda: started and started[0].sent)
    never = line.start(max, 2, is_wanted=lambda: False)
    gone = line.start(max, 3)
    assert gone.cancel()
    last = line.start(max, 4)
    wanted[0] = False
    (process,) = started
    process.answers.put((MORE, 1))
    process.answers.put((FOUND, 4))
    assert last.result(20) == 4
    until(begun.cancelled)
    until(lambda: len(process.sent) == 3)
    assert orders(process) == [(begun.number, "job"), (last.number, "job"), (begun.number, DROP)]
    assert never.cancelled() and never.has_failed and begun.has_failed


def test_a_problem_only_ends_its_own_job(line, started):
    one, other = line.start(max, 1), line.start(max, 2)
    until(lambda: started and started[0].sent)
    (process,) = started
    process.answers.put((PROBLEM, "too hard"))
    process.answers.put((FOUND, 2))
    with pytest.raises(ComputationError, match=r"^too hard$"):
        one.result(20)
    assert one.has_failed and other.result(20) == 2 and started == [process]


@pytest.mark.parametrize("answer", [None, WorkerError("it died")])
def test_a_hung_or_dead_process_is_replaced_and_begun_jobs_restart(line, started, answer):
    one = line.start(max, 1)
    until(lambda: started and started[0].sent)
    other = line.start(max, 2)
    first = started[0]
    first.answers.put((MORE, 1))
    until(lambda: len(first.sent) == 2)
    first.answers.put(answer)  # in the other job's turn
    with pytest.raises(ComputationError, match=HANGS if answer is None else "it died"):
        other.result(20)
    until(lambda: len(started) == 2 and started[1].sent)
    assert first.has_ended and orders(started[1]) == [(one.number, "job")]
    started[1].answers.put((FOUND, 1))
    assert one.result(20) == 1


def test_a_process_that_ended_in_between_is_replaced(line, started):
    one = line.start(max, 1)
    until(lambda: started and started[0].sent)
    started[0].answers.put((FOUND, 1))
    assert one.result(20) == 1
    started[0].is_alive = False
    other = line.start(max, 2)
    until(lambda: len(started) == 2 and started[1].sent)
    started[1].answers.put((FOUND, 2))
    assert other.result(20) == 2 and started[0].has_ended


def test_an_idle_process_ends_and_a_new_job_starts_another(started):
    line = Computations(idle_seconds=0.02)
    assert not started and line._thread is None
    for number in (1, 2):
        found = line.start(max, number)
        until(lambda number=number: len(started) == number and started[-1].sent)
        started[-1].answers.put((FOUND, number))
        assert found.result(20) == number
        until(lambda: line._thread is None)
        until(lambda: started[-1].has_ended)
    line.end()  # does nothing


def test_short_jobs_are_computed_at_once():
    def steps():
        yield "half"
        return 5

    found = at_once(steps)
    assert found.done() and found.result(0) == 5 and not found.has_failed


"""
## The process
"""


def counting(number: int):
    yield from range(number)
    return number


def failing():
    yield 0
    raise MemoryError("none left")


def said(*sent_orders: tuple[int, object]) -> list[tuple]:
    """Return the process's answers to these orders."""
    given, output = io.BytesIO(b"".join(pickle.dumps(each) for each in sent_orders)), io.BytesIO()
    computing.answer(given, output)
    output.seek(0)
    answers = []
    while output.tell() < len(output.getvalue()):
        answers.append(pickle.load(output))
    return answers


def test_a_job_takes_turns_with_others_and_is_forgotten_when_done():
    at_once, always = Job(counting, (3,), 300.0, -1.0), Job(counting, (3,), 300.0, 300.0)
    # Without time for a turn, each turn takes one step, and the last one finds that none is left.
    turns = [(1, at_once), (2, always), (1, GO_ON), (1, GO_ON), (1, GO_ON)]
    assert said(*turns) == [(1, MORE, 0), (2, FOUND, 3), (1, MORE, 1), (1, MORE, 2), (1, FOUND, 3)]
    with pytest.raises(KeyError):
        said(*turns, (1, GO_ON))


def test_a_dropped_job_is_not_answered_and_may_be_unknown():
    job = Job(counting, (3,), 300.0, -1.0)
    assert said((1, job), (1, DROP), (9, DROP), (2, Job(counting, (0,), 1.0, 1.0))) == [
        (1, MORE, 0),
        (2, FOUND, 0),
    ]
    with pytest.raises(KeyError):
        said((1, job), (1, DROP), (1, GO_ON))


def test_a_failed_or_slow_job_says_why_and_the_others_continue():
    failed, slow = Job(failing, (), 300.0, 300.0), Job(counting, (3,), -1.0, 300.0)
    assert said((1, failed), (2, slow), (3, Job(counting, (1,), 9.0, 9.0))) == [
        (1, PROBLEM, "MemoryError: none left"),
        (2, PROBLEM, computing.TOO_LONG),
        (3, FOUND, 1),
    ]


def test_the_time_of_all_turns_adds_up(monkeypatch):
    clock = iter(range(100))
    monkeypatch.setattr(computing.time, "process_time", lambda: float(next(clock)))
    begun = computing.Begun(counting(100), 5.0, 1.0)
    # it begins at 0 and steps at 1 and 2; two seconds are longer than a turn
    assert begun.turn(lambda *_: None) == (MORE, 1) and begun.seconds_left == 3.0
    assert begun.turn(lambda *_: None) == (MORE, 3) and begun.seconds_left == 1.0
    assert begun.turn(lambda *_: None) == (PROBLEM, computing.TOO_LONG)


def test_progress_is_reported_at_intervals(monkeypatch):
    clock, messages = iter([0.0, *(0.1 * step for step in range(1, 20))]), []
    monkeypatch.setattr(computing.time, "process_time", lambda: next(clock))
    begun = computing.Begun(counting(8), 100.0, 100.0)
    assert begun.turn(lambda *said: messages.append(said)) == (FOUND, 8)
    assert messages == [(SO_FAR, 2), (SO_FAR, 5)]  # each after more than a quarter of a second


def test_a_long_computation_sends_heartbeats_until_one_step_takes_too_long(monkeypatch):
    monkeypatch.setattr(computing, "BEAT_SECONDS", 0.01)
    for step_seconds, beats in ((60.0, True), (-1.0, False)):
        monkeypatch.setattr(computing, "STEP_SECONDS", step_seconds)
        beaten = []
        with computing._beating(lambda beaten=beaten: beaten.append(1)):
            deadline = time.monotonic() + (20 if beats else 0.1)
            while not beaten and time.monotonic() < deadline:
                time.sleep(0.01)
        assert bool(beaten) == beats
        number = len(beaten)
        time.sleep(0.03)
        assert len(beaten) == number
