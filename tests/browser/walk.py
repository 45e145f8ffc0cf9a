"""Somebody who walks through the lesson in a browser and does what each step asks for."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable

import numpy as np
from playwright.sync_api import Page, expect

from tests.browser.conftest import SECONDS
from tests.browser.draw_page import expect_blank
from tests.browser.pen import draw, draw_with_finger
from tests.browser.waiting import until
from tests.fours import top_closed
from tests.samples import A
from views.lesson.steps.step import PLACES, Step
from views.lesson.steps.steps import STEPS

FLAT = "() => document.documentElement.scrollWidth <= innerWidth"
MOVES = 25  # of a stroke
TRAINING = 120 * SECONDS  # a few seconds each, where nobody else is at work
IS_ONE_CARD = """() => new Set(
  [...document.querySelectorAll(".st-key-neuron [data-about]")].map((part) => part.dataset.about)
).size === 1"""
TRIES = 3
SWITCH_OFF = ".st-key-switch button:has-text('Switch off')"
MOST_OFF = 12  # neurons that a neat 4 takes to tip; 3 to 5 are enough
CLOSED = "Still a 4, with|It tipped|It says"  # whatever comes of a closed top
GUESS, NEXT = ".st-key-lesson_guess button", ".st-key-lesson_next button"


class Walk:
    """Somebody who walks, by mouse or by touch, with a 4 of their own: its strokes in canvas pixels."""

    has_raced = False  # in this session: what makes it deep is not trained again

    def __init__(self, page: Page, by_touch: bool, four: list) -> None:
        self.page, self.by_touch, self.four = page, by_touch, four
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
        if self.page.locator(".st-key-clear button").is_enabled():
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
    off: list[str] = []
    while not walk.told.count() and len(off) < MOST_OFF:
        if off:
            pick_another(walk, off)
        off.append(name_of_card(walk))
        for _ in range(TRIES):  # a press that a script makes may be taken for a library's, and left out
            for button in walk.page.locator(SWITCH_OFF).all()[:1]:
                button.dispatch_event("click")
            with contextlib.suppress(AssertionError):
                expect(walk.panel).to_contain_text(f"{len(off)} neuron", timeout=10 * SECONDS)
                break
    walk.expect_done(r"It said \d, and now it says \d.*can do it")


def name_of_card(walk: Walk) -> str:
    """Of the neuron of the card, without what it does."""
    title = walk.page.locator(".st-key-neuron h3")
    expect(title).to_contain_text("Neuron")
    until(walk.page, IS_ONE_CARD)
    return title.inner_text().partition(":")[0]


def pick_another(walk: Walk, off: list[str]) -> None:
    """What a card says may be of the moment before the last one was switched off: then again."""
    for _ in range(TRIES):
        walk.page.locator(".ink-outputs .ink-largest").first.dispatch_event("click")
        expect(walk.page.locator(".st-key-neuron h3")).to_contain_text("Digit")
        until(walk.page, IS_ONE_CARD)
        walk.page.locator(".st-key-margin .ink-waterfall ~ p button").first.dispatch_event("click")
        if name_of_card(walk) not in off:
            return


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
    if not (walk.has_raced and button == "race_start"):
        walk.press(f".st-key-{button} button")
    expect(walk.told).to_contain_text(says, timeout=TRAINING)


DOES: dict[str, Callable[[Walk], None]] = {
    "draw": lambda walk: (walk.draw_anew(walk.four), walk.expect_done("It reads a 4")),
    "numbers": lambda walk: walk.expect_done("784 numbers; [0-9]+ of them are not 0"),
    "neuron": lambda walk: (walk.press(".st-key-lesson_build_up button"), walk.expect_done("z = .* above 0")),
    "step": drag_z,
    "likes": lambda walk: walk.expect_done("1s excite it most"),
    "onward": lambda walk: (
        walk.press(".st-key-outgoing button"),
        walk.expect_done("of the second hidden layer adds up"),
    ),
    "share": lambda walk: (walk.draw_anew(A), walk.expect_done("together 100%")),
    "nine": lambda walk: (walk.draw(top_closed(walk.four)[-1:]), walk.expect_done(CLOSED)),
    "off": switch_off,
    "slid": slide,
    "fool": lambda walk: (walk.draw_anew(A), walk.expect_done("not a digit. If it had to choose")),
    "learn": see_it_learn,
    "deep": lambda walk: train(walk, "race_start", "Best here and now"),
    "overfit": lambda walk: train(walk, "training_start", "Of its 300 images it gets"),
    "flat": lambda walk: train(walk, "training_start", "exactly 0 for layer 1 and layer 2"),
    "tensors": lambda walk: walk.expect_done("784 × 128 = 100,352"),
}


def walk_to_the_end(walk: Walk) -> None:
    """From the first step, doing what each asks, without Skip."""
    for step in STEPS[:-1]:
        walk.see(step)
        if step.guess and "You guessed" not in walk.panel.inner_text():
            walk.guess(1)
        DOES[step.id](walk)
        walk.press(NEXT)
    expect(walk.page.locator(NEXT).get_by_text("From the start")).to_be_visible()
