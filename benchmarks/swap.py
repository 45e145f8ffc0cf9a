"""Measures a class that swaps networks: a whole round, and another one with a server killed in between.

python -m benchmarks.swap [--devices 30] [--tables 10] [--seconds 40] [--database URL]

Each table sends a network, tests another one's, and sends finds; all devices judge what others have found.
Two processes share the store, each answers a device's requests one after the other, and a request that gets
no answer is repeated at the other one, as a browser does after a lost server. A wall looks each second. At
the end, every network, find and judgment has to be there exactly once. A round of half an hour takes about
`--seconds` here, so that the load is many times a class's. At last it fills a class with 60 networks.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import resource
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection

import numpy as np

from model.classes import ClassError
from model.classes.store import Store
from model.classes.swapped import BREAK, JUDGES, LOOK, MOST_FINDS, MOST_PACKED, MOST_SHARED, REPAIR, TEACH
from model.network import load_network
from model.training.packed import pack, unpack
from tests.samples import SAMPLES, scaled
from tests.signs import NAMES, network_of_signs
from views.classroom.classes import Watch
from views.session.activations import code_of_drawn
from views.session.drawing.drawing import drawing_of_strokes

WAIT = 20.0  # seconds for an answer, before a request is repeated; at once if its server has gone
LOOK_EVERY = 0.25  # seconds between two looks of the wall here; a watch asks the store once a second
DRAWINGS = 24  # different ones of each digit: a device's finds are unlike each other


def serve(url: str, line: Connection) -> None:
    """Answer requests: the name of a method of the store, and its arguments."""
    store, base = Store(url), load_network("conv")
    lock = threading.Lock()

    def answer(number: int, name: str, given: tuple) -> None:
        try:
            found = getattr(store, name)(*given)
            if name == "packed":
                unpack(found, base)  # what a session does with it
        except ClassError as error:
            found = error
        with lock:
            line.send((number, found))

    with suppress(EOFError):
        while True:
            number, name, *given = line.recv()
            if name == "used":
                used = resource.getrusage(resource.RUSAGE_SELF)
                with lock:
                    line.send((number, used.ru_utime + used.ru_stime))
            else:
                threading.Thread(target=answer, args=(number, name, tuple(given))).start()


class Server:
    """A process, and what waits for its answers."""

    def __init__(self, url: str) -> None:
        """Start it."""
        context = multiprocessing.get_context("spawn")
        self.line, other = context.Pipe()
        self.process = context.Process(target=serve, args=(url, other), daemon=True)
        self.process.start()
        other.close()
        self._lock, self._answers, self._number = threading.Lock(), {}, 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(EOFError, OSError):
            while True:
                number, found = self.line.recv()
                if waiting := self._answers.get(number):
                    waiting[1:] = [found]
                    waiting[0].set()
        for event, *_none in [*self._answers.values()]:
            event.set()

    def ask(self, *request: object, wait: float = WAIT) -> object:
        """Return the answer; raise a TimeoutError if there's none."""
        event = threading.Event()
        waiting = [event]
        with self._lock:
            self._number += 1
            number = self._number
            self._answers[number] = waiting
            try:
                self.line.send((number, *request))
            except OSError as error:
                raise TimeoutError from error
        event.wait(wait)
        del self._answers[number]
        if len(waiting) < 2:
            raise TimeoutError
        return waiting[1]


