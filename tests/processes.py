"""What a process and its children are, what they use and print."""

import contextlib
import os
import re
import subprocess
import sys
import time
from pathlib import Path


def printed(code: str) -> str:
    """Run Python code in a process of its own and return what it prints."""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert not ended.returncode, ended.stderr
    return ended.stdout.strip()


def children(pid: int) -> set[int]:
    """Return the running children of a process."""
    with contextlib.suppress(OSError):
        tasks = Path(f"/proc/{pid}/task").glob("*/children")
        return {int(child) for task in tasks for child in task.read_text().split()}
    return set()


def family(pid: int) -> set[int]:
    """Return a process, its children, and theirs."""
    return {pid}.union(*map(family, children(pid)))


def command(pid: int) -> bytes:
    """Return the command line, with zeros between its words; empty for a process that has ended."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def megabytes(pid: int) -> float:
    """A process's resident memory."""
    with open(f"/proc/{pid}/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1024**2


def own_megabytes(pid: int) -> float:
    """Return a process's memory that it shares with no other, so that other processes don't change it."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return sum(map(int, re.findall(r"^Private_\w+:\s+(\d+)", rollup, re.MULTILINE))) / 1024


def proportional_megabytes(pids: set[int]) -> float:
    """Return the memory of all together; shared memory counts once."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            total += int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1])
    return total / 1024


def processor_seconds(pid: int) -> float:
    """Return a process's processor time so far, with all threads, also ended ones, to the microsecond.

    It uses the other process's clock, see clock_getcpuclockid(3), because /proc/PID/stat has the same figure
    in steps of 10 ms, which is as much as a whole stroke takes.
    """
    return time.clock_gettime(~pid << 3 | 2)


def large_libraries(pid: int) -> list[str]:
    """Return the libraries that no page needs but that are mapped into the process."""
    maps = Path(f"/proc/{pid}/maps").read_text()
    return [name for name in ("tensorflow", "pandas", "pyarrow") if f"/{name}/" in maps]
