"""Check `streamlit run app.py`: every page, and everything that a browser fetches."""

from tests.browser.conftest import DESKTOP
from tests.browser.every_page import walk


def test_every_page_and_file_loads_in_german(browser, address):
    page = browser.new_page(viewport=DESKTOP)
    walk(page, address, is_brief=True)  # English pages and training have tests of their own
    page.close()
