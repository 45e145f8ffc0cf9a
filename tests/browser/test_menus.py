"""Check that every menu shows every page in every language: on a laptop, a tablet on its side and a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.waiting import soon
from views.parts.language.catalogs import languages
from views.parts.language.language import _, speaking
from views.parts.words import PAGES

LINKED = ("words", "wall", "plan", "class", "present", "embed", "questions")  # elsewhere, not in the menus
SEEN = [name for name in PAGES if name not in LINKED]
HEADER = '[data-testid="stTopNavLink"]'
OPEN_LIST = '[data-testid="stExpandSidebarButton"]'
IN_LIST = '[data-testid="stSidebarNavLink"]'
TABS = ".st-key-pages a"
IS_WHOLE = """element => {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return left >= 0 && right <= innerWidth && element.contains(document.elementFromPoint(x, y));
}"""


def names(language: str, *left_out: str) -> list[str]:
    with speaking(language):
        return [_(PAGES[each]) for each in SEEN if each not in left_out]


def open_in(page: Page, address: str, language: str) -> None:
    page.goto(f"{address}/?lang={language}")
    page.locator(".st-key-in_header button").first.wait_for()
    expect(page.locator("html")).to_have_attribute("lang", language)


@pytest.fixture(scope="module", params=[1280, 1024])
def wide(request, open_shared_page) -> Page:
    return open_shared_page({"width": request.param, "height": 768})


@pytest.mark.parametrize("language", languages())
def test_a_header_shows_every_page_by_name(wide, address, language):
    page = wide
    open_in(page, address, language)
    links = page.locator(f"{HEADER}:visible")
    expect(links).to_have_count(len(SEEN))
    assert [each.inner_text() for each in links.all()] == names(language)
    assert all(each.evaluate(IS_WHOLE) for each in links.all())


@pytest.mark.parametrize("language", languages())
def test_a_phone_shows_its_tabs_and_a_list_of_all_pages(open_page, address, language):
    page = open_page(PHONE, has_touch=True, is_mobile=True)
    open_in(page, address, language)
    tabs = page.locator(TABS)
    expect(tabs).to_have_count(len(SEEN) - 1)
    expected = names(language, "teachers")
    assert (
        soon(page, lambda: [each.inner_text().split("\n")[-1] for each in tabs.all()], expected) == expected
    )
    assert all(each.evaluate(IS_WHOLE) for each in tabs.all())
    page.locator(OPEN_LIST).tap()  # Playwright refuses if something covers it
    expect(page.locator(IN_LIST)).to_have_count(len(SEEN))
    listed = [each.inner_text().split("\n")[-1] for each in page.locator(IN_LIST).all()]
    assert listed == names(language)
