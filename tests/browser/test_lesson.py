"""Walk through the lesson to its end, by touch and with wrong actions by mouse; check what is in view."""

import re

import pytest
from playwright.sync_api import WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.browser.conftest import DESKTOP, PHONE, SECONDS
from tests.browser.draw_page import expect_settled
from tests.browser.laid_out import misplaced
from tests.browser.pen import SURFACE, draw
from tests.browser.waiting import settled, soon, until
from tests.browser.walk import FLAT, NEXT, RESTS, Walk, walk_to_the_end
from tests.fours import CROSSED
from tests.samples import SAMPLES
from views.lesson.panel import DOORS
from views.lesson.steps.step import PLACES
from views.lesson.steps.steps import BY_ID, HANDS, STEPS

HEADER, A_LINE = 60, 20  # pixels high
SIZES = ((1300, 900), (1366, 768), (1024, 768), (1180, 820), (820, 1180), (390, 844))
IN_SIGHT = """([place, asked]) => {
  const seen = (selector) => {
    const element = document.querySelector(selector);
    if (!element) return false;
    let { top, bottom, left, right } = element.getBoundingClientRect();
    const least = Math.min(bottom - top, 150); // of what is higher, the beginning
    const [from, to] = [Math.max(top, 0), Math.min(top + least, innerHeight)];
    if (to - from < least - 2 || left < -1 || right > innerWidth + 1) return false;
    // Whether it is there that one sees it, at its upper and at its lower edge, and no other thing over it.
    return [from + 4, to - 4].every((y) => {
      const found = document.elementFromPoint((left + right) / 2, y);
      return found && (element.contains(found) || found.contains(element));
    });
  };
  document.querySelector(place).scrollIntoView({ block: "nearest" }); // at each look: what is late moves it
  return seen(place) && seen(asked);
}"""
# Find tables beside the panel that don't fit into their place.
TOO_WIDE = """() => [...document.querySelectorAll(".st-key-lesson_middle table")].flatMap((table) => {
  const { width } = table.closest("[class*=ink-]").getBoundingClientRect();
  return table.scrollWidth > width + 1 ? [`${table.textContent} ${table.scrollWidth} of ${width}`] : [];
})"""


def test_an_ordinary_4_leads_to_the_end_and_progress_is_stored(open_page):
    """Use a phone, without Skip, and a 4 whose crossbar sticks out: closing its top leaves it a 4."""
    page = open_page(PHONE, "lesson", has_touch=True, is_mobile=True)
    page.locator(SURFACE).wait_for()
    walk = Walk(page, True, CROSSED)
    walk_to_the_end(walk)
    expect(page.locator(".st-key-lesson_doors a")).to_have_count(len(DOORS))
    page.reload()
    expect(page.locator(".st-key-lesson_progress .ink-done")).to_have_count(len(STEPS) - 1)
    walk.press(".st-key-lesson_progress nav button >> nth=4")
    walk.see(BY_ID["likes"])
    expect(walk.panel).to_contain_text("You guessed 1: right.")


def test_the_second_lesson_is_walked_to_its_end_with_a_hand_of_one_s_own(open_page):
    page = open_page(DESKTOP, "lesson")
    page.locator(SURFACE).wait_for()
    page.get_by_role("button", name="Whose hand is in it?").press("Enter")
    walk = Walk(page, False, [])
    walk_to_the_end(walk, HANDS)
    page.go_back()
    walk.see(HANDS[-2])
    page.reload()
    expect(page.locator(".st-key-lesson_progress .ink-done")).to_have_count(len(HANDS) - 1)


def test_the_lesson_recovers_from_wrong_actions(open_page):
    asked = []

    def listen(line: WebSocket) -> None:
        line.on("framesent", lambda sent: asked.append(BackMsg.FromString(sent).rerun_script))

    # With a step in its address, the page has no shell that would listen for it.
    page = open_page(DESKTOP, "lesson?step=draw", before=lambda page: page.on("websocket", listen))
    walk = Walk(page, False, SAMPLES[7])
    page.locator(SURFACE).wait_for()
    draw(page, SAMPLES[7])
    expect(walk.done_text).to_contain_text(
        re.compile(r"The network reads this as a 7, .*When a step needs a 4, you'll get one\.")
    )
    walk.press(NEXT)
    walk.guess(2)
    expect(walk.done_text).to_contain_text("You guessed All 784: not this time.")
    page.go_back()  # the browser's own button
    walk.see(BY_ID["draw"])
    page.go_forward()
    walk.see(BY_ID["numbers"])
    assert asked and not any(each.is_history_navigation for each in asked)  # a step only concerns the lesson
    walk.press(NEXT)
    walk.see(BY_ID["neuron"])
    sum_button = page.locator(".st-key-lesson_build_up button")
    expect(sum_button.locator("xpath=ancestor::*[contains(@class, 'stBidiComponent')]")).to_have_css(
        "opacity", "0.4"
    )
    walk.guess()
    walk.press(".st-key-lesson_build_up button")
    walk.expect_done("The sum z is ")
    walk.press(".st-key-lesson_progress nav button >> nth=7")  # far ahead
    walk.see(BY_ID["nine"])
    expect(page.locator(".st-key-answer")).to_contain_text(re.compile(r"^\s*4"))  # not the 7
    walk.draw([[(20, 20), (60, 20)]])  # before a guess, so it has no effect
    expect(walk.done_text).to_have_count(0)
    walk.guess(1)
    walk.draw([[(150, 230), (190, 230)]])  # a foot, which closes nothing
    expect(walk.done_text).to_contain_text("You guessed: 9. It's still a 4")
    walk.press(".st-key-lesson_four button")
    expect(walk.done_text).to_have_count(0)
    expect(page.locator(".st-key-answer")).to_contain_text("This is a ready-made 4 (you can close its top).")
    expect_settled(page)
    walk.draw([[(110, 70), (140, 56), (174, 66)]])
    walk.expect_done("You guessed 9: right. Now it's a 9, with ")
    walk.press(NEXT)
    walk.see(BY_ID["off"])
    expect(page.locator(".st-key-answer")).to_contain_text(re.compile(r"^\s*7"))  # their own drawing is back


