"""Every page in every state, for those who see little or use no mouse: light, dark and on a phone."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.layout_shift import READY
from tests.browser.paint import screenshot
from tests.browser.pen import SAMPLES, draw
from tests.browser.test_draw_page import choose_network, expect_answer, layer
from tests.browser.test_neuron_card import expect_whole
from tests.browser.test_training_page import choose, turn_to

GRAVE = ("serious", "critical")  # of axe's four degrees
LEAST_TYPE = 14  # pixels
LEAST_CONTRAST = 3  # of what shows where the focus is: WCAG 2.2, 1.4.11 and 2.4.13
TABS_TO_A_SAMPLE = 3
LOOKS = {
    "light": {"color_scheme": "light", "viewport": DESKTOP},
    "dark": {"color_scheme": "dark", "viewport": DESKTOP},
    "phone": {"color_scheme": "light", "viewport": PHONE, "has_touch": True, "is_mobile": True},
}
READ_WORDS = r"""() => {
  const shown = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode, element = text.parentElement;
    if (!text.textContent.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const { width, height } = range.getBoundingClientRect();
    if (width < 2 || height < 2) continue;  // for screen readers only
    const around = element.closest("[class*=st-key-]")?.className.match(/st-key-\w+/)[0] ?? "";
    const size = parseFloat(getComputedStyle(element).fontSize);
    const heading = Boolean(element.closest("h1, h2, h3, h4, h5, h6"));
    shown.push([text.textContent.trim().slice(0, 40), around, size, heading]);
  }
  return shown;
}"""
READ_WIDTHS = """() =>
  [document.documentElement, ...document.querySelectorAll("[data-testid=stMain], [role=dialog]")]
    .map((each) => [each.scrollWidth, each.clientWidth])"""
READ_FOCUSED = """() => {
  let element = document.activeElement;
  const name = element.ariaLabel || element.title || element.textContent.slice(0, 30) || element.outerHTML;
  while (element.clientWidth * element.clientHeight < 100) element = element.parentElement;
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return [name, left, top, right, bottom];
}"""
FOCUS = "element => { element.tabIndex = -1; element.focus(); }"


class Words(NamedTuple):
    """Words on a page: what they say, the key of what is around them, their size, whether they head it."""

    text: str
    key: str
    pixels: float
    is_heading: bool


class Seen(NamedTuple):
    """What was found on a page in one state."""

    grave: list[str]
    words: list[Words]
    widths: list[tuple[int, int]]  # of contents and room, of everything that may scroll
    unseen: list[str]  # what had the focus without showing it


def go(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}/{path}")
    page.locator(READY[path]).first.wait_for()


def see_drawn(page: Page, address: str) -> None:
    choose_network(page, "dense")
    draw(page, SAMPLES[7])
    expect_answer(page, 7)


def see_card(page: Page, address: str) -> None:
    hidden = layer(page, "hidden1")
    hidden.scroll_into_view_if_needed()
    box = hidden.bounding_box()
    hidden.click(position={"x": box["width"] * 0.44, "y": box["height"] * 0.4})
    expect_whole(page)


def see_dialog(page: Page, address: str) -> None:
    page.locator(".st-key-catalogue button").nth(3).click()
    expect_whole(page)


def see_live(page: Page, address: str) -> None:
    turn_to(page, "Live")
    page.locator(".st-key-architecture svg").first.wait_for()
    page.locator(".st-key-live_weights img").first.wait_for()


def see_trained(page: Page, address: str) -> None:
    choose(page, "Training images", "300")
    choose(page, "Epochs", "1")
    page.get_by_role("button", name="Start").click()
    expect(page.locator("[data-testid=stProgress]")).to_contain_text("Done", timeout=60_000)


STATES = {  # how to get to each from the one before
    "blank": lambda page, address: go(page, address, ""),
    "drawn": see_drawn,
    "card": see_card,
    "neurons": lambda page, address: go(page, address, "neurons"),
    "dialog": see_dialog,
    "replay": lambda page, address: go(page, address, "training"),
    "live": see_live,
    "trained": see_trained,
}


TAB_FROM = {  # where the focus is put in a state, and how many Tabs follow
    "blank": (".st-key-canvas", 4),
    "neurons": (".st-key-network", 7),
    "live": (".st-key-training_part", 14),
}


def look_at(page: Page, state: str, is_phone: bool) -> Seen:
    words = [Words(*each) for each in page.evaluate(READ_WORDS)]
    grave, unseen = [], []
    if not is_phone:
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        grave = [
            f"{each['id']}: {node['html'][:120]} {node['failureSummary']}"
            for each in found
            if each["impact"] in GRAVE
            for node in each["nodes"]
        ]
        unseen = tab_through(page, *TAB_FROM[state]) if state in TAB_FROM else []
    return Seen(grave, words, page.evaluate(READ_WIDTHS), unseen)


def tab_through(page: Page, start: str, tabs: int) -> list[str]:
    """What had the focus without showing it: nothing about it changes by `LEAST_CONTRAST` when it goes on."""
    page.add_style_tag(content="* { transition: none !important; caret-color: transparent !important; }")
    page.locator(start).first.evaluate(FOCUS)
    stops, pictures = [], []
    for _ in range(tabs + 1):
        page.keyboard.press("Tab")
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        stops.append(page.evaluate(READ_FOCUSED))
        pictures.append(screenshot(page))
    unseen = []
    for (name, left, top, right, bottom), *seen in zip(stops, pictures, pictures[1:]):
        area = np.s_[max(0, int(top) - 6) : int(bottom) + 6, max(0, int(left) - 6) : int(right) + 6]
        with_focus, without = (luminance(picture[area]) for picture in seen)
        brighter, darker = np.maximum(with_focus, without), np.minimum(with_focus, without)
        shows = (brighter + 0.05) / (darker + 0.05) >= LEAST_CONTRAST
        if shows.sum() < 2 * min(right - left, bottom - top):
            unseen.append(name)
    return unseen


def luminance(colors: np.ndarray) -> np.ndarray:
    """The relative luminance of colors (..., 3) as WCAG 2.2 defines it, from 0 to 1."""
    shares = colors / 255
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


@pytest.fixture(scope="module", params=LOOKS)
def seen(request, browser, address) -> dict[str, Seen]:
    """What is found in each state, by its name."""
    found = {}
    with browser.new_context(**LOOKS[request.param]) as context:
        page = context.new_page()
        for state, reach in STATES.items():
            reach(page, address)
            found[state] = look_at(page, state, request.param == "phone")
    return found


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_grave(seen, state):
    assert seen[state].grave == []


@pytest.mark.parametrize("state", STATES)
def test_no_type_is_small(seen, state):
    assert len(seen[state].words) > 10
    small = {each for each in seen[state].words if each.pixels < LEAST_TYPE}
    assert not small, in_lines(small)


@pytest.mark.parametrize("state", STATES)
def test_headings_are_larger_than_text(seen, state):
    """Than the size that most words have."""
    sizes = [each.pixels for each in seen[state].words if not each.is_heading]
    usual = max(set(sizes), key=sizes.count)
    small = {each for each in seen[state].words if each.is_heading and each.pixels <= usual}
    assert not small, in_lines(small)


def in_lines(words: set[Words]) -> str:
    return "\n".join(sorted(f"{each.pixels:g} pixels in {each.key}: {each.text!r}" for each in words))


@pytest.mark.parametrize("state", STATES)
def test_nothing_scrolls_sideways(seen, state):
    assert [each for each in seen[state].widths if each[0] > each[1]] == []


@pytest.mark.parametrize("state", TAB_FROM)
def test_one_sees_where_the_focus_is(seen, state):
    assert seen[state].unseen == []


def test_a_sample_is_few_tabs_from_the_canvas(open_page):
    page = open_page()
    page.locator(".st-key-samples button").first.wait_for()
    page.locator(".st-key-canvas").first.evaluate(FOCUS)
    reached = []
    for _ in range(TABS_TO_A_SAMPLE):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("Boolean(document.activeElement.closest('.st-key-samples'))"))
    assert any(reached)
