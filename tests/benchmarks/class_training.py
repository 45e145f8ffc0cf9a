"""Measures a class that presses Start within a few seconds: each network's time, and the total cost.

python -m tests.benchmarks.class_training [--people 30] [--within 3] [--draws]

It starts the app. Everybody opens the Training page, switches to "Live" and presses Start with the textbook's
choices, using the page's own protocol like a browser, and polls as often as the page wants. Times go from a
person's Start until the page says "Done". Memory is the total of the app and all processes of its trainings,
with shared memory counted once. With --draws, one more person draws all the time.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import time

import numpy as np
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.benchmarks.latency import processor_seconds
from tests.benchmarks.load import EVERY, drawing
from tests.benchmarks.visitor import Visitor
from tests.browser.server import serve
from tests.processes import computed_seconds, family, proportional_megabytes
from views.training.here.place import PLACES, SERVER
from views.training.words import PARTS

LOOK_SECONDS = 0.5  # seconds between two memory samples
MOST_SECONDS = 600
EPOCHS = "choose_epochs_0"  # a select box that hasn't been changed
LIVE = next(title for title in PARTS if title.startswith("Live"))


class Learner:
    """One person's Training page."""

    def __init__(self, address: str, epochs: str = "") -> None:
        """Connect to http://host:port later; `epochs` replaces the textbook's number."""
        self.address = address.replace("http", "ws", 1) + "/_stcore/stream"
        self.page, self.text, self.problem, self.epochs = "", "", "", epochs
        self.queued: list[str] = []  # what the page said about waiting
        self.bytes = 0
        self.widgets: dict[str, str] = {}  # ids by a part of their key
        self.polls: dict[
            str, tuple[float, float]
        ] = {}  # fragment -> seconds between reruns, and when the next is due

    async def open(self) -> None:
        """Open the page and switch to "Live"."""
        self.socket = await websockets.connect(
            self.address, subprotocols=["streamlit"], max_size=None, ping_interval=None, close_timeout=0.1
        )
        await self.rerun(page_name="training")
        await self.until(lambda: "training_part" in self.widgets, 60)
        await self.rerun()
        await self.until(lambda: {"training_start", "training_place"} <= {*self.widgets}, 60)

    async def begin(self) -> None:
        """Open the page, press Start, and wait until it shows the progress."""
        await self.open()
        await self.rerun(press="training_start")
        await self.until(lambda: self.text, 60)

    async def train(self) -> float:
        """Press Start; return the seconds until it's done."""
        began = time.monotonic()
        await self.rerun(press="training_start")
        await self.until(lambda: self.text.startswith(("Done", "Training failed")), MOST_SECONDS)
        await self.socket.close()
        if not self.text.startswith("Done"):
            raise RuntimeError(self.text)
        return time.monotonic() - began

    async def rerun(self, press: str = "", fragment: str = "", page_name: str = "") -> None:
        """Rerun the page, or a fragment of it."""
        message = BackMsg()
        run = message.rerun_script
        run.page_script_hash, run.page_name, run.fragment_id = self.page, page_name, fragment
        run.is_auto_rerun = bool(fragment)
        for key, chosen in (("training_part", LIVE), ("training_place", PLACES[SERVER])):
            if key in self.widgets:
                part = run.widget_states.widgets.add(id=self.widgets[key])
                part.string_array_value.data.append(chosen)
        if self.epochs and EPOCHS in self.widgets:
            run.widget_states.widgets.add(id=self.widgets[EPOCHS]).string_value = self.epochs
        if press:
            run.widget_states.widgets.add(id=self.widgets[press]).trigger_value = True
        await self.socket.send(message.SerializeToString())

    async def until(self, is_there, seconds: float) -> None:
        """Receive messages, and poll as often as the page wants."""
        deadline = time.monotonic() + seconds
        while not is_there():
            due = min([deadline, *(at for _, at in self.polls.values())])
            try:
                received = await asyncio.wait_for(self.socket.recv(), max(0.0, due - time.monotonic()))
                self.bytes += len(received)
                self.take(ForwardMsg.FromString(received))
            except asyncio.TimeoutError:
                if time.monotonic() >= deadline:
                    raise TimeoutError(f"still: {self.text}") from None
            for fragment, (every, at) in list(self.polls.items()):
                if time.monotonic() >= at:
                    self.polls[fragment] = every, time.monotonic() + every
                    await self.rerun(fragment=fragment)

    def take(self, message: ForwardMsg) -> None:
        """Handle one message."""
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self.page = message.navigation.page_script_hash
        elif kind == "new_session" and not message.metadata.run.fragment_ids:
            self.polls = {}
        elif kind == "stop_auto_rerun":
            for fragment in message.stop_auto_rerun.fragment_ids:
                self.polls.pop(fragment, None)
        elif kind == "auto_rerun":
            every = message.auto_rerun.interval
            self.polls[message.auto_rerun.fragment_id] = every, time.monotonic() + every
        element = message.delta.new_element
        for widget in (element.button.id, element.button_group.id, element.selectbox.id):
            for key in ("training_part", "training_place", "training_start", EPOCHS):
                if widget.endswith(key):
                    self.widgets[key] = widget
        if element.WhichOneof("type") == "progress":
            self.text = element.progress.text
            if "Waiting" in self.text and self.text not in self.queued[-1:]:
                self.queued.append(self.text)


