"""Do in a browser what a step of the second lesson asks for."""

import numpy as np
from playwright.sync_api import Page

from model.preprocess.pen import CANVAS_SIZE
from tests.browser.conftest import SECONDS
from tests.browser.pen import draw_sign
from tests.samples import SAMPLES

LEARN, MEASURES = ".ink-hands-top .ink-primary", ".ink-hands-top [role=group] button:enabled"
PAD = ".ink-hands .ink-pad canvas"
NEXT_DIGIT = ".ink-hands-paper .ink-row-of-buttons button >> nth=1"
DRAWN = {"mine": range(10), "inside": [3], "missing": [1]}  # the digits to draw, by step
TRAINING = 120 * SECONDS  # a few seconds each, on a quiet machine


def finish(page: Page, step: str) -> None:
    """Learn, choose a measure or draw digits, after the guess, until the step is done."""
    if page.locator(LEARN).count():
        page.locator(LEARN).click()
    if step == "fair":
        page.locator(MEASURES).first.click(timeout=TRAINING)
    for digit in DRAWN.get(step, ()):
        draw_sign(page, PAD, 0, [np.array(stroke) / CANVAS_SIZE for stroke in SAMPLES[digit]])
        if step == "mine":
            page.locator(NEXT_DIGIT).click()
    page.locator(".st-key-lesson_done").wait_for(timeout=TRAINING)
