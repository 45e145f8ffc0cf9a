"""The lesson, walked to its end by touch, and by mouse by somebody who goes wrong; and what is in sight."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable

import numpy as np
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, SECONDS
from tests.browser.draw_page import expect_blank, expect_settled
from tests.browser.pen import SURFACE, draw, draw_with_finger
from tests.browser.waiting import until, until_page
from tests.fours import CROSSED, top_closed
from tests.samples import SAMPLES, A
from views.lesson.steps.step import PLACES, Step
from views.lesson.steps.steps import BY_ID, STEPS

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
  return seen(place) && seen(asked);
}"""
FLAT = "() => document.documentElement.scrollWidth <= innerWidth"
MOVES = 25  # of a stroke
TRAINING = 120 * SECONDS  # a few seconds each, where nobody else is at work
IS_ONE_CARD = """() => new Set(
  [...document.querySelectorAll(".st-key-neuron [data-about]")].map((part) => part.dataset.about)
).size === 1"""
TRIES = 3
MOST_OFF = 12  # neurons that a neat 4 takes to tip; 3 to 5 are enough
GUESS, NEXT = ".st-key-lesson_guess button", ".st-key-lesson_next button"


class Walk:
    """Somebody who walks through the lesson, by mouse or by touch."""

    def __init__(self, page: Page, by_touch: bool) -> None:
        self.page, self.by_touch = page, by_touch
        self.panel = page.locator(".st-key-lesson")
        self.told = page.locator(".st-key-lesson_done")

    def press(self, selector: str) -> None:
        target = self.page.locator(selector).first
        target.tap() if self.by_touch else target.click()

    def draw(self, strokes: list) -> None:
        """Lines between these points, in short moves as a finger makes them."""
        shares = np.linspace(0, 1, MOVES)
        fine = [
            np.transpose(
                [np.interp(shares, np.linspace(0, 1, len(stroke)), axis) for axis in zip(*stroke)]
            ).tolist()
            for stroke in strokes
        ]
        draw_with_finger(self.page, fine) if self.by_touch else draw(self.page, fine)

    def draw_anew(self, strokes: list) -> None:
        self.press(".st-key-clear button")
        expect_blank(self.page)  # what is drawn before that is cleared with it
        self.draw(strokes)

    def guess(self, number: int = 0) -> None:
        self.page.locator(GUESS).nth(number).dispatch_event("click")
        expect(self.panel).to_contain_text("You guessed")

    def see(self, step: Step) -> None:
        """The step is there with every part of the page that it names, and nothing is too wide."""
        expect(self.panel.locator("h3")).to_have_text([step.title])  # the one before is gone
        expect(self.page).to_have_url(re.compile(rf"/lesson\?.*step={step.id}"))
        for name in step.lights:
            if not {"card", "what-decided"} & {name, *step.hides} or step.id == "off":
                expect(self.page.locator(PLACES[name]).first).to_have_css("outline-style", "solid")
        assert self.page.evaluate(FLAT), step.id

    def expect_done(self, says: str) -> None:
        expect(self.told).to_contain_text(re.compile(says))
        expect(self.page.locator(NEXT)).to_contain_text("Next")


def drag_z(walk: Walk) -> None:
    """Step alone is not all that is asked; and what is dragged stays where it is held."""
    dot = walk.page.locator(".st-key-activation_curves circle[role=slider]")
    for name, key in (("step", "Home"), ("relu", "Home")):
        walk.press(f".st-key-activation_curves [data-name={name}]")
        before = dot.bounding_box()
        dot.press("End")
        dot.press(key)
        if name == "step":
            expect(walk.panel).to_contain_text("Across 0 on step")
            expect(walk.told).to_have_count(0)
            assert abs(dot.bounding_box()["y"] - before["y"]) < 200
    walk.expect_done("Left of 0 the step gives 0")


