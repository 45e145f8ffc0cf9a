"""Walk through the lesson to its end with twelve 4s in three windows, without Skip: `make test-lesson`.

`make test-all` walks through it once in a browser, and checks what depends on the drawing with all twelve
4s without one.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.draw_page import expect_blank
from tests.browser.pen import SURFACE
from tests.browser.walk import NEXT, Walk, walk_to_the_end
from tests.fours import FOURS, OPEN
from tests.samples import SAMPLES
from views.lesson.steps.steps import STEPS
from views.parts.language.catalogs import languages
from views.parts.language.language import speaking

TABLET = {"width": 820, "height": 1180}
IN_OTHERS = ("de", "pt-BR", "ja")
WINDOWS = {"desktop": (DESKTOP, False), "tablet": (TABLET, True), "phone": (PHONE, True)}


@pytest.fixture(scope="module", params=WINDOWS)
def walk(request, open_shared_page) -> Walk:
    """Walk with one 4 after another in such a window; the three networks are only trained once."""
    size, by_touch = WINDOWS[request.param]
    page = open_shared_page(size, "lesson", has_touch=by_touch, is_mobile=by_touch)
    page.locator(SURFACE).wait_for()
    return Walk(page, by_touch, [])


@pytest.mark.parametrize("name", FOURS)
def test_the_lesson_can_be_finished_with_this_4(walk, name):
    walk.four = FOURS[name]
    walk.page.locator(".st-key-lesson_progress nav button").first.dispatch_event("click")
    walk_to_the_end(walk)
    walk.has_raced = True


@pytest.mark.parametrize("language", [each for each in IN_OTHERS if each in languages()])
def test_the_lesson_can_be_finished_in_another_language(open_page, language):
    with speaking(language):
        page = open_page(DESKTOP, "lesson", locale=language)
        page.locator(SURFACE).wait_for()
        walk_to_the_end(Walk(page, False, OPEN))


def clear(walk: Walk) -> None:
    walk.press(".st-key-clear button")
    expect_blank(walk.page)


def off_and_on(walk: Walk) -> None:
    for says in ("Switch off", "Switch on"):
        walk.press(f".st-key-switch button:has-text('{says}')")
        expect(walk.page.locator(".st-key-switch button", has_text=says)).to_have_count(0)


WRONG = {  # not what the step asks for, or only half of it
    "neuron": lambda walk: walk.page.locator(".st-key-lesson_build_up button").first.dispatch_event("click"),
    "onward": lambda walk: walk.page.locator("[data-layer=hidden1] canvas").first.click(),
    "share": clear,
    "nine": lambda walk: walk.draw([[(20, 20), (60, 20)]]),
    "off": off_and_on,
    "slid": lambda walk: walk.page.get_by_role("slider").press("ArrowRight"),
    "fool": clear,
    "learn": lambda walk: walk.press(".st-key-lesson_downhill_step button"),
}
WRONG_GUESSES = {
    "numbers": 2,
    "neuron": 1,
    "likes": 0,
    "share": 0,
    "nine": 2,
    "slid": 0,
    "fool": 0,
    "deep": 0,
    "overfit": 0,
    "flat": 0,
    "tensors": 0,
}


def test_wrong_actions_and_wrong_guesses_can_be_put_right(open_page):
    page = open_page(DESKTOP, "lesson")
    page.locator(SURFACE).wait_for()
    walk = Walk(page, False, OPEN)
    walk.draw(SAMPLES[7])
    walk.expect_done("The network reads this as a 7, with ")
    for step in STEPS[:-1]:
        walk.see(step)
        if step.id in WRONG:
            WRONG[step.id](walk)
            page.wait_for_timeout(1000)  # enough time for the sentence to appear
            expect(walk.done_text).to_have_count(0)
            expect(page.locator(NEXT)).to_contain_text("Skip")
        if step.guess:
            walk.guess(WRONG_GUESSES[step.id])
        walk.finish(step)
        if step.guess:
            expect(walk.done_text).to_contain_text("not this time")
        walk.press(NEXT)
    expect(page.locator(NEXT).get_by_text("Restart the lesson")).to_be_visible()
