"""Measures how long the second lesson's networks learn in Chromium, one of them and three at a time.

    python -m benchmarks.hands_here [--rate 4]

The times are from the click on *Learn* until each network has read all test images, and its shares are shown.
With `--rate`, the browser only gets that part of the time: see slower.py.
"""

from __future__ import annotations

import argparse
import time

from playwright.sync_api import Browser, sync_playwright

from benchmarks.slower import slowed
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.server import serve

LONGEST = 300_000  # milliseconds
STEPS = {"adults": 1, "fair": 3, "more": 2, "writers": 3}  # how many networks learn in each


def main() -> None:
    """Print a row for each step."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rate", type=float, default=1.0)
    rate = parser.parse_args().rate
    with sync_playwright() as playwright, serve() as app:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        for step, count in STEPS.items():
            print(f"{step:8} {count} networks {learn(browser, app.address, step, count, rate):6.1f} s")
        browser.close()


def learn(browser: Browser, address: str, step: str, count: int, rate: float) -> float:
    """Let a step's networks learn on a new page; return seconds."""
    page = browser.new_page()
    page.set_default_timeout(LONGEST)
    page.goto(f"{address}/lesson?lesson=hands&step={step}")
    page.locator(".st-key-lesson_guess button").first.click()
    learns = page.locator(".ink-hands-top .ink-primary:enabled")
    learns.wait_for()
    with slowed(rate):
        begun = time.perf_counter()
        learns.click()
        page.locator(".ink-hands-share").nth(2 * count - 1).wait_for()
        seconds = time.perf_counter() - begun
    page.close()
    return seconds


if __name__ == "__main__":
    main()
