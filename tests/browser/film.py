"""Take the README's film from the running app: eight seconds, in the time that each scene takes.

A 4 is drawn and read, a neuron is tapped, "Why not 9?" is pressed, and a change flips the answer to 9. The
film leaves out the seconds in which the page searches for that change. `tests.browser.screenshots` takes it.
"""

import base64
import contextlib
import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Error, Locator, Page, sync_playwright

from model import PROJECT
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.pen import SAMPLES, SURFACE, draw_slowly, turn_away
from tests.browser.server import serve
from tests.browser.waiting import until_page

FILM = PROJECT / "assets" / "screenshots" / "film.webp"
WINDOW = {"width": 1280, "height": 720}
SIZE = (960, 540)
FRAME = 0.1  # seconds
LASTS = {"draw": 2.5, "tap": 1.3, "why not": 1.3, "search": 0.8, "flip": 2.1}  # seconds of each scene: 8
FIRES = (0.31, 0.15)  # shares of the second hidden layer: where a neuron fires
POINTED = (1100, 500)  # on the card
MOST_BYTES = 1_500_000
# A recording has no pointer, so the page shows a ring where it is.
POINTER = """() => {
  const ring = document.createElement("div");
  ring.style = `position: fixed; width: 22px; height: 22px; margin: -11px; border-radius: 50%;
    z-index: 9999999; pointer-events: none; border: 3px solid #ff9f1c; background: #ff9f1c55; left: -50px`;
  document.body.append(ring);
  const follow = ({ clientX, clientY }) => {
    ring.style.left = `${clientX}px`;
    ring.style.top = `${clientY}px`;
  };
  for (const kind of ["pointermove", "pointerdown"]) addEventListener(kind, follow, true);
}"""


class Camera:
    """A recording of what a page paints, scene by scene."""

    def __init__(self, page: Page) -> None:
        self.page, self.painted = page, []
        self.frames: list[Image.Image] = []
        self.session = page.context.new_cdp_session(page)
        self.session.on("Page.screencastFrame", self._keep)

    def _keep(self, painted: dict) -> None:
        self.painted.append((painted["metadata"]["timestamp"], painted["data"]))
        with contextlib.suppress(Error):  # after the last scene, when the browser closes
            self.session.send("Page.screencastFrameAck", {"sessionId": painted["sessionId"]})

    def take(self, name: str, act: Callable[[], None]) -> None:
        """Record a scene: what the page paints from the start of `act` on, for as long as the scene lasts."""
        self.painted.clear()
        self.session.send("Page.startScreencast", {"format": "jpeg", "quality": 95})
        act()
        self.page.wait_for_timeout(1000 * LASTS[name])
        self.session.send("Page.stopScreencast")
        began = self.painted[0][0]
        for number in range(round(LASTS[name] / FRAME)):
            until = began + number * FRAME
            data = [data for when, data in self.painted if when <= until][-1]
            picture = Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")
            self.frames.append(picture.resize(SIZE, Image.Resampling.LANCZOS))


def save(frames: list[Image.Image], path: Path) -> None:
    """Write the frames as an animated WebP that starts again after its end.

    Raises:
        ValueError: If it's larger than `MOST_BYTES`.
    """
    first, *others = frames
    first.save(
        path, save_all=True, append_images=others, duration=round(1000 * FRAME), loop=0, quality=80, method=6
    )
    if path.stat().st_size > MOST_BYTES:
        raise ValueError(f"{path.name} has {path.stat().st_size:,} bytes")


def _press(page: Page, target: Locator, at: tuple[float, float] = (0.5, 0.5)) -> None:
    """Move the pointer to a place in an element, by shares of its size, and click there."""
    box = target.bounding_box()
    page.mouse.move(box["x"] + box["width"] * at[0], box["y"] + box["height"] * at[1], steps=8)
    page.mouse.down()
    page.mouse.up()


def _draw_a_four(page: Page) -> None:
    draw_slowly(page, SAMPLES[4], 0.65)
    turn_away(page)


def record(page: Page) -> list[Image.Image]:
    """Play the scenes on an open, empty page."""
    camera, changes = Camera(page), page.locator("button.ink-change")
    hidden = page.locator('.st-key-network_view figure[data-layer="hidden2"] canvas')
    page.evaluate(POINTER)
    camera.take("draw", lambda: _draw_a_four(page))
    camera.take("tap", lambda: _press(page, hidden, FIRES))
    page.locator(".st-key-ledger").wait_for()
    camera.take("why not", lambda: _press(page, page.get_by_text("Why not 9?")))
    page.locator(".st-key-counterfactuals").get_by_role("button", name="Search").click()
    changes.last.wait_for(timeout=60_000)
    changes.last.scroll_into_view_if_needed()
    camera.take("search", lambda: page.mouse.move(*POINTED, steps=4))
    camera.take("flip", lambda: _press(page, changes.first))
    return camera.frames


def main() -> None:
    """Record the film in a window of a laptop, in light colors."""
    with serve() as app, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        page = browser.new_page(viewport=WINDOW, color_scheme="light", bypass_csp=True)
        page.goto(app.address)
        page.locator(SURFACE).wait_for(timeout=60_000)
        until_page(page)
        _draw_a_four(page)  # and open a card, so that the film doesn't show how code is loaded
        page.locator(".st-key-network_view canvas").first.wait_for(timeout=60_000)
        page.get_by_text("Why not 9?").click()
        page.locator(".st-key-counterfactuals").wait_for(timeout=60_000)
        page.get_by_role("button", name="Close").first.click()
        page.get_by_role("button", name="Clear").first.click()
        page.wait_for_timeout(2000)
        save(record(page), FILM)
        browser.close()
