"""Check slow and broken connections: the page shows every action, and the server gets all of them."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.conftest import DESKTOP
from tests.browser.draw_page import click, expect_answer, ink_on_canvas
from tests.browser.page_pool import PagePool
from tests.browser.pen import SAMPLES, SURFACE, draw, turn_away
from tests.browser.waiting import OFF, PAINTED, settled, until
from tests.relay import Relay, relay
from views.session.drawing.drawing_code import decode_drawing

KNOWN = """dispatchEvent(new Event("blur")) && inkling.readings.last.version === inkling.drawings.last.version
           && !inklingSheet.isAhead"""
IS_THERE = "window.inkling?.readings.last?.network && inklingSheet?.given !== null && inkling.drawings.last"
STATUS = '[data-testid="stStatusWidget"]'
INK = "inkling.{}.last.image.reduce((sum, value) => sum + value, 0)"
IMAGE = "[...inkling.readings.last.image]"
FIVE = [[(40 * x, 60), (45 * x, 240)] for x in range(1, 6)]
HELD = 60.0  # seconds one way: nothing arrives until the line gets faster, and then all does
# Timers of seconds wait ten times as long, because seconds are a moment for a busy machine. The shortest
# is the wait for an answer, after which the page sends again.
PATIENT = """(() => {
  const usual = setTimeout;
  window.setTimeout = (run, wait, ...more) => usual(run, wait >= 1500 ? 10 * wait : wait, ...more);
})()"""


@pytest.fixture
def line(address: str) -> Iterator[Relay]:
    with relay(address) as line:
        yield line


@pytest.fixture
def page(pool: PagePool, line: Relay) -> Iterator[Page]:
    page = pool.take(DESKTOP, reduced_motion="reduce")
    page.goto(line.address)
    page.locator(SURFACE).wait_for()
    until(page, IS_THERE)
    yield page
    line.delay, line.is_cut = 0, False
    pool.give_back(page, line.address)


def test_strokes_and_steps_are_sent_together_and_none_is_lost(take, address: str):
    frames = []
    page = take(reduced_motion="reduce")
    page.on("websocket", lambda line: line.on("framesent", lambda frame: frames.append(frame)))
    page.goto(address)
    until(page, IS_THERE)
    settled(page, lambda: len(frames), 1000)
    page.evaluate(PATIENT)
    frames.clear()
    draw(page, SAMPLES[0], stays=True)
    page.locator(".st-key-network_view").hover()
    expect(page.locator(".st-key-network_view .ink-foot p")).to_contain_text("is ahead of")  # without Python
    click(page, "clear")
    draw(page, SAMPLES[1], stays=True)
    expect_answer(page, 1)
    page.wait_for_timeout(300)
    assert frames == [] and "drawing=" not in page.url
    page.locator(".st-key-answer").click()
    until(page, "location.href.includes('drawing=')")
    assert len(frames) == 1
    for _ in ["clear", *SAMPLES[1]]:
        click(page, "undo")
    expect_answer(page, 0)
    draw(page, SAMPLES[1], stays=True)
    page.get_by_role("button", name="Copy link").click()
    link = page.locator(".ink-link > input")
    expect(link).to_have_value(re.compile("drawing="))
    (code,) = parse_qs(urlsplit(link.input_value()).query)["drawing"]
    assert len(decode_drawing(code).strokes) == len(SAMPLES[0]) + len(SAMPLES[1])
    page.keyboard.press("Escape")
    draw(page, [[(20, 250), (60, 250)]], stays=True)
    until(page, f"inklingSheet.objects.length === {len(SAMPLES[0]) + len(SAMPLES[1]) + 1}")
    page.evaluate(PAINTED)
    drawn = ink_on_canvas(page)
    page.reload()
    until(page, f"{IS_THERE} && {KNOWN}")
    assert ink_on_canvas(page) == pytest.approx(drawn, abs=20)
    page.close()  # its messages would be counted too


def test_a_link_copied_at_once_has_the_whole_drawing(page: Page, line: Relay, take):
    draw(page, SAMPLES[4])
    until(page, KNOWN)
    copied = []
    line.delay = HELD
    for act in (lambda: None, lambda: click(page, "undo"), lambda: draw(page, FIVE, stays=True)):
        act()
        page.locator(".ink-copy-link > button").click()
        text = page.locator(".ink-link > input")
        expect(text).to_be_visible()  # the click may wait for the pen
        expect(page.locator(".ink-link > p").first).not_to_have_text("")
        copied.append(text.input_value())
        page.keyboard.press("Escape")
    drawn = page.evaluate("inklingSheet.objects.length")
    counts = [len(decode_drawing(parse_qs(urlsplit(link).query)["drawing"][0]).strokes) for link in copied]
    assert counts == [len(SAMPLES[4]), len(SAMPLES[4]) - 1, drawn]
    assert drawn == len(SAMPLES[4]) - 1 + len(FIVE)
    read = page.evaluate(IMAGE)
    line.delay = 0
    other = take()
    other.goto(copied[-1])
    until(other, "window.inkling?.readings.last?.image")
    assert other.evaluate("inklingSheet.objects.length") == drawn
    assert other.evaluate(IMAGE) == read


def test_what_one_presses_before_the_next_page_comes_does_not_lead_back(page: Page, line: Relay):
    parts = page.get_by_test_id("stMain").get_by_test_id("stButtonGroup")
    line.delay = 0.3
    page.get_by_role("link", name="Training").first.click()
    page.locator(".st-key-samples :is(button, input)").nth(1).dispatch_event("click")  # in a closed menu
    expect(parts.first).to_be_visible()
    line.delay = 0
    settled(page, lambda: page.get_by_test_id("stMain").inner_text(), 1000)
    expect(parts.first).to_be_visible()
    expect(page).to_have_url(re.compile("/training"))


def test_drawings_made_offline_are_sent_when_the_line_is_back(page: Page, line: Relay):
    draw(page, SAMPLES[1])
    until(page, KNOWN)
    line.cut()
    until(page, OFF)
    notice = page.locator(".ink-lost p")
    expect(notice).to_contain_text("You can still draw and see answers.")
    for width in (1300, 390):  # all of it is visible, and Streamlit's own notice is hidden
        page.set_viewport_size(DESKTOP | {"width": width})
        box, button = (each.bounding_box() for each in (notice, page.locator(".ink-copy-link > button")))
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
        assert button["y"] + button["height"] <= box["y"] <= DESKTOP["height"] - box["height"]
        expect(page.locator(STATUS)).to_be_hidden()
    page.set_viewport_size(DESKTOP)
    click(page, "clear")
    draw(page, SAMPLES[4])
    expect_answer(page, 4)
    page.wait_for_timeout(300)
    assert not page.evaluate(KNOWN)
    line.is_cut = False
    until(page, KNOWN)
    expect_answer(page, 4)
    assert page.evaluate(INK.format("drawings")) == pytest.approx(page.evaluate(INK.format("readings")))


def without_a_place() -> bytes:
    """Return a message that breaks Streamlit's page completely."""
    message = ForwardMsg()
    message.metadata.delta_path[:] = [0, 99, 0]
    message.delta.new_element.markdown.body = "here"
    return message.SerializeToString()


@pytest.mark.parametrize("spoiled", [b"\xff" * 9, without_a_place()], ids=["unreadable", "without a place"])
def test_a_page_that_breaks_says_so_and_returns_with_its_drawing(
    browser: Browser, address: str, spoiled: bytes
):
    """Streamlit can't recover from a message that it can't apply, as with "Cached ForwardMsg MISS"."""

    def spoil(line: WebSocketRoute) -> None:
        server = line.connect_to_server()
        server.on_message(lambda message: line.send(spoiled if spoiling else message))

    spoiling = False
    context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce")
    page = context.new_page()
    page.route_web_socket("**/_stcore/stream", spoil)
    page.goto(address)
    until(page, IS_THERE)
    draw(page, SAMPLES[4][:1])
    until(page, KNOWN)
    page.wait_for_timeout(800)  # until all answers are there: an error is above the canvas
    draw(page, SAMPLES[4][1:], stays=True)
    spoiling = True  # the answer to these strokes
    turn_away(page)
    expect(page.get_by_role("alert").filter(has_text="has lost its connection to the server")).to_have_count(
        1
    )
    spoiling = False
    until(page, f"document.querySelector('.ink-lost p')?.textContent === '' && {KNOWN}")
    expect_answer(page, 4)
    context.close()
