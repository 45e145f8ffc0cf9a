"""What every door is held to, whatever comes: a value or the door's own error, and little of the process.

No warning, no more memory than `MOST_BYTES`, no more of the processor than `MOST_SECONDS`, in the thread
that asks unless another clock is given. Only memory that Python and NumPy take is counted here; what Pillow
takes is measured in test_memory.py, of a process. A file left open in a circle of references is not seen.
"""

from __future__ import annotations

import gc
import re
import time
import tracemalloc
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from hypothesis import Phase, settings

MOST_BYTES = 100 * 1000**2
MOST_SECONDS = 4.0  # of the processor: twice what a door may take, since counting memory takes as much again
SENTENCE = re.compile(r"[A-Z].*[.!?]", re.DOTALL)


@contextmanager
def held(clock: Callable[[], float] = time.thread_time) -> Iterator[None]:
    """Hold what is done within to the bounds; `time.process_time` is for what runs in a thread of its own."""
    gc.disable()  # files that other tests have left open warn when they are collected
    tracemalloc.start()
    began = clock()
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            yield
        seconds, (_, peak) = clock() - began, tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        gc.enable()
    assert not warned, f"warned: {warned[0].message}"
    assert peak <= MOST_BYTES, f"took {peak / 1000**2:.0f} MB"
    assert seconds <= MOST_SECONDS, f"took {seconds:.1f} s of the processor"


def through(door: Callable, *given: object, error: type[Exception], says: re.Pattern = SENTENCE) -> object:
    """What a door makes of what is given; None where it is its own error, with a sentence for a person."""
    with held():
        try:
            return door(*given)
        except error as refused:
            assert says.fullmatch(str(refused)), f"not said in a sentence: {refused}"
            return None


def examples(share: float = 1) -> settings:
    """Half as many examples as the profile has, times a share: fewer of what takes long.

    In the suite, the first that fails is shown as it is; `make fuzz` looks for the smallest.
    """
    number = max(1, round(share * settings.default.max_examples / 2))
    phases = [Phase.explicit, Phase.generate] if settings.default.derandomize else list(Phase)
    return settings(max_examples=number, phases=phases)
