"""Measures the textbook network's live training: its time, how often it's shown, and if memory is freed.

python -m tests.benchmarks.training [--times 3]
"""

from __future__ import annotations

import argparse
import os
import time

import numpy as np

from model.processes.worker import Workers
from model.training.choices import Choices
from model.training.live import Training
from model.training.queue import Queue
from tests.processes import megabytes

LOOK_SECONDS = 0.02
PREPARE_SECONDS = 8.0  # seconds in which a person makes their choices


def main() -> None:
    """Print one line for each training: first without a process, then with a preloaded one."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--times", type=int, default=3)
    workers = Workers()
    for run in range(parser.parse_args().times):
        if run:
            workers.preload()
            time.sleep(PREPARE_SECONDS)
        began = time.monotonic()
        training = Training(Choices(), Queue(1), workers)
        training.start()
        seen = {}
        while not training.join(LOOK_SECONDS):
            snapshot = training.progress.snapshot
            if snapshot is not None:
                seen.setdefault(snapshot.now.step, time.monotonic())
        times, progress = list(seen.values()), training.progress
        print(
            f"{'ready' if run else 'cold'}: {progress.test_accuracy:.2%} right after "
            f"{time.monotonic() - began:.1f} s, the first snapshot after {times[0] - began:.1f} s, then one "
            f"every {np.median(np.diff(times)):.2f} s; this process {megabytes(os.getpid()):.0f} MB "
            f"(load {os.getloadavg()[0]:.1f})",
            flush=True,
        )


if __name__ == "__main__":
    main()
