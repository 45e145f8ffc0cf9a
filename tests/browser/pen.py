"""Drawing on the page as a person does: with real mouse moves, or with a finger."""

from __future__ import annotations

import json

from playwright.sync_api import Page

from model.pen import CANVAS_SIZE
from tests.browser.server import PROJECT

SURFACE = ".st-key-canvas canvas.upper-canvas"
SAMPLES = {
    each["label"]: each["strokes"] for each in json.loads((PROJECT / "assets/samples.json").read_text())
}


def draw(page: Page, strokes: list) -> None:
    """Draw strokes, in canvas pixels, with the mouse."""
    box = page.locator(SURFACE).bounding_box()
    for (x, y), *rest in strokes:
        page.mouse.move(box["x"] + x, box["y"] + y)
        page.mouse.down()
        for x, y in rest:
            page.mouse.move(box["x"] + x, box["y"] + y)
        page.mouse.up()


def draw_with_finger(page: Page, strokes: list) -> None:
    """Draw strokes, in canvas pixels, with real touch events."""
    box = page.locator(SURFACE).bounding_box()
    session = page.context.new_cdp_session(page)
    for stroke in strokes:
        for place, (x, y) in enumerate(stroke):
            kind = "touchMove" if place else "touchStart"
            point = {"x": box["x"] + x, "y": box["y"] + y}
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def scaled(strokes: list, share: float) -> list:
    """The same strokes, that much larger or smaller about the canvas's middle."""
    middle = CANVAS_SIZE / 2
    return [[[middle + (v - middle) * share for v in point] for point in stroke] for stroke in strokes]
