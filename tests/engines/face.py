"""Drive three browsers with one interface, so that they all do the same: open, look, point, press and wait.

It knows nothing about the page. Chromium is driven by Playwright (`chromium.py`), Firefox by WebDriver BiDi
(`firefox.py`), WebKit by WebDriver (`webkit.py`). The last two are W3C protocols, built into the browsers.
"""

import json
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

LOOK = 0.03  # seconds between looks
LONGEST = 40  # seconds that anything can take on a busy machine
KEYS = {"Escape": "\ue00c"}  # as WebDriver names them
HEAD = 56  # CSS pixels at the window's top, which the page's own header covers
FOUND = """(selector, text) => {
  const roots = [document];
  const found = [];
  for (const root of roots) {
    for (const element of root.querySelectorAll("*")) if (element.shadowRoot) roots.push(element.shadowRoot);
    found.push(...root.querySelectorAll(selector));
  }
  return found.filter((element) => element.textContent.includes(text));
}"""
PLACE = f"""(selector, text, number) => {{
  const element = ({FOUND})(selector, text).at(number);
  if (!element) return null;
  const {{ top, bottom }} = element.getBoundingClientRect();
  const isSeen = top >= {HEAD} && bottom <= innerHeight;
  if (!isSeen) element.scrollIntoView({{ block: "center", inline: "nearest", behavior: "instant" }});
  const {{ x, y, width, height }} = element.getBoundingClientRect();
  return {{ x, y, width, height }};
}}"""
Point = Sequence[float]  # x, y in CSS pixels of the window


class Engine(ABC):
    """A browser with one page."""

    name: str
    cannot: frozenset[str] = frozenset()  # any of "touch", "pen" and "narrow" that its driver can't do

    @abstractmethod
    def version(self) -> str:
        """Return the version that the browser reports."""

    @abstractmethod
    def open(self, address: str) -> None:
        """Load that address, but only wait for its HTML."""

    @abstractmethod
    def evaluate(self, function: str, *arguments: object) -> object:
        """Call the JavaScript function `(a, b) => …` with these arguments; arguments and result are JSON."""

    @abstractmethod
    def perform(self, steps: Sequence[tuple], kind: str = "mouse") -> None:
        """Perform steps of a mouse, touch or pen: ("move", x, y), ("down",), ("up",)."""

    @abstractmethod
    def press(self, key: str) -> None:
        """Press one key, given as a name in `KEYS` or a character."""

    @abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Set the window's inner size in CSS pixels, or the smallest size that it can have."""

    @abstractmethod
    def screenshot(self) -> bytes:
        """Return a PNG of what can be seen."""

    @abstractmethod
    def attach(self, selector: str, file: Path) -> None:
        """Choose that file for an `<input type=file>`."""

    @abstractmethod
    def back(self) -> None:
        """Go one step back in the history."""

    @abstractmethod
    def enter(self) -> None:
        """Look into the page's one frame from now on, which fills the window; `open` leaves it."""

    @abstractmethod
    def close(self) -> None:
        """End the browser."""

    def reload(self) -> None:
        """Reload the page."""
        self.open(self.evaluate("() => location.href"))

    def wait(self, function: str, *arguments: object, longest: float = LONGEST) -> object:
        """Return that function's result as soon as it isn't empty, even if another page loads meanwhile.

        Raises:
            TimeoutError: If it's empty for `longest` seconds.
        """
        deadline, said = time.monotonic() + longest, None
        while time.monotonic() < deadline:
            try:
                if found := self.evaluate(function, *arguments):
                    return found
            except RuntimeError as error:  # another page is loading
                said = error
            time.sleep(LOOK)
        raise TimeoutError(f"{self.name}: not within {longest} s: {function} {arguments} {said or ''}")

    def box(self, selector: str, text: str = "", number: int = 0) -> dict[str, float]:
        """Return the box of an element with that text, also in shadow roots, as soon as two looks agree."""
        last = None
        deadline = time.monotonic() + LONGEST
        while time.monotonic() < deadline:
            box = self.wait(PLACE, selector, text, number)
            if box == last and box["width"]:
                return box
            last = box
            time.sleep(LOOK)
        raise TimeoutError(f"{self.name}: {selector} with {text!r} does not come to rest: {last}")

    def text(self, selector: str) -> str:
        """Return the visible text of the first such element."""
        self.box(selector)
        return self.evaluate(f"(selector) => ({FOUND})(selector, '')[0].innerText", selector)

    def click(
        self, selector: str, text: str = "", at: Point = (0.5, 0.5), number: int = 0, kind: str = "mouse"
    ) -> None:
        """Press the element with the pointer, at a share of its width and height."""
        box = self.box(selector, text, number)
        place = (box["x"] + at[0] * box["width"], box["y"] + at[1] * box["height"])
        self.perform([("move", *place), ("down",), ("up",)], kind)

    def hover(self, selector: str, text: str = "", at: Point = (0.5, 0.5)) -> None:
        """Put the pointer on the element."""
        box = self.box(selector, text)
        self.perform([("move", box["x"] + at[0] * box["width"], box["y"] + at[1] * box["height"])])


def actions(steps: Sequence[tuple], kind: str) -> list[dict]:
    """Convert the steps to WebDriver's format."""
    done = []
    for name, *values in steps:
        if name == "move":
            x, y = values
            done.append({"type": "pointerMove", "x": round(x), "y": round(y), "duration": 0})
        else:
            done.append({"type": {"down": "pointerDown", "up": "pointerUp"}[name], "button": 0})
    return [{"type": "pointer", "id": kind, "parameters": {"pointerType": kind}, "actions": done}]


def typed(key: str) -> list[dict]:
    """Convert a key to WebDriver's format."""
    value = KEYS.get(key, key)
    keys = [{"type": kind, "value": value} for kind in ("keyDown", "keyUp")]
    return [{"type": "key", "id": "keyboard", "actions": keys}]


def called(function: str, arguments: Sequence[object]) -> str:
    """Return an expression that calls that function and gives text, since protocols differ in values."""
    return f"JSON.stringify((({function})(...{json.dumps(arguments)})) ?? null)"
