"""Walk through a plan of a lesson as fast as a hand, where `Walk` is as fast as a script.

It takes `ACT` seconds before each press: 1.35 to think, 1.1 to point, 0.2 to press (Card, Moran, Newell,
The keystroke-level model, Communications of the ACM 23, 1980, 396 to 410).
"""

from __future__ import annotations

import math
import time

from playwright.sync_api import Locator, expect

from tests.browser.layout_shift import READY
from tests.browser.waiting import until_page
from tests.browser.walk import Walk
from tests.visitor import STROKE_SECONDS
from views.lesson.steps.steps import BY_ID, STEPS
from views.parts.language.documents import Document
from views.tasks.tasks import BY_ID as TASKS
from views.teaching.papers.plans import place_of, step_of

ACT = 1.35 + 1.1 + 0.2  # seconds
ASKING = {step.id for step in STEPS[:-1]}  # for something
BAR = [(14, 9), (14, 19)]  # columns and rows of the field
RING = [(14 + 7.5 * math.sin(math.tau * i / 24), 14 - 8.5 * math.cos(math.tau * i / 24)) for i in range(25)]


def slow_down() -> None:
    """Make every press on a page take as long as a hand's from now on."""
    for name in ("click", "tap", "press", "dispatch_event"):
        press = getattr(Locator, name)

        def by_hand(target: Locator, *args: object, press=press, **options: object) -> None:
            time.sleep(ACT)
            press(target, *args, **options)

        setattr(Locator, name, by_hand)


class Hand(Walk):
    """Walks as fast as a hand."""

    def draw(self, strokes: list) -> None:
        """Draw strokes, each in the time that people take."""
        time.sleep(len(strokes) * (ACT + STROKE_SECONDS))
        super().draw(strokes)

    def go_to(self, stretch: Document, address: str) -> None:
        """Go on from the stretch before, by the lesson's dots or by the plan's link."""
        dots = self.page.locator(".st-key-lesson_progress button")
        place = STEPS.index(BY_ID[step_of(stretch)])
        if "task" not in stretch.header and place < dots.count():  # the last step has no dot
            dots.nth(place).dispatch_event("click")
        else:
            _title, path, query = place_of(stretch)
            self.page.goto(f"{address}/{path}?{query}")
            self.page.locator(READY["build" if "task" in stretch.header else "lesson"]).first.wait_for()
            until_page(self.page)
        if "task" not in stretch.header:
            self.see(BY_ID[step_of(stretch)])

    def do(self, stretch: Document) -> str:
        """Do what the class does in this stretch; return what the page says to it."""
        if "task" in stretch.header:
            return self.solve()
        if step_of(stretch) not in ASKING:
            return ""
        if BY_ID[step_of(stretch)].guess:
            self.guess(1)
        self.finish(BY_ID[step_of(stretch)])
        return self.done_text.inner_text()

    def solve(self) -> str:
        """Paint a bar that pushes, and in the next task also a ring that pulls."""
        solved = self.page.locator(".ink-solved")
        self.paint(BAR, 1)
        expect(solved).to_have_count(1)
        self.page.get_by_role("button", name="Task 2", exact=True).click()
        self.paint(BAR, 1)
        self.page.get_by_role("button", name="Hold back").click()
        self.paint(RING, 3)
        expect(solved).to_have_count(2)
        return f"{TASKS['bar'].learned} {TASKS['ring'].learned}"

    def paint(self, points: list[tuple[float, float]], strokes: int) -> None:
        """Paint a line through these pixels of the field, in the time of that many strokes."""
        field = self.page.locator(".st-key-paint canvas")
        field.scroll_into_view_if_needed()
        time.sleep(ACT)
        box = field.bounding_box()
        for place, (x, y) in enumerate(points):
            self.page.mouse.move(box["x"] + x / 28 * box["width"], box["y"] + y / 28 * box["height"], steps=3)
            if not place:
                self.page.mouse.down()
            time.sleep(strokes * STROKE_SECONDS / len(points))
        self.page.mouse.up()
