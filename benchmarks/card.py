"""Measures the time from a click on a neuron to its card, in a headless Chromium.

python -m benchmarks.card [--clicks 20]

It is measured inside the page, from `pointerup` until the card names the clicked neuron and its ledger has a
total. For the server's part, see benchmarks.explain. It also prints how long the page's thread worked,
and how much of that on styles, until a third of a second after the click. This is processor time, so other
programs on the machine matter less.
"""

from __future__ import annotations

import argparse
import statistics

from playwright.sync_api import CDPSession, Page, sync_playwright

from model.network import NAMES
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.pen import SAMPLES, SURFACE, draw
from tests.browser.server import serve
from tests.browser.waiting import until_page
from views.session.networks import TITLES

GOAL = 60  # ms
WORK = ("TaskDuration", "RecalcStyleDuration")  # seconds, counted by the browser
LAYERS = {"dense": ("hidden1", "hidden2"), "conv": ("conv1", "conv2", "hidden")}
WATCH = """() => {
  addEventListener("pointerup", () => {
    const clicked = performance.now();
    const title = () => document.querySelector(".st-key-neuron h3")?.innerText;
    const total = () => document.querySelector(".st-key-ledger .ink-total b")?.innerText;
    const before = title();
    window.shown = null;
    const observer = new MutationObserver(() => {
      if (title() === before || !total()) return;
      window.shown = performance.now() - clicked;
      observer.disconnect();
    });
    observer.observe(document.body, { childList: true, characterData: true, subtree: true });
  }, true);
}"""


def work_of(browser: CDPSession) -> list[float]:
    """Return the milliseconds that the page's thread has worked, in total and on styles."""
    found = {each["name"]: each["value"] for each in browser.send("Performance.getMetrics")["metrics"]}
    return [1000 * found[each] for each in WORK]


def measure(page: Page, browser: CDPSession, layer: str, clicks: int) -> list[tuple[float, float, float]]:
    """Measure this many neurons of a layer in milliseconds: from click to card, and the `work_of` it."""
    panel = page.locator(f'.st-key-network_view figure[data-layer="{layer}"] canvas')
    times = []
    for click in range(clicks):
        panel.scroll_into_view_if_needed()
        box = panel.bounding_box()
        share = (click + 0.5) / clicks
        x, y = (
            box["x"] + box["width"] * (0.2 + 0.6 * (click % 2)),
            box["y"] + box["height"] * (0.05 + 0.9 * share),
        )
        before = work_of(browser)
        page.mouse.click(x, y)
        page.wait_for_function("() => window.shown !== null")
        shown = page.evaluate("() => window.shown")
        page.wait_for_timeout(300)
        work, styles = (now - then for now, then in zip(work_of(browser), before))
        times.append((shown, work, styles))
    return times


def main() -> None:
    """Print the median and the 95th percentile for each network."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--clicks", type=int, default=20, help="a layer (default: 20)")
    clicks = parser.parse_args().clicks
    with serve() as app, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1300, "height": 900}, bypass_csp=True)
        page.goto(app.address)
        page.locator(SURFACE).wait_for(timeout=60_000)
        until_page(page)
        page.locator(".st-key-network_view canvas").first.wait_for(timeout=60_000)
        draw(page, SAMPLES[3])
        page.wait_for_timeout(1500)
        page.evaluate(WATCH)
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        for name in NAMES:
            page.get_by_test_id("stButtonGroup").get_by_text(TITLES[name], exact=True).click()
            page.locator(f'.st-key-network_view figure[data-layer="{LAYERS[name][0]}"]').wait_for()
            page.wait_for_timeout(1000)
            clicked = [each for layer in LAYERS[name] for each in measure(page, session, layer, clicks)]
            times, work, styles = (sorted(each) for each in zip(*clicked))
            print(
                f"{name}: click to card, {len(times)} clicks: median {statistics.median(times):.0f} ms, "
                f"95th percentile {times[int(0.95 * (len(times) - 1))]:.0f} ms (goal: median {GOAL} ms); "
                f"processor of the page's thread: {statistics.median(work):.0f} ms, "
                f"{statistics.median(styles):.0f} of them styles"
            )
        browser.close()


if __name__ == "__main__":
    main()
