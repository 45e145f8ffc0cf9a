"""The site, built once and served by a plain file server below a folder, as any web space would."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.waiting import until

BELOW = "lessons/inkling"  # a web space rarely is for this alone
UP = 120_000  # milliseconds, of a first visit on a busy machine


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def serve_files(folder: Path) -> Iterator[str]:
    """Serve a folder; gives its address. Nothing of it can be had any more afterwards."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def draw_at_once(page: Page, strokes: list) -> None:
    """Draw on what is there before Python is."""
    surface = page.locator("#surface canvas.upper-canvas")
    surface.wait_for()
    box = surface.bounding_box()
    for stroke in strokes:
        for number, (x, y) in enumerate(stroke):
            page.mouse.move(box["x"] + x, box["y"] + y)
            if not number:
                page.mouse.down()
        page.mouse.up()


def until_page(page: Page) -> None:
    """Wait until Python has taken over."""
    until(page, "!document.querySelector('#shell')", timeout=UP)


def until_kept(page: Page, files: int) -> None:
    """Wait until the browser has kept all of the site."""
    until(
        page,
        """async (files) => {
             const [name] = await caches.keys();
             const kept = name ? (await (await caches.open(name)).keys()).length : 0;
             return kept === files && navigator.serviceWorker.controller;
           }""",
        arg=files,
        timeout=UP,
    )
