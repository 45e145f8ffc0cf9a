"""A process for one job: its own side, which receives its job from `model/processes/worker.py` and does it.

The job is a training, (choices, the data set's path, the user's own digits, the network to begin with), or
a `FileJob`, a network from which it makes a .keras file.

It is a copy of a process that has imported Keras (template.py). Where processes can't be copied, it imports
Keras itself, which takes seconds, while it receives orders and reads the data set.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import sys
import threading
from typing import BinaryIO

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # before TensorFlow is imported, or it has no effect
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy, because its threads wait for each other
# while others compute, and a detector that takes a third of a second took half a minute

from model.errors import DataError, NetworkError
from model.load_once import load_once
from model.preprocess.mnist import PATH, load_compact
from model.processes.child import (
    leave_out_pandas,
    limit_memory,
    limit_processor,
    lower_priority,
    take_output,
)
from model.processes.keras_process import MEMORY, FileJob
from model.processes.worker import PAUSE, PAUSED, STOP
from model.training.snapshot import FAILED, Outcome

THREADS = 1  # TensorFlow's; two trainings occupy two cores, and a small network isn't faster with two

load_data = load_once(load_compact)


class _Pipes:
    """The process's own side: the orders it has received, and where it sends its messages."""

    def __init__(self, output: BinaryIO) -> None:
        self.orders: queue.SimpleQueue = queue.SimpleQueue()
        self._output = output

    def receive(self, orders: BinaryIO) -> None:
        """Receive orders, and end this process when nobody can give any more."""
        with contextlib.suppress(EOFError, pickle.UnpicklingError):
            while True:
                self.orders.put(pickle.load(orders))
        os._exit(0)

    def send(self, message: object) -> None:
        pickle.dump(message, self._output, pickle.HIGHEST_PROTOCOL)
        self._output.flush()

    def goes_on(self) -> bool:
        """Return whether to take another step; wait here during a pause."""
        while not self.orders.empty():
            order = self.orders.get()
            if order == PAUSE:
                self.send(PAUSED)
            while order == PAUSE:
                order = self.orders.get()
            if order == STOP:
                return False
        return True


def import_keras() -> None:
    """Import everything that a job may need, but compute nothing yet."""
    leave_out_pandas()
    import tensorflow as tf

    from model.learning import fitting, keras_model  # noqa: F401

    tf.config.threading.set_intra_op_parallelism_threads(THREADS)
    tf.config.threading.set_inter_op_parallelism_threads(THREADS)


def preload_data() -> None:
    """Load the data set into memory before a training needs it."""
    with contextlib.suppress(DataError):  # the training that needs it will say so
        load_data(PATH)


def work() -> None:
    """Do one job, and end this process."""
    pipes = _Pipes(take_output())
    threading.Thread(target=pipes.receive, args=(sys.stdin.buffer,), daemon=True).start()
    import_keras()
    from model.learning.fitting import fit
    from model.learning.keras_model import keras_file_of

    try:
        job = pipes.orders.get()
        if isinstance(job, FileJob):
            limit_memory(MEMORY)
            limit_processor(job.seconds)
            outcome = keras_file_of(job.network)
        else:
            choices, path, own, begin_with = job
            outcome = fit(choices, load_data(path), pipes.send, pipes.goes_on, own, begin_with)
    except (DataError, NetworkError) as error:
        outcome = Outcome(FAILED, problem=error.sentence)
    except Exception as error:  # whatever Keras raises, e.g. without memory, the page must show it
        outcome = Outcome(FAILED, problem=f"{type(error).__name__}: {error}")
    pipes.send(outcome)
    os._exit(0)  # at once, because there is nothing to clean up


if __name__ == "__main__":
    lower_priority()
    threading.Thread(target=preload_data, daemon=True).start()
    work()
