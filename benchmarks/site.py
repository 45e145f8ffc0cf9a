"""Measures the site that needs no server: its size, and its time until it's ready, in a headless Chromium.

python -m benchmarks.site [--clicks 12]

It builds the site and serves it with a plain file server on this machine. A visitor draws at once, and clicks
the answer as soon as the page has taken over the drawing. Times until it's drawable, until the page and until
this card go from the first request, in the browser's own clock. From click to card is measured as in
benchmarks.card. A first visit has an empty cache; a later one has everything cached, and no network.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright

from benchmarks.card import LAYERS, WATCH, measure
from deploy.site.build import build, sizes
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.draw_page import choose_network
from tests.browser.pen import SAMPLES
from tests.browser.waiting import until_page
from tests.site.served import BELOW, draw_at_once, serve_files, until_stored

MARK = "performance.getEntriesByName('{}')[0]?.startTime"


def visit(context: BrowserContext, address: str, kind: str) -> Page:
    """Open the site, and print when each part was there."""
    page = context.new_page()
    page.goto(address, wait_until="commit")
    page.wait_for_function(MARK.format("inkling-drawable"))
    draw_at_once(page, SAMPLES[7])
    until_page(page)
    page.locator(".st-key-probabilities button").nth(7).click()
    page.locator(".st-key-neuron h3").wait_for()
    card = page.evaluate("performance.now()")
    drawable, there = (page.evaluate(MARK.format(f"inkling-{name}")) for name in ("drawable", "page"))
    print(f"{kind}: drawable {drawable:.0f} ms, the page {there / 1000:.1f} s, a card {card / 1000:.1f} s")
    return page


def clicks(page: Page, number: int) -> None:
    """Measure from click to card in both networks."""
    page.evaluate(WATCH)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    for name, layers in LAYERS.items():
        choose_network(page, name)
        page.wait_for_timeout(3000)
        times = [time for layer in layers for time, *_ in measure(page, session, layer, number)]
        print(f"{name}: click to card {statistics.median(times):.0f} ms, the longest {max(times):.0f}")


def main() -> None:
    """Print all results."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clicks", type=int, default=12, help="neurons a layer")
    number = parser.parse_args().clicks
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        root = Path(scratch)
        build(root / BELOW)
        at_once, every = sizes(root / BELOW)
        print(f"compressed: to draw on {at_once / 1e6:.2f} MB, all {every / 1e6:.1f} MB")
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 1300, "height": 900}, bypass_csp=True)
        with serve_files(root) as server:
            address = f"{server}/{BELOW}/"
            page = visit(context, address, "a first visit")
            until_stored(page, root / BELOW)
            page.close()
        for kind in ("a later one, without a network", "another one"):
            page = visit(context, address, kind)
            if kind != "another one":
                page.close()
        clicks(page, number)
        browser.close()
    print(f"load average {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
