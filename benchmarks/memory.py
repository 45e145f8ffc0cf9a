"""Measures the app's memory page after page, for further sessions, and which libraries are in its process.

python -m benchmarks.memory [--sessions 20]

Like a person, it starts the app, draws, opens cards, the catalogue and the replay, trains a network,
downloads it and uploads it again. Then more sessions draw, one after the other. If TensorFlow were loaded,
its libraries would be in the process's maps. It prints the page's own process, its total with all processes
that it started (with memory that several of them map counted once), and the peak since the previous line,
which is what a host has to provide.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.pen import SAMPLES, SURFACE, draw
from tests.browser.server import App, serve
from tests.browser.training_page import BAR
from tests.browser.waiting import until_page
from tests.processes import family, large_libraries, megabytes, proportional_megabytes
from views.session.networks import TITLES

PATIENCE = 60_000  # milliseconds
EVERY = 0.2  # seconds
BARE = 'import streamlit as st\n\nst.write("Nothing.")\n'


def use_every_page(page: Page) -> Iterator[str]:
    """Use every feature once; yield the name of each part when it's done."""
    page.set_default_timeout(PATIENCE)
    page.locator(SURFACE).wait_for()
    draw(page, SAMPLES[3])
    page.locator(".st-key-answer").filter(has_text=re.compile(r"^\s*3")).wait_for()
    page.wait_for_timeout(1000)
    yield "a digit drawn"
    for network in ("dense", "conv"):
        page.get_by_test_id("stButtonGroup").get_by_text(TITLES[network], exact=True).click()
        name = {"dense": "hidden1", "conv": "conv2"}[network]
        page.locator(f'.st-key-network_view figure[data-layer="{name}"] canvas').click()
        page.locator(".st-key-ledger .ink-total").wait_for()
    yield "cards of both networks opened"
    page.get_by_role("link", name="Neurons").first.click()
    page.locator(".st-key-catalogue button").first.click()
    page.locator(".st-key-ledger .ink-total").wait_for()
    page.keyboard.press("Escape")
    yield "the catalogue opened"
    page.get_by_role("link", name="Training").first.click()
    page.locator(".st-key-replay_weights img").first.wait_for()
    yield "the replay opened"
    page.get_by_test_id("stButtonGroup").get_by_text("Live", exact=True).click()
    page.wait_for_timeout(1000)  # until the form is stable
    page.get_by_role("button", name="Start").click()
    page.locator(BAR).filter(has_text="Done").wait_for()
    yield "a network trained"
    with page.expect_download() as download, tempfile.TemporaryDirectory() as folder:
        page.get_by_role("button", name="Download as .keras").click()
        file = Path(folder) / "mine.keras"
        download.value.save_as(file)
        page.get_by_text("Upload your own network").click()
        page.locator("input[type=file]").set_input_files(file)
        page.get_by_text("Your network is in use now.").wait_for()
    yield "it was downloaded and uploaded"
    page.get_by_role("link", name="Neurons").first.click()
    page.locator(".st-key-catalogue button").first.click()
    page.locator(".st-key-ledger .ink-total").wait_for()
    yield "its neurons looked at"


def one_more(browser: Browser, app: App) -> None:
    """Open another session, which draws a digit and stays."""
    page = browser.new_context(viewport={"width": 1300, "height": 900}).new_page()
    page.goto(app.address)
    page.locator(SURFACE).wait_for(timeout=PATIENCE)
    until_page(page)
    draw(page, SAMPLES[7])
    page.wait_for_timeout(1500)


class Most:
    """Samples an app's memory five times a second, for the peak."""

    def __init__(self, app: App) -> None:
        """Start sampling, until `end`."""
        self.app, self._most, self._ended = app, 0.0, threading.Event()
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while not self._ended.wait(EVERY):
            self._most = max(self._most, proportional_megabytes(family(self.app.pid)))

    def show(self, what: str) -> None:
        """Print the current memory, and the peak since the last call."""
        now = proportional_megabytes(family(self.app.pid))
        most, self._most = max(now, self._most), 0.0
        print(f"{what:40} {megabytes(self.app.pid):5.0f} MB {now:5.0f} MB {most:5.0f} MB", flush=True)

    def end(self) -> None:
        """Stop sampling."""
        self._ended.set()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--sessions", type=int, default=20)
    sessions = parser.parse_args().sessions
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        (Path(folder) / "app.py").write_text(BARE)
        with serve(Path(folder)) as app:
            browser.new_page().goto(app.address)
            browser.contexts[0].pages[0].get_by_text("Nothing.").wait_for()
            print(f"{'':40} {'page':>8} {'together':>8} {'most':>8}")
            watch = Most(app)
            watch.show("Streamlit alone")
            watch.end()
        with serve() as app:
            page = browser.new_context(viewport={"width": 1300, "height": 900}).new_page()
            page.goto(app.address)
            page.locator(SURFACE).wait_for(timeout=PATIENCE)
            until_page(page)
            page.wait_for_timeout(2000)
            watch = Most(app)
            watch.show("the first page open")
            for done in use_every_page(page):
                watch.show(done)
            watch.end()
            print(f"large libraries in it: {', '.join(large_libraries(app.pid)) or 'none'}")
            before = megabytes(app.pid)
            for _ in range(sessions):
                one_more(browser, app)
            print(f"a further session that draws: {(megabytes(app.pid) - before) / sessions:.1f} MB")
        browser.close()


if __name__ == "__main__":
    main()
