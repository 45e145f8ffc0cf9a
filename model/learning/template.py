"""A process that has imported Keras, and is copied for every job of the page's.

The page's side of it is model/processes/forks.py.

Importing TensorFlow takes three seconds of a processor, and copying a process that has done so a hundredth.
This process has one thread only and computes nothing, so it can be copied. Each copy does its job as
`learning/worker.py` describes, with its own memory, all of which it frees when it ends.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import signal
import socket
import sys

from model.learning.worker import import_keras, preload_data, work
from model.processes.child import lower_priority
from model.processes.forks import FORK, KILL, NUMBER, ORDER


class Template:
    """The process's own side: it makes copies on request, and reports when and how they have ended."""

    def __init__(self, requests: socket.socket) -> None:
        """Receive requests over this socket."""
        self.requests = requests
        self.pids: dict[int, int] = {}  # by the page's numbers, of copies that may still run
        self.reports: dict[int, int] = {}  # file descriptors, by process id
        self.woken, waker = os.pipe()
        os.set_blocking(waker, False)
        os.set_blocking(self.woken, False)
        signal.set_wakeup_fd(waker)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # it wakes `select`

    def serve(self) -> None:
        """Handle requests, until nobody can send any."""
        while True:
            ready, _, _ = select.select([self.requests, self.woken], [], [])
            if self.woken in ready:
                os.read(self.woken, 4096)
                self.report_the_ended()
            if self.requests in ready and not self.answer():
                return

    def answer(self) -> bool:
        """Handle one request; return whether there was one."""
        message, files, _, _ = socket.recv_fds(self.requests, ORDER.size, 3)
        if len(message) < ORDER.size:
            return False
        kind, number = ORDER.unpack(message)
        if kind == FORK:
            self.fork(number, *files)
        elif kind == KILL and number in self.pids:
            os.kill(self.pids[number], signal.SIGKILL)
        return True

    def fork(self, number: int, orders: int, messages: int, report: int) -> None:
        """Copy this process for one job."""
        try:
            pid = os.fork()
        except OSError:  # out of memory: the page sees its pipes closed
            pid = None
        if pid == 0:
            self.become_worker(orders, messages, report)
        os.close(orders)
        os.close(messages)
        if pid is None:
            os.close(report)
        else:
            self.send(report, pid)
            self.pids[number], self.reports[pid] = pid, report

    def become_worker(self, orders: int, messages: int, report: int) -> None:
        """In the copy: drop everything of the template's, and do the job."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self.requests.close()
        for each in (report, self.woken, *self.reports.values()):
            os.close(each)
        os.dup2(orders, sys.stdin.fileno())
        os.dup2(messages, sys.stdout.fileno())
        os.close(orders)
        os.close(messages)
        try:
            work()
        finally:
            os._exit(1)  # because it must never come back and serve

    def report_the_ended(self) -> None:
        """Report the exit code of each copy that has ended to the page."""
        for number, pid in list(self.pids.items()):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                report = self.reports.pop(self.pids.pop(number))
                self.send(report, os.waitstatus_to_exitcode(status))
                os.close(report)

    def send(self, report: int, number: int) -> None:
        """Report a number, unless nobody reads it any more."""
        with contextlib.suppress(BrokenPipeError):
            os.write(report, NUMBER.pack(number))


def main() -> None:
    """Import Keras, and serve."""
    lower_priority()
    requests = socket.socket(fileno=os.dup(sys.stdin.fileno()))
    os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())
    import_keras()
    preload_data()
    gc.collect()
    gc.freeze()  # so that collecting garbage in a copy doesn't touch shared memory, which would copy it
    Template(requests).serve()


if __name__ == "__main__":
    main()
