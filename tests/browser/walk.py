"""Walk through the lesson in a browser and do what each step asks for."""

import contextlib
import re
from collections.abc import Callable, Sequence

import numpy as np
from playwright.sync_api import Page, TimeoutError, expect

from tests.browser import hands
from tests.browser.conftest import SECONDS
from tests.browser.draw_page import A_MOMENT, CLEAR, can_be_cleared, expect_blank
from tests.browser.pen import draw, draw_with_finger
from tests.browser.said import beginning
from tests.browser.tour import guessed
from tests.browser.waiting import soon, until
from tests.fours import top_closed
from tests.samples import A
from views.lesson.steps.step import PLACES, Step
from views.lesson.steps.steps import HANDS, STEPS
from views.parts.language.language import _, ngettext

RESTS = "document.querySelector('.stApp').dataset.testScriptState !== 'running'"
FLAT = "() => document.documentElement.scrollWidth <= innerWidth"
MOVES = 25  # of a stroke
TRAINING = 120 * SECONDS  # a few seconds each, on a quiet machine
IS_ONE_CARD = """() => new Set(
  [...document.querySelectorAll(".st-key-neuron [data-about]")].map((part) => part.dataset.about)
).size === 1"""
TRIES = 3
MOST_OFF = 12  # neurons to switch off until a neat 4 tips; 3 to 5 are enough
GUESS, NEXT = ".st-key-lesson_guess button", ".st-key-lesson_next button"


class Walk:
    """Somebody who walks, by mouse or by touch, with a 4 of their own: its strokes in canvas pixels."""

    has_raced = False  # in this session: the deep networks are trained only once

    def __init__(self, page: Page, by_touch: bool, four: list) -> None:
        self.page, self.by_touch, self.four = page, by_touch, four
        self.panel = page.locator(".st-key-lesson")
        self.done_text = page.locator(".st-key-lesson_done")

    def press(self, selector: str, timeout: float | None = None) -> None:
        target = self.page.locator(selector).first
        target.tap(timeout=timeout) if self.by_touch else target.click(timeout=timeout)

    def draw(self, strokes: list) -> None:
        """Draw lines between these points, in short moves as a finger makes them."""
        shares = np.linspace(0, 1, MOVES)
        fine = [
            np.transpose(
                [np.interp(shares, np.linspace(0, 1, len(stroke)), axis) for axis in zip(*stroke)]
            ).tolist()
            for stroke in strokes
        ]
        draw_with_finger(self.page, fine) if self.by_touch else draw(self.page, fine)

    def clear_and_draw(self, strokes: list) -> None:
        if can_be_cleared(self.page):
            with contextlib.suppress(TimeoutError):  # the drawing may just have been cleared
                self.press(CLEAR, A_MOMENT)
        expect_blank(self.page)  # strokes drawn before that would be cleared as well
        self.draw(strokes)

    def guess(self, number: int = 0) -> None:
        self.page.locator(GUESS).nth(number).dispatch_event("click")
        expect(self.panel).to_contain_text(guessed())
        until(self.page, RESTS)  # now the parts that waited for the guess can be used

    def see(self, step: Step) -> None:
        """Check that the step is there with every part of the page that it names, and nothing is too wide."""
        expect(self.panel.locator("h3")).to_have_text([_(step.title)])
        until(self.page, RESTS)  # now the previous step's text is gone
        expect(self.page).to_have_url(re.compile(rf"/lesson\?.*step={step.id}"))
        for name in step.lights:
            if not {"card", "what-decided"} & {name, *step.hides} or step.id == "off":
                expect(self.page.locator(PLACES[name]).first).to_have_css("outline-style", "solid")
        assert soon(self.page, lambda: self.page.evaluate(FLAT), True), step.id

    def expect_done(self, says: str = "", timeout: float | None = None) -> None:
        """Check that the step is done, and that the page says what came of it: tests/test_facts.py has it."""
        expect(self.page.locator(NEXT)).to_contain_text(_("Next"), timeout=timeout)
        expect(self.done_text).to_contain_text(says or re.compile(r"\w"))

    def finish(self, step: Step) -> None:
        """Do what the step asks for."""
        DOES.get(step.id, lambda walk: None)(self)
        self.expect_done()


