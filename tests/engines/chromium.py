"""Drive Chromium with Playwright, as everywhere in these tests."""

import json
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Error, Playwright

from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.engines.face import Engine, called

# As Chrome before 128 and Safari before 26.4.
WITHOUT_STANDARD_ZOOM = "--disable-blink-features=StandardizedBrowserZoom"
# As a browser that has no storage for frames of other sites.
NO_STORE = """if (window !== top) {
  const get = () => { throw new DOMException("Access is denied for this document.", "SecurityError"); };
  for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { get });
}"""


class Chromium(Engine):
    """A headless Chromium."""

    name = "chromium"

    def __init__(self, playwright: Playwright, arguments: Sequence[str] = ()) -> None:
        """Start it, with these additional arguments."""
        self._browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=[*ARGUMENTS, *arguments]
        )
        context = self._browser.new_context(reduced_motion="reduce", has_touch=True)
        context.add_init_script(NO_STORE)
        self.page = context.new_page()
        self._inside = self.page.main_frame
        self._session = context.new_cdp_session(self.page)
        self._at, self._is_down = {"x": 0, "y": 0}, False

    def version(self) -> str:
        return f"Chromium {self._browser.version}"

    def open(self, address: str) -> None:
        self.page.goto(address, wait_until="domcontentloaded")
        self._inside = self.page.main_frame

    def evaluate(self, function: str, *arguments: object) -> object:
        try:
            return json.loads(self._inside.evaluate(called(function, arguments)))
        except Error as error:
            raise RuntimeError(error.message) from None

    def perform(self, steps: Sequence[tuple], kind: str = "mouse") -> None:
        for name, *values in steps:
            if name == "move":
                self._at = dict(zip("xy", values))
            if kind == "touch":
                self._touch(name)
            else:
                self._point(name, kind)

    def _point(self, name: str, kind: str) -> None:
        self._is_down = name == "down" or (name == "move" and self._is_down)
        event = {"move": "mouseMoved", "down": "mousePressed", "up": "mouseReleased"}[name]
        button = {"button": "left", "buttons": 1} if self._is_down or name == "up" else {}
        more = {"clickCount": 1, "pointerType": kind}
        self._session.send("Input.dispatchMouseEvent", {"type": event, **self._at, **button, **more})

    def _touch(self, name: str) -> None:
        if name == "move" and not self._is_down:
            return
        self._is_down = name != "up"
        event = {"move": "touchMove", "down": "touchStart", "up": "touchEnd"}[name]
        points = [self._at] if self._is_down else []
        self._session.send("Input.dispatchTouchEvent", {"type": event, "touchPoints": points})

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def screenshot(self) -> bytes:
        return self.page.screenshot()

    def attach(self, selector: str, file: Path) -> None:
        self._inside.locator(selector).set_input_files(file)

    def back(self) -> None:
        self.page.go_back(wait_until="domcontentloaded")

    def enter(self) -> None:
        self._inside = self.page.main_frame.child_frames[0]

    def close(self) -> None:
        self._browser.close()
