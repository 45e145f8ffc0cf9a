"""A process that is forked for every job, and the pool that hands out the copies; without Keras."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from model import PROJECT
from model.processes import forks, worker
from model.processes.forks import CAN_FORK, LOST, Fork, Template
from model.processes.worker import WorkerError, Workers
from tests.processes import children, end_idle

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="processes can't be copied here")

# The real template, except that a copy reports who it is and then follows its orders.
STAND_IN = """
import os, pickle, signal, sys
from model.learning import template

def work():
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    def say(what):
        pickle.dump(what, output)
        output.flush()
    say({"pid": os.getpid(), "nice": os.nice(0), "open": len(os.listdir("/proc/self/fd")),
         "interrupt": signal.getsignal(signal.SIGINT) == signal.SIG_IGN,
         "child": signal.getsignal(signal.SIGCHLD) == signal.SIG_DFL})
    while True:
        try:
            order = pickle.load(sys.stdin.buffer)
        except EOFError:
            os._exit(0)
        if isinstance(order, int):
            os._exit(order)
        if order == "fail":
            raise ValueError
        say(order)

template.import_keras = template.preload_data = lambda: None
template.work = work
template.main()
"""


@pytest.fixture(scope="module", autouse=True)
def _light() -> Iterator[None]:
    started = subprocess.Popen

    def start(command: list[str], **more: object) -> subprocess.Popen:
        is_template = command[-1].endswith("template")
        return started([sys.executable, "-c", STAND_IN] if is_template else command, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forks.subprocess, "Popen", start)
        yield


@pytest.fixture(scope="module")
def template(_light) -> Iterator[Template]:
    template = Template()
    yield template
    template.end()


def give_order(copy: Fork, order: object) -> None:
    pickle.dump(order, copy.stdin)
    copy.stdin.flush()


def until(is_so) -> None:
    deadline = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_copies_are_nice_processes_of_their_own_and_get_orders(template):
    copies = [template.fork() for _ in range(2)]
    said = [pickle.load(each.stdout) for each in copies]
    until(lambda: None not in [each.pid for each in copies])  # the template can report late
    assert [each["pid"] for each in said] == [each.pid for each in copies]
    assert {each.pid for each in copies} <= children(template.pid)
    for each in said:
        assert each["nice"] == min(19, os.nice(0) + 10)
        assert each["interrupt"] and each["child"]  # so that Ctrl+C in the app's terminal doesn't end it
    assert said[0]["open"] == said[1]["open"]  # neither holds the other's pipes
    for order, copy in zip(("one", "other"), copies):
        give_order(copy, order)
    assert [pickle.load(each.stdout) for each in copies] == ["one", "other"]
    assert [each.poll() for each in copies] == [None, None]
    for each in copies:
        each.stdin.close()
        assert each.wait(20) == 0


@pytest.mark.parametrize(("order", "code"), [(0, 0), (7, 7), ("fail", 1)])
def test_a_copy_s_exit_code_is_known(template, order, code):
    copy, other = template.fork(), template.fork()
    give_order(copy, order)
    assert copy.wait(20) == copy.poll() == copy.wait(0) == code
    assert copy.stdout.read() and copy.stdout.read() == b""
    assert other.poll() is None and template.is_alive  # the copy that raised didn't go on as a template
    other.stdin.close()


def test_waiting_ends_after_its_timeout(template):
    copy = template.fork()
    pickle.load(copy.stdout)
    with pytest.raises(subprocess.TimeoutExpired):
        copy.wait(0.05)
    copy.stdin.close()
    assert copy.wait() == 0


def test_killing_one_copy_leaves_the_others_alone(template):
    one, other = template.fork(), template.fork()
    one.kill()
    assert (one.poll(), other.poll()) == (-9, None)
    give_order(other, "still there")
    pickle.load(other.stdout)
    assert pickle.load(other.stdout) == "still there"
    other.stdin.close()


def test_copies_outlive_an_ended_template_but_not_a_killed_one():
    template = Template()
    copy = template.fork()
    pickle.load(copy.stdout)
    template.end()
    assert not template.is_alive
    give_order(copy, "still there")
    assert pickle.load(copy.stdout) == "still there"
    assert copy.wait(20) == LOST  # nobody is left to report its exit code
    copy.stdin.close()
    late = template.fork()
    assert late.wait(20) == LOST and late.pid is None


def test_a_hung_template_is_killed_with_its_copy(monkeypatch):
    monkeypatch.setattr(forks, "END_SECONDS", 0.2)
    template = Template()
    copy = template.fork()
    pid = pickle.load(copy.stdout)["pid"]
    os.kill(template.pid, 19)  # SIGSTOP
    copy.kill()
    assert not template.is_alive
    until(lambda: not os.path.exists(f"/proc/{pid}") or pid not in children(os.getpid()))


"""
## Who gives them out
"""


@pytest.fixture
def workers() -> Iterator[Workers]:
    workers = Workers()
    yield workers
    end_idle(workers)


def test_a_template_is_started_once_and_only_if_needed(workers):
    assert workers._idle is None
    workers.preload()
    template = workers._idle
    workers.preload()
    assert workers._idle is template and template.is_alive
    copy = workers.take()
    assert workers._idle is template
    assert copy.receive(20)["pid"] in children(template.pid)
    copy.end()
    template.kill()
    assert workers.take() and workers._idle is not template


def test_a_worker_passes_on_orders_messages_and_the_exit_code(workers):
    copy = workers.take()
    assert copy.receive(20)["pid"]
    assert copy.receive(0.01) is None and copy.is_alive
    assert copy._reader.daemon and copy._writer.daemon  # so that the app doesn't wait for them to end
    for order in ({"a": 1}, [2]):
        copy.send(order)
    assert [copy.receive(20), copy.receive(20)] == [{"a": 1}, [2]]
    copy.send(3)
    with pytest.raises(WorkerError, match=r"exit code 3\)") as ended:
        copy.receive(20)
    assert ended.value.code == 3 and not copy.is_alive
    copy.end()
    copy.send("too late")


def test_a_process_that_won_t_end_is_killed(workers, monkeypatch):
    copy = workers.take()
    copy.receive(20)
    copy.end()
    assert copy._process.poll() == 0 and copy._process.stdout.closed
    monkeypatch.setattr(worker, "END_SECONDS", 0.3)
    stubborn = workers.take()
    os.kill(stubborn.receive(20)["pid"], 19)
    stubborn.end()
    assert stubborn._process.poll() == -9


def test_an_idle_template_ends_unless_a_copy_is_at_work(workers, monkeypatch):
    monkeypatch.setattr(worker, "IDLE_SECONDS", 0.4)
    copy = workers.take()
    template = workers._idle
    copy.receive(20)
    time.sleep(1)
    assert template.is_alive and workers._idle is template
    copy.end()
    until(lambda: workers._idle is None and not template.is_alive)
    assert workers._timer is None


def test_without_forks_one_process_stays_ready(monkeypatch):
    made = []

    def start() -> SimpleNamespace:
        made.append(SimpleNamespace(is_alive=True, has_ended=False))
        made[-1].end = lambda each=made[-1]: setattr(each, "has_ended", True)
        return made[-1]

    monkeypatch.setattr(worker, "start_process", lambda: None)
    monkeypatch.setattr(worker, "Worker", lambda _: start())
    workers = Workers(can_fork=False)
    assert workers.take() is made[0] and workers._idle is None
    workers.preload()
    workers.preload()
    assert len(made) == 2 and workers.take() is made[1] and workers._idle is None
    workers.preload()
    made[2].is_alive = False
    assert workers.take() is made[3] and made[2].has_ended
    workers.preload()
    end_idle(workers)
    assert made[4].has_ended and workers._idle is None


def test_idle_time_counts_from_the_last_use(monkeypatch):
    """With a clock that doesn't move and timers that are only counted."""
    clock, timers = [100.0], []

    class Timer:
        def __init__(self, seconds: float, _: object) -> None:
            self.seconds, self.is_cancelled = seconds, False
            timers.append(self)

        def start(self) -> None:
            pass

        def cancel(self) -> None:
            self.is_cancelled = True

    idle = SimpleNamespace(is_alive=True, ended=0)
    idle.end = lambda: setattr(idle, "ended", idle.ended + 1)
    monkeypatch.setattr(worker, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    monkeypatch.setattr(worker.threading, "Timer", Timer)
    monkeypatch.setattr(worker, "start_process", lambda: None)
    monkeypatch.setattr(worker, "Worker", lambda _: idle)
    workers = Workers(can_fork=False)
    workers.preload()
    clock[0] += worker.IDLE_SECONDS - 10
    workers.preload()
    assert [timer.seconds for timer in timers] == [worker.IDLE_SECONDS]
    clock[0] += 10
    workers._end_unless_needed()
    assert not idle.ended and timers[-1].seconds == worker.IDLE_SECONDS - 10
    clock[0] += worker.IDLE_SECONDS - 10
    workers._end_unless_needed()
    assert idle.ended == 1 and workers._idle is None
    workers.preload()
    end_idle(workers)
    assert idle.ended == 2 and timers[-1].is_cancelled and workers._timer is None


def test_processes_start_in_the_project_s_folder(monkeypatch):
    given = []

    def start(command: list[str], **more: object) -> None:
        given.append((command[-1], more["cwd"], more["stdout"]))
        raise OSError

    monkeypatch.setattr(forks.subprocess, "Popen", start)
    for begin in (Template, worker.start_process, lambda: worker.start_process("a.b")):
        with pytest.raises(OSError):
            begin()
    assert given == [
        ("model.learning.template", PROJECT, subprocess.DEVNULL),
        ("model.learning.worker", PROJECT, subprocess.PIPE),
        ("a.b", PROJECT, subprocess.PIPE),
    ]


def test_without_a_fork_a_process_runs_its_module():
    process = worker.start_process("json.tool")
    answer, _ = process.communicate(b"[1]")
    assert process.returncode == 0 and answer.split() == [b"[", b"1", b"]"]
