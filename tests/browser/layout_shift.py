"""Record what moves on a page while it loads, using the browser's own layout shifts.

A shift's value is the share of the window that moved times how far it moved, as a share of the window's
longer side (https://web.dev/articles/cls). A shift within half a second of a click or key isn't counted.
"""

from typing import NamedTuple

from playwright.sync_api import Page

from tests.browser.waiting import until_page

READY = {  # every page's address, and the last thing that it shows
    "": ".st-key-network_view .ink-outputs li",
    "breaking": ".st-key-network_view .ink-outputs li",  # an old address of Draw
    "neurons": ".st-key-catalogue button",
    "build": ".st-key-painted b:not(:empty)",
    "teach": ".ink-sign canvas",
    "training": ".st-key-confusion button",
    "lesson": ".st-key-lesson_next button",
    "teachers": ".st-key-card_embed img",
    "plan": ".st-key-leaf_0 li",
    "class": ".st-key-wall_picture img",
    "present": ".ink-slides section:last-child img",
    "embed": ".st-key-own_task_code img",
    "wall": ".st-key-class_start button",
    "words": ".ink-find input",
    "questions": ".ink-option",
}
QUIET = 500  # milliseconds after which nothing moves any more
WATCH = """() => {
  window.layoutShifts = [];
  const name = (node) => {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const keyed = element?.closest("[class*=st-key-]");
    if (keyed) return [...keyed.classList].find((each) => each.startsWith("st-key-"));
    return element?.closest("[data-testid]")?.dataset.testid ?? node.nodeName;
  };
  const note = (entry) => {
    if (entry.hadRecentInput) return;
    const moved = entry.sources.map(({ node, previousRect: from, currentRect: to }) => ({
      name: node ? name(node) : "gone",
      from: [from.x, from.y, from.width, from.height].map(Math.round),
      to: [to.x, to.y, to.width, to.height].map(Math.round),
    }));
    window.layoutShifts.push({ value: entry.value, time: entry.startTime, moved });
  };
  const observer = new PerformanceObserver((list) => list.getEntries().forEach(note));
  observer.observe({ type: "layout-shift", buffered: true });
}"""


class Moved(NamedTuple):
    """One element that moved: its key or kind, and its left, top, width, height in the window."""

    name: str
    before: tuple[int, int, int, int]
    after: tuple[int, int, int, int]


class Shift(NamedTuple):
    """One layout shift: its value, milliseconds since the page began, and what moved, the largest first."""

    value: float
    time: float
    moved: list[Moved]


def watch(page: Page) -> None:
    """Have the page record what moves, starting with its next load."""
    page.add_init_script(f"({WATCH})()")


def load(page: Page, address: str, path: str) -> list[Shift]:
    """Load one of the pages in `READY` and return all that moved until it was there."""
    page.goto(f"{address}/{path}")
    page.locator(READY[path]).first.wait_for(timeout=60_000)
    until_page(page)
    page.wait_for_timeout(QUIET)
    return [
        Shift(
            entry["value"],
            entry["time"],
            [Moved(each["name"], tuple(each["from"]), tuple(each["to"])) for each in entry["moved"]],
        )
        for entry in page.evaluate("() => window.layoutShifts")
    ]
