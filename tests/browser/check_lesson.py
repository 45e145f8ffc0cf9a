"""The lesson walked to its end with twelve 4s in three windows, without Skip: `make test-lesson`.

`make test` walks it once in a browser, and does what depends on the drawing with all twelve without one.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.pen import SURFACE
from tests.browser.walk import Walk, walk_to_the_end
from tests.fours import FOURS
from views.lesson.steps.steps import BY_ID

TABLET = {"width": 820, "height": 1180}
WINDOWS = {"desktop": (DESKTOP, False), "tablet": (TABLET, True), "phone": (PHONE, True)}


@pytest.fixture(scope="module", params=WINDOWS)
def window(request, open_shared_page) -> tuple[Page, bool]:
    """A page of such a window, and whether it is touched; trainings go on being there for the next 4."""
    size, by_touch = WINDOWS[request.param]
    page = open_shared_page(size, "lesson", has_touch=by_touch, is_mobile=by_touch)
    page.locator(SURFACE).wait_for()
    return page, by_touch


@pytest.mark.parametrize("name", FOURS)
def test_with_this_4_the_lesson_comes_to_its_end(window, name):
    page, by_touch = window
    page.locator(".st-key-lesson_progress button").first.dispatch_event("click")
    expect(page.locator(".st-key-lesson h3")).to_have_text([BY_ID["draw"].title])
    walk_to_the_end(Walk(page, by_touch, FOURS[name]))
