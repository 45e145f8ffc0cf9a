"""One training that people watch: start, pause, go on, stop; its place in the queue; its newest snapshot.

Takes choices, returns the progress. A process (model/processes/worker.py) does the work, with plain
Keras (model/learning/fitting.py). Knows nothing of pages; `alive` says whether anyone still watches.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from model.network import Network
from model.novelty.own_digits import TaughtImages
from model.preprocess.mnist import PATH
from model.processes.silence import Silence
from model.processes.worker import (
    GO_ON,
    PAUSE,
    PAUSED,
    SILENT_SECONDS,
    STOP,
    Worker,
    WorkerError,
    Workers,
    hangs,
)
from model.training.choices import MOST_SECONDS, Choices
from model.training.queue import Queue
from model.training.snapshot import BLEW_UP, DONE, FAILED, STOPPED, Outcome, Snapshot

QUEUED, RUNNING = "queued", "running"
ENDED = (DONE, STOPPED, BLEW_UP, FAILED)

ALIVE_SECONDS = 1.0  # between two checks whether the session is still there: a few within GRACE_SECONDS
GRACE_SECONDS = 4.0  # without a session; longer than Streamlit's browser half takes to connect again
RECEIVE_SECONDS = 0.25  # between two checks whether to stop: less than ALIVE_SECONDS
STOP_SECONDS = 15.0  # for the current step, and then the detector, which takes up to 2 on an idle machine
LONGEST_SECONDS = 2 * MOST_SECONDS  # of training; if it takes longer than twice what was expected, it ends


@dataclass(frozen=True)
class Progress:
    """The progress of a training.

    Attributes:
        state: QUEUED, RUNNING, PAUSED, DONE, STOPPED, BLEW_UP or FAILED.
        position: in the queue, 1 for the next; 0 when it isn't waiting.
        seconds_to_wait: about how long until there is a slot; 0 when it isn't waiting.
        snapshot: the newest; None before the first.
        seconds: spent training, without preparation, pauses and waiting.
        seconds_left: from the pace since the first step; None before there is a pace.
        test_accuracy: on all test images, once it is done.
        problem: what went wrong, if anything did, as a `Sentence` if it was foreseen.
        detector: once it has ended, the contents for its network's card, as `fit_own_detector` returns them.
        is_cut_short: whether it was stopped because it took `LONGEST_SECONDS`.
    """

    state: str
    position: int
    seconds_to_wait: float
    snapshot: Snapshot | None
    seconds: float
    seconds_left: float | None
    test_accuracy: float | None
    problem: str
    detector: Mapping[str, object]
    is_cut_short: bool = False


class Training:
    """One training, from `start()` until it is done, stopped or abandoned; its own thread watches it."""

    def __init__(
        self,
        choices: Choices,
        queue: Queue,
        workers: Workers,
        alive: Callable[[], bool] = lambda: True,
        data: Path = PATH,
        own: TaughtImages | None = None,
        begin_with: Network | None = None,
    ) -> None:
        """Take what a training needs.

        `data` is the file of a data set in MNIST's layout, with at least as many images as are chosen; `own`
        and `begin_with` are for choices that say so, see `fit`.
        """
        self.choices = choices
        self.own, self.begin_with = own, begin_with
        self._data = data
        self._queue, self._workers, self._alive = queue, workers, alive
        self._last_check = self._last_alive = time.monotonic()
        self._changed = threading.Condition()
        self._worker: Worker | None = None  # from when it has its job
        self._state, self._problem = QUEUED, ""
        self._pause = self._stop = self._is_cut_short = False
        self._snapshot: Snapshot | None = None
        self._test_accuracy: float | None = None
        self._detector: Mapping[str, object] = {}
        self._seconds, self._since = 0.0, None
        # A step, and the seconds until it was done: TensorFlow compiles until then, so this gives no pace.
        self._first = 0, 0.0
        self._thread = threading.Thread(target=self._run, name="inkling-training", daemon=True)

    def start(self) -> None:
        """Join the queue; training begins when there is a free slot."""
        self._thread.start()

    def pause(self) -> None:
        """Halt before the next step, and let others have the slot."""
        self._request(pause=True)

    def resume(self) -> None:
        """Continue, once there is a free slot."""
        self._request(pause=False)

    def stop(self) -> None:
        """End before the next step; what has been learned remains."""
        self._request(stop=True)

    def join(self, timeout: float | None = None) -> bool:
        """Wait for the end; return whether it has come."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    @property
    def is_waited_for(self) -> bool:
        """Whether others wait for a slot, so that frequent updates would cost them time."""
        return self._queue.waiting > 0

    @property
    def progress(self) -> Progress:
        """Return the current progress."""
        with self._changed:
            position = self._queue.position(self) if self._state == QUEUED else 0
            seconds = self._seconds_trained
            step = self._snapshot.now.step if self._snapshot else 0
            first, getting_there = self._first
            done, took = step - first, seconds - getting_there
            left = took / done * (self.choices.steps - step) if done and took > 1 else None
            return Progress(
                self._state,
                position,
                self._queue.seconds_to_wait(self) if position else 0.0,
                self._snapshot,
                seconds,
                left,
                self._test_accuracy,
                self._problem,
                self._detector,
                self._is_cut_short,
            )

    @property
    def _seconds_trained(self) -> float:
        return self._seconds + (time.monotonic() - self._since if self._since else 0)

    def _request(self, pause: bool = False, stop: bool = False) -> None:
        with self._changed:
            self._pause, self._stop = pause, self._stop or stop
            self._send_request()
            self._changed.notify_all()
        self._queue.wake()

    def _send_request(self) -> None:
        """Send the request; `_stay_paused` sends GO_ON, because it waits for a slot first."""
        if self._worker and (self._pause or self._stop):
            self._worker.send(STOP if self._stop else PAUSE)

    def _run(self) -> None:
        outcome, worker = Outcome(STOPPED), None
        try:
            if self._take_slot():
                worker = self._workers.take()
                begin_with = self.begin_with and replace(self.begin_with, card={})  # it isn't needed there
                worker.send((self.choices, self._data, self.own, begin_with))
                with self._changed:
                    self._worker = worker
                    self._send_request()
                outcome = self._receive_outcome(worker)
        except WorkerError as error:
            outcome = Outcome(FAILED, problem=error.sentence)
        except Exception as error:  # for example no memory for another process: the page must say so
            outcome = Outcome(FAILED, problem=f"{type(error).__name__}: {error}")
        finally:
            with self._changed:
                self._worker = None
            if worker:
                worker.end()
            self._test_accuracy, self._detector = outcome.test_accuracy, outcome.detector or {}
            self._leave_slot(outcome.state, outcome.problem)

    def _receive_outcome(self, worker: Worker) -> Outcome:
        """Receive until the outcome; once it must end, no longer than `STOP_SECONDS`: a step and a detector.

        Raises:
            WorkerError: the process has ended, or hangs; the message is a sentence.
        """
        deadline, silence = None, Silence(lambda: worker.processor_seconds)
        while deadline is None or time.monotonic() < deadline:
            message = worker.receive(RECEIVE_SECONDS)
            if isinstance(message, Outcome):
                return message
            if isinstance(message, Snapshot):
                with self._changed:
                    self._snapshot = message
                    self._since = self._since or time.monotonic()
                    if not self._first[0]:
                        self._first = message.now.step, self._seconds_trained
            elif message == PAUSED:
                self._stay_paused(worker)
            if message is not None:
                silence.end()
            elif deadline is None and silence.is_too_long(SILENT_SECONDS):
                raise WorkerError(hangs(SILENT_SECONDS))
            if deadline is None and self._has_to_end():
                worker.send(STOP)
                deadline = time.monotonic() + (STOP_SECONDS if self._snapshot else 0)
        return Outcome(STOPPED)

    def _has_to_end(self) -> bool:
        """Return whether it is abandoned, or has used up the time of a training here."""
        self._is_cut_short = self._seconds_trained > LONGEST_SECONDS
        return self._is_cut_short or self._is_abandoned()

    def _stay_paused(self, worker: Worker) -> None:
        """Stay paused, without a slot, until somebody resumes it and there is one."""
        while True:
            self._leave_slot(PAUSED)
            with self._changed:
                while self._pause and not self._is_abandoned():
                    self._changed.wait(ALIVE_SECONDS)
            if self._is_abandoned() or not self._take_slot():
                return
            with self._changed:
                if not self._pause:
                    worker.send(GO_ON)
                    return

    def _take_slot(self) -> bool:
        with self._changed:
            self._state = QUEUED
        step = self._snapshot.now.step if self._snapshot else 0
        seconds = self.choices.expected_seconds * (1 - step / self.choices.steps)
        entered = self._queue.enter(self, self._is_abandoned, seconds)
        if entered:
            with self._changed:
                self._state = RUNNING
                self._since = time.monotonic() if self._snapshot else None
        return entered

    def _leave_slot(self, state: str, problem: str = "") -> None:
        with self._changed:
            if self._since:
                self._seconds += time.monotonic() - self._since
            self._state, self._since, self._problem = state, None, problem
        self._queue.leave(self, is_done=state == DONE)

    def _is_abandoned(self) -> bool:
        """Return whether somebody stopped it, or nobody has been there for some seconds."""
        now = time.monotonic()
        if now - self._last_check >= ALIVE_SECONDS:
            self._last_check = now
            if self._alive():
                self._last_alive = now
        return self._stop or now - self._last_alive > GRACE_SECONDS