def drag_z(walk: Walk) -> None:
    """Cross 0 on both functions, because Step alone isn't enough; the dragged dot stays where it is held."""
    picture = walk.page.locator(".st-key-activation_curves svg")
    dot = picture.locator("circle[role=slider]")
    for name, key in (("step", "Home"), ("relu", "Home")):
        walk.press(f".st-key-activation_curves [data-name={name}]")
        before = picture.bounding_box()
        dot.press("End")
        dot.press(key)
        if name == "step":
            crossed = beginning("You've crossed 0 on *step*. Now do the same on *ReLU*.")
            expect(walk.panel).to_contain_text(crossed)
            expect(walk.done_text).to_have_count(0)
            assert abs(picture.bounding_box()["y"] - before["y"]) < 2
    walk.expect_done()
    assert abs(picture.bounding_box()["y"] - before["y"]) < 2  # also if the panel has more text


def switch_off(walk: Walk) -> None:
    """Switch off the neurons that push the answer most, one after the other, as its card names them."""
    off: list[str] = []
    while not walk.done_text.count() and len(off) < MOST_OFF:
        if off:
            pick_another(walk, off)
        off.append(name_of_card(walk))
        for _try in range(TRIES):  # Streamlit may take a script's press for a library's, and ignore it
            for button in walk.page.locator(".st-key-switch button", has_text=_("Switch off")).all()[:1]:
                button.dispatch_event("click")
            with contextlib.suppress(AssertionError):
                are_off = ngettext("{count} neuron is off.", "{count} neurons are off.", len(off))
                expect(walk.panel).to_contain_text(are_off.format(count=len(off)), timeout=10 * SECONDS)
                break
    walk.expect_done()


def name_of_card(walk: Walk) -> str:
    """Return the name of the card's neuron, without what it does."""
    title = walk.page.locator(".st-key-neuron h3")
    expect(title).to_contain_text(beginning("Neuron {number}"))
    until(walk.page, IS_ONE_CARD)
    return title.inner_text().partition(":")[0]


def pick_another(walk: Walk, off: list[str]) -> None:
    """Choose a neuron that is still on; try again while the card is older than the last switch."""
    for _try in range(TRIES):
        walk.page.locator(".ink-outputs .ink-largest").first.dispatch_event("click")
        expect(walk.page.locator(".st-key-neuron h3")).to_contain_text(beginning("Digit {number}"))
        until(walk.page, IS_ONE_CARD)
        walk.page.locator(".st-key-margin .ink-waterfall ~ p button").first.dispatch_event("click")
        if name_of_card(walk) not in off:
            return


def slide(walk: Walk) -> None:
    walk.page.get_by_role("slider").press("End")
    walk.expect_done()


def see_it_learn(walk: Walk) -> None:
    walk.page.get_by_role("slider").press("End")
    expect(walk.page.locator(".st-key-replay_controls")).to_contain_text(beginning("epoch {epoch}"))
    four = walk.page.locator(".st-key-lesson_stage .ink-digits b").nth(4)  # their own drawing is back
    expect(four).to_have_attribute("style", re.compile(r"--ink-share: (1|0\.[5-9])"))
    walk.press(".st-key-lesson_downhill_step button")
    walk.expect_done()


def train(walk: Walk, button: str) -> None:
    if not (walk.has_raced and button == "race_start"):
        walk.press(f".st-key-{button} button")
    walk.expect_done(timeout=TRAINING)


DOES: dict[str, Callable[[Walk], None]] = {  # what a step asks for, unless its guess is all
    "draw": lambda walk: walk.clear_and_draw(walk.four),
    "neuron": lambda walk: walk.press(".st-key-lesson_build_up button"),
    "step": drag_z,
    "onward": lambda walk: walk.press(".st-key-outgoing button"),
    "share": lambda walk: walk.clear_and_draw(A),
    "nine": lambda walk: walk.draw(top_closed(walk.four)[-1:]),
    "off": switch_off,
    "slid": slide,
    "fool": lambda walk: walk.clear_and_draw(A),
    "learn": see_it_learn,
    "deep": lambda walk: train(walk, "race_start"),
    "overfit": lambda walk: train(walk, "training_start"),
    "flat": lambda walk: train(walk, "training_start"),
    **{step.id: (lambda walk, step=step: hands.finish(walk.page, step.id)) for step in HANDS if step.part},
}


def walk_to_the_end(walk: Walk, steps: Sequence[Step] = STEPS) -> None:
    """Walk from the first step, doing what each asks, without Skip."""
    for step in steps[:-1]:
        walk.see(step)
        if step.guess and not guessed().search(walk.panel.inner_text()):
            walk.guess(1)
        walk.finish(step)
        walk.press(NEXT)
    expect(walk.page.locator(NEXT).get_by_text(_("Restart the lesson"))).to_be_visible()
