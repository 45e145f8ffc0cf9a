"""Check two languages at once and a change of language; `make test-languages` checks every page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.draw_page import expect_answer, expect_ink, ink_on_canvas
from tests.browser.server import serve
from tests.browser.tour import click_in, see_drawn, see_live, see_step
from tests.browser.training_page import BAR, choose
from tests.browser.waiting import soon
from tests.browser.words_seen import bare, read
from tests.pseudo_language import PSEUDO
from tests.scratch_language import speaks_pseudo
from views.lesson.steps.steps import BY_ID
from views.parts.language.catalogs import ENGLISH
from views.parts.language.language import speaking

SAID = "⟦"  # the start of every sentence in that language
FIGURES = "element => element.textContent.match(/\\d+([.,]\\d+)?/g)"


@pytest.fixture(scope="module")
def address(tmp_path_factory, log) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("locale")
    with speaks_pseudo(folder), serve(log=log, locale=folder) as app:
        yield app.address


def turn_into(page: Page, language: str) -> None:
    """Change the language in the menu."""
    page.locator(".st-key-language select").select_option(language)
    expect(page.locator("html")).to_have_attribute("lang", language)


def test_two_sessions_can_have_two_languages(open_page, address):
    pages = {language: open_page(locale=language) for language in (ENGLISH, PSEUDO)}
    for act in (see_drawn, lambda page, address: click_in(page, "hidden2")):
        for language, page in pages.items():
            with speaking(language):
                act(page, address)
        assert bare(read(pages[PSEUDO])) == set()
        found = read(pages[ENGLISH])
        assert [each for each in (*found.names, *(text.text for text in found.texts)) if SAID in each] == []


def test_another_language_keeps_the_drawing_and_the_card(open_page):
    page = open_page(locale=ENGLISH)
    see_drawn(page, "")
    click_in(page, "hidden2")
    title, ink = page.locator(".st-key-neuron h3"), ink_on_canvas(page)
    before = title.evaluate(FIGURES)
    for language in (PSEUDO, ENGLISH):
        turn_into(page, language)
        says = expect(title)
        says.to_contain_text(SAID) if language == PSEUDO else says.not_to_contain_text(SAID)
        expect_answer(page, 7)
        expect_ink(page, ink)
        assert soon(page, lambda: title.evaluate(FIGURES), before) == before


def test_another_language_keeps_the_step_and_the_guess(open_page, address):
    page = open_page(path="lesson", locale=ENGLISH)
    see_step(page, address, BY_ID["neuron"], "&drawing=sample.4")
    done_text = page.locator(".st-key-lesson_done")
    expect(done_text).to_contain_text("You guessed")
    before = done_text.evaluate(FIGURES)
    turn_into(page, PSEUDO)
    expect(done_text).to_contain_text("Ýöû gûéššéd")
    assert done_text.evaluate(FIGURES) == before
    assert "step=neuron" in page.url


def test_another_language_keeps_the_training(open_page, address):
    page = open_page(path="training", locale=ENGLISH)
    see_live(page, address)
    choose(page, "Epochs", "1")
    page.get_by_role("button", name="Start", exact=True).click()
    bar = page.locator(BAR)
    expect(bar).not_to_contain_text(SAID)
    turn_into(page, PSEUDO)
    expect(bar).to_contain_text(SAID)
    assert page.get_by_role("combobox", name="Épöçhš").input_value() == "1"
