"""Build the site once and serve it with a plain file server below a folder, as any web space would."""

import contextlib
import threading
import time
from collections.abc import Collection, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page

from deploy.site.packages import LATER
from deploy.site.shell import files_of_languages
from tests.browser.waiting import UP, until
from views.parts.files.digit_files import OF_TRAINING
from views.session.drawing.drawing_code import decode_drawing

PATIENCE = 10  # seconds until a stroke is in the address, at most
BELOW = "lessons/inkling"  # a web space rarely has nothing else


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def serve_files(folder: Path) -> Iterator[str]:
    """Serve a folder and yield its address; afterwards nothing answers there any more."""
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
    "Draw on the shell, before Python is there."
    surface = page.locator("#surface canvas.upper-canvas")
    surface.wait_for()
    box = surface.bounding_box()
    for stroke in strokes:
        for number, (x, y) in enumerate(stroke):
            page.mouse.move(box["x"] + x, box["y"] + y)
            if not number:
                page.mouse.down()
        page.mouse.up()


def whole_code(page: Page, strokes: int) -> str:
    """Return the drawing in the page's address once it has `strokes` strokes; each stroke updates it."""
    deadline = time.monotonic() + PATIENCE
    while True:
        code = parse_qs(urlsplit(page.url).query).get("drawing", [""])[0]
        if (code and len(decode_drawing(code).strokes) >= strokes) or time.monotonic() > deadline:
            return code
        page.wait_for_timeout(20)


def until_stored(page: Page, folder: Path, spoken: Collection[str] = ()) -> None:
    """Wait until the browser has stored the site, except worker.js and what wasn't needed."""
    files = sum(path.is_file() for path in folder.rglob("*")) - 1
    files -= sum(len(of_it) for each, of_it in files_of_languages().items() if each not in spoken)
    files -= len(OF_TRAINING) - 1 + len(LATER)
    until(
        page,
        """async (files) => {
             const [name] = await caches.keys();
             const stored = name ? (await (await caches.open(name)).keys()).length : 0;
             return stored === files && navigator.serviceWorker.controller;
           }""",
        arg=files,
        timeout=UP,
    )
