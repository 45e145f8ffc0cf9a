"""Check every page in every state for people who see little, use no mouse or lack a word."""

import re
from typing import NamedTuple

import numpy as np
import pytest
from playwright.sync_api import Page

from tests.browser.axe import violations
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.draw_page import open_drawer
from tests.browser.laid_out import misplaced
from tests.browser.looks import Looks, others
from tests.browser.paint import screenshot
from tests.browser.tour import CHECKED, STATES, see_words
from tests.browser.windows import WINDOWS, turn
from tests.browser.words_seen import Read, read, unexplained
from views.parts.asking.glossary import CARD, GLOSSARY

OF_COLORS = ["color-contrast", "link-in-text-block"]  # axe's only rules that depend on colors
OF_WINDOWS = [*OF_COLORS, "scrollable-region-focusable", "target-size"]  # that depend on the window
LOOKS_AT_MOST = 4
BETWEEN_LOOKS = 1000  # milliseconds, longer than a part takes to rerun
LEAST_TYPE = 14  # pixels
LEAST_CONTRAST = 3  # of the focus mark: WCAG 2.2, 1.4.11 and 2.4.13
TABS_TO_A_SAMPLE = 3
pytestmark = pytest.mark.timeout(900)  # the first test makes the whole tour, 90 s on two quiet cores
IN_ALL_WINDOWS = ("Draw", CARD, "Lesson")  # pages
NOTED = {  # the states whose looks are in looks.txt: one for each feature that the README names
    *("drawn", "card", "drawing", "pair", "thousand digits", "neurons"),
    *("live", "built", "broken", "step nine", "teachers", "sheet", "slide", "wall"),
}
LAID_OUT = [name for name, state in STATES.items() if state.page != "Training" and name != "networks"]
CODE_NAME = re.compile(r"\b(hidden\d|conv\d|pool\d|logits|probs|image_\w+|\w+_relu|relu)\b|\(\d+, \d+")
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
    """Words on a page: their text, the key of the part around them, their size, whether they head it."""

    text: str
    key: str
    pixels: float
    is_heading: bool


class Seen(NamedTuple):
    """What we found on a page in one state."""

    violations: list[str]
    words: list[Words]
    widths: list[tuple[int, int]]  # of contents and room, of everything that may scroll
    unseen: list[str]  # what had the focus without showing it


class Stop(NamedTuple):
    """The focused element: its name, its shorter side in pixels, and the part of the window that shows it."""

    name: str
    side: float
    area: dict[str, int]


TAB_FROM = {  # where we put the focus in a state, and how many Tabs follow
    "blank": (".st-key-canvas", 4),
    "neurons": (".st-key-network", 7),
    "blame": (".st-key-one_step_head", 9),
    "live": (".st-key-training_part", 14),
    "step nine": (".st-key-lesson", 5),
}


def look_at(page: Page, state: str, rules: list[str] | None = None) -> Seen:
    """Check a page in a state by some of axe's rules, or by all."""
    found = find_violations(page, rules)
    unseen = tab_through(page, *TAB_FROM[state]) if state in TAB_FROM else []
    return look_without_axe(page)._replace(violations=found, unseen=unseen)


def look_without_axe(page: Page) -> Seen:
    """Read only a page's words and widths."""
    return Seen([], [Words(*each) for each in page.evaluate(READ_WORDS)], page.evaluate(READ_WIDTHS), [])


def find_violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """Return what axe finds every time it looks: a part that reruns is pale for a moment."""
    for _ in range(LOOKS_AT_MOST):
        found = [
            f"{each['id']}: {node['html'][:120]} {node['failureSummary']}"
            for each in violations(page, rules)
            for node in each["nodes"]
        ]
        if not found:
            break
        page.wait_for_timeout(BETWEEN_LOOKS)
    return found


