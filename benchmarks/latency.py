"""Measures how fast the page is, in a headless Chromium: every figure of the README's table.

python -m benchmarks.latency [--strokes 40]

It starts the app and draws with real mouse moves, of which thirty a second reach the page (see
`draw_slowly`), and again with sixty a second made inside the page, as a mouse would give. Times are taken
inside the page with `performance.now()`, from the pointer's event to the frame after the answer changed. An
update is a change of the answer's words. The network is painted at every reading, so the first reading after
pen-up gives its time. Every stroke is cleared before the next one. Bytes are all bytes on the line, both
ways. Server time is the processor time of the whole process divided by the strokes; several strokes are
one message as long as nothing on the page needs Python.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

from model.network import NAMES
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.pen import RATE, SAMPLES, draw_slowly, draw_steadily, draw_with_mouse, scaled
from tests.browser.server import serve
from tests.processes import megabytes, processor_seconds
from tests.relay import Relay, relay
from tests.visitor import REST
from views.session.networks import TITLES

ONE_STROKE = [strokes for strokes in SAMPLES.values() if len(strokes) == 1]
STROKE_SECONDS = 0.8
SETTLE_SECONDS = 1.0
VISITORS = 15
SLOW = {"delay": 0.03, "rate": 5e6 / 8}  # 60 ms round trip, 5 Mbit/s
IS_DRAWABLE = """() => [...document.querySelectorAll(".st-key-canvas *")].some(
  (each) => each.shadowRoot?.querySelector("canvas.upper-canvas")?.clientHeight)"""
HAS_ANSWER = "() => document.querySelector('.st-key-probabilities b')"
WATCH = """() => {
  const log = (window.inkLog = { down: 0, up: 0, final: null, answers: [], readings: [] });
  const ours = (event) => event.composedPath()[0].classList?.contains("upper-canvas");
  addEventListener("pointerdown", (event) => {
    const none = { up: 0, final: null, answers: [], readings: [] };
    if (ours(event)) Object.assign(log, { down: performance.now(), ...none });
  }, true);
  addEventListener("pointerup", () => (log.up ||= performance.now()), true);
  window.inkling.readings.subscribe("latency", ({ time }) => {
    log.readings.push(time);
    if (!log.up || log.final || !(time >= log.up)) return;
    requestAnimationFrame(() => setTimeout(() => (log.final ??= performance.now())));
  });
  const everything = { childList: true, characterData: true, subtree: true };
  new MutationObserver(() => {
    const answer = { taken: window.inkling.readings.last.time };
    if (answer.taken === log.answers.at(-1)?.taken) return; // said again
    log.answers.push(answer);
    requestAnimationFrame(() => setTimeout(() => (answer.at = performance.now())));
  }).observe(document.querySelector(".st-key-answer"), everything);
}"""


@dataclass
class Figures:
    """One network's figures: milliseconds, updates a second, bytes; server time and bytes of a stroke."""

    final: list[float] = field(default_factory=list)
    updates: list[float] = field(default_factory=list)
    readings: list[float] = field(default_factory=list)
    age: list[float] = field(default_factory=list)
    server: float = 0.0
    bytes: float = 0.0

    def take(self, log: dict) -> None:
        """Add the page's notes about one stroke."""
        answers = [answer for answer in log["answers"] if answer.get("at") and answer["taken"]]
        self.final.append(log["final"] - log["up"] if log["final"] else float("nan"))
        passing = [a for a in answers if log["down"] <= a["taken"] < log["up"]]
        self.age += [a["at"] - a["taken"] for a in passing]
        seconds = (log["up"] - log["down"]) / 1000
        self.updates.append(sum(a["at"] <= log["up"] for a in passing) / seconds)
        taken = {time for time in log["readings"] if time}  # others don't come from the pen
        self.readings.append(sum(log["down"] <= time < log["up"] for time in taken) / seconds)


