"""Walk through the lesson to its end with twelve 4s in three windows, without Skip: `make test-lesson`.

`make test-all` walks through it once in a browser, and checks what depends on the drawing with all twelve
4s without one.
"""

import pytest

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.pen import SURFACE
from tests.browser.walk import Walk, walk_to_the_end
from tests.fours import FOURS, OPEN
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