def tab_through(page: Page, start: str, tabs: int) -> list[str]:
    """Return what had the focus without showing it: moving on changes nothing there by `LEAST_CONTRAST`."""
    page.add_style_tag(content="* { transition: none !important; caret-color: transparent !important; }")
    page.locator(start).first.evaluate(FOCUS)
    unseen, stop, shown = [], None, None
    for _ in range(tabs + 1):
        page.keyboard.press("Tab")
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        before, stop = stop, focused(page)
        areas = [each.area for each in (before, stop) if each]
        pictures = parts(screenshot(page, around := hull(areas)), around, areas)
        if before and not differ(shown, pictures[0], 2 * before.side):
            unseen.append(before.name)
        shown = pictures[-1]
    return unseen


def hull(areas: list[dict[str, int]]) -> dict[str, int]:
    """Return the smallest area that contains all of these."""
    left, top = (min(each[side] for each in areas) for side in "xy")
    right = max(each["x"] + each["width"] for each in areas)
    bottom = max(each["y"] + each["height"] for each in areas)
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def parts(picture: np.ndarray, around: dict[str, int], areas: list[dict[str, int]]) -> list[np.ndarray]:
    """Cut areas out of a picture (rows, cols, 3) of the area `around`."""
    corners = [(each["y"] - around["y"], each["x"] - around["x"]) for each in areas]
    return [
        picture[top : top + each["height"], left : left + each["width"]]
        for each, (top, left) in zip(areas, corners)
    ]


def focused(page: Page) -> Stop:
    name, left, top, right, bottom = page.evaluate(READ_FOCUSED)
    x, y = (max(0, int(edge) - 6) for edge in (left, top))
    width = min(page.viewport_size["width"], int(right) + 6) - x
    height = min(page.viewport_size["height"], int(bottom) + 6) - y
    area = {"x": x, "y": y, "width": max(1, width), "height": max(1, height)}
    return Stop(name, min(right - left, bottom - top), area)


def differ(picture: np.ndarray, other: np.ndarray, pixels: float) -> bool:
    """Return whether at least that many pixels of two pictures have `LEAST_CONTRAST` to each other."""
    one, two = luminance(picture), luminance(other)
    shows = (np.maximum(one, two) + 0.05) / (np.minimum(one, two) + 0.05) >= LEAST_CONTRAST
    return shows.sum() >= pixels


def luminance(colors: np.ndarray) -> np.ndarray:
    """Return the relative luminance of colors (..., 3) as WCAG 2.2 defines it, from 0 to 1."""
    shares = colors / 255
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


class Tour(NamedTuple):
    """What we found."""

    seen: dict[tuple[str, str], Seen]  # by look and state
    read: dict[str, Read]  # by state
    misplaced: dict[str, dict[str, list[str]]]  # by state and window
    looks: Looks  # of all parts, in any window

    def looks_of(self, state: str) -> list[tuple[str, Seen]]:
        """Return what we found in a state, by look: light, dark, phone."""
        return [(look, seen) for (look, name), seen in self.seen.items() if name == state]


@pytest.fixture(scope="module")
def desktop(browser, pool, address) -> Tour:
    """Tour each state in light and dark colors, and in a phone's window."""
    tour, page = Tour({}, {}, {}, Looks()), pool.take(DESKTOP, reduced_motion="reduce")
    schemes = ["light", "dark"]
    for name, state in STATES.items():
        state.reach(page, address)
        turn(page, schemes[0])
        tour.read[name] = read(page)
        windows = tour.misplaced[name] = {"desktop": misplaced(page)}
        tour.looks.look_at(page, name in NOTED)
        if state.is_checked:
            tour.seen[schemes[0], name] = look_at(page, name)
            schemes.reverse()
            turn(page, schemes[0])
            tour.seen[schemes[0], name] = look_at(page, name, rules=OF_COLORS)
            page.set_viewport_size(PHONE)
            # no help is open on a phone unless it is tapped
            page.evaluate("() => (globalThis.focused = document.activeElement).blur()")
            turn(page, schemes[0])
            tour.seen["phone", name] = look_without_axe(page)._replace(
                violations=find_violations(page, OF_WINDOWS)
            )
            windows["phone"] = misplaced(page)
            page.evaluate("globalThis.focused.focus({ preventScroll: true })")
        if state.page in IN_ALL_WINDOWS:
            for window in WINDOWS if state.is_checked else list(WINDOWS)[: state.page == "Lesson"]:
                page.set_viewport_size(dict(zip(("width", "height"), WINDOWS[window])))
                turn(page, schemes[0])
                windows[window] = misplaced(page)
        if page.viewport_size != DESKTOP:
            page.set_viewport_size(DESKTOP)
            turn(page, schemes[0])
    see_words(page, address)
    tour.looks.look_at(page)
    pool.give_back(page, address)
    page = browser.new_page(viewport=DESKTOP)
    for html in others():
        page.set_content(html)
        tour.looks.look_at(page)
    page.close()
    return tour


