"""Whether a process that sends nothing hangs: its processor time decides.

Knows nothing of what it does.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

TIMES = 10  # times that long, by the clock, for a process that works but has little of a busy machine


def processor_seconds(pid: int | None) -> float | None:
    """Return the seconds of processors that a process has used; None if the system doesn't say."""
    with suppress(OSError, ValueError, IndexError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return None


class Silence:
    """How long one process has sent nothing."""

    def __init__(self, worked: Callable[[], float | None]) -> None:
        """Begin; worked() returns the seconds of processors that the process has used, None if unknown."""
        self._worked = worked
        self.end()

    def end(self) -> None:
        """Note that something has come."""
        self._since = self._last_work = time.monotonic()
        self._used, self._before = 0.0, self._worked()

    def is_too_long(self, seconds: float) -> bool:
        """Return whether it had no processor for so long, used that much, or was silent `TIMES` as long."""
        now, worked = time.monotonic(), self._worked()
        if worked is not None and worked != self._before:
            self._used += max(0.0, worked - (worked if self._before is None else self._before))
            self._before, self._last_work = worked, now
        return now - self._last_work > seconds or self._used > seconds or now - self._since > TIMES * seconds
