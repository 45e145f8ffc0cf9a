"""A process for one job: its own end, which receives its job from `model/worker.py` and does it.

The job is a training, (choices, the data set's path), or a network, of which it makes a .keras file.

Importing Keras takes seconds, in which it receives orders already, and reads the data set beside.
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
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: its threads wait for each other where
# others compute, and a detector that takes a third of a second took half a minute

from model.files import DataError
from model.keras_process import MEMORY
from model.layer import NetworkError
from model.learning.limits import limit_memory
from model.load_once import load_once
from model.mnist import PATH, load_compact
from model.network import Network
from model.snapshot import FAILED, Outcome
from model.worker import PAUSE, PAUSED, STOP

NICENESS = 5  # so that whoever draws meanwhile goes first

load_data = load_once(load_compact)


class _Pipes:
    """The process's own end: the orders it has received, and where it sends its messages."""

    def __init__(self, output: BinaryIO) -> None:
        self.orders: queue.SimpleQueue = queue.SimpleQueue()
        self._output = output

    def receive(self, orders: BinaryIO) -> None:
        """Take in orders, and end this process when nobody is there any more to give any."""
        with contextlib.suppress(EOFError, pickle.UnpicklingError):
            while True:
                self.orders.put(pickle.load(orders))
        os._exit(0)

    def send(self, message: object) -> None:
        pickle.dump(message, self._output, pickle.HIGHEST_PROTOCOL)
        self._output.flush()

    def goes_on(self) -> bool:
        """Whether to take another step; a pause is spent in here."""
        while not self.orders.empty():
            order = self.orders.get()
            if order == PAUSE:
                self.send(PAUSED)
            while order == PAUSE:
                order = self.orders.get()
            if order == STOP:
                return False
        return True


def _read_ahead() -> None:
    with contextlib.suppress(DataError):  # the training that needs it will say so
        load_data(PATH)


def main() -> None:
    """Do one job, and end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever ends the app ends this by closing the pipe
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever is printed must not get between
    pipes = _Pipes(output)
    threading.Thread(target=pipes.receive, args=(sys.stdin.buffer,), daemon=True).start()
    threading.Thread(target=_read_ahead, daemon=True).start()
    from model.learning.fitting import fit  # which takes seconds; orders are received already
    from model.learning.keras_model import keras_file_of

    try:
        job = pipes.orders.get()
        if isinstance(job, Network):
            limit_memory(MEMORY)
            outcome = keras_file_of(job)
        else:
            choices, path = job
            outcome = fit(choices, load_data(path), pipes.send, pipes.goes_on)
    except (DataError, NetworkError) as error:
        outcome = Outcome(FAILED, problem=str(error))
    except Exception as error:  # whatever Keras raises, e.g. for want of memory: the page must say so
        outcome = Outcome(FAILED, problem=f"{type(error).__name__}: {error}")
    pipes.send(outcome)
    os._exit(0)  # at once: there is nothing to put in order


if __name__ == "__main__":
    main()
