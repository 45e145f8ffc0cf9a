"""Whether a process that sends nothing hangs: judged by the processor time that it gets.

Knows nothing of what it does.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

TIMES = 10  # as long, by the clock, may one be silent that works: others may have most of the machine


def processor_seconds(pid: int | None) -> float | None:
    """What a process has had of the processors, in seconds; None where the system doesn't say."""
    with suppress(OSError, ValueError, IndexError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return None


class Silence:
    """How long nothing has come from one process."""

    def __init__(self, worked: Callable[[], float | None]) -> None:
        """It begins; worked() gives the seconds of processors that the process has had, None if unknown."""
        self._worked = worked
        self.end()

    def end(self) -> None:
        """Something has come."""
        self._since = self._last_work = time.monotonic()
        self._used, self._before = 0.0, self._worked()

    def is_too_long(self, seconds: float) -> bool:
        """Whether it had no processor for so long, used so much of it, or was silent `TIMES` as long."""
        now, worked = time.monotonic(), self._worked()
        if worked is not None and worked != self._before:
            self._used += max(0.0, worked - (worked if self._before is None else self._before))
            self._before, self._last_work = worked, now
        return now - self._last_work > seconds or self._used > seconds or now - self._since > TIMES * seconds
