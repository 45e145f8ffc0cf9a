"""Check that a door returns a value or raises its own error, and takes few resources, whatever comes in.

It may not warn, or take more memory than `MOST_BYTES` or more processor time than `MOST_SECONDS`, measured in
the calling thread unless another clock is given. Here we only count memory that Python and NumPy take;
test_memory.py measures a whole process, including what Pillow takes. A file that is left open in a reference
cycle goes unnoticed.
"""

import gc
import re
import time
import tracemalloc
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from hypothesis import Phase, settings

MOST_BYTES = 100 * 1000**2
MOST_SECONDS = 4.0  # of processor time: twice a door's limit, because counting memory doubles it
SENTENCE = re.compile(r"[A-Z].*[.!?]", re.DOTALL)


@contextmanager
def held(clock: Callable[[], float] = time.thread_time) -> Iterator[None]:
    """Hold the block to the limits; pass `time.process_time` if it runs in a thread of its own."""
    gc.disable()  # because files that other tests left open warn when they're collected
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
    """Return what a door makes of the input; None if it raises its own error, with a sentence for people."""
    with held():
        try:
            return door(*given)
        except error as refused:
            assert says.fullmatch(str(refused)), f"not said in a sentence: {refused}"
            return None


def examples(share: float = 1) -> settings:
    """Return half as many examples as the profile has, times a share, which is lower for slow tests.

    The suite shows the first example that fails as it is; `make fuzz` looks for the smallest.
    """
    number = max(1, round(share * settings.default.max_examples / 2))
    phases = [Phase.explicit, Phase.generate] if settings.default.derandomize else list(Phase)
    return settings(max_examples=number, phases=phases)
