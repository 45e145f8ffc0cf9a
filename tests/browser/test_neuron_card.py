"""Check the neuron card and the catalogue, in a real Chromium: the figures on screen add up."""

import re

import pytest
from playwright.sync_api import Page, expect

from model.network import load_network
from tests.browser.card import cents, click_on_layer, click_output, expect_whole, heading, read_ledger
from tests.browser.draw_page import choose_network, click, expect_answer, expect_settled, layer, numbers
from tests.browser.pen import SAMPLES, draw
from tests.browser.training_page import choose
from views.parts.looks.wording import layer_title


def expect_ledger_to_add_up(page: Page, key: str = "ledger") -> None:
    """Check the sums of each line, of the bars and of the one-line form."""
    lines, total = read_ledger(page, key)
    assert len(lines) >= 2
    assert sum(figure for _, figure in lines) == total
    bars = [cents(text) for text in page.locator(f".st-key-{key} .ink-waterfall b").all_inner_texts()]
    assert sum(bars[:4]) == bars[4] == total
    parts = numbers(page.locator(f".st-key-{key} .ink-equation").inner_text())
    assert [round(100 * part) for part in parts] == bars


def open_card(page: Page, network: str, name: str, share: tuple[float, float] = (0.4, 0.4)) -> None:
    choose_network(page, network)
    draw(page, SAMPLES[3])
    expect_answer(page, 3)
    expect_settled(page)
    click_on_layer(page, name, share)
    here = load_network(network)
    title = layer_title(here.layer(name)).lower()
    expect(heading(page)).to_contain_text("Digit" if name == "logits" else title)
    expect_whole(page)


@pytest.fixture(scope="module")
def dense(open_shared_page) -> Page:
    """Return a page with a 3 drawn."""
    page = open_shared_page()
    choose_network(page, "dense")
    draw(page, SAMPLES[3])
    expect_answer(page, 3)
    return page


@pytest.fixture
def output(dense) -> Page:
    """Return that page with the card of the 3 open, which explains the answer through the neurons."""
    if heading(dense).count() == 0 or not heading(dense).inner_text().startswith("Digit 3"):
        click_output(dense, 3)
    expect(heading(dense)).to_contain_text("Digit 3")
    dense.locator(".st-key-why").get_by_text("Neurons", exact=True).click()
    dense.locator(".st-key-margin h4").wait_for()
    expect_whole(dense)
    return dense


@pytest.mark.parametrize(("network", "name"), [("dense", "hidden1"), ("conv", "conv1")])
def test_the_ledger_on_screen_adds_up(blank_page, network, name):
    page = blank_page
    open_card(page, network, name)
    expect_ledger_to_add_up(page)


def test_the_path_leads_from_the_answer_to_pixels_and_back(output):
    page, steps = output, ["3"]
    for name in ("second hidden layer", "first hidden layer"):
        expect_ledger_to_add_up(page)
        source = page.locator(".st-key-ledger button").first
        steps.append(source.inner_text())
        source.click()
        expect(heading(page)).to_contain_text(f"{steps[-1]}, {name}")
        expect(page.locator(".st-key-card_head nav")).to_have_text(" ← ".join(steps))
        expect_whole(page)
    expect(page.locator(".st-key-ledger button")).to_have_count(0)
    assert read_ledger(page, "ledger")[0][0][0].startswith("Row ")
    page.locator(".st-key-card_head nav button").nth(1).click()
    expect(heading(page)).to_contain_text(f"{steps[1]}, second hidden layer")
    expect(page.locator(".st-key-card_head nav")).to_have_text(" ← ".join(steps[:2]))
    click_on_layer(page, "hidden1", (0.4, 0.4))
    expect(page.locator(".st-key-card_head nav")).to_be_hidden()


def test_an_output_s_card_explains_why_this_answer_or_not(output):
    page = output
    title = page.locator(".st-key-margin h4")
    expect(title).to_have_text(re.compile(r"^Why 3 rather than \d\?$"))
    expect_ledger_to_add_up(page, "margin")
    for digit in (0, 5):
        click_output(page, digit)
        expect(heading(page)).to_contain_text(f"Digit {digit}")
        expect(title).to_have_text(f"Why 3 and not {digit}?")
        expect_whole(page)
        expect_ledger_to_add_up(page, "margin")
        lead = read_ledger(page, "margin")[1]
        z, highest = numbers(page.locator(".st-key-card_head p").inner_text())
        assert lead == pytest.approx(100 * (highest - z), abs=2) and lead > 0


def test_a_switched_off_neuron_says_so_and_contributes_nothing(open_page):
    page = open_page()
    choose_network(page, "dense")
    draw(page, SAMPLES[3])
    expect_answer(page, 3)
    click_output(page, 3)
    expect_whole(page)
    page.locator(".st-key-ledger button").first.click()
    expect(heading(page)).to_contain_text("second hidden layer: fires")
    name = heading(page).inner_text().split(",")[0]
    click(page, "switch")
    expect(heading(page)).to_have_text(f"{name}, second hidden layer: switched off")
    expect(page.locator(".st-key-card_head p")).to_contain_text("switched off and passes on 0.00.")
    page.locator(".st-key-card_head nav button").first.click()
    expect(heading(page)).to_contain_text("Digit 3")
    expect_whole(page)
    expect_ledger_to_add_up(page)
    assert name not in [label for label, _ in read_ledger(page, "ledger")[0]]


def test_focus_moves_to_an_opened_card_and_back(output):
    page = output
    click_on_layer(page, "hidden2", (0.4, 0.4))
    expect(heading(page)).to_contain_text("second hidden layer")
    expect(heading(page)).to_be_focused()
    card = page.get_by_role("region", name="The neuron's card")
    expect(card).to_have_attribute("tabindex", "0")
    expect(card.locator("[aria-live=polite] h3")).to_have_count(1)
    page.locator(".st-key-outgoing button").first.click()
    expect(heading(page)).to_contain_text("Digit")
    expect(heading(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(heading(page)).to_have_count(0)
    expect(layer(page, "hidden2")).to_be_focused()
    expect(page.locator(".st-key-neuron")).to_contain_text("Click any neuron")
    page.keyboard.press("Enter")
    expect(heading(page)).to_be_focused()
    page.get_by_role("button", name="Close this card").click()
    expect(heading(page)).to_have_count(0)
    expect(layer(page, "hidden2")).to_be_focused()


def test_the_catalogue_opens_cards_and_the_drawing_stays(blank_page):
    page = blank_page
    choose_network(page, "dense")
    draw(page, SAMPLES[3])
    expect_answer(page, 3)
    page.get_by_role("link", name="Neurons").first.click()
    tiles = page.locator(".st-key-catalogue button")
    expect(tiles).to_have_count(128)
    choose(page, "Sorted by", "how strongly they react to the drawing")
    expect(tiles.first.locator("span")).not_to_have_text(re.compile("^0"))
    now = [numbers(tiles.nth(i).inner_text())[0] for i in range(5)]
    assert now == sorted(now, reverse=True)
    number = tiles.first.inner_text().split()[0]
    tiles.first.click()
    expect(heading(page)).to_contain_text(f"Neuron {number}, first hidden layer")
    expect_ledger_to_add_up(page)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Draw").first.click()
    expect_answer(page, 3)
    expect(heading(page)).to_contain_text(f"Neuron {number}, first hidden layer")