def switch_off(walk: Walk) -> None:
    """Those that speak for the answer most, one after the other, as its card names them."""
    title = walk.page.locator(".st-key-neuron h3")
    for number in range(1, MOST_OFF):
        if number > 1:
            walk.page.locator(".ink-outputs .ink-largest").first.dispatch_event("click")
            expect(title).to_contain_text("Digit")
            walk.page.locator(".st-key-margin .ink-waterfall ~ p button").first.dispatch_event("click")
        expect(title).to_contain_text("Neuron")
        until(walk.page, IS_ONE_CARD)
        for _ in range(TRIES):  # while the card becomes another neuron's a press may be lost: then again
            until_page(walk.page)
            walk.page.locator(".st-key-switch button", has_text="Switch off").first.dispatch_event("click")
            with contextlib.suppress(AssertionError):
                expect(walk.panel).to_contain_text(f"{number} neuron", timeout=10_000)
                break
        expect(walk.panel).to_contain_text(f"{number} neuron")
        if walk.told.count():
            break
    walk.expect_done(r"It said \d, and now it says \d.*can do it")


def slide(walk: Walk) -> None:
    walk.page.get_by_role("slider").press("End")
    walk.expect_done("Slid by 6 pixels it reads")


def see_it_learn(walk: Walk) -> None:
    walk.page.get_by_role("slider").press("End")
    expect(walk.page.locator(".st-key-replay_controls")).to_contain_text("epoch")
    expect(walk.page.locator(".st-key-lesson_middle")).to_contain_text("It says 4")  # the own one is back
    walk.press(".st-key-lesson_downhill_step button")
    walk.expect_done("The loss fell from")


def train(walk: Walk, button: str, says: str) -> None:
    walk.press(f".st-key-{button} button")
    expect(walk.told).to_contain_text(says, timeout=TRAINING)


DOES: dict[str, Callable[[Walk], None]] = {
    "draw": lambda walk: (walk.draw(CROSSED), walk.expect_done("It reads a 4")),
    "numbers": lambda walk: walk.expect_done("784 numbers; [0-9]+ of them are not 0"),
    "neuron": lambda walk: (walk.press(".st-key-lesson_build_up button"), walk.expect_done("z = .* above 0")),
    "step": drag_z,
    "likes": lambda walk: walk.expect_done("1s excite it most"),
    "onward": lambda walk: (
        walk.press(".st-key-outgoing button"),
        walk.expect_done("of the second hidden layer adds up"),
    ),
    "share": lambda walk: (walk.draw_anew(A), walk.expect_done("together 100%")),
    "nine": lambda walk: (walk.draw(top_closed(CROSSED)[-1:]), walk.expect_done("Still a 4, with")),
    "off": switch_off,
    "slid": slide,
    "fool": lambda walk: (walk.draw_anew(A), walk.expect_done("not a digit. If it had to choose")),
    "learn": see_it_learn,
    "deep": lambda walk: train(walk, "race_start", "Best here and now"),
    "overfit": lambda walk: train(walk, "training_start", "Of its 300 images it gets"),
    "flat": lambda walk: train(walk, "training_start", "exactly 0 for layer 1 and layer 2"),
    "tensors": lambda walk: walk.expect_done("784 × 128 = 100,352"),
}


def test_whoever_does_what_is_asked_with_an_ordinary_4_gets_to_the_end_and_it_is_remembered(open_page):
    """On a phone, without Skip, with a 4 whose crossbar sticks out: closing its top leaves it a 4."""
    page = open_page(PHONE, "lesson", has_touch=True, is_mobile=True)
    walk = Walk(page, by_touch=True)
    page.locator(SURFACE).wait_for()
    for step in STEPS[:-1]:
        walk.see(step)
        if step.guess:
            walk.guess(1)
        DOES[step.id](walk)
        walk.press(NEXT)
    expect(page.locator(NEXT).get_by_text("From the start")).to_be_visible()
    expect(page.locator(".st-key-lesson_doors a")).to_have_count(3)
    page.reload()
    expect(page.locator(".st-key-lesson_progress .ink-done")).to_have_count(len(STEPS) - 1)
    walk.press(".st-key-lesson_progress button >> nth=4")
    walk.see(BY_ID["likes"])
    expect(walk.panel).to_contain_text("You guessed 1: right.")


