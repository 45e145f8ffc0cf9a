"""A process for one job: its own end, which is told its job by `model/worker.py` and does it.

The job is a training, (choices, the data set's path), or a network, of which it makes a .keras file.

Importing Keras takes seconds, in which it takes orders already, and reads the data set beside.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import sys
import threading
from typing import BinaryIO

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # before TensorFlow is imported, or it does nothing

from model.keras_process import MEMORY
from model.learning.limits import limit_memory
from model.load_once import load_once
from model.mnist import PATH, DataError, load_compact
from model.network import Network
from model.snapshot import FAILED, Outcome
from model.worker import PAUSE, PAUSED, STOP

NICENESS = 5  # so that whoever draws meanwhile goes first

load_data = load_once(load_compact)


class _Wire:
    """The process's own end: what it is told, and what it says."""

    def __init__(self, says: BinaryIO) -> None:
        self.told: queue.SimpleQueue = queue.SimpleQueue()
        self._says = says

    def take_in(self, orders: BinaryIO) -> None:
        """Hear orders, and end this process when nobody is there any more to give any."""
        with contextlib.suppress(EOFError, pickle.UnpicklingError):
            while True:
                self.told.put(pickle.load(orders))
        os._exit(0)

    def say(self, word: object) -> None:
        pickle.dump(word, self._says, pickle.HIGHEST_PROTOCOL)
        self._says.flush()

    def goes_on(self) -> bool:
        """Whether to take another step; a pause is spent in here."""
        while not self.told.empty():
            order = self.told.get()
            if order == PAUSE:
                self.say(PAUSED)
            while order == PAUSE:
                order = self.told.get()
            if order == STOP:
                return False
        return True


def _read_ahead() -> None:
    with contextlib.suppress(DataError):  # who needs it will be told
        load_data(PATH)


def main() -> None:
    """Do one job, and end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever ends the app ends this by closing the pipe
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    says = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever is printed must not get between
    wire = _Wire(says)
    threading.Thread(target=wire.take_in, args=(sys.stdin.buffer,), daemon=True).start()
    threading.Thread(target=_read_ahead, daemon=True).start()
    from model.learning.fitting import fit  # which takes seconds; orders are heard already
    from model.learning.keras_model import keras_file_of

    try:
        job = wire.told.get()
        if isinstance(job, Network):
            limit_memory(MEMORY)
            outcome = keras_file_of(job)
        else:
            choices, path = job
            outcome = fit(choices, load_data(path), wire.say, wire.goes_on)
    except Exception as error:  # whatever Keras raises, e.g. for want of memory: the page must say so
        outcome = Outcome(FAILED, problem=f"{type(error).__name__}: {error}")
    wire.say(outcome)
    os._exit(0)  # at once: there is nothing to put in order


if __name__ == "__main__":
    main()