class Round:
    """A class in a round, and what came of it."""

    def __init__(
        self, store: Store, servers: list[Server], devices: int, tables: int, seconds: float
    ) -> None:
        """Begin with the phase in which networks are taught."""
        self.store, self.servers, self.seconds = store, servers, seconds
        self.code, self.key = store.start()
        self.devices = [f"{place:022}" for place in range(devices)]
        self.tables = self.devices[:: devices // tables][:tables]  # the device of each that has the network
        self.watch = Watch(lambda: store)
        self.times: list[float] = []
        self.done: dict[tuple, float] = {}  # what was sent -> when it was answered
        self.lates: list[float] = []
        self.errors: list[str] = []
        self.repeated = 0
        store.swap_round(self.code, self.key, TEACH, 600)

    def ask(self, *request: object) -> object:
        """Ask one of the servers, and the other one if that has gone."""
        began, first = time.perf_counter(), random.randrange(2)
        for attempt in range(20):
            try:
                found = self.servers[(first + attempt) % 2].ask(*request)
            except TimeoutError:
                self.repeated += 1
                continue
            if isinstance(found, ClassError):
                raise found
            if not attempt:
                self.times.append(time.perf_counter() - began)
            return found
        raise TimeoutError

    def each(self, devices: list[str], do: Callable[[str], None]) -> None:
        """Let devices do something at once."""

        def safely(device: str) -> None:
            try:
                do(device)
            except (ClassError, TimeoutError) as error:
                self.errors.append(f"{type(error).__name__}: {error}")

        threads = [threading.Thread(target=safely, args=(each,)) for each in devices]
        for each in threads:
            each.start()
        for each in threads:
            each.join()

    def send_network(self, device: str, packed: str) -> None:
        """Send a version of a table's network, at a moment by chance."""
        time.sleep(random.uniform(0, self.seconds / 10))
        shared = self.ask("share", self.code, device, packed, NAMES)
        self.done["network", shared.number] = time.monotonic()

    def find(self, device: str, drawings: list[str]) -> None:
        """Load another table's network, and send finds."""
        partner = self.ask("partner", self.code, device)
        self.ask("packed", self.code, partner.number)
        for number in range(MOST_FINDS):
            time.sleep(random.uniform(0, 2 * self.seconds / 2 / MOST_FINDS))
            drawing = drawings[(number + 7 * int(device)) % len(drawings)]
            found = self.ask("find", self.code, device, partner.number, drawing, number % 4, None)
            self.done["find", found] = time.monotonic()

    def judge(self, device: str, until: Callable[[], bool]) -> None:
        """Judge what others find, until there's nothing left."""
        while True:
            find = self.ask("to_judge", self.code, device)
            if find is not None:
                with suppress(ClassError):  # so many a minute
                    self.ask("judge", self.code, device, find.number, find.number % 4)
            elif until():
                return
            time.sleep(random.uniform(0, 0.5))

    def see(self, is_over: threading.Event) -> None:
        """Look at the class as a wall does, and note how late each network and find is seen."""
        seen = set()
        while not is_over.wait(LOOK_EVERY):
            with suppress(ClassError):
                latest = self.watch.look(self.code)
                there = {("network", each.number) for each in latest.networks}
                there |= {("find", number) for number in latest.finds}
                now = time.monotonic()
                self.lates += [max(0.0, now - self.done[each]) for each in there - seen if each in self.done]
                seen |= there & self.done.keys()

    def go(self, networks: list[str], drawings: list[str], kill: Callable[[], None] | None) -> None:
        """Run all phases."""
        is_over = threading.Event()
        wall = threading.Thread(target=self.see, args=(is_over,))
        wall.start()
        of = dict(zip(self.tables, networks))
        self.each(self.tables, lambda device: self.send_network(device, of[device]))
        self.store.swap_round(self.code, self.key, BREAK, 480)
        finding = {"now": len(self.tables)}

        def break_and_judge(device: str) -> None:
            if device in self.tables:
                try:
                    self.find(device, drawings)
                finally:
                    finding["now"] -= 1
            self.judge(device, lambda: not finding["now"])

        if kill:
            threading.Timer(self.seconds / 4, kill).start()
        self.each(self.devices, break_and_judge)
        self.store.swap_round(self.code, self.key, REPAIR, 480)
        others = networks[1:] + networks[:1]
        again = dict(zip(self.tables, others))
        self.each(self.tables, lambda device: self.send_network(device, again[device]))
        self.store.swap_round(self.code, self.key, LOOK, 300)
        time.sleep(2.5)
        is_over.set()
        wall.join()

    def counted(self) -> str:
        """Return what is there, and what should be."""
        finds = self.store.finds(self.code)
        networks, count = self.store.shared(self.code), len(self.tables)
        judged = sum(len(each.judgments) for each in finds)
        expected = count * MOST_FINDS
        is_right = (len(networks), len(finds), judged) == (2 * count, expected, JUDGES * expected)
        is_right &= len({(each.device, each.drawing, each.label) for each in finds}) == expected
        return (
            f"{len(networks)} of {2 * count} networks, {len(finds)} of {expected} finds, "
            f"{judged} of {JUDGES * expected} judgments: {'right' if is_right else 'WRONG'}"
        )


def measure(url: str, devices: int, tables: int, seconds: float, is_killed: bool) -> None:
    """Print a row."""
    servers = [Server(url) for _ in range(2)]
    for each in servers:
        each.ask("used", wait=60)
    store = Store(url)
    networks = [pack(network_of_signs())]
    texts = [networks[0]] + [repacked(networks[0], place) for place in range(1, tables)]
    codes = [
        code_of_drawn(drawing_of_strokes(digit, "ready-made", scaled(SAMPLES[digit], share)))
        for digit in range(10)
        for share in np.linspace(0.6, 1, DRAWINGS // 10 + 1)
    ]
    run = Round(store, servers, devices, tables, seconds)

    def kill() -> None:
        os.kill(servers[0].process.pid, signal.SIGKILL)
        time.sleep(2)
        servers[0] = Server(url)

    used = sum(each.ask("used") for each in servers)
    began = time.monotonic()
    run.go(texts, codes, kill if is_killed else None)
    took = time.monotonic() - began
    cores = (sum(each.ask("used", wait=60) for each in servers) - used) / took
    high = 1000 * np.percentile(run.times, 95)
    about = f"{devices} devices, {tables} tables, {took:.0f} s" + ", one server killed" * is_killed
    print(
        f"{about}: {run.counted()}; "
        f"{len(run.times)} requests, 95% {high:.0f} ms, {run.repeated} repeated; on a wall after "
        f"{np.median(run.lates):.1f} s, at most {max(run.lates):.1f} s; {cores:.2f} processors, "
        f"{len(run.errors)} errors {sorted({*run.errors})[:3]}",
        flush=True,
    )
    store.end(run.code, run.key)
    store.close()
    for each in servers:
        each.process.terminate()


def repacked(text: str, place: int) -> str:
    """Return the same network with another threshold, which is another version."""
    network = unpack(text, load_network("conv"))
    network.card["threshold"] += place / 1000
    return pack(network)


def measure_memory(url: str) -> None:
    """Print what a class with the most and largest networks costs the process of its wall."""
    store = Store(url)
    code, key = store.start()
    store.swap_round(code, key, TEACH)
    watch = Watch(lambda: store)
    watch.look(code, is_sure=True)
    before = _resident()
    for number in range(MOST_SHARED):
        store.share(code, f"{number % 20:022}", f"{number:04}".ljust(MOST_PACKED, "A"), NAMES)
        if number % 20 == 19:
            watch.look(code, at_once=True)
    for number in range(1, MOST_SHARED + 1):
        store.packed(code, number)
    print(f"{MOST_SHARED} networks of {MOST_PACKED // 1000} kB: {_resident() - before:.1f} MB", flush=True)
    store.end(code, key)
    store.close()


def _resident() -> float:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    """Measure."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # of the servers
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--devices", type=int, default=30)
    parser.add_argument("--tables", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--database", help="a URL; otherwise a file that is deleted afterwards")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.database or f"sqlite:///{folder}/classes.sqlite"
        measure_memory(url)
        for is_killed in (False, True):
            measure(url, given.devices, given.tables, given.seconds, is_killed)


if __name__ == "__main__":
    main()
