"""Check that the answer follows the pen: while it is down, when it is lifted, and after undo."""

import io
import re
import time

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from model.network import NAMES, forward_batch, load_network
from model.novelty import log_odds
from model.preprocess.pen import CANVAS_SIZE, PEN_WIDTH
from tests.browser.draw_page import (
    DRAWN,
    choose_network,
    click,
    expect_answer,
    expect_blank,
    expect_settled,
    layer,
    numbers,
)
from tests.browser.pen import SAMPLES, SURFACE, draw, fewer, turn_away
from tests.browser.waiting import settled, until
from tests.samples import A
from views.parts.looks.wording import a_digit

IMAGE = "image && [...window.inkling.readings.last.image]"


def reading(page: Page, name: str):
    """Return a value of the last reading of the ink."""
    return page.evaluate(f"window.inkling.readings.last.{name}")


def put_down(page: Page, stroke: list) -> None:
    """Draw a stroke, and leave the pen down."""
    box = page.locator(SURFACE).bounding_box()
    for place, (x, y) in enumerate(fewer(stroke)):
        page.mouse.move(box["x"] + x, box["y"] + y)
        if not place:
            page.mouse.down()


def test_answer_and_neurons_appear_while_the_pen_is_down(blank_page):
    page = blank_page
    put_down(page, SAMPLES[0][0])
    expect_answer(page, 0)
    expect(page.locator(".st-key-probabilities b")).to_have_count(10)
    expect(page.locator('figure[data-layer="image"] canvas')).to_be_visible()
    assert page.locator(".st-key-network_view path").count() > 10
    assert reading(page, "version") is None
    page.mouse.up()
    expect_settled(page)
    expect_answer(page, 0)


