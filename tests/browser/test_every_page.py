"""`streamlit run app.py`: every page, and whatever a browser has to fetch."""

from __future__ import annotations

from tests.browser.conftest import DESKTOP
from tests.browser.every_page import walk


def test_every_page_is_whole_and_what_it_fetches_comes_in_german_too(browser, address):
    page = browser.new_page(viewport=DESKTOP)
    walk(page, address)
    page.close()
