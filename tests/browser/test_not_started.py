"""Check that a browser that can't run the page shows a sentence instead of loading forever."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP
from tests.browser.draw_page import expect_answer
from tests.browser.waiting import until_page
from views.parts.words import NOT_STARTED

# As Safari 16.4 and Chrome 111, without the flag v of regular expressions.
OLD = """{
  const real = RegExp;
  window.RegExp = new Proxy(real, Object.fromEntries(["apply", "construct"].map((name) => [name, (...all) => {
    if (/v/.test(all[name === "apply" ? 2 : 1][1] ?? "")) throw new SyntaxError("Invalid flags");
    return Reflect[name](...all);
  }])));
}"""
STREAMLIT = re.compile(r"/static/js/index\.[\w-]+\.js$")
THROWS = "throw new SyntaxError('Invalid flags')"


@pytest.fixture
def page(browser) -> Iterator[Page]:
    page = browser.new_page(viewport=DESKTOP)
    yield page
    page.close()


def test_the_page_works_without_the_newest_regular_expression_flag(page, address):
    page.add_init_script(OLD)
    page.goto(f"{address}/?drawing=sample.7")
    until_page(page)
    expect_answer(page, 7)
    expect(page.locator("#not-started")).to_have_count(0)


@pytest.mark.parametrize("path", ["", "training", "?drawing=sample.7"])
def test_a_page_whose_code_throws_says_it_hasn_t_started(page, address, path):
    page.route(STREAMLIT, lambda route: route.fulfill(body=THROWS, content_type="text/javascript"))
    page.goto(f"{address}/{path}")
    expect(page.get_by_role("alert").filter(has_text=NOT_STARTED)).to_be_visible()


def test_a_page_that_takes_a_minute_says_so_until_it_loads(page, address):
    page.clock.install()
    held = []
    page.route(STREAMLIT, lambda route: held.append(route))
    page.goto(address, wait_until="commit")
    notice = page.locator("#not-started")
    page.wait_for_function("() => document.querySelector('#shell canvas')")
    page.clock.run_for(55_000)
    expect(notice).to_be_hidden()
    page.clock.run_for(6_000)
    expect(notice).to_be_visible()
    page.clock.resume()
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    until_page(page)
    expect(notice).to_have_count(0)
