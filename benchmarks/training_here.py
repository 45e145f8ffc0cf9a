"""Measures a training in the browser: how soon it shows something, ends and stops, and how well it reads.

python -m benchmarks.training_here [--browser firefox] [--slower 6]

It uses the form's own choices, 20,000 images three times over, with the digits already fetched by a training
that was stopped. All times are taken in the page. Memory is the browser's peak over its memory before, in
this training and one more that isn't timed, because sampling takes a seventh of a processor. Readings come
from a driver's mouse moves, sixty a second, on the Draw page while it trains. `--slower` makes Chromium's
page and its thread this many times slower.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import threading
import time

from playwright.sync_api import sync_playwright

from tests.browser.pen import SAMPLES, along
from tests.browser.server import serve
from tests.browser.training_page import BAR
from tests.engines.chromium import Chromium
from tests.engines.face import Engine
from tests.engines.firefox import Firefox
from tests.engines.visit import SURFACE, Visit
from tests.processes import family, proportional_megabytes

LONGEST = 600  # seconds
RATE, SECONDS = 60, 4  # moves a second, and for how long
TRAIN = """(stops) => {
  const before = globalThis.inklingTraining?.run;
  const began = performance.now();
  const found = (globalThis.trained = {});
  document.querySelector(".st-key-training_start button").click();
  const look = () => {
    const { run, snapshot, state } = globalThis.inklingTraining ?? {};
    const now = performance.now();
    if (run !== before && snapshot) found.first ??= now - began;
    if (found.first && stops && !found.ordered && now - began - found.first > 1000) {
      found.ordered = now;
      [...document.querySelectorAll(".ink-training-here button")].at(-1).click();
    }
    if (found.ordered && state !== "running") found.stop ??= now - found.ordered;
    const isDone = run !== before && state === "ended";
    if (isDone) Object.assign(found, { done: now - began, ended: now - found.ordered });
    else setTimeout(look, 1);
  };
  look();
}"""
TRAINED = "() => globalThis.trained.done && globalThis.trained"
BAR_TEXT = f"""(text) => {{
  const barText = document.querySelector("{BAR}")?.innerText ?? "";
  return barText.includes(text) && barText;
}}"""
COUNT = """() => {
  globalThis.read = 0;
  globalThis.inkling.readings.subscribe(document.body, () => globalThis.read++);
  return true;
}"""


class Peak(threading.Thread):
    """Samples the browser's memory until it is stopped, for the peak in MB."""

    def __init__(self, server: int) -> None:
        """Start without a peak; `server` isn't counted."""
        super().__init__(daemon=True)
        self.server, self.most, self.goes_on = server, 0.0, True

    def run(self) -> None:
        """Sample a few times a second."""
        while self.goes_on:
            self.most = max(self.most, memory(self.server))
            time.sleep(0.2)


def memory(server: int) -> float:
    """Return the memory of the browser's processes in MB."""
    return proportional_megabytes(family(os.getpid()) - {os.getpid()} - family(server))


def measure(visit: Visit, server: int, throttle: float) -> None:
    """Train, and print the results."""
    engine = visit.engine
    visit.open("training")
    engine.click("[data-testid=stButtonGroup] button", "Live")
    engine.box(".st-key-live_weights img")
    before, peak = memory(server), Peak(server)
    peak.start()
    train(engine, stops=True)
    engine.wait(BAR_TEXT, "Stopped", longest=LONGEST)
    time.sleep(1)
    train(engine)
    engine.wait(BAR_TEXT, "images right", longest=LONGEST)
    peak.goes_on = False
    if throttle > 1:
        engine.page.context.new_cdp_session(engine.page).send(
            "Emulation.setCPUThrottlingRate", {"rate": throttle}
        )
    found = train(engine)
    said = engine.wait(BAR_TEXT, "images right", longest=LONGEST)
    print(f"first snapshot after {found['first']:.0f} ms, done after {found['done'] / 1000:.1f} s")
    print(said.splitlines()[0])
    print(f"memory of the browser: {peak.most - before:.0f} MB more than {before:.0f}")
    found = train(engine, stops=True)
    print(
        f"stopped {found['stop']:.0f} ms after the click, its last measures {found['ended']:.0f} ms after it"
    )
    engine.wait(BAR_TEXT, "Stopped", longest=LONGEST)
    time.sleep(1)
    engine.evaluate(TRAIN, False)
    visit.go("Draw", "")
    print(f"readings while it trains: {readings(engine):.0f} a second")


def train(engine: Engine, stops: bool = False) -> dict[str, float]:
    """Press Start, and also Stop if `stops`; return times in milliseconds."""
    engine.evaluate(TRAIN, stops)
    return engine.wait(TRAINED, longest=LONGEST)


def readings(engine: Engine) -> float:
    """Return the readings a second while the pen moves."""
    box = engine.box(SURFACE)
    at = along(SAMPLES[8][0])
    engine.evaluate(COUNT)
    began = time.monotonic()
    for move in range(RATE * SECONDS):
        x, y = at(move / (RATE * SECONDS))
        place = box["x"] + x * box["width"] / 280, box["y"] + y * box["height"] / 280
        engine.perform([("move", *place), *([("down",)] if move == 0 else [])])
        time.sleep(max(0, began + (move + 1) / RATE - time.monotonic()))
    return engine.evaluate("() => globalThis.read") / (time.monotonic() - began)


def main() -> None:
    """Print the results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--browser", choices=("chromium", "firefox"), default="chromium")
    parser.add_argument("--slower", type=float, default=1)
    arguments = parser.parse_args()
    with contextlib.ExitStack() as stack:
        app = stack.enter_context(serve())
        if arguments.browser == "chromium":
            # Without the tests' arguments that make garbage collection rarer
            engine = Chromium(stack.enter_context(sync_playwright()), ["--js-flags="])
        else:
            engine = Firefox()
        stack.callback(engine.close)
        measure(Visit(engine, app.address), app.pid, arguments.slower)


if __name__ == "__main__":
    main()
