"""Draw on the page as a person does: with a real mouse or a finger, at once or move by move."""

import math
import time
from collections.abc import Callable

import numpy as np
from playwright.sync_api import Page

from model.preprocess.pen import CANVAS_SIZE
from tests.samples import BARS as BARS
from tests.samples import SAMPLES as SAMPLES
from tests.samples import scaled as scaled

SURFACE = ".st-key-canvas canvas.upper-canvas"
RATE = 60  # moves a second
# A mouse's events. On a busy page, late moves are left out, as Chromium does.
MOVES = """async (surface, { points, pause }) => {
  const send = (kind, [clientX, clientY]) => {
    const buttons = Number(kind !== "up");
    const event = { clientX, clientY, buttons, bubbles: true, composed: true, cancelable: true };
    surface.dispatchEvent(new PointerEvent(`pointer${kind}`, { ...event, pointerId: 1, isPrimary: true }));
    surface.dispatchEvent(new MouseEvent(`mouse${kind}`, event));
  };
  const began = performance.now();
  send("down", points[0]);
  for (let place = 0; place < points.length - 1; ) {
    await new Promise((done) => setTimeout(done, began + pause * (place + 1) - performance.now()));
    place = Math.min(points.length - 1, Math.floor((performance.now() - began) / pause));
    send("move", points[place]);
  }
  send("up", points.at(-1));
}"""
# All moves of a pressed mouse in one frame; a browser would paint a frame for each move of a real mouse.
AT_ONCE = """(surface, { points, side }) => new Promise((done) => {
  const { left, top, width } = surface.getBoundingClientRect(); // of a frame, in the frame's own window
  for (const [x, y] of points) {
    const [clientX, clientY] = [left + (width / side) * x, top + (width / side) * y];
    const event = { clientX, clientY, buttons: 1, bubbles: true, composed: true, cancelable: true };
    surface.dispatchEvent(new PointerEvent("pointermove", { ...event, pointerId: 1, isPrimary: true }));
    surface.dispatchEvent(new MouseEvent("mousemove", event));
  }
  requestAnimationFrame(done);
})"""
STRIDE = 16  # canvas pixels between moves, at least: the page paints a frame for each move
SIGNS = (  # a B and an X, in shares of a pad's side
    [[(0.3, 0.2), (0.3, 0.8)], [(0.3, 0.2), (0.7, 0.35), (0.3, 0.5), (0.75, 0.65), (0.3, 0.8)]],
    [[(0.2, 0.2), (0.8, 0.8)], [(0.8, 0.2), (0.2, 0.8)]],
)


def draw(page: Page, strokes: list, stays: bool = False) -> None:
    """Draw strokes, in canvas pixels, as fast as possible: all moves of a stroke are in one frame.

    Then turn away from the page, unless `stays`, so that Python gets the drawing at once.
    """
    in_window = to_window(page)
    for first, *rest in strokes:
        page.mouse.move(*in_window(*first))
        page.mouse.down()
        page.locator(SURFACE).evaluate(AT_ONCE, {"points": rest, "side": CANVAS_SIZE})
        page.mouse.move(*in_window(*(rest or [first])[-1]))
        page.mouse.up()
    if not stays:
        turn_away(page)


def draw_with_mouse(page: Page, strokes: list) -> None:
    """Draw strokes with a mouse that moves a `STRIDE` at a time; the page follows frame by frame."""
    in_window = to_window(page)
    for first, *rest in map(fewer, strokes):
        page.mouse.move(*in_window(*first))
        page.mouse.down()
        for point in rest:
            page.mouse.move(*in_window(*point))
        page.mouse.up()
    turn_away(page)


def turn_away(page: Page) -> None:
    """Turn away as if to another window, so that the page sends to Python all that is waiting."""
    page.evaluate("dispatchEvent(new Event('blur'))")


def fewer(stroke: list) -> list:
    """Keep a stroke's first and last point, and between them only points a `STRIDE` from the one before."""
    points = stroke[:1]
    for point in stroke[1:-1]:
        if math.dist(points[-1], point) >= STRIDE:
            points.append(point)
    return points + stroke[1:][-1:]


def draw_slowly(page: Page, strokes: list, seconds: float) -> None:
    """Draw strokes with the mouse at an even pace, `seconds` each.

    Chromium answers a move with the second frame after it, and only then we send the next: thirty a second,
        or fewer on a busy page. A real mouse sends sixty: see `draw_steadily`.
    """
    in_window = to_window(page)
    for stroke in strokes:
        at = along(stroke)
        page.mouse.move(*in_window(*at(0)))
        page.mouse.down()
        began, now = time.monotonic(), 0.0
        while now < 1:
            time.sleep(1 / RATE)
            now = min(1, (time.monotonic() - began) / seconds)
            page.mouse.move(*in_window(*at(now)))
        page.mouse.up()


def draw_steadily(page: Page, strokes: list, seconds: float) -> None:
    """Draw strokes at an even pace, with `RATE` moves a second that are made inside the page: see `MOVES`."""
    in_window = to_window(page)
    for stroke in strokes:
        at = along(stroke)
        points = [in_window(*at(share)) for share in np.linspace(0, 1, round(RATE * seconds) + 1)]
        page.locator(SURFACE).evaluate(MOVES, {"points": points, "pause": 1000 / RATE})


def along(stroke: list) -> Callable[[float], tuple[float, float]]:
    """Return a function from a share of the stroke's length to the pen's place."""
    lengths = np.hypot(*np.diff(stroke, axis=0).T)
    along = np.concatenate([[0], np.cumsum(lengths)]) / lengths.sum()
    return lambda share: tuple(float(np.interp(share, along, coordinates)) for coordinates in zip(*stroke))


def draw_with_finger(page: Page, strokes: list) -> None:
    """Draw strokes, in canvas pixels, with real touch events a `STRIDE` apart, and turn away."""
    in_window = to_window(page)
    session = page.context.new_cdp_session(page)
    for stroke in map(fewer, strokes):
        for i, point in enumerate(stroke):
            kind = "touchMove" if i else "touchStart"
            point = dict(zip("xy", in_window(*point)))
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    turn_away(page)


def to_window(page: Page) -> Callable[[float, float], tuple[float, float]]:
    """Scroll to the drawing surface; return a function from canvas pixels to the window's, at any size."""
    surface = page.locator(SURFACE)
    surface.scroll_into_view_if_needed()
    box = surface.bounding_box()
    size = box["width"] / CANVAS_SIZE
    return lambda x, y: (box["x"] + size * x, box["y"] + size * y)


def draw_sign(page: Page, pad: str, number: int, strokes: list, slide: float = 0.0) -> None:
    """Draw strokes, in shares of its side, on one of the small papers; `slide` shears them."""
    page.locator(pad).nth(number).scroll_into_view_if_needed()
    box = page.locator(pad).nth(number).bounding_box()
    for stroke in strokes:
        for place, (x, y) in enumerate(stroke):
            page.mouse.move(box["x"] + (x + slide * y) * box["width"], box["y"] + y * box["height"], steps=4)
            if not place:
                page.mouse.down()
        page.mouse.up()