@pytest.mark.parametrize("state", CHECKED)
def test_axe_finds_nothing(desktop, state):
    assert {look: seen.violations for look, seen in desktop.looks_of(state) if seen.violations} == {}


@pytest.mark.parametrize("state", CHECKED)
def test_type_is_large_headings_are_larger_and_no_page_scrolls_sideways(desktop, state):
    """Compare headings with the size that most words have."""
    for look, seen in desktop.looks_of(state):
        assert len(seen.words) > 10
        sizes = [each.pixels for each in seen.words if not each.is_heading]
        usual = max(set(sizes), key=sizes.count)
        small = {each for each in seen.words if each.pixels < LEAST_TYPE}
        small |= {each for each in seen.words if each.is_heading and each.pixels <= usual}
        assert not small, "\n".join(sorted(map(str, small)))
        assert [each for each in seen.widths if each[0] > each[1]] == [], look


@pytest.mark.parametrize("state", LAID_OUT)
def test_nothing_is_laid_out_wrong(desktop, state):
    """Nothing overlaps or is cut off, bent, out of line or out of reach, in any window."""
    assert {window: found for window, found in desktop.misplaced[state].items() if found} == {}


def test_every_part_looks_as_noted_down(desktop):
    """In any window, under a pointer, in the dark and on paper, as far as our stylesheets set it."""
    assert desktop.looks.difference() == []


def test_every_rule_of_our_stylesheets_matches_something(desktop):
    assert desktop.looks.unmet() == set()


@pytest.mark.parametrize("state", TAB_FROM)
def test_the_focus_is_visible(desktop, state):
    assert [seen.unseen for _, seen in desktop.looks_of(state) if seen.unseen] == []


@pytest.mark.parametrize("state", [name for name, each in STATES.items() if each.page != "For teachers"])
def test_every_word_has_its_explanation_where_it_first_appears(desktop, state):
    """Leave out the page for teachers: the author of a plan marks the words that link there."""
    found = {key: unexplained(each, key, desktop.read[state].texts) for key, each in GLOSSARY.items()}
    assert {key: text for key, text in found.items() if text} == {}


@pytest.mark.parametrize("state", STATES)
def test_code_names_only_appear_with_shapes(desktop, state):
    texts = [each.text for each in desktop.read[state].texts if not each.is_shape]
    assert [each for each in [*texts, *desktop.read[state].names] if CODE_NAME.search(each)] == []
    assert any(each.is_shape for each in desktop.read[state].texts) == (state == "shapes")


def test_the_glossary_lists_the_pages_where_a_word_appears(desktop):
    others = {CARD: {"Draw"}, "Neurons": {CARD}, "Lesson": {CARD}}  # pages that show a part of another
    found = {
        (STATES[name].page, key)
        for name, each in desktop.read.items()
        for key, entry in GLOSSARY.items()
        if not ({STATES[name].page} | others.get(STATES[name].page, set())) & set(entry.where)
        and any(entry.pattern.search(text.text) for text in each.texts if not text.is_shape)
    }
    assert found == set()


def test_few_tabs_lead_from_the_canvas_to_a_sample(open_page):
    page = open_page()
    open_drawer(page, "samples")
    page.locator(".st-key-samples button").first.wait_for()
    page.locator(".st-key-canvas").first.evaluate(FOCUS)
    reached = []
    for _ in range(TABS_TO_A_SAMPLE):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("Boolean(document.activeElement.closest('.st-key-samples'))"))
    assert any(reached)
