"""Measures how soon the page Teach it has learned from another drawing, in Chromium.

    python -m benchmarks.teaching_here [--draws 5] [--rate 4]

Five signs have ten drawings each, one of which is drawn with the mouse, again and again. The times are from
lifting the pen until a way's thread has learned with that drawing and its variants. With `--rate`, the
browser only gets that part of the time: see slower.py.
"""

from __future__ import annotations

import argparse
import json
import statistics

from playwright.sync_api import Page, sync_playwright

from benchmarks.slower import slowed
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.server import serve
from tests.samples import SAMPLES

SIGNS, DRAWINGS, LONGEST = 5, 10, 300_000
WATCH = """
globalThis.learned = [];
addEventListener("pointerup", () => (globalThis.lifted = performance.now()), true);
globalThis.Worker = class extends Worker {
  constructor(...given) {
    super(...given);
    const way = (globalThis.ways = (globalThis.ways ?? 0) + 1);
    this.addEventListener("message", ({ data }) => {
      if (data.weights) learned.push([way, performance.now() - globalThis.lifted]);
      if (!data.weights) globalThis.settled = (globalThis.settled ?? 0) + 1;
    });
  }
};"""


def main() -> None:
    """Measure what the command line asks for, and print it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--draws", type=int, default=5)
    parser.add_argument("--rate", type=float, default=1.0)
    options = parser.parse_args()
    with sync_playwright() as playwright, serve() as app:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        page = browser.new_page()
        page.set_default_timeout(LONGEST)
        page.add_init_script(WATCH)
        page.goto(f"{app.address}/teach")
        bring(page)
        page.wait_for_function("() => globalThis.settled === 2")
        with slowed(options.rate):
            times = [draw_one(page) for _ in range(options.draws)]
        for way, title in enumerate(("on the shoulders", "from nothing"), start=1):
            found = [one[way] for one in times]
            print(f"{title:18} {statistics.median(found):6.0f} ms ({min(found):.0f} to {max(found):.0f})")
        browser.close()


def bring(page: Page) -> None:
    """Bring all drawings but the last one."""
    lines = [
        json.dumps({"label": "ABCDE"[sign], "source": "hand", "strokes": moved(SAMPLES[sign], turn)})
        for turn in range(DRAWINGS)
        for sign in range(SIGNS)
    ][:-1]
    file = {"name": "signs.jsonl", "mimeType": "application/jsonl", "buffer": "\n".join(lines).encode()}
    page.locator(".ink-taught input[type=file]").set_input_files(file)


def moved(strokes, turn: int) -> list[list[list[float]]]:
    """Return strokes as another hand might have drawn them: sheared a little."""
    return [[[x + 0.03 * (turn - 5) * y, y * (1 + 0.02 * turn)] for x, y in stroke] for stroke in strokes]


def draw_one(page: Page) -> dict[int, float]:
    """Draw the last one, wait until both ways have learned, and undo it; return milliseconds by way."""
    pad = page.locator(".ink-sign canvas.upper-canvas").last
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.evaluate("() => void (learned.length = globalThis.settled = 0)")
    size = box["width"] / 280
    for stroke in SAMPLES[SIGNS - 1]:
        for at, (x, y) in enumerate(stroke):
            page.mouse.move(box["x"] + size * x, box["y"] + size * y)
            if not at:
                page.mouse.down()
        page.mouse.up()
    page.wait_for_function("() => globalThis.settled >= 2")
    found = {way: time for way, time in page.evaluate("() => learned")}
    page.evaluate("() => void (globalThis.settled = 0)")
    page.get_by_role("button", name="Undo", exact=True).click()
    page.wait_for_function("() => globalThis.settled >= 2")
    return found


if __name__ == "__main__":
    main()