def test_whoever_does_the_wrong_thing_first_recovers(open_page):
    page = open_page(DESKTOP, "lesson")
    walk = Walk(page, by_touch=False)
    page.locator(SURFACE).wait_for()
    draw(page, SAMPLES[7])
    walk.expect_done("It reads a 7, .*where a 4 is needed, one is brought")
    walk.press(NEXT)
    walk.guess(2)
    expect(walk.told).to_contain_text("You guessed All 784: not so.")
    page.go_back()  # the browser's own way
    walk.see(BY_ID["draw"])
    page.go_forward()
    walk.see(BY_ID["numbers"])
    walk.press(NEXT)
    walk.see(BY_ID["neuron"])
    sum_button = page.locator(".st-key-lesson_build_up button")
    expect(sum_button.locator("xpath=ancestor::*[contains(@class, 'stBidiComponent')]")).to_have_css(
        "opacity", "0.4"
    )
    walk.guess()
    walk.press(".st-key-lesson_build_up button")
    walk.expect_done("z = ")
    walk.press(".st-key-lesson_progress button >> nth=7")  # far ahead
    walk.see(BY_ID["nine"])
    expect(page.locator(".st-key-answer")).to_contain_text(re.compile(r"^\s*4"))  # not the 7
    walk.draw([[(20, 20), (60, 20)]])  # before a guess, and so nothing comes of it
    expect(walk.told).to_have_count(0)
    walk.guess(1)
    walk.draw([[(150, 230), (190, 230)]])  # a foot, which closes nothing
    expect(walk.told).to_contain_text("You guessed 9: not so.")
    walk.press(".st-key-lesson_four button")
    expect(walk.told).to_have_count(0)
    expect(page.locator(".st-key-answer")).to_contain_text("A ready-made 4: its top can be closed")
    expect_settled(page)
    walk.draw([[(110, 70), (140, 56), (174, 66)]])
    walk.expect_done("You guessed 9: right. It tipped: 9 has")
    walk.press(NEXT)
    walk.see(BY_ID["off"])
    expect(page.locator(".st-key-answer")).to_contain_text(re.compile(r"^\s*7"))  # their own is back


ACTING = ("draw", "neuron", "step", "likes", "onward", "share", "nine", "off", "fool", "slid")


def test_what_is_asked_and_what_it_is_about_are_in_sight_in_every_window(open_page):
    page = open_page(DESKTOP, "lesson")
    page.locator(SURFACE).wait_for()
    lost = []
    for id in ACTING:
        step = BY_ID[id]
        page.locator(".st-key-lesson_progress button").nth(STEPS.index(step)).dispatch_event("click")
        expect(page.locator(".st-key-lesson h3")).to_have_text([step.title])
        asked = ".st-key-lesson_task" if step.task else ".st-key-lesson_guess"
        place = PLACES[step.lights[0]]
        page.locator(place).first.wait_for(state="attached")
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate(
                "place => document.querySelector(place).scrollIntoView({ block: 'nearest' })", place
            )
            try:
                until(page, IN_SIGHT, arg=[place, asked], timeout=1500)
            except Exception:
                lost.append((id, width, height))
            assert page.evaluate(FLAT), (id, width)
    assert lost == []


def test_the_links_for_teachers_lead_to_the_lesson(open_page, address):
    """As a browser reads them; and the last of them hides what it says."""
    page = open_page(path="teachers")
    links = page.locator(".st-key-teachers a[href*=lesson]")
    found = links.evaluate_all("all => all.map((each) => each.href)")
    assert len(found) == 3 + len(STEPS) + 1
    assert {each.partition("?")[0] for each in found} == {f"{address}/lesson"}
    for link, step in ((found[1], "neuron"), (found[-1], "draw")):
        page.goto(link)
        expect(page.locator(".st-key-lesson h3")).to_have_text(BY_ID[step].title)
    expect(page.get_by_role("link", name="Neurons", exact=True).first).to_be_visible()
    expect(page.get_by_role("link", name="Training", exact=True)).to_have_count(0)
