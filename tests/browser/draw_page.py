"""Use the Draw page, and wait for it before looking at anything."""

import contextlib
import io
import re

import pytest
from PIL import Image
from playwright.sync_api import FrameLocator, Locator, Page, TimeoutError, expect

from model.preprocess.pen import draw_strokes
from tests.browser.pen import SAMPLES, turn_away
from tests.browser.waiting import settled, soon
from views.parts.language.language import _
from views.session.networks import TITLES

CLEAR = ".st-key-clear button"
TOOLS = {"random": "samples", "upload_open": "samples", "keep_this": "compare"}  # a button -> where it is
A_MOMENT = 20_000  # milliseconds to press something that may be closing
DRAWN = ".st-key-canvas canvas.ink-read"  # the drawing, as it's read


def expect_answer(page: Page, digit: int) -> None:
    expect(page.locator(".st-key-answer")).to_have_text(re.compile(rf"^\s*{digit}\D"))


def ink_on_canvas(page: Page) -> int:
    """Count the canvas's pixels that carry ink."""
    return page.locator(DRAWN).evaluate(
        """canvas => canvas.getContext("2d").getImageData(0, 0, 280, 280).data
             .reduce((sum, value, i) => sum + (i % 4 === 3 && value > 0), 0)"""
    )


def expect_ink(page: Page, pixels: int, within: int = 0) -> None:
    """Wait up to 20 seconds until that many pixels carry ink, or up to `within` more or fewer."""
    expected = pytest.approx(pixels, abs=within)
    assert soon(page, lambda: ink_on_canvas(page), expected) == expected


def expect_blank(page: Page) -> None:
    """Wait until the canvas is blank too: strokes drawn before that would be cleared as well."""
    expect_ink(page, 0)
    expect(page.locator(".st-key-answer .ink-answer-empty")).to_have_count(1)
    expect(page.locator(".st-key-probabilities b")).to_have_count(0)


def make_blank(page: Page) -> None:
    """Close what is open, and clear the drawing."""
    page.mouse.move(0, 0)
    if page.locator(".st-key-neuron h3").count():
        with contextlib.suppress(TimeoutError):  # the card closes by itself when its neuron goes
            page.get_by_role("button", name=_("Close this card")).click(timeout=A_MOMENT)
        expect(page.locator(".st-key-neuron h3")).to_have_count(0)
    if can_be_cleared(page):
        with contextlib.suppress(TimeoutError):  # the drawing may just have been cleared
            page.locator(CLEAR).click(timeout=A_MOMENT)
    expect_blank(page)


def can_be_cleared(page: Page) -> bool:
    """Return whether anything is drawn: either the ink or the button can change first."""
    return bool(ink_on_canvas(page)) or page.locator(CLEAR).is_enabled()


def expect_settled(page: Page) -> None:
    """Turn away from the page, so that Python gets the drawing, and wait until Python has read it."""
    turn_away(page)
    page.wait_for_function(
        """() => {
             const { activations, version } = window.inkling.readings.last;
             return activations && version !== null;
           }"""
    )


def click(page: Page, name: str) -> None:
    """Press one of the page's own buttons: the canvas has a toolbar with an "Undo" of its own."""
    if name in TOOLS:
        open_drawer(page, TOOLS[name])
    page.locator(f".st-key-{name} button").first.click()


def open_drawer(page: Page | FrameLocator, tool: str) -> None:
    """Open the drawer below the canvas at one of its tools, if it isn't."""
    button = page.locator(f'[data-tool="{tool}"]')
    button.wait_for()
    if button.get_attribute("aria-expanded") != "true":
        button.click()


def choose_sample(page: Page, digit: int) -> None:
    """Choose one of the ready-made drawings."""
    open_drawer(page, "samples")
    page.locator(".st-key-samples button").nth(digit).click()


def layer(page: Page, name: str):
    return page.locator(f'.st-key-network_view figure[data-layer="{name}"] canvas')


def settled_box(locator: Locator) -> dict[str, float]:
    """Return an element's box once two looks agree: a card that opens moves and narrows its neighbors."""
    return settled(locator.page, locator.bounding_box)


def choose_network(page: Page, name: str) -> None:
    page.get_by_test_id("stButtonGroup").get_by_text(_(TITLES[name]), exact=True).click()
    layer(page, {"dense": "hidden1", "conv": "conv1"}[name]).wait_for()


def choose_pen(page: Page, name: str) -> None:
    open_drawer(page, "more")
    page.get_by_test_id("stButtonGroup").get_by_text(_(name), exact=True).click()


def numbers(text: str) -> list[float]:
    return [float(number.replace("−", "-")) for number in re.findall(r"[−-]?\d+\.\d+", text)]


def within(page: Page, selector: str) -> bool:
    """Return whether all of an element is in the window."""
    box, window = page.locator(selector).bounding_box(), page.viewport_size
    return bool(box) and (
        box["x"] >= 0
        and box["y"] >= 0
        and box["x"] + box["width"] <= window["width"] + 1
        and box["y"] + box["height"] <= window["height"] + 1
    )


def paper(digit: int) -> bytes:
    """Return a picture (PNG) of that digit on paper."""
    ink = Image.fromarray(draw_strokes(SAMPLES[digit]))
    paper = Image.new("RGBA", ink.size, (214, 208, 190, 255))
    paper.alpha_composite(ink)
    buffer = io.BytesIO()
    paper.convert("RGB").save(buffer, "png")
    return buffer.getvalue()