def test_two_slow_fingers_zoom_but_a_palm_doesn_t(open_page):
    page = open_page(has_touch=True)
    box, session = page.locator(SURFACE).bounding_box(), page.context.new_cdp_session(page)

    def touch(kind: str, *places: tuple[float, float]) -> None:
        points = [{"id": i, "x": box["x"] + x, "y": box["y"] + y} for i, (x, y) in enumerate(places)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", (60, 140))
    for far in range(0, 100, 2):
        touch("touchMove", (60 + far, 140))
        if far == 20:
            touch("touchStart", (60 + far, 140), (200, 230))
        if far > 20:
            touch("touchMove", (60 + far, 140), (200 + far // 8, 230))  # the palm slides
    touch("touchEnd")
    page.wait_for_function("inkling.surfaces.last.able.undo")
    assert page.evaluate("visualViewport.scale") == 1
    page.locator(".st-key-undo button").press("Enter")
    expect_blank(page)
    touch("touchStart", (120, 140))
    touch("touchMove", (117, 140))
    touch("touchStart", (117, 140), (160, 140))
    for apart in range(1, 60):
        touch("touchMove", (117 - apart, 140), (160 + apart * 0.8, 140))
    touch("touchEnd")
    page.wait_for_function("visualViewport.scale > 1.2")
    expect_blank(page)


def test_a_stroke_is_sent_as_one_message_when_the_pen_lifts(open_page):
    page = open_page(before=count_messages)
    until(page, "inklingSheet?.given !== null && inkling.drawings.last")
    before = settled(page, page.sent_messages, 1000)  # after the messages that follow loading
    put_down(page, SAMPLES[0][0])
    expect_answer(page, 0)
    page.wait_for_timeout(300)
    assert page.sent_messages() == before
    page.mouse.up()
    expect_settled(page)
    page.wait_for_timeout(800)
    assert page.sent_messages() == before + 1


def count_messages(page: Page) -> None:
    """Count the page's messages, but a drawing only once if it gets no answer in 1.5 s and is sent again."""
    sent = []

    def on_sent(message: str | bytes) -> None:
        now = time.monotonic()
        is_drawing = isinstance(message, bytes) and b'"drawing"' in message
        if not (is_drawing and any(message == earlier and now - then >= 1 for earlier, then in sent)):
            sent.append((message, now))

    page.on("websocket", lambda socket: socket.on("framesent", on_sent))
    page.sent_messages = lambda: len(sent)


def test_python_s_drawing_gives_the_same_answer_as_the_pen_s(blank_page):
    page = blank_page
    page.evaluate(
        """() => {
             const bars = document.querySelector(".st-key-probabilities");
             window.inkling.readings.subscribe("witness", ({ version, image }) => {
               if (!image) return; // the last to subscribe: the bars have been painted before
               if (version === null) window.fromPen = { image, bars: bars.innerText };
               else window.fromPython = { image, bars: bars.innerText };
             });
           }"""
    )
    draw(page, SAMPLES[2])
    page.wait_for_function("window.fromPython")
    pen, python = page.evaluate("[window.fromPen, window.fromPython]")
    assert pen["image"] == pytest.approx(python["image"], abs=1e-5)
    assert pen["bars"] == python["bars"]


def test_a_card_follows_the_drawing(blank_page):
    page = blank_page
    choose_network(page, "dense")
    draw(page, SAMPLES[0])
    expect_answer(page, 0)
    expect_settled(page)

    def spot() -> dict[str, float]:  # the place of one neuron: beside a card, neurons are closer together
        box = layer(page, "hidden1").bounding_box()
        return {"x": box["width"] * 0.4, "y": box["height"] * 0.4}

    layer(page, "hidden1").click(position=spot())
    total = page.locator(".st-key-ledger .ink-total b")
    before = total.inner_text()
    draw(page, [[[40, 40], [60, 240], [240, 240]]])
    expect(total).not_to_have_text(before)
    expect_settled(page)
    page.mouse.move(5, 5)
    layer(page, "hidden1").hover(position=spot())
    expect(page.locator(".st-key-network_view .ink-tip")).to_contain_text(f"z = {total.inner_text()}")


def test_a_non_digit_shows_the_most_similar_real_digits(blank_page):
    page = blank_page
    draw(page, A)
    expect(page.locator(".st-key-answer")).to_have_text(re.compile(r"^\s*Not a digit"))
    expect(page.locator(".ink-nearest img")).to_have_count(3)
    expect_settled(page)
    image = np.float32(page.evaluate("() => [...window.inkling.readings.last.image]")).reshape(28, 28)
    most = "(expected) => Math.abs(Math.max(...window.inkling.readings.last.digitLogits) - expected) < 0.01"
    for name in NAMES:
        choose_network(page, name)
        activations = forward_batch(load_network(name), image[None])
        asked = log_odds(load_network(name), activations)[0]
        page.wait_for_function(most, arg=float(asked.max()))
        expect_settled(page)
        answer = page.locator(".st-key-answer p")
        expect(answer).to_contain_text(f"“Is it {a_digit(asked.argmax())}?” comes closest to a yes, at ")
        assert numbers(answer.inner_text())[-1] == pytest.approx(asked.max(), abs=0.01)
    click(page, "clear")
    expect_blank(page)
    expect(page.locator(".ink-nearest img")).to_have_count(0)


def test_a_stroke_survives_a_quick_change_of_page(blank_page):
    page = blank_page
    draw(page, SAMPLES[0])
    page.get_by_role("link", name="Training").first.click()
    page.locator(".st-key-training_part").wait_for()
    page.get_by_role("link", name="Draw").first.click()
    expect_answer(page, 0)


def test_ink_is_as_sharp_as_the_screen(open_page):
    """A line's edge is between two device pixels or within one; the page reads and sends what others do."""
    line = [(140, 60), (140, 120), (140, 220)]
    known = {}
    for each in (1, 2, 3):
        page = open_page(device_scale_factor=each)
        put_down(page, line)
        drawn = page.evaluate("performance.now()")
        page.evaluate("inkling.surfaces.last.look()")  # so that the page reads the ink again
        page.wait_for_function(f"inkling.readings.last.time > {drawn}")
        if each > 1:
            expect_sharp(page, each)
        known[each] = [page.evaluate("[...inkling.readings.last.image]")]
        page.mouse.up()
        turn_away(page)
        if each > 1:
            expect_settled(page)
            expect_sharp(page, each)
        expect_settled(page)
        known[each].append(page.evaluate("[...inkling.drawings.last.image]"))
        known[each].append(page.locator(DRAWN).evaluate("canvas => canvas.toDataURL()"))
    assert known[2] == known[3] == known[1]


def expect_sharp(page: Page, ratio: int) -> None:
    """Check an upright line, which is as wide as the pen."""
    row = across(page)[8:-8]  # without the frame
    ink = np.flatnonzero(row > (row[0] + row.max()) / 2)
    seen = page.locator(SURFACE).bounding_box()["width"] / CANVAS_SIZE
    assert len(ink) == pytest.approx(ratio * PEN_WIDTH * seen, abs=2)
    assert (np.abs(row[ink] - row[ink[len(ink) // 2]]) > 5).sum() <= 4  # a soft edge has three or more each


def across(page: Page) -> np.ndarray:
    """Return the brightness along a line through the middle of the square, in device pixels."""
    box = page.locator(SURFACE).bounding_box() | {"height": 2}
    box["y"] += 139
    with Image.open(io.BytesIO(page.screenshot(clip=box))) as picture:
        return np.asarray(picture.convert("L"))[1].astype(int)


def test_the_canvas_s_own_toolbar_is_hidden(blank_page):
    page = blank_page
    toolbar = page.locator(".st-key-canvas .dc-toolbar")
    expect(toolbar).to_have_count(1)
    expect(toolbar).to_be_hidden()
    named = page.get_by_role("application", name="Draw here")
    assert named.get_by_role("button").count() == 0
    page.locator(SURFACE).hover()
    expect(toolbar).to_be_hidden()
    draw(page, SAMPLES[0])
    expect_answer(page, 0)
    page.wait_for_timeout(500)  # the canvas shows its tools a fifth of a second late
    expect(toolbar).to_be_hidden()
