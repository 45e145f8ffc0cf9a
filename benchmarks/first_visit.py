"""Measures how soon one can draw on a slow line, in a headless Chromium: 400 ms round trip, 1 Mbit/s.

python -m benchmarks.first_visit [--delay 0.2] [--rate 1e6] [--fetched]

A visitor opens the page, draws as soon as there is a canvas, waits for the answer, and then for the page that
takes over the drawing. They visit again with the browser's cache. It prints seconds from the first request
on, and bytes on the line. `--fetched` prints for every file when it was requested and complete, its bytes
and its address.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable

from playwright.sync_api import BrowserContext, CDPSession, sync_playwright

from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.server import serve
from tests.relay import Relay, relay
from tests.samples import SAMPLES
from tests.site.served import draw_at_once

PATIENCE = 120_000  # milliseconds
IS_DRAWABLE = "() => document.querySelector('#surface canvas.upper-canvas')"
HAS_ANSWER = "() => document.querySelector('.ink-answer strong')?.textContent === '7'"
IS_THERE = "() => !document.querySelector('#shell')"


class Fetched:
    """Reports when every file was requested and complete, in seconds, its bytes, and its address."""

    def __init__(self, line: CDPSession, began: float, report: Callable[[str], None]) -> None:
        """Listen to a page over its CDP session; `began` is a time of time.perf_counter."""
        self._began, self._report = began, report
        self._asked: dict[str, tuple[float, str]] = {}
        line.send("Network.enable")
        line.on("Network.requestWillBeSent", self._note)
        line.on("Network.loadingFinished", self._say)

    def _note(self, said: dict) -> None:
        self._asked[said["requestId"]] = (time.perf_counter() - self._began, said["request"]["url"])

    def _say(self, said: dict) -> None:
        if found := self._asked.get(said["requestId"]):
            there = time.perf_counter() - self._began
            self._report(f"  {found[0]:6.2f} {there:6.2f} {said['encodedDataLength']:8} {found[1][:110]}")


def visit(context: BrowserContext, link: Relay, kind: str, report: Callable[[str], None] | None) -> None:
    """Open the page, draw, and print when each part was there."""
    page = context.new_page()
    began = time.perf_counter()
    if report:
        Fetched(context.new_cdp_session(page), began, report)
    link.take()
    page.goto(link.address, wait_until="commit", timeout=PATIENCE)
    page.wait_for_function(IS_DRAWABLE, timeout=PATIENCE)
    drawable, needed = time.perf_counter() - began, link.down
    draw_at_once(page, [stroke[::6] for stroke in SAMPLES[7]])
    page.wait_for_function(HAS_ANSWER, timeout=PATIENCE)
    answered, answering = time.perf_counter() - began, link.down
    page.wait_for_function(IS_THERE, timeout=PATIENCE)
    there = time.perf_counter() - began
    print(f"{kind}: drawable {drawable:.1f} s, {needed / 1000:.0f} kB; ", end="")
    print(f"the answer {answered:.1f} s, {answering / 1000:.0f} kB; ", end="")
    print(f"the page {there:.1f} s, {link.down / 1000:.0f} kB (load {os.getloadavg()[0]:.1f})")
    page.wait_for_timeout(5000)  # the browser caches files that come later, too
    page.close()


def main() -> None:
    """Print all results."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--delay", type=float, default=0.2, help="seconds one way")
    parser.add_argument("--rate", type=float, default=1e6, help="bits a second, which all connections share")
    parser.add_argument("--fetched", action="store_true", help="print every file")
    arguments = parser.parse_args()
    with sync_playwright() as playwright, serve() as app, relay(app.address) as link:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        link.delay, link.rate = arguments.delay, arguments.rate / 8
        context = browser.new_context(viewport={"width": 1300, "height": 900}, bypass_csp=True)
        for kind in ("first visit", "the next one"):
            visit(context, link, kind, print if arguments.fetched else None)
        browser.close()


if __name__ == "__main__":
    main()
