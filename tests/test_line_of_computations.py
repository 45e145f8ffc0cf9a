"""Who is computed for when, with a process that says what it is told to; and how it goes about it."""

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
    """A process's page end: what it was sent, and what it answers to each."""

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
    """The processes that were started; the next one answers what the last of `script` says."""
    made: list[Scripted] = []

    def start(module: str) -> Scripted:
        assert module == "model.processes.computing"
        made.append(Scripted())
        return made[-1]

    monkeypatch.setattr(computations, "start_process", start)
    monkeypatch.setattr(computations, "Worker", lambda process: process)
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


def test_a_job_is_sent_once_and_told_to_go_on_until_it_is_found(line, started):
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
    assert not process.has_ended  # others may come


def test_each_has_its_turn_before_one_has_another(line, started):
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


def test_what_nobody_wants_is_dropped_if_it_was_begun_and_else_not_mentioned(line, started):
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


def test_a_problem_is_that_job_s_alone(line, started):
    one, other = line.start(max, 1), line.start(max, 2)
    until(lambda: started and started[0].sent)
    (process,) = started
    process.answers.put((PROBLEM, "too hard"))
    process.answers.put((FOUND, 2))
    with pytest.raises(ComputationError, match=r"^too hard$"):
        one.result(20)
    assert one.has_failed and other.result(20) == 2 and started == [process]


@pytest.mark.parametrize("answer", [None, WorkerError("it died")])
def test_where_a_process_hangs_or_dies_the_next_begins_anew_what_it_had_begun(line, started, answer):
    one = line.start(max, 1)
    until(lambda: started and started[0].sent)
    other = line.start(max, 2)
    first = started[0]
    first.answers.put((MORE, 1))
    until(lambda: len(first.sent) == 2)
    first.answers.put(answer)  # in the other's turn
    with pytest.raises(ComputationError, match=HANGS if answer is None else "it died"):
        other.result(20)
    until(lambda: len(started) == 2 and started[1].sent)
    assert first.has_ended and orders(started[1]) == [(one.number, "job")]
    started[1].answers.put((FOUND, 1))
    assert one.result(20) == 1


def test_one_that_has_ended_meanwhile_is_replaced(line, started):
    one = line.start(max, 1)
    until(lambda: started and started[0].sent)
    started[0].answers.put((FOUND, 1))
    assert one.result(20) == 1
    started[0].is_alive = False
    other = line.start(max, 2)
    until(lambda: len(started) == 2 and started[1].sent)
    started[1].answers.put((FOUND, 2))
    assert other.result(20) == 2 and started[0].has_ended


def test_a_process_ends_when_nobody_has_come_for_a_while_and_there_is_none_before_somebody_does(started):
    line = Computations(idle_seconds=0.02)
    assert not started and line._thread is None
    for number in (1, 2):
        found = line.start(max, number)
        until(lambda number=number: len(started) == number and started[-1].sent)
        started[-1].answers.put((FOUND, number))
        assert found.result(20) == number
        until(lambda: line._thread is None)
        until(lambda: started[-1].has_ended)
    line.end()  # nothing


def test_what_takes_little_is_computed_at_once():
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


def said(*told: tuple[int, object]) -> list[tuple]:
    """What the process answers to these orders."""
    given, output = io.BytesIO(b"".join(pickle.dumps(each) for each in told)), io.BytesIO()
    computing.answer(given, output)
    output.seek(0)
    answers = []
    while output.tell() < len(output.getvalue()):
        answers.append(pickle.load(output))
    return answers


def test_a_job_is_done_in_its_turns_beside_others_and_forgotten_when_it_is_over():
    at_once, always = Job(counting, (3,), 300.0, -1.0), Job(counting, (3,), 300.0, 300.0)
    # Without time for a turn: one step in each, and one more to see that there is none.
    turns = [(1, at_once), (2, always), (1, GO_ON), (1, GO_ON), (1, GO_ON)]
    assert said(*turns) == [(1, MORE, 0), (2, FOUND, 3), (1, MORE, 1), (1, MORE, 2), (1, FOUND, 3)]
    with pytest.raises(KeyError):
        said(*turns, (1, GO_ON))


def test_what_is_dropped_is_not_answered_and_what_was_never_there_may_be_dropped():
    job = Job(counting, (3,), 300.0, -1.0)
    assert said((1, job), (1, DROP), (9, DROP), (2, Job(counting, (0,), 1.0, 1.0))) == [
        (1, MORE, 0),
        (2, FOUND, 0),
    ]
    with pytest.raises(KeyError):
        said((1, job), (1, DROP), (1, GO_ON))


def test_what_fails_or_has_had_its_time_says_why_and_the_others_go_on():
    failed, slow = Job(failing, (), 300.0, 300.0), Job(counting, (3,), -1.0, 300.0)
    assert said((1, failed), (2, slow), (3, Job(counting, (1,), 9.0, 9.0))) == [
        (1, PROBLEM, "MemoryError: none left"),
        (2, PROBLEM, computing.TOO_LONG),
        (3, FOUND, 1),
    ]


def test_the_time_of_all_turns_counts_together(monkeypatch):
    clock = iter(range(100))
    monkeypatch.setattr(computing.time, "process_time", lambda: float(next(clock)))
    begun = computing.Begun(counting(100), 5.0, 1.0)
    # begins at 0, a step at 1, another at 2: two seconds, more than a turn has
    assert begun.turn(lambda *_: None) == (MORE, 1) and begun.seconds_left == 3.0
    assert begun.turn(lambda *_: None) == (MORE, 3) and begun.seconds_left == 1.0
    assert begun.turn(lambda *_: None) == (PROBLEM, computing.TOO_LONG)


def test_how_far_it_has_come_is_said_now_and_then(monkeypatch):
    clock, told = iter([0.0, *(0.1 * step for step in range(1, 20))]), []
    monkeypatch.setattr(computing.time, "process_time", lambda: next(clock))
    begun = computing.Begun(counting(8), 100.0, 100.0)
    assert begun.turn(lambda *said: told.append(said)) == (FOUND, 8)
    assert told == [(SO_FAR, 2), (SO_FAR, 5)]  # after more than a quarter of a second, each time


def test_a_process_that_computes_for_long_beats_and_one_whose_step_takes_too_long_does_not(monkeypatch):
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
