"""Read what a real Chromium paints: pixels, and where in the window things are."""

import base64
import io
import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from model.explain.wiring import Unit, find_unit
from model.network import Activations, Network, forward, load_network
from model.preprocess import stages_of_ink
from tests.browser.card import expect_whole
from tests.browser.draw_page import choose_network, choose_sample, expect_answer, expect_settled, layer
from views.draw.network.network_view import panels_of
from views.parts.looks.wording import neuron_title
from views.session.drawing.samples import samples

NEARLY = 6  # of 255, the largest difference between equal colors: two steps of the 256


@dataclass
class Shown:
    """A ready-made drawing on the Draw page, its activations as computed here, and the chosen neuron."""

    page: Page
    network: Network
    activations: Activations
    chosen: Unit | None = None

    def choose(self, unit: Unit | None) -> None:
        """Click a neuron unless it is chosen, and wait for its complete card; None closes the open card."""
        heading = self.page.locator(".st-key-neuron h3")
        if unit != self.chosen:
            clicked = unit or self.chosen
            self.page.mouse.click(*spots_of(self.page, self.network, clicked.layer)[clicked.index])
        self.chosen = unit
        if unit is None:
            expect(heading).to_have_count(0)
        else:
            expect(heading).to_contain_text(neuron_title(find_unit(self.network, unit)))
            expect_whole(self.page)
        self.page.mouse.move(5, 5)


def show(page: Page, network: str, digit: int) -> Shown:
    """Have the page read a ready-made drawing."""
    choose_network(page, network)
    choose_sample(page, digit)
    expect_answer(page, digit)
    expect_settled(page)
    here = load_network(network)
    return Shown(page, here, forward(here, stages_of_ink(samples()[digit].ink()).image))