async def draw(address: str, is_over: asyncio.Event) -> list[float]:
    """Draw until it's over; return the seconds from each pen-up to the server's image."""
    drawn, times = [drawing(digit) for digit in (3, 7)], []
    async with Visitor(address) as visitor:
        while not is_over.is_set():
            png, expected = drawn[visitor.strokes % len(drawn)]
            image, waited = await visitor.draw(png)
            assert np.array_equal(image, expected)
            times.append(waited)
            await asyncio.sleep(EVERY / 2)
    return times


async def lesson(
    address: str, people: int, within: float, draws: bool
) -> tuple[list[float | BaseException], list[float], list[Learner]]:
    """Run everybody; return their seconds or errors, the strokes' seconds, and the learners."""
    learners = [Learner(address) for _ in range(people)]
    for learner in learners:
        await learner.open()
    is_over = asyncio.Event()
    drawing_up = asyncio.create_task(draw(address, is_over)) if draws else None

    async def train(place: int) -> float:
        await asyncio.sleep(within * place / people)
        return await learners[place].train()

    seconds = await asyncio.gather(*(train(place) for place in range(people)), return_exceptions=True)
    is_over.set()
    return seconds, await drawing_up if drawing_up else [], learners


async def watch_memory(pid: int, looks: list[tuple[float, int]]) -> None:
    """Sample the memory in MB and the number of processes, again and again."""
    while True:
        pids = await asyncio.to_thread(family, pid)
        looks.append((await asyncio.to_thread(proportional_megabytes, pids), len(pids)))
        await asyncio.sleep(LOOK_SECONDS)


async def measure(address: str, pid: int, options: argparse.Namespace) -> None:
    """Print the results."""
    looks: list[tuple[float, int]] = []
    watching = asyncio.create_task(watch_memory(pid, looks))
    before, before_all = processor_seconds(pid), computed_seconds(family(pid))
    seconds, strokes, learners = await lesson(address, options.people, options.within, options.draws)
    own, together = processor_seconds(pid) - before, computed_seconds(family(pid)) - before_all
    watching.cancel()
    done = sorted(each for each in seconds if isinstance(each, float))
    for problem in {repr(each) for each in seconds if not isinstance(each, float)}:
        print(problem)
    print(
        f"{options.people} people: first {done[0]:.0f} s, median {np.median(done):.0f} s, "
        f"last {done[-1]:.0f} s; at most {max(each for each, _ in looks):.0f} MB in "
        f"{max(each for _, each in looks)} processes; {together:.0f} s of processors, {own:.0f} of them the "
        f"page's own process; load {os.getloadavg()[0]:.1f}"
    )
    if strokes:
        median, high = np.percentile(1000 * np.array(strokes), [50, 95])
        print(f"drawing meanwhile: {len(strokes)} strokes, median {median:.0f} ms, 95% {high:.0f} ms")
    waits = max((each.queued for each in learners), key=len)
    print("one of them was shown:", "; ".join(waits[:: max(1, len(waits) // 6)]) or "nothing of a queue")
    print(f"messages to one of them: {np.median([each.bytes for each in learners]) / 1024:.0f} kB")


def main() -> None:
    """Print a few lines."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--people", type=int, default=30, choices=range(1, 101), metavar="1-100")
    parser.add_argument("--within", type=float, default=3.0, help="seconds in which all press Start")
    parser.add_argument("--draws", action="store_true")
    options = parser.parse_args()
    with serve() as app:
        asyncio.run(measure(app.address, app.pid, options))


if __name__ == "__main__":
    main()
