"""Measures how much of each page moves while it loads, and what: the sum of the browser's layout shifts.

python -m benchmarks.layout_shift [--loads 5] [--moved]

It starts the app and loads every page in a laptop's window and a phone's: as the first visitor of a server
that has just started, as a new visitor with an empty cache, and as a returning one. Up to 0.1 is good
(https://web.dev/articles/cls takes the worst five seconds; this takes all the time until the page is there).
`--moved` prints which elements moved.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.layout_shift import READY, Shift, load, watch
from tests.browser.server import serve

SIZES = ((1300, 900), (390, 844))
Loads = dict[str, list[list[Shift]]]  # by kind of visitor


def visit(browser: Browser, address: str, path: str, size: tuple[int, int], loads: int) -> Loads:
    """Load a page as this many new visitors, each of whom then loads it again."""
    found: Loads = {"new": [], "again": []}
    for _ in range(loads):
        page = browser.new_context(viewport={"width": size[0], "height": size[1]}).new_page()
        watch(page)
        for shifts in found.values():
            shifts.append(load(page, address, path))
        page.context.close()
    return found


def report(title: str, loads: Iterable[list[Shift]], lists_elements: bool) -> None:
    """Print the smallest and the largest sum, and each element's part in it."""
    sums = [sum(shift.value for shift in shifts) for shifts in loads]
    print(f"{title:45} {min(sums):6.3f} to {max(sums):6.3f}", flush=True)
    if lists_elements:
        values = Counter()
        for shift in (shift for shifts in loads for shift in shifts):
            for name in {each.name for each in shift.moved}:
                values[name] += shift.value / len(sums)
        for name, value in values.most_common():
            print(f"    {value:6.3f} a load with {name}")


def main() -> None:
    """Print a line for every page, size and kind of visitor."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--loads", type=int, default=5)
    parser.add_argument("--moved", action="store_true", help="print what moved")
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        for path in READY:
            for size in SIZES:
                title = f"/{path}, {size[0]}×{size[1]}"
                with serve() as app:
                    first = visit(browser, app.address, path, size, 1)["new"]
                    found = {"first": first} | visit(browser, app.address, path, size, options.loads)
                for visitor, loads in found.items():
                    report(f"{title}, {visitor}", loads, options.moved)
        browser.close()


if __name__ == "__main__":
    main()