def spots_of(page: Page, network: Network, name: str, is_phone: bool = False) -> np.ndarray:
    """Return where in the window all units of a layer are: the layer's shape and (right, down) in pixels.

    Units are laid out in rows, as text is, or in columns on a phone, where the layers are below each other.
    Outputs are a list. A map's places are inside its cell, except for a rim of a twelfth, 1.5 pixels at most.
    """
    panel = next(panel for panel in panels_of(network) if panel.layer.name == name)
    if panel.kind == "digits":
        return np.array(outputs(page, "({x, y, width, height}) => [x + width / 2, y + height / 2]"))
    canvas = layer(page, name)
    (canvas if is_phone else page.locator(".ink-network-view")).scroll_into_view_if_needed()
    left, top, width, height = canvas.evaluate(
        """canvas => {
             const halo = -parseFloat(getComputedStyle(canvas).marginLeft);
             const box = canvas.getBoundingClientRect();
             return [box.left + halo, box.top + halo, box.width - 2 * halo, box.height - 2 * halo];
           }"""
    )
    shape = panel.layer.shape
    *places, channels = (*shape, 1) if panel.kind == "pixels" else shape
    rows, cols = panel.grid
    if is_phone:  # at most 16 units in a row
        rows = cols * -(-rows // 16)
        cols = math.prod(panel.grid) // rows
    first, second = np.divmod(np.arange(channels), rows if is_phone else cols)
    size = np.array([width / cols, height / rows])
    corners = np.stack([first, second] if is_phone else [second, first], axis=-1) * size + [left, top]
    if not places:
        return corners + size / 2
    rim = min(1.5, size[0] / 12)
    down, right = ((np.arange(number) + 0.5) / number for number in places)
    shares = np.stack(np.meshgrid(right, down), axis=-1)
    return (corners + rim + shares[:, :, None] * (size - 2 * rim)).reshape(*shape, 2)


def outputs(page: Page, of_box: str) -> list:
    """Call a JavaScript function with the box in the window and the style of each output's neuron."""
    return page.locator(".st-key-network_view li .ink-neuron").evaluate_all(
        f"each => each.map((one) => ({of_box})(one.getBoundingClientRect(), getComputedStyle(one)))"
    )


def output_colors(page: Page) -> np.ndarray:
    """Return the colors (10, 3) of the outputs' neurons."""
    return np.array(
        outputs(page, r"(_, style) => style.backgroundColor.match(/\d+/g).slice(0, 3).map(Number)")
    )


def canvas_colors(canvas: Locator, spots: np.ndarray) -> np.ndarray:
    """Return the colors (..., 3) that a canvas has at these places of the window (..., 2)."""
    box = canvas.bounding_box()
    picture = canvas_picture(canvas)
    return colors_at(picture, (spots - [box["x"], box["y"]]) * (picture.shape[1] / box["width"]))


def canvas_picture(canvas: Locator) -> np.ndarray:
    """Return a canvas's own pixels: int (rows, cols, 3)."""
    return picture_of_url(canvas.evaluate("canvas => canvas.toDataURL()"))


def picture_of_url(url: str) -> np.ndarray:
    """Return the pixels of a data URL: int (rows, cols, 3)."""
    return _decode(base64.b64decode(url.partition(",")[2]))


def screenshot(seen: Locator | Page, area: dict[str, int] | None = None) -> np.ndarray:
    """Take a screenshot of an element or the window, or of a part of it: int (rows, cols, 3).

    Args:
        seen: an element or a page.
        area: the part's x, y, width and height in the window.
    """
    if isinstance(seen, Locator):
        return _decode(seen.screenshot())
    session = seen.context.new_cdp_session(seen)  # Playwright's own takes four times as long
    clip = {"clip": {**area, "scale": 1}} if area else {}
    shot = session.send("Page.captureScreenshot", {"optimizeForSpeed": True, **clip})
    session.detach()
    return _decode(base64.b64decode(shot["data"]))


def _decode(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def colors_at(picture: np.ndarray, spots: np.ndarray) -> np.ndarray:
    """Return the colors (..., 3) that a picture has at these places (..., 2), each (right, down)."""
    cols, rows = np.moveaxis(np.floor(spots).astype(int), -1, 0)
    return picture[rows, cols]


class Bar(NamedTuple):
    """A bar: its row's words, its start and length as shares of its lane, and its color."""

    text: str
    start: float
    share: float
    color: list[int]


def bars_of(around: Locator) -> list[Bar]:
    """Return the bars of digits, or of a ledger, inside that element, as they are laid out on screen."""
    rows = around.locator("div:has(> i), button:has(> i)")
    found = rows.evaluate_all(
        r"""rows => rows.map((row) => {
             const [lane, bar] = [row.querySelector("i"), row.querySelector("u")];
             if (!bar) return [row.innerText, 0, 0, [0, 0, 0]];
             const [{ left, width }, inner] = [lane, bar].map((each) => each.getBoundingClientRect());
             const color = getComputedStyle(bar).backgroundColor.match(/\d+/g).slice(0, 3).map(Number);
             return [row.innerText, (inner.left - left) / width, inner.width / width, color];
           })"""
    )
    return [Bar(*each) for each in found]


def is_orange(colors: np.ndarray) -> np.ndarray:
    """Return which colors (..., 3) are those of a value clearly above 0."""
    red, green, blue = np.moveaxis(np.asarray(colors), -1, 0)
    return (red > green) & (green > blue) & (red > blue + 50)


def is_blue(colors: np.ndarray) -> np.ndarray:
    """Return which colors (..., 3) are those of a value clearly below 0."""
    red, green, blue = np.moveaxis(np.asarray(colors), -1, 0)
    return (blue > green) & (green > red) & (blue > red + 50)


def share_off(colors: np.ndarray, expected: np.ndarray) -> float:
    """Return the share of the colors (..., 3) that differ from the expected ones."""
    return float((np.abs(colors - expected.astype(int)).max(axis=-1) > NEARLY).mean())
