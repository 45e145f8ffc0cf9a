"""Measures how soon the page responds to a click and shows its main part: the browser's own metrics.

python -m benchmarks.interactions [--rates 1 4] [--pages "" lesson training] [--visits 3]

INP is the slowest of forty clicks on each page, from the click to the next frame, as Chromium reports it
(https://web.dev/articles/inp); up to 200 ms is good. LCP is when the largest part of the page was painted on
a first visit with 40 ms and 10 Mbit/s (https://web.dev/articles/lcp); up to 2,500 ms is good. For both, the
page's thread is throttled by each rate, as in `slow_machine`.
"""

from __future__ import annotations

import argparse
import contextlib
import os
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from playwright.sync_api import Browser, Error, Page, sync_playwright

from benchmarks.slow_machine import throttle
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.layout_shift import READY
from tests.browser.pen import SAMPLES, SURFACE, draw_with_mouse
from tests.browser.server import serve
from tests.relay import Relay, relay

CLICKS = 40
LINE = {"delay": 0.02, "rate": 10e6 / 8}  # 40 ms round trip, 10 Mbit/s
REST = 700  # milliseconds between two clicks, because a person looks at the result
LAST = 3000  # milliseconds after which nothing large is painted
WATCH = """() => {
  const log = (window.clicked = { interactions: {}, largest: 0 });
  const name = (node) => {
    const keyed = node?.closest?.("[class*=st-key-]");
    return keyed ? [...keyed.classList].find((each) => each.startsWith("st-key-")) : node?.nodeName;
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { interactionId: id, duration, target, processingStart: started } = entry;
      if (!id || log.interactions[id]?.duration >= duration) continue;
      const [waited, worked] = [started - entry.startTime, entry.processingEnd - started];
      log.interactions[id] = { duration, target: name(target), waited, worked };
    }
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
  new PerformanceObserver((list) => {
    const last = list.getEntries().at(-1);
    Object.assign(log, { largest: last.startTime, element: name(last.element) });
  }).observe({ type: "largest-contentful-paint", buffered: true });
}"""
DIGITS = ".st-key-probabilities li:nth-child({}) button"
NEURONS = '.st-key-network_view figure[data-layer="{}"] canvas'
TABS = '[data-testid="stButtonGroup"] button >> nth={}'
ON_DRAW = [
    ".st-key-samples button >> nth=3",
    DIGITS.format(4),
    ".st-key-why button >> nth=1",
    DIGITS.format(9),
    NEURONS.format("hidden1"),
    NEURONS.format("hidden2"),
    ".st-key-samples button >> nth=7",
    ".st-key-undo button",
    ".st-key-redo button",
    ".st-key-clear button",
    ".st-key-samples button >> nth=0",
    ".ink-panels figcaption button:enabled",
]
SESSIONS = {  # for each page's address, what is clicked on it repeatedly; what isn't there is skipped
    "": ON_DRAW,
    "lesson": [".st-key-lesson_next button", *ON_DRAW[:5], ".st-key-lesson button >> nth=0"],
    "training": [TABS.format(each) for each in (1, 2, 3, 0)]
    + [".st-key-confusion button >> nth=12", ".st-key-replay_weights button >> nth=5", "[role=slider]"],
}


class Slowest(NamedTuple):
    """A click: milliseconds to the next frame, to the handler's start and in handlers; and its target."""

    duration: float
    waited: float
    worked: float
    target: str


def open_page(browser: Browser, address: str, path: str, rate: float) -> Page:
    """Open a page as a first visitor and wait until it's complete."""
    page = browser.new_context(viewport={"width": 1300, "height": 900}, bypass_csp=True).new_page()
    page.set_default_timeout(120_000)
    page.add_init_script(f"({WATCH})()")
    throttle(page, rate)
    page.goto(f"{address}/{path}")
    page.locator(READY[path]).first.wait_for()
    page.wait_for_timeout(LAST)
    return page


def click_about(page: Page, session: list[str]) -> list[Slowest]:
    """Click `CLICKS` times; return what took longer than a frame, the slowest first."""
    done = 0
    for number in range(4 * CLICKS):
        found = page.locator(session[number % len(session)])
        if done == CLICKS:
            break
        if not found.count():
            continue
        with contextlib.suppress(Error):  # it has just disappeared
            found.first.scroll_into_view_if_needed(timeout=REST)
        if not found.count() or not (box := found.first.bounding_box()):
            continue
        page.mouse.click(box["x"] + 0.42 * box["width"], box["y"] + 0.42 * box["height"])
        page.wait_for_timeout(REST)
        done += 1
    page.wait_for_timeout(REST)
    seen = page.evaluate("() => Object.values(window.clicked.interactions)")
    named = [Slowest(each["duration"], each["waited"], each["worked"], str(each["target"])) for each in seen]
    return sorted(named, reverse=True)


def print_clicks(browser: Browser, address: str, path: str, rate: float) -> None:
    """Print the slowest clicks of a session on this page."""
    page = open_page(browser, address, path, rate)
    if page.locator(SURFACE).count():
        draw_with_mouse(page, SAMPLES[3])
        page.wait_for_timeout(LAST)
    slowest = click_about(page, SESSIONS[path])
    worst = slowest[0].duration if slowest else 0
    print(f"/{path}, {rate:g} times slower: INP {worst:.0f} ms of {CLICKS} clicks")
    for each in slowest[:5]:
        print(
            f"    {each.duration:5.0f} ms, taken after {each.waited:.0f}, in {each.worked:.0f}: {each.target}"
        )
    page.context.close()


def print_visits(browser: Browser, link: Relay, path: str, rate: float, visits: int) -> None:
    """Print when the largest part was painted on first visits."""
    link.delay, link.rate = LINE["delay"], LINE["rate"]
    found, elements = [], set()
    for _ in range(visits):
        page = open_page(browser, link.address, path, rate)
        found.append(page.evaluate("() => window.clicked.largest"))
        elements.add(page.evaluate("() => window.clicked.element"))
        page.context.close()
    link.delay, link.rate = 0, float("inf")
    median, load = np.median(found), os.getloadavg()[0]
    print(
        f"/{path}, {rate:g} times slower: LCP {median:.0f} ms ({max(found):.0f}), {elements}, load {load:.1f}"
    )


def main() -> None:
    """Print both metrics for every page."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--rates", type=float, nargs="+", default=[1, 4])
    parser.add_argument("--pages", nargs="+", choices=SESSIONS, default=list(SESSIONS))
    parser.add_argument("--visits", type=int, default=3)
    options = parser.parse_args()
    with sync_playwright() as playwright, serve() as app, relay(app.address) as link:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        open_page(browser, app.address, "", 1).context.close()  # the server's first visitor
        tasks: list[Callable] = [lambda *about: print_clicks(browser, app.address, *about)]
        tasks += [lambda *about: print_visits(browser, link, *about, options.visits)]
        for path in options.pages:
            for rate in options.rates:
                for task in tasks:
                    task(path, rate)
        browser.close()


if __name__ == "__main__":
    main()
