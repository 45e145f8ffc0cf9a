"""How much memory and processor time a process may get: bounds that it sets itself."""

from __future__ import annotations

import contextlib
import signal


def limit_memory(megabytes: int) -> None:
    """Have this process get no more memory than that; where the system knows no such limit, as it likes.

    What TensorFlow's own code takes, 220 MB, is not counted.
    """
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 1024**2, megabytes * 1024**2))


def limit_processor(seconds: float) -> None:
    """Have this process ended by SIGPROF when it has computed for so long, from now on, on all its threads.

    What others compute meanwhile does not count. Where the system knows no such limit, there is none.
    """
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)
