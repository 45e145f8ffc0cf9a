"""The lesson, walked from the first step to the last: by keyboard, and by touch."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, SECONDS
from tests.browser.draw_page import expect_blank
from tests.browser.pen import SURFACE, draw_with_finger
from views.lesson.steps.set_up import OPEN_FOUR
from views.lesson.steps.step import PLACES, Step
from views.lesson.steps.steps import BY_ID, STEPS

CLOSING = [[(110, 70), (140, 56), (174, 66)]]
LETTER = [[(90, 220), (140, 60), (190, 220)], [(108, 160), (172, 160)]]
FITS = """() => {
  const { scrollHeight, clientHeight } = document.querySelector("[data-testid=stMain]");
  return scrollHeight <= clientHeight;
}"""
MOVES = 25  # of a stroke
TRAINING = 120 * SECONDS  # a few seconds each, where nobody else is at work
MOST_OFF = 8  # neurons that a neat 4 takes to tip; 3 to 5 are enough
WALKS = {
    "keyboard": {"viewport": DESKTOP, "reduced_motion": "no-preference"},
    "touch": {"viewport": PHONE, "has_touch": True, "is_mobile": True},
}
GUESSES = {  # as the network will do, and not
    "numbers": (0, 2),
    "likes": (4, 0),
    "share": (2, 0),
    "nine": (1, 0),
    "fool": (2, 0),
    "deep": (2, 0),
    "overfit": (1, 2),
    "flat": (1, 0),
    "tensors": (2, 0),
}


class Walk:
    """Somebody who walks through the lesson, by keyboard or by touch."""

    def __init__(self, page: Page, by: str) -> None:
        self.page, self.by = page, by
        self.panel = page.locator(".st-key-lesson")
        self.told = page.locator(".st-key-lesson_done")

    def press(self, selector: str, key: str = "Enter") -> None:
        target = self.page.locator(selector).first
        if self.by == "touch":
            target.tap()
        else:
            target.focus()
            target.press(key)

    def draw(self, strokes: list) -> None:
        """Lines between these points, in short moves as a finger makes them."""
        shares = np.linspace(0, 1, MOVES)
        fine = [
            np.transpose([np.interp(shares, np.linspace(0, 1, len(stroke)), axis) for axis in zip(*stroke)])
            for stroke in strokes
        ]
        draw_with_finger(self.page, [stroke.tolist() for stroke in fine])

    def guess(self, number: int) -> None:
        if self.by == "touch":
            self.panel.locator("label:has(input[type=radio])").nth(number).tap()
        else:
            self.panel.locator("input[type=radio]").nth(number).press("Space")
        expect(self.panel).to_contain_text("You guessed: ")

    def see(self, step: Step) -> None:
        """The step is there with every part of the page that it names, and nothing is too wide."""
        expect(self.panel.locator("h3", has_text=step.title)).to_have_count(1)
        expect(self.panel.locator("h3")).to_have_count(1)  # the one before is gone
        expect(self.page).to_have_url(re.compile(rf"/lesson\?.*step={step.id}"))
        for name in step.lights:
            place = self.page.locator(PLACES[name]).first
            expect(place).to_be_visible()
            expect(place).to_have_css("outline-style", "solid")
        for name in step.covers:
            expect(self.page.locator(PLACES[name]).first).to_be_hidden()
        assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), step.id
        if self.by == "keyboard":  # in a window of 1300 × 900, nothing scrolls but what is inside the page
            self.page.wait_for_function(FITS)


def draw_a_four(walk: Walk) -> None:
    if walk.by == "touch":
        walk.draw(OPEN_FOUR)
    else:
        walk.press(".st-key-samples button:nth-child(5)")
    expect(walk.told).to_contain_text("It reads a 4")


def watch_the_sum(walk: Walk) -> None:
    walk.press(".st-key-lesson_build_up button")
    expect(walk.page.locator(".st-key-lesson_build_up output")).to_contain_text("= z")
    expect(walk.told).to_contain_text("fires")


def drag_z(walk: Walk) -> None:
    if walk.by == "touch":
        walk.press(".st-key-activation_curves [data-name=step]")
    else:
        walk.press(".st-key-activation_curves [aria-selected=true]", "ArrowRight")
    dot = walk.page.locator(".st-key-activation_curves circle[role=slider]")
    for key in ("Home", "End"):
        dot.press(key)
    expect(walk.told).to_contain_text("Left of 0 the step gives 0")
    assert float(dot.get_attribute("aria-valuenow")) > 3  # it stays where it was dragged


def go_onward(walk: Walk) -> None:
    walk.press(".st-key-outgoing button")
    expect(walk.told).to_contain_text("of the second hidden layer adds up")


def close_the_top(walk: Walk) -> None:
    walk.draw(CLOSING)
    expect(walk.told).to_contain_text("It reads a 9")


def bring_a_four(walk: Walk) -> None:
    walk.press(".st-key-lesson_four button")
    expect(walk.page.locator(".st-key-answer")).to_contain_text("A ready-made 4: its top can be closed")
    expect(walk.panel).to_contain_text("It reads a 4")


def switch_off(walk: Walk) -> None:
    """Those that speak for the answer most, one after the other, as its card names them."""
    title = walk.page.locator(".st-key-neuron h3")
    for number in range(1, MOST_OFF):
        walk.press(".ink-outputs .ink-largest")
        expect(title).to_contain_text("Digit")
        walk.press(".st-key-margin .ink-waterfall ~ p button")
        expect(title).to_contain_text("Neuron")
        walk.press(".st-key-switch button")
        expect(walk.panel).to_contain_text(f"{number} neuron")
        if walk.told.count():
            break
    expect(walk.told).to_contain_text(re.compile(r"It said \d, and now it says \d.*can do it"))


def fool_it(walk: Walk) -> None:
    walk.press(".st-key-clear button")
    expect_blank(walk.page)  # what is drawn before that is cleared with it
    walk.draw(LETTER)
    expect(walk.told).to_contain_text("It says: not a digit. If it had to choose, it would say")


def see_it_learn(walk: Walk) -> None:
    walk.page.get_by_role("slider").press("End")
    expect(walk.page.locator(".st-key-replay_controls")).to_contain_text("epoch")
    walk.press(".st-key-lesson_downhill_step button")
    expect(walk.told).to_contain_text("that it has never seen")


def train_three(walk: Walk) -> None:
    walk.press(".st-key-race_start button")
    expect(walk.told).to_contain_text("Best here and now", timeout=TRAINING)


def train(walk: Walk) -> None:
    walk.press(".st-key-training_start button")
    expect(walk.told).to_contain_text("exactly 0 for layer 1 and layer 2", timeout=TRAINING)


DONE: dict[str, dict[str, Callable[[Walk], None]]] = {  # what each of them does; the rest is passed by
    "keyboard": {
        "draw": draw_a_four,
        "neuron": watch_the_sum,
        "step": drag_z,
        "onward": go_onward,
        "nine": bring_a_four,
        "off": switch_off,
        "learn": see_it_learn,
        "flat": train,
    },
    "touch": {
        "draw": draw_a_four,
        "neuron": watch_the_sum,
        "step": drag_z,
        "onward": go_onward,
        "nine": close_the_top,
        "off": switch_off,
        "fool": fool_it,
        "deep": train_three,
    },
}


@pytest.mark.parametrize("by", WALKS)
def test_every_step_is_there_can_be_done_and_passed_by(open_page, by):
    page = open_page(**WALKS[by])
    walk = Walk(page, by)
    walk.press(".st-key-network_column a[href*=lesson]")
    walk.panel.wait_for()
    page.locator(SURFACE).wait_for()
    for step in STEPS:
        walk.see(step)
        if by == "keyboard" and step is not STEPS[0]:  # and so one may go on and on
            expect(page.locator(".st-key-lesson_next button")).to_be_focused()
        if step.guess:
            walk.guess(GUESSES[step.id][list(WALKS).index(by)])
        if step.id in DONE[by]:
            DONE[by][step.id](walk)
        if step is STEPS[-1]:
            break
        walk.press(".st-key-lesson_next button")
    expect(page.locator(".st-key-lesson_next")).to_contain_text("From the start")
    walk.press(".st-key-lesson_back button")
    walk.see(STEPS[-2])


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
