"""Use Inkling's pages as a visitor, in any of the browsers."""

import re
from collections.abc import Mapping, Sequence

from model.preprocess.pen import CANVAS_SIZE
from tests.browser.layout_shift import READY
from tests.browser.pen import fewer
from tests.engines.face import LONGEST, Engine

SURFACE = "canvas.upper-canvas"
LINK = "a[data-testid=stTopNavLink]"
ANSWER = ".st-key-answer"
AGAIN = 15  # seconds until a press counts as failed: longer than a step of the lesson takes
SETTLED = """() => {
  const { last } = globalThis.inkling?.readings ?? {};
  return !!last && last.version !== null;
}"""
# The canvas has its final size, and its corners are visible: nothing cuts it off or covers it.
WHOLE = """() => {
  const host = [...document.querySelectorAll(".st-key-canvas *")].find((each) => each.shadowRoot);
  const surface = host?.shadowRoot.querySelector("canvas.upper-canvas");
  if (!surface) return false;
  const { left, top, right, bottom } = surface.getBoundingClientRect();
  const zoom = getComputedStyle(host).getPropertyValue("--canvas-zoom") || "1"; // a number, or calc(a / b)
  const [over, under = 1] = zoom.match(/[\\d.]+/g);
  const wanted = (280 * over) / under;
  const isThere = (x, y) =>
    document.elementFromPoint(x, y) === host && host.shadowRoot.elementFromPoint(x, y) === surface;
  const isSeen = [left + 3, right - 3].every((x) => [top + 3, bottom - 3].every((y) => isThere(x, y)));
  return isSeen && [right - left, bottom - top].every((side) => Math.abs(side - wanted) < 1);
}"""
# The bounds of the ink on the canvas, in its own pixels: left, top, right, bottom; nothing without ink.
INK = """() => {
  const host = [...document.querySelectorAll(".st-key-canvas *")].find((each) => each.shadowRoot);
  const canvas = host?.shadowRoot.querySelector("canvas.ink-read");
  if (!canvas) return null;
  const { width, height } = canvas;
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
  let box = null;
  for (let place = 3; place < data.length; place += 4) {
    if (!data[place]) continue;
    const [x, y] = [((place >> 2) % width) * 280 / width, Math.floor((place >> 2) / width) * 280 / height];
    box ??= [x, y, x, y];
    box = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)];
  }
  return box;
}"""


class Visit:
    """A visitor in that browser."""

    def __init__(self, engine: Engine, address: str) -> None:
        """Start with no page open."""
        self.engine, self.address = engine, address

    def open(self, path: str = "", width: int = 1300, height: int = 900) -> None:
        """Open one of the pages in a window of that size, and wait for the last thing that it shows."""
        self.engine.resize(width, height)
        self.engine.open(f"{self.address}/{path}")
        self.see(path.partition("?")[0])

    def see(self, page: str) -> None:
        """Wait until that page is there and has taken over from the shell that can be drawn on before it."""
        self.engine.box(READY[page])
        self.engine.wait("() => !document.querySelector('#shell')")
        if page in ("", "lesson"):
            self.engine.wait("() => !!globalThis.inkling?.readings.last?.network")

    def go(self, name: str, page: str) -> None:
        """Go to another page by its link in the header."""
        self.engine.click(LINK, name)
        self.engine.wait("(path) => location.pathname === path", f"/{page}")
        self.see(page)

    def draw(self, strokes: Sequence, kind: str = "mouse", lift: bool = True) -> None:
        """Draw strokes, in canvas pixels."""
        self.engine.box(ANSWER)
        self.draw_in(self.engine.box(SURFACE), strokes, kind, lift)

    def draw_in(
        self, box: Mapping[str, float], strokes: Sequence, kind: str = "mouse", lift: bool = True
    ) -> None:
        """Do the same in this box."""
        size = box["width"] / CANVAS_SIZE
        for stroke in map(fewer, strokes):
            first, *rest = [("move", box["x"] + size * x, box["y"] + size * y) for x, y in stroke]
            self.engine.perform([first, ("down",), *rest, *([("up",)] if lift else [])], kind)

    def expect_answer(self, said: object) -> None:
        """Check the start of the answer's text."""
        look = "(selector, said) => new RegExp(said).test(document.querySelector(selector)?.innerText)"
        self.engine.wait(look, ANSWER, rf"^\s*{said}")

    def expect_settled(self) -> None:
        """Turn away from the page, so that Python gets the drawing, and wait until Python has read it."""
        self.engine.evaluate("() => dispatchEvent(new Event('blur'))")
        self.engine.wait(SETTLED)

    def expect_no_ink(self) -> None:
        """Wait until the canvas is blank: strokes drawn before that would be cleared as well."""
        self.engine.wait(f"() => ({INK})() === null")

    def expect_whole_canvas(self) -> None:
        """Check that the canvas is whole, at once or as soon as the page is laid out."""
        self.engine.perform([("move", 2, 2)])
        self.engine.hover(SURFACE)  # the pointer hides the canvas's own toolbar
        self.engine.wait(WHOLE)

    def press(self, key: str) -> None:
        """Press one of the page's buttons, by Streamlit's key."""
        if key == "upload_open":
            self.engine.click('[data-tool="samples"]')
        self.engine.click(f".st-key-{key} button")

    def press_until(self, selector: str, place: str, text: str) -> None:
        """Press something; press again if nothing happens, because it may just have been moving away."""
        self.engine.click(selector)
        try:
            self.expect_text(place, text, longest=AGAIN)
        except TimeoutError:
            self.engine.click(selector)
            self.expect_text(place, text)

    def expect_text(self, selector: str, text: str, longest: float = LONGEST) -> None:
        """Check that something contains that text."""
        has = "(each) => each.innerText.includes(text)"
        look = f"(selector, text) => [...document.querySelectorAll(selector)].some({has})"
        self.engine.wait(look, selector, text, longest=longest)

    def numbers(self, selector: str) -> list[float]:
        """Return all figures with a decimal point in that text."""
        text = self.engine.text(selector)
        return [float(number.replace("−", "-")) for number in re.findall(r"[−-]?\d+\.\d+", text)]