ACTING = ("draw", "neuron", "step", "likes", "onward", "share", "nine", "off", "fool", "slid")


def test_tasks_and_their_parts_are_in_view_in_every_window(open_page):
    page = open_page(DESKTOP, "lesson")
    page.locator(SURFACE).wait_for()
    lost = []
    for id in ACTING:
        step = BY_ID[id]
        page.locator(".st-key-lesson_progress nav button").nth(STEPS.index(step)).dispatch_event("click")
        expect(page.locator(".st-key-lesson h3")).to_have_text([step.title])
        until(page, RESTS)  # now every part belongs to this step
        asked = ".st-key-lesson_task" if step.task else ".st-key-lesson_guess"
        place = PLACES[step.lights[0]]
        page.locator(place).first.wait_for(state="attached")
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            try:
                until(page, IN_SIGHT, arg=[place, asked], timeout=10 * SECONDS)
            except Exception:
                lost.append((id, width, height))
            assert soon(page, lambda: page.evaluate(FLAT), True), (id, width)
    assert lost == []


@pytest.mark.parametrize("size", [(667, 320), (844, 390), (640, 360), (320, 256)], ids=str)
def test_a_step_s_text_is_in_view_in_a_low_window(open_page, size):
    """On a phone on its side, and if 1280 × 1024 is enlarged to 400 %: the title and the line after it."""
    page = open_page(dict(zip(("width", "height"), size)), "lesson?step=neuron")
    title, text = (page.locator(f".st-key-lesson_text {each}").first for each in ("h3", "p"))
    below = settled(page, lambda: [title.bounding_box()["y"], text.bounding_box()["y"]], 1000)
    assert below[0] >= HEADER and below[1] + A_LINE <= size[1]
    assert misplaced(page) == []
    before = title.inner_text()
    page.locator(".st-key-lesson_next button").last.click()
    expect(title).not_to_have_text(before)
    below = settled(page, lambda: [title.bounding_box()["y"], text.bounding_box()["y"]], 1000)
    assert round(below[0]) >= HEADER and below[1] + A_LINE <= size[1]


def test_tables_and_bars_beside_the_panel_have_room(open_page):
    page = open_page(dict(zip(("width", "height"), SIZES[4])), "lesson?step=tensors")
    for id in ("tensors", "flat"):
        page.locator(".st-key-lesson_progress nav button").nth(STEPS.index(BY_ID[id])).dispatch_event("click")
        expect(page.locator(".st-key-lesson h3")).to_have_text([BY_ID[id].title])
        page.locator(f"{PLACES[BY_ID[id].lights[-1]]} table").first.wait_for()
        assert soon(page, lambda: page.evaluate(TOO_WIDE), []) == [], id
    foot = page.locator("[data-testid=stLayoutWrapper]:has(> .st-key-foot)")
    expect(foot).not_to_have_css("position", "fixed")  # or it would cover what scrolls below it


WHERE = """() => {
  const network = document.querySelector(".st-key-network_view, .st-key-lesson_stage");
  const { right, y } = document.querySelector(".st-key-lesson_next button").getBoundingClientRect();
  return network?.offsetHeight > 100 ? [Math.round(right), Math.round(y)] : null;
}"""


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768), (390, 844)], ids=str)
def test_the_network_stays_in_every_step_and_next_has_one_place(open_page, size):
    page = open_page(dict(zip(("width", "height"), size)), "lesson?step=draw")
    page.locator(SURFACE).wait_for()
    places = {}
    for step in STEPS:
        page.locator(".st-key-lesson_progress nav button, .st-key-lesson_next button").nth(
            STEPS.index(step)
        ).dispatch_event("click")
        expect(page.locator(".st-key-lesson h3")).to_have_text([step.title])
        until(page, RESTS)
        assert soon(page, lambda: page.evaluate(WHERE) is not None, True), step.id
        places[step.id] = tuple(page.evaluate(WHERE))
    assert len(set(places.values())) == 1, places
