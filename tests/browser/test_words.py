"""Check explanations of words with the mouse, the keyboard and a finger, and the list of all words."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.tour import click_in, see_dialog, see_drawn
from views.parts.asking.glossary import GLOSSARY

TIP = ".ink-word:popover-open"
IS_WHOLE = """tip => {
  const { left, right, top, bottom } = tip.getBoundingClientRect();
  const isOnTop = (x, y) => tip.contains(document.elementFromPoint(x, y));
  return [left + 9, right - 9].every((x) => [top + 9, bottom - 9].every((y) => isOnTop(x, y)));
}"""

IS_ON_TOP = """entry => {  // nothing lies over its word, as the head of the page does
  const { left, top } = (entry.querySelector("dt") ?? entry).getBoundingClientRect();
  return entry.contains(document.elementFromPoint(left + 4, top + 4));
}"""


def expect_tip(page: Page, key: str) -> None:
    """Check that word's tip: nothing of it is cut off or covered."""
    expect(page.locator(TIP)).to_have_text(GLOSSARY[key].title + GLOSSARY[key].text)
    assert page.locator(TIP).evaluate(IS_WHOLE)


def expect_no_tip(page: Page) -> None:
    expect(page.locator(TIP)).to_have_count(0)


def word(page: Page, within: str, key: str):
    return page.locator(f".st-key-{within} a[href$='words#{key}']").first


def test_a_word_is_explained_with_the_mouse(open_page):
    page = open_page()
    see_drawn(page, "")
    click_in(page, "hidden2")
    word(page, "ledger", "bias").hover()
    expect_tip(page, "bias")
    page.locator(TIP).hover()  # it stays open with the pointer on it
    expect_tip(page, "bias")
    page.locator(".st-key-neuron h3").hover()
    expect_no_tip(page)


def test_a_tip_opens_above_its_dialog(open_page):
    page = open_page(path="neurons")
    see_dialog(page, "")
    word(page, "neuron", "activation-function").click()
    expect_tip(page, "activation-function")
    page.keyboard.press("Escape")
    expect_no_tip(page)
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_word_is_explained_with_a_finger(open_page):
    page = open_page(PHONE, has_touch=True, is_mobile=True, color_scheme="dark")
    neuron = page.locator(".st-key-network_view a[href$='words#neuron']")
    neuron.scroll_into_view_if_needed()
    neuron.tap()
    expect_tip(page, "neuron")
    box = page.locator(TIP).bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    page.locator(".st-key-network_view .ink-legend").tap(position={"x": 5, "y": 5})
    expect_no_tip(page)
    assert "words" not in page.url


def test_all_words_are_listed(open_page, address):
    page = open_page()
    page.get_by_role("link", name="Full glossary").click()
    listed = page.locator(".ink-words dt")
    expect(listed).to_have_count(len(GLOSSARY))
    assert listed.all_inner_texts() == [each.title for each in GLOSSARY.values()]
    for entry, text in zip(GLOSSARY.values(), page.locator(".ink-words dd").all_inner_texts()):
        assert entry.text in text and all(where in text for where in entry.where)
    page.goto(f"{address}/words#tensor")
    linked = page.locator(".ink-words #tensor")
    expect(linked).to_be_in_viewport()
    assert linked.evaluate(IS_ON_TOP)
