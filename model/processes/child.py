"""What a process that the page starts does first: it keeps its output for messages, and limits itself.

Knows nothing of the process's purpose, except that it needs Keras.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import BinaryIO


def take_output() -> BinaryIO:
    """Return standard output, for messages only: later prints go to standard error."""
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return output


def leave_out_pandas() -> None:
    """Make Keras go on without pandas, which it imports if present: half a second, 30 MB, and a thread."""
    sys.modules.setdefault("pandas", None)


def limit_memory(megabytes: int) -> None:
    """Limit this process's memory; without effect if the system has no such limit.

    TensorFlow's own code, 220 MB, doesn't count.
    """
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 1024**2, megabytes * 1024**2))


def limit_processor(seconds: float) -> None:
    """Let SIGPROF end this process after that many seconds of computing, from now on, on all its threads.

    Other processes' computing doesn't count. Without effect if the system has no such limit.
    """
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)
