"""A silent process counts as hung by its processor time, not by the clock of a busy machine."""

from __future__ import annotations

import os
from io import BytesIO
from types import SimpleNamespace

import pytest

from model.processes import silence, worker
from model.processes.forks import CAN_FORK, NUMBER, Fork
from model.processes.silence import TIMES, Silence, processor_seconds
from model.processes.worker import Worker

SECONDS = 60.0
ENDS = {  # processor seconds per second of the clock: seconds of the clock until it counts as hung
    "busy machine": (1 / 20, TIMES * SECONDS),
    "computes without end": (2.0, SECONDS / 2),
    "stopped": (0.0, SECONDS),
}


@pytest.fixture
def now(monkeypatch) -> list[float]:
    clock = [0.0]
    monkeypatch.setattr(silence, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    return clock


@pytest.mark.parametrize("what", ENDS)
def test_a_silent_process_hangs_once_its_time_is_used_up(now, what):
    share, ends = ENDS[what]
    silent = Silence(lambda: 3 + share * now[0])
    while not silent.is_too_long(SECONDS):
        now[0] += 1
    assert ends <= now[0] <= ends + 1


def test_without_processor_time_the_clock_counts(now):
    silent = Silence(lambda: None)
    now[0] = SECONDS
    assert not silent.is_too_long(SECONDS)
    now[0] += 1
    assert silent.is_too_long(SECONDS)
    silent.end()
    assert not silent.is_too_long(SECONDS)


def test_a_copy_of_a_running_template_has_all_its_time(now):
    worked = [50.0]
    silent = Silence(lambda: worked[0])
    for each in (80.0, 0.1, 20.0):  # the template, which imports TensorFlow; then the copy itself
        worked[0] = each
        now[0] += SECONDS / 2
        assert not silent.is_too_long(SECONDS)


@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="the system doesn't say")
def test_processor_time_matches_the_system_s():
    assert processor_seconds(os.getpid()) == pytest.approx(sum(os.times()[:2]), abs=0.1)
    assert processor_seconds(None) is None


@pytest.mark.skipif(not CAN_FORK, reason="such processes can't be copied here")
def test_a_copy_has_its_template_s_processor_time_until_it_runs(monkeypatch):
    monkeypatch.setattr(worker, "processor_seconds", lambda pid: pid)
    reports = []
    template = SimpleNamespace(pid=7, ask=lambda kind, number, files: reports.append(os.dup(files[2])))
    copy = Worker(Fork(template))
    assert copy.processor_seconds == 7
    os.write(reports[0], NUMBER.pack(8))
    assert copy.processor_seconds == 8
    os.write(reports[0], NUMBER.pack(0))  # its exit code
    os.close(reports[0])
    copy.end()


def test_a_process_that_is_no_copy_has_its_own_processor_time(monkeypatch):
    monkeypatch.setattr(worker, "processor_seconds", lambda pid: pid)
    process = SimpleNamespace(pid=9, stdin=BytesIO(), stdout=BytesIO(), wait=lambda seconds: 0)
    alone = Worker(process)
    assert alone.processor_seconds == 9
    alone.end()
