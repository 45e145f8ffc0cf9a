"""A training's states as watchers see them, with a scripted process: no Keras."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest

from model.network import load_network
from model.processes.silence import TIMES
from model.processes.worker import GO_ON, PAUSE, PAUSED, STOP, WorkerError
from model.training import live as module
from model.training.choices import Choices
from model.training.live import ENDED, QUEUED, RUNNING, Training
from model.training.queue import Queue
from model.training.race import Race
from model.training.snapshot import BLEW_UP, DONE, FAILED, STOPPED, Outcome, Point, Snapshot

CHOICES = Choices(hidden_layers=1, units=16, images=1000, batch_size=50, epochs=2)  # 40 steps
NETWORK = load_network("dense")


class Scripted:
    """The page's end of a process: it notes what it's sent, and sends what a test tells it to."""

    def __init__(self) -> None:
        self.sent: list = []
        self.messages: queue.SimpleQueue = queue.SimpleQueue()
        self.has_ended = False
        self.worked: float | None = None
        self.work_a_look = 0.0

    @property
    def processor_seconds(self) -> float | None:
        """What it has had of the processors, which grows between two looks; None if unknown."""
        if self.worked is not None:
            self.worked += self.work_a_look
        return self.worked

    def send(self, order: object) -> None:
        self.sent.append(order)

    def receive(self, _: float) -> object:
        try:
            message = self.messages.get(timeout=0.01)
        except queue.Empty:
            return None
        if isinstance(message, Exception):
            raise message
        return message

    def end(self) -> None:
        self.has_ended = True


def snapshot(step: int) -> Snapshot:
    return Snapshot(NETWORK, Point(step, 1.0, 0.5, 1.1, 0.4), (), (), ())


def until(is_so: Callable[[], object]) -> None:
    deadline = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.002)


@pytest.fixture
def process() -> Scripted:
    return Scripted()


@pytest.fixture
def start(process, monkeypatch):
    """Start a training in the queue, and stop it in the end."""
    started: list[Training] = []
    monkeypatch.setattr(module, "ALIVE_SECONDS", 0.01)
    taken = SimpleNamespace(take=lambda: process)

    def begin(line: Queue | None = None, workers: object = taken, **more: object) -> Training:
        started.append(Training(CHOICES, line or Queue(1), workers, **more))
        started[-1].start()
        return started[-1]

    yield begin
    process.messages.put(Outcome(STOPPED))
    for each in started:
        each.stop()
        assert each.join(20)


def holding(line: Queue, seconds: float = 60.0) -> object:
    """Occupy a slot."""
    member = object()
    assert line.enter(member, lambda: False, seconds)
    return member


def state(training: Training) -> str:
    return training.progress.state


def test_it_waits_for_its_slot_and_then_gets_a_process(start, process):
    line = Queue(1)
    first = holding(line)
    training = start(line)
    until(lambda: line.waiting == 1)
    progress = training.progress
    assert (progress.state, progress.position, progress.snapshot) == (QUEUED, 1, None)
    assert 50 < progress.seconds_to_wait <= 60
    assert training.is_waited_for and not process.sent
    line.leave(first)
    until(lambda: process.sent)
    progress = training.progress
    assert (progress.state, progress.position, progress.seconds_to_wait) == (RUNNING, 0, 0)
    assert not training.is_waited_for


def test_the_process_gets_the_training_s_inputs_without_card(start, process, tmp_path):
    own, begin_with = object(), replace(NETWORK, card={"detector": "of another"})
    start(data=tmp_path, own=own, begin_with=begin_with)
    until(lambda: process.sent)
    ((choices, data, taught, network),) = process.sent
    assert (choices, data) == (CHOICES, tmp_path) and taught is own
    assert (network.fingerprint, dict(network.card)) == (NETWORK.fingerprint, {})


def test_a_training_starts_from_scratch_by_default(start, process):
    start()
    until(lambda: process.sent)
    assert process.sent[0][2:] == (None, None)


def test_it_shows_the_newest_snapshot_and_counts_seconds_from_the_first(start, process):
    training = start()
    until(lambda: process.sent)
    time.sleep(0.05)
    assert training.progress.seconds == 0  # it prepares
    for step in (0, 20):
        process.messages.put(snapshot(step))
    until(lambda: training.progress.snapshot and training.progress.snapshot.now.step == 20)
    time.sleep(0.05)
    process.messages.put(snapshot(30))
    until(lambda: training.progress.snapshot.now.step == 30)
    assert 0.04 < training.progress.seconds < 15
    assert state(training) == RUNNING
    assert len(process.sent) == 1  # nobody has asked for anything


def test_the_time_left_follows_from_the_pace_so_far():
    training = Training(CHOICES, Queue(1), None)
    assert training._thread.daemon  # the app doesn't wait for it to end
    assert training.progress.seconds_left is None
    training._snapshot = snapshot(10)
    training._seconds = 1.0  # too early to say
    assert training.progress.seconds_left is None
    training._seconds = 10.0
    for step, left in ((0, None), (10, 30.0), (20, 10.0), (40, 0.0)):  # of 40
        training._snapshot = snapshot(step)
        assert training.progress.seconds_left == left


def test_the_first_step_does_not_count_for_the_pace(start, process):
    """TensorFlow compiles in it, for seconds where others take milliseconds."""
    training = start()

    def goes_on_to(step: int, seconds: float) -> None:
        with training._changed:
            training._seconds += seconds
        process.messages.put(snapshot(step))
        until(lambda: training.progress.snapshot and training.progress.snapshot.now.step == step)

    goes_on_to(0, 0.0)
    goes_on_to(1, 100.0)
    assert training.progress.seconds_left is None
    goes_on_to(11, 10.0)
    assert 29 <= training.progress.seconds_left < 60  # 29 of 40 steps left, a second each


@pytest.mark.parametrize(
    ("outcome", "seen"),
    [
        (Outcome(DONE, 0.9, "", {"refused": 0.1}), (DONE, 0.9, "", {"refused": 0.1})),
        (Outcome(BLEW_UP), (BLEW_UP, None, "", {})),
        (Outcome(FAILED, problem="No."), (FAILED, None, "No.", {})),
        (WorkerError("It died."), (FAILED, None, "It died.", {})),
        (MemoryError("none"), (FAILED, None, "MemoryError: none", {})),
    ],
)
def test_its_end_is_reported_and_frees_process_and_slot(start, process, outcome, seen):
    line = Queue(1)
    training = start(line)
    process.messages.put(outcome)
    assert training.join(20)
    progress = training.progress
    assert (progress.state, progress.test_accuracy, progress.problem, progress.detector) == seen
    assert progress.state in ENDED and not progress.is_cut_short
    assert process.has_ended and line.enter(object(), lambda: False)


def test_only_finished_trainings_change_the_time_estimate(start, process, monkeypatch):
    learned = []
    for outcome in (Outcome(BLEW_UP), Outcome(FAILED), Outcome(DONE)):
        line = Queue(1)
        monkeypatch.setattr(line, "leave", lambda _, is_done=False: learned.append(is_done))
        training = start(line)
        process.messages.put(outcome)
        assert training.join(20)
    assert learned == [False, False, True]


def test_a_process_that_can_t_start_is_reported(start):
    def take() -> None:
        raise OSError("no more processes")

    training = start(workers=SimpleNamespace(take=take))
    assert training.join(20)
    assert (state(training), training.progress.problem) == (FAILED, "OSError: no more processes")


def test_a_pause_frees_the_slot_and_resuming_waits_for_one(start, process):
    line = Queue(1)
    training = start(line)
    until(lambda: process.sent)
    process.messages.put(snapshot(10))
    until(lambda: training.progress.seconds > 0.03)
    training.pause()
    assert process.sent[1:] == [PAUSE] and state(training) == RUNNING  # before its next step
    process.messages.put(PAUSED)
    until(lambda: state(training) == PAUSED)
    seconds = training.progress.seconds
    assert seconds > 0.03
    other = holding(line)
    for _ in range(10):
        time.sleep(0.005)
        assert state(training) == PAUSED and line.waiting == 0  # it doesn't want a slot
    assert training.progress.seconds == seconds
    training.resume()
    until(lambda: training.progress.position == 1)  # it enters the queue after its state is "queued"
    assert state(training) == QUEUED and process.sent[1:] == [PAUSE]
    line.leave(other)
    until(lambda: state(training) == RUNNING)
    until(lambda: process.sent[1:] == [PAUSE, GO_ON])
    time.sleep(0.03)
    assert training.progress.seconds > seconds


def test_early_requests_reach_the_process_at_once(start, process):
    line = Queue(1)
    first = holding(line)
    training = start(line)
    until(lambda: line.waiting == 1)
    training.pause()
    line.leave(first)
    until(lambda: len(process.sent) == 2)
    assert process.sent[1] == PAUSE


def test_stopping_in_the_queue_leaves_it_without_a_process(start, process):
    line = Queue(1)
    holding(line)
    training = start(line)
    until(lambda: line.waiting == 1)
    training.stop()
    assert training.join(20)
    assert (state(training), process.sent, line.waiting) == (STOPPED, [], 0)


def test_a_stopped_training_never_resumes(process):
    for asked in ("pause", "resume"):
        training = Training(CHOICES, Queue(1), SimpleNamespace(take=lambda: process))
        training.stop()
        getattr(training, asked)()
        training.start()
        assert training.join(20)
        assert (state(training), process.sent) == (STOPPED, [])


def test_a_stop_is_sent_and_the_process_s_answer_counts(start, process):
    training = start()
    until(lambda: process.sent)
    process.messages.put(snapshot(4))
    until(lambda: training.progress.snapshot)
    training.stop()
    until(lambda: STOP in process.sent)
    process.messages.put(Outcome(STOPPED, detector={"refused": 0.2}))
    assert training.join(20)
    assert (state(training), training.progress.detector) == (STOPPED, {"refused": 0.2})
    assert training.progress.snapshot.now.step == 4
    assert PAUSE not in process.sent


@pytest.mark.parametrize(("steps", "seconds"), [(0, 60.0), (3, 0.3)])
def test_an_unanswered_stop_is_awaited_only_after_a_first_step(start, process, monkeypatch, steps, seconds):
    monkeypatch.setattr(module, "STOP_SECONDS", seconds)
    training = start()
    until(lambda: process.sent)
    if steps:
        process.messages.put(snapshot(steps))
        until(lambda: training.progress.snapshot)
    begun = time.monotonic()
    training.stop()
    assert training.join(20)
    assert (time.monotonic() - begun >= seconds) == bool(steps)
    assert state(training) == STOPPED and process.has_ended


@pytest.mark.parametrize("when", ["in line", "at work", "paused"])
def test_an_unwatched_training_ends(start, process, monkeypatch, when):
    monkeypatch.setattr(module, "GRACE_SECONDS", 0.05)
    is_there, line = threading.Event(), Queue(1)
    is_there.set()
    if when == "in line":
        holding(line)
    training = start(line, alive=is_there.is_set)
    if when != "in line":
        until(lambda: process.sent)
    if when == "paused":
        training.pause()
        process.messages.put(PAUSED)
        until(lambda: state(training) == PAUSED)
    time.sleep(0.15)  # while somebody watches, nothing ends
    assert state(training) not in ENDED
    is_there.clear()
    until(lambda: when == "in line" or STOP in process.sent)
    process.messages.put(Outcome(STOPPED))
    assert training.join(20)
    assert state(training) == STOPPED


def test_a_silent_process_hangs_and_the_limit_is_named(start, monkeypatch):
    monkeypatch.setattr(module, "SILENT_SECONDS", 0.05)
    training = start()
    assert training.join(20)
    assert state(training) == FAILED
    assert training.progress.problem.startswith(
        "The process that does this hasn't answered for 0 seconds, so we stopped it. Try again."
    )


@pytest.mark.parametrize(
    ("limit", "work_a_look", "least"),
    [
        (0.1, 0.0001, TIMES * 0.1),  # others have the machine
        (1000.0, 600.0, 0.0),  # it computes without end
    ],
)
def test_a_silent_process_hangs_by_its_own_processor_time(
    start, process, monkeypatch, limit, work_a_look, least
):
    monkeypatch.setattr(module, "SILENT_SECONDS", limit)
    process.worked, process.work_a_look = 3.0, work_a_look
    begun = time.monotonic()
    training = start()
    assert training.join(20)
    assert state(training) == FAILED and time.monotonic() - begun >= least


def test_a_training_that_has_had_its_time_is_stopped_with_a_sentence(start, process, monkeypatch):
    monkeypatch.setattr(module, "LONGEST_SECONDS", 0.05)
    training = start()
    until(lambda: process.sent)
    time.sleep(0.1)
    assert STOP not in process.sent  # preparation doesn't count
    process.messages.put(snapshot(1))
    until(lambda: STOP in process.sent)
    process.messages.put(Outcome(STOPPED))
    assert training.join(20)
    assert training.progress.is_cut_short


"""
## One after the other
"""


def test_a_comparison_starts_the_next_when_one_ends_and_is_watched():
    started, running = [], []

    def begin(choices: Choices) -> object:
        started.append(
            SimpleNamespace(
                choices=choices,
                progress=SimpleNamespace(state=RUNNING, test_accuracy=None),
                start=lambda: running.append(race.trainings[-1]),
            )
        )
        return started[-1]

    race = Race([replace(CHOICES, units=units) for units in (4, 8, 16)], begin)
    for number, ended in enumerate((DONE, BLEW_UP, STOPPED), 1):
        race.go_on()
        assert [each.choices.units for each in started] == [4, 8, 16][:number] and not race.is_over
        assert race.accuracies[number - 1 :] == [None] * (4 - number)
        started[-1].progress = SimpleNamespace(state=ended, test_accuracy=0.9 if ended == DONE else None)
        if number < 3:
            assert not race.is_over
            race.go_on()
            assert len(started) == number + 1
    race.go_on()
    assert race.is_over and len(started) == 3
    assert running == started  # each is known before it starts
    assert race.accuracies == [0.9, None, None] and len(race.progress) == 3
