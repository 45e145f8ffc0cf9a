"""From pen-up to the new answer in the page, in a headless Chromium.

python -m tests.benchmarks.latency [--strokes 30]

Starts the app, draws one-stroke digits on a blank canvas with real mouse moves and measures inside
the page, from the `pointerup` event to the first change of the answer's text.
"""

from __future__ import annotations

import argparse
import statistics

from playwright.sync_api import Page, sync_playwright

from model.network import NAMES
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.pen import SAMPLES, SURFACE, draw, scaled
from tests.browser.server import serve

ONE_STROKE = [digit for digit, strokes in SAMPLES.items() if len(strokes) == 1]
WATCH = """() => {
  addEventListener("pointerup", (event) => {
    if (!event.composedPath()[0].classList?.contains("upper-canvas")) return;
    window.penUp = performance.now();
    window.answered = null;
    const answer = document.querySelector(".st-key-answer");
    const before = answer.innerText;
    const observer = new MutationObserver(() => {
      if (answer.innerText === before) return;
      window.answered = performance.now();
      observer.disconnect();
    });
    observer.observe(answer, { childList: true, characterData: true, subtree: true });
  }, true);
}"""


def measure(page: Page, number: int) -> list[float]:
    """Milliseconds from pen-up to answer, for that many strokes."""
    times = []
    for stroke in range(number):
        digit = ONE_STROKE[stroke % len(ONE_STROKE)]
        draw(page, scaled(SAMPLES[digit], 0.7 + 0.4 * stroke / number))
        page.wait_for_function("() => window.answered !== null")
        times.append(page.evaluate("() => window.answered - window.penUp"))
        page.locator(".st-key-clear button").click()
        page.locator(".st-key-answer").filter(has_text="Draw").wait_for()
    return times


def main() -> None:
    """Print the median and the 95th percentile, per network."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--strokes", type=int, default=30)
    number = parser.parse_args().strokes
    with serve() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1300, "height": 900})
        page.goto(address)
        page.locator(SURFACE).wait_for(timeout=60_000)
        page.locator(".st-key-network_view canvas").first.wait_for(timeout=60_000)
        page.evaluate(WATCH)
        for name in NAMES:
            page.get_by_test_id("stButtonGroup").get_by_text(name, exact=True).click()
            page.locator(".st-key-network_view figure[data-layer^=hidden]").first.wait_for()
            measure(page, 3)
            times = sorted(measure(page, number))
            print(
                f"{name}: pen-up to answer, {number} strokes: median {statistics.median(times):.0f} ms, "
                f"95th percentile {times[int(0.95 * (number - 1))]:.0f} ms"
            )
        browser.close()


if __name__ == "__main__":
    main()