def measure(page: Page, link: Relay, pid: int, number: int, drawing: Callable = draw_slowly) -> Figures:
    """Draw this many strokes with a drawing function, each on a blank canvas."""
    figures = Figures()
    link.take()
    before = processor_seconds(pid)
    for stroke in range(number):
        strokes = scaled(ONE_STROKE[stroke % len(ONE_STROKE)], 0.7 + 0.4 * stroke / number)
        drawing(page, strokes, STROKE_SECONDS)
        page.wait_for_timeout(1000 * SETTLE_SECONDS)
        figures.take(page.evaluate("() => window.inkLog"))
        page.locator(".st-key-clear button").first.click()
        page.locator(".st-key-answer").filter(has_text="Draw").wait_for()
        page.wait_for_timeout(400)
    page.wait_for_timeout(1000 * REST)  # until everything has been sent
    figures.server = 1000 * (processor_seconds(pid) - before) / number
    figures.bytes = link.take() / number
    return figures


def open_page(browser: Browser, address: str) -> tuple[Page, float]:
    """Open a new visitor's page; return it and the seconds until it was drawable."""
    page = browser.new_context(viewport={"width": 1300, "height": 900}, bypass_csp=True).new_page()
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_function(IS_DRAWABLE, timeout=60_000)  # every frame; a locator looks twice a second
    return page, time.perf_counter() - began


def report(title: str, values: list[float], unit: str) -> None:
    """Print the median and 95th percentile, and the machine's load."""
    median, high = np.nanpercentile(values, [50, 95])
    print(f"{title:55} median {median:8.1f} {unit:5} 95% {high:8.1f} {unit:5} load {os.getloadavg()[0]:.1f}")


def networks(page: Page, link: Relay, pid: int, number: int, suffix: str = "") -> None:
    """Print all figures of a stroke, network by network."""
    for name in NAMES:
        page.get_by_test_id("stButtonGroup").get_by_text(TITLES[name], exact=True).click()
        page.wait_for_timeout(1000)
        measure(page, link, pid, 3)
        figures = measure(page, link, pid, number)
        title = f"{name}{suffix}: "
        report(title + "pen-up to answer painted", figures.final, "ms")
        report(title + "updates while the pen is down", figures.updates, "a s")
        report(title + "readings of the ink meanwhile", figures.readings, "a s")
        report(title + "age of an update when painted", figures.age, "ms")
        report(title + "processor time of the server a stroke", [figures.server], "ms")
        report(title + "bytes on the line a stroke", [figures.bytes / 1000], "kB")
        figures = measure(page, link, pid, number, draw_steadily)
        report(title + f"updates, of {RATE} moves a second", figures.updates, "a s")
        report(title + "readings meanwhile", figures.readings, "a s")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--strokes", type=int, default=40)
    number = parser.parse_args().strokes
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        began = time.perf_counter()
        with serve() as app, relay(app.address) as link:
            page, _ = open_page(browser, link.address)
            drawable = time.perf_counter()
            draw_with_mouse(page, [ONE_STROKE[0][0][::12]])  # quickly: a move takes Chromium a frame
            page.wait_for_function(HAS_ANSWER, timeout=60_000)
            answered = time.perf_counter()
            print(f"start: {drawable - began:.1f} s to a canvas that can be drawn on, the first answer")
            print(f"       {answered - drawable:.1f} s after that (load {os.getloadavg()[0]:.1f})")
            page.wait_for_timeout(3000)
            start = megabytes(app.pid)
            page.locator(".st-key-clear button").first.click()
            page.evaluate(WATCH)
            networks(page, link, app.pid, number)
            link.delay, link.rate = SLOW["delay"], SLOW["rate"]
            networks(page, link, app.pid, max(10, number // 4), ", 60 ms and 5 Mbit/s")
            link.delay, link.rate = 0, float("inf")
            page.close()
            before, opened = megabytes(app.pid), []
            for _ in range(VISITORS):
                page, seconds = open_page(browser, link.address)
                opened.append(seconds)
                draw_slowly(page, ONE_STROKE[0], STROKE_SECONDS)
                page.wait_for_timeout(1000)
            report("a further visitor: page open to drawable", [1000 * s for s in opened], "ms")
            more = (megabytes(app.pid) - before) / VISITORS
            print(f"memory: {start:.0f} MB after start, {more:.1f} MB a further session")
        browser.close()


if __name__ == "__main__":
    main()
