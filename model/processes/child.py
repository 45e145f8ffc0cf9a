"""What a process does first that the page has started: it lets the page go first, and sets itself bounds.

Knows nothing of what it is for, but that Keras is imported for it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import BinaryIO

NICENESS = 10  # behind those who draw


def lower_priority() -> None:
    """Leave the page's process the right of way, and the end of this one to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the app's end ends this, by closing the pipe
    if hasattr(os, "nice"):
        os.nice(NICENESS)


def take_output() -> BinaryIO:
    """Standard output, for messages alone: what is printed from now on goes to standard error."""
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return output


def leave_out_pandas() -> None:
    """Have Keras go on without pandas, which it imports if there: half a second, 30 MB, and a thread."""
    sys.modules.setdefault("pandas", None)


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
