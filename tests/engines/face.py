"""One face over three browsers, so that what one of them is asked, all are: open, look, point, press, wait.

It knows nothing of the page. Chromium is driven by Playwright (`chromium.py`), Firefox by WebDriver BiDi
(`firefox.py`), WebKit by WebDriver (`webkit.py`): protocols of the W3C's that the browsers have built in.
"""

from __future__ import annotations

import json
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

LOOK = 0.03  # seconds from one look to the next
LONGEST = 40  # seconds that something may take: a busy machine is no failure
KEYS = {"Escape": "\ue00c"}  # as WebDriver names them
HEAD = 56  # CSS pixels at the window's top, over which a page's own head lies
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
    cannot: frozenset[str] = frozenset()  # of "touch", "pen", "narrow": what its driver can't do

    @abstractmethod
    def version(self) -> str:
        """Its version, as it says it."""

    @abstractmethod
    def open(self, address: str) -> None:
        """Load that address, without waiting for more than its HTML."""

    @abstractmethod
    def evaluate(self, function: str, *arguments: object) -> object:
        """What that JavaScript function, `(a, b) => …`, gives for these arguments; both as JSON."""

    @abstractmethod
    def perform(self, steps: Sequence[tuple], kind: str = "mouse") -> None:
        """Steps of a mouse, touch or pen: ("move", x, y), ("down",), ("up",)."""

    @abstractmethod
    def press(self, key: str) -> None:
        """One key, as `KEYS` names it, or a character."""

    @abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Give the window's inside that many CSS pixels, or as few as it can have."""

    @abstractmethod
    def screenshot(self) -> bytes:
        """What is seen, as a PNG."""

    @abstractmethod
    def attach(self, selector: str, file: Path) -> None:
        """Choose that file for an `<input type=file>`."""

    @abstractmethod
    def back(self) -> None:
        """One step back in what was visited."""

    @abstractmethod
    def enter(self) -> None:
        """From now on look into the page's one frame, which fills the window; `open` leaves it."""

    @abstractmethod
    def close(self) -> None:
        """End it."""

    def reload(self) -> None:
        """Load the page once more."""
        self.open(self.evaluate("() => location.href"))

    def wait(self, function: str, *arguments: object, longest: float = LONGEST) -> object:
        """What that function gives, as soon as it is something; whatever is loaded meanwhile.

        Raises:
            TimeoutError: it was nothing for `longest` seconds.
        """
        deadline, said = time.monotonic() + longest, None
        while time.monotonic() < deadline:
            try:
                if found := self.evaluate(function, *arguments):
                    return found
            except RuntimeError as error:  # another page is being loaded
                said = error
            time.sleep(LOOK)
        raise TimeoutError(f"{self.name}: not within {longest} s: {function} {arguments} {said or ''}")

    def box(self, selector: str, text: str = "", number: int = 0) -> dict[str, float]:
        """Where an element with that text stands, in shadow roots, too, as soon as two looks agree."""
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
        """The first such element's, as it is seen."""
        self.box(selector)
        return self.evaluate(f"(selector) => ({FOUND})(selector, '')[0].innerText", selector)

    def click(
        self, selector: str, text: str = "", at: Point = (0.5, 0.5), number: int = 0, kind: str = "mouse"
    ) -> None:
        """Press it with the pointer, at a share of its width and height."""
        box = self.box(selector, text, number)
        place = (box["x"] + at[0] * box["width"], box["y"] + at[1] * box["height"])
        self.perform([("move", *place), ("down",), ("up",)], kind)

    def hover(self, selector: str, text: str = "", at: Point = (0.5, 0.5)) -> None:
        """Put the pointer on it."""
        box = self.box(selector, text)
        self.perform([("move", box["x"] + at[0] * box["width"], box["y"] + at[1] * box["height"])])


def actions(steps: Sequence[tuple], kind: str) -> list[dict]:
    """The same steps, as WebDriver takes them."""
    done = []
    for name, *values in steps:
        if name == "move":
            x, y = values
            done.append({"type": "pointerMove", "x": round(x), "y": round(y), "duration": 0})
        else:
            done.append({"type": {"down": "pointerDown", "up": "pointerUp"}[name], "button": 0})
    return [{"type": "pointer", "id": kind, "parameters": {"pointerType": kind}, "actions": done}]


def typed(key: str) -> list[dict]:
    """A key, as WebDriver takes it."""
    value = KEYS.get(key, key)
    keys = [{"type": kind, "value": value} for kind in ("keyDown", "keyUp")]
    return [{"type": "key", "id": "keyboard", "actions": keys}]


def called(function: str, arguments: Sequence[object]) -> str:
    """An expression that calls that function; its value as text, since protocols differ in values."""
    return f"JSON.stringify((({function})(...{json.dumps(arguments)})) ?? null)"
