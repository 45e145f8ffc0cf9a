"""Measures what another language costs: memory, a page's time, a stroke's bytes.

python -m benchmarks.languages [LANGUAGE]    compared with English, for example de
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from playwright.sync_api import Page, WebSocket, sync_playwright

from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.draw_page import expect_answer, expect_settled
from tests.browser.layout_shift import READY
from tests.browser.pen import SAMPLES, draw
from tests.browser.server import serve
from tests.browser.waiting import until_page
from views.parts.files.words_file import words_file
from views.parts.language.catalogs import ENGLISH, catalog

TIMES = 9
PAGES = ("", "neurons", "teachers")
SETTLED = 1500  # milliseconds after which no more bytes of a stroke come


def memory(language: str) -> float:
    """Return the megabytes that one more language adds to a process."""
    words_file(ENGLISH)
    tracemalloc.start()
    catalog(language), words_file(language)
    size, _most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return size / 1e6


def seconds(page: Page, address: str) -> float:
    """Return the seconds from opening an address to the complete page."""
    began = time.monotonic()
    page.goto(address)
    page.locator(READY[address.rpartition("/")[2]]).first.wait_for()
    until_page(page)
    return time.monotonic() - began


@contextmanager
def counting(page: Page) -> Iterator[list[int]]:
    """Count the bytes to and from the server, for a page that is opened inside."""
    found = [0, 0]

    def listen(line: WebSocket) -> None:
        for number, name in enumerate(("framesent", "framereceived")):
            line.on(name, lambda data, number=number: found.__setitem__(number, found[number] + len(data)))

    page.on("websocket", listen)
    yield found


def stroke(page: Page, address: str) -> list[int]:
    """Return the bytes of one digit, sent and received."""
    with counting(page) as found:
        seconds(page, f"{address}/")
        page.wait_for_timeout(SETTLED)
        before = list(found)
        draw(page, SAMPLES[7])
        expect_answer(page, 7)
        expect_settled(page)
        page.wait_for_timeout(SETTLED)
        return [now - then for now, then in zip(found, before)]


def main(other: str = "de") -> None:
    """Print all results."""
    print(f"memory: {memory(other):.2f} MB")
    path_of_chromium = find_chromium()  # it starts its own Playwright
    with serve() as app, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path_of_chromium, args=ARGUMENTS)
        pages = {each: chromium.new_context(locale=each).new_page() for each in (ENGLISH, other)}
        for path in PAGES:
            took = {each: [] for each in pages}
            for _time in range(TIMES):
                for each, page in pages.items():
                    took[each].append(seconds(page, f"{app.address}/{path}"))
            print(f"/{path}:", *(f"{each} {1000 * median(took[each]):.0f} ms" for each in pages))
        for each, page in pages.items():
            sent, received = stroke(page, app.address)
            print(f"a digit, {each}: {sent:,} bytes sent, {received:,} received")
        chromium.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
