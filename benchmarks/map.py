"""Measures how well the map follows the pen and how soon a digit shows its picture, in a headless Chromium.

python -m benchmarks.map [--strokes 6] [--digits 20]

"Painted" is how often a second the map is painted while the pen is down, at sixty moves a second. A digit's
times go from the pointer's move onto it to the frame with its picture, and from a click on it to the canvas
that shows it, which needs Python.
"""

from __future__ import annotations

import argparse
import statistics

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.pen import SAMPLES, SURFACE, draw, draw_steadily
from tests.browser.server import serve
from tests.browser.waiting import until_page

GOALS = {"paints": 25, "picture": 60}  # a second, and ms
SECONDS = 2.0  # for a stroke
NEAR = ".ink-map-near button"
WATCH = """() => {
  const map = document.querySelector(".ink-map-stage canvas");
  const kind = Object.getPrototypeOf(map.getContext("2d"));
  const clear = kind.clearRect;
  window.paints = 0;
  kind.clearRect = function (...box) {
    if (this.canvas === map) window.paints++;
    return clear.apply(this, box);
  };
  const after = (name, happened) => {
    const began = performance.now();
    const look = () => {
      if (happened()) requestAnimationFrame(() => (window[name] = performance.now() - began));
      else requestAnimationFrame(look);
    };
    look();
  };
  const tip = document.querySelector(".ink-map-stage .ink-tip");
  map.addEventListener("pointermove", () => {
    if (window.pointed === null) after("pointed", () => !tip.hidden && tip.querySelector("canvas"));
  }, true);
  addEventListener("pointerup", () => {
    const before = window.inkling.readings.last.image;
    after("clicked", () => window.inkling.readings.last.image !== before);
  }, true);
}"""


def painted(page: Page, strokes: int) -> list[float]:
    """Return how often a second the map was painted, for each of this many strokes."""
    found = []
    for stroke in range(strokes):
        page.evaluate("() => (window.paints = 0)")
        draw_steadily(page, SAMPLES[stroke % 10][:1], SECONDS)
        found.append(page.evaluate("() => window.paints") / SECONDS)
    return found


def shown(page: Page, digits: int) -> tuple[list[float], list[float]]:
    """Return the milliseconds until pictures of digits are shown: on hovering and on clicking."""
    pointed, clicked = [], []
    box = page.locator(".ink-map-stage canvas").first.bounding_box()
    for digit in range(digits):
        page.mouse.move(box["x"] + 2, box["y"] + 2)
        page.wait_for_timeout(100)
        page.evaluate("() => Object.assign(window, { pointed: null, clicked: null })")
        x = box["x"] + box["width"] * (0.35 + 0.3 * digit / digits)
        page.mouse.move(x, box["y"] + 0.4 * box["height"])
        page.wait_for_timeout(300)
        if (ms := page.evaluate("() => window.pointed")) is not None:
            pointed.append(ms)
        page.locator(NEAR).nth(1 + digit % 9).click()
        page.wait_for_function("() => window.clicked !== null")
        clicked.append(page.evaluate("() => window.clicked"))
        page.wait_for_timeout(500)
    return pointed, clicked


def main() -> None:
    """Print medians and 95th percentiles."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--strokes", type=int, default=6)
    parser.add_argument("--digits", type=int, default=20)
    options = parser.parse_args()
    with serve() as app, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1300, "height": 900}, bypass_csp=True)
        page.goto(f"{app.address}/?map=1")
        page.locator(SURFACE).wait_for(timeout=60_000)
        until_page(page)
        draw(page, SAMPLES[3])
        page.locator(NEAR).first.wait_for(timeout=60_000)
        page.evaluate(WATCH)
        found = painted(page, options.strokes)
        print(f"painted {statistics.median(found):.0f} times a second, {min(found):.0f} at least")
        print(f"    (goal: {GOALS['paints']})")
        draw(page, SAMPLES[4])
        page.wait_for_timeout(1500)
        for name, times in zip(("pointed at", "clicked"), shown(page, options.digits)):
            times.sort()
            print(
                f"a digit that is {name}: seen after {statistics.median(times):.0f} ms, "
                f"95th percentile {times[int(0.95 * (len(times) - 1))]:.0f} (goal: {GOALS['picture']})"
            )
        browser.close()


if __name__ == "__main__":
    main()
