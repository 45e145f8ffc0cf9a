"""A training in the browser: how soon it shows something, is done and is stopped; how well it reads.

python -m tests.benchmarks.training_here [--browser firefox] [--slower 6]

The form's own choices, 20,000 images three times over, the digits fetched before, by a training that is not
counted. All moments are taken in the page. Memory is what all processes have more at most than before either
training; `--slower` has Chromium's page and its thread take so many times as long for everything.
"""

from __future__ import annotations

import argparse
import os
import threading
import time

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.server import serve
from tests.browser.training_page import BAR, choose, turn_to
from tests.processes import family, proportional_megabytes

LONGEST = 600_000  # ms
TRAIN = """(stops) => new Promise((then) => {
  const before = globalThis.inklingTraining?.run;
  const began = performance.now();
  const found = {};
  let ordered = 0;
  document.querySelector(".st-key-training_start button").click();
  const look = () => {
    const { run, snapshot, state } = globalThis.inklingTraining ?? {};
    if (run !== before && snapshot) found.first ??= performance.now() - began;
    if (found.first && stops && !ordered && performance.now() - began - found.first > 1000) {
      ordered = performance.now();
      [...document.querySelectorAll(".ink-training-here button")].at(-1).click();
    }
    if (run !== before && state === "ended") {
      then({ ...found, done: performance.now() - began, stop: ordered && performance.now() - ordered });
    } else setTimeout(look, 1);
  };
  look();
})"""


class Peak(threading.Thread):
    """The most memory that this process's children have, in MB, until it is stopped."""

    def __init__(self) -> None:
        """None is known yet."""
        super().__init__(daemon=True)
        self.most, self.goes_on = 0.0, True

    def run(self) -> None:
        """Look a few times a second."""
        while self.goes_on:
            self.most = max(self.most, memory())
            time.sleep(0.2)


def memory() -> float:
    """What the browser's processes have, in MB."""
    return proportional_megabytes(family(os.getpid()) - {os.getpid()})


def measure(page: Page, address: str, slower: float) -> None:
    """Train, and print."""
    page.goto(f"{address}/training")
    turn_to(page, "Live")
    page.locator(".st-key-live_weights img").first.wait_for()
    before, peak = memory(), Peak()
    peak.start()
    usual = page.get_by_role("combobox", name="Training images").input_value()
    choose(page, "Training images", "300")
    page.evaluate(TRAIN, False)
    page.locator(BAR).get_by_text("images right").wait_for(timeout=LONGEST)
    choose(page, "Training images", usual)
    page.wait_for_timeout(1000)
    if slower > 1:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    found = page.evaluate(TRAIN, False)
    page.locator(BAR).get_by_text("images right").wait_for(timeout=LONGEST)
    peak.goes_on = False
    print(f"first snapshot after {found['first']:.0f} ms, done after {found['done'] / 1000:.1f} s")
    print(page.locator(BAR).inner_text().splitlines()[0])
    print(f"memory of browser and server: {peak.most - before:.0f} MB more than {before:.0f}")
    found = page.evaluate(TRAIN, True)
    print(f"stopped {found['stop']:.0f} ms after the click")


def main() -> None:
    """Print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--browser", choices=("chromium", "firefox"), default="chromium")
    parser.add_argument("--slower", type=float, default=1)
    arguments = parser.parse_args()
    with serve() as app, sync_playwright() as playwright:
        if arguments.browser == "chromium":
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        else:
            browser = playwright.firefox.launch()
        page = browser.new_page(viewport={"width": 1300, "height": 900})
        page.set_default_timeout(LONGEST)
        measure(page, app.address, arguments.slower)
        browser.close()


if __name__ == "__main__":
    main()
