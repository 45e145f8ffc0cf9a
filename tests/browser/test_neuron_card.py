"""The neuron card and the catalogue, in a real Chromium: the figures on screen add up."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pen import SAMPLES, draw
from tests.browser.test_draw_page import choose_network, click, expect_answer, layer, numbers


def cents(text: str) -> int:
    """A figure with two decimals, in its last digit's units, so that sums are exact."""
    return round(float(text.replace("−", "-")) * 100)


def read_ledger(page: Page, key: str) -> list[tuple[str, int]]:
    """(label, figure in hundredths) of each line."""
    page.locator(f".st-key-{key} .ink-total").wait_for()
    lines = page.locator(f".st-key-{key} .ink-ledger > div")
    return [
        (
            lines.nth(i).locator(":first-child").first.inner_text(),
            cents(lines.nth(i).locator("b").inner_text()),
        )
        for i in range(lines.count())
    ]


def expect_ledger_to_add_up(page: Page, key: str = "ledger") -> None:
    *lines, (_, total) = read_ledger(page, key)
    assert len(lines) >= 2
    assert sum(figure for _, figure in lines) == total


def expect_whole(page: Page) -> None:
    """Wait until every part of the card is there, after which nothing on it moves any more."""
    page.locator(".st-key-after b").first.wait_for()
    page.wait_for_function(
        """() => [...document.querySelectorAll(".st-key-neuron .stBidiComponent")]
             .every((part) => part.clientHeight)"""
    )


def open_card(page: Page, network: str, name: str, share: tuple[float, float] = (0.4, 0.4)) -> None:
    choose_network(page, network)
    draw(page, SAMPLES[3])
    expect_answer(page, 3)
    box = layer(page, name).bounding_box()
    layer(page, name).click(position={"x": box["width"] * share[0], "y": box["height"] * share[1]})
    expect(page.locator(".st-key-neuron h3")).to_contain_text("digit" if name == "logits" else name)
    expect_whole(page)


@pytest.mark.parametrize(
    ("network", "name"),
    [("dense", "hidden1"), ("dense", "hidden2"), ("dense", "logits"), ("conv", "conv1"), ("conv", "pool1")],
)
def test_the_ledger_on_screen_adds_up(open_page, network, name):
    page = open_page()
    open_card(page, network, name)
    expect_ledger_to_add_up(page)
    pushes, pulls, rest, bias, z = numbers(
        page.locator(".st-key-neuron code", has_text="=").first.inner_text()
    )
    assert round(100 * (pushes + pulls + rest + bias)) == round(100 * z)
    assert read_ledger(page, "ledger")[-1][1] == round(100 * z)


def test_one_walks_back_from_the_answer_to_the_pixels(open_page):
    page = open_page()
    open_card(page, "dense", "logits", (0.5, 0.37))
    expect(page.locator(".st-key-neuron h3")).to_have_text("digit 3")
    for name in ("hidden2", "hidden1"):
        expect_ledger_to_add_up(page)
        source = page.locator(".st-key-ledger button").first
        label = source.inner_text()
        assert label.startswith(name)
        source.click()
        expect(page.locator(".st-key-neuron h3")).to_have_text(label)
    expect(page.locator(".st-key-ledger button")).to_have_count(0)
    assert read_ledger(page, "ledger")[0][0].startswith("pixel row")


def test_hovering_a_pixel_shows_its_product(open_page):
    page = open_page()
    open_card(page, "dense", "hidden1")
    weights = page.locator(".st-key-terms canvas").nth(1)
    weights.hover(position={"x": 84, "y": 60})
    text = page.locator(".st-key-terms .ink-tip").inner_text()
    drawing, weight, product = numbers(text)
    assert product == pytest.approx(drawing * weight, abs=2e-3)


def test_another_place_of_a_feature_map_can_be_chosen(open_page):
    page = open_page()
    open_card(page, "conv", "conv1")
    page.locator(".st-key-place canvas").first.click(position={"x": 4, "y": 4})
    expect(page.locator(".st-key-neuron h3")).to_have_text(re.compile(r"conv1 map \d+ at 0, 0"))
    expect_ledger_to_add_up(page)


def test_a_neuron_switched_off_moves_the_bars_until_all_is_restored(open_page):
    page = open_page()
    choose_network(page, "dense")
    draw(page, SAMPLES[4][:1])  # half a 4: nothing a network is wholly sure of
    expect(page.locator(".st-key-undo button")).to_be_enabled()
    box = layer(page, "logits").bounding_box()
    layer(page, "logits").click(position={"x": box["width"] / 2, "y": box["height"] * 0.45})
    expect(page.locator(".st-key-neuron h3")).to_have_text("digit 4")
    page.locator(".st-key-ledger button").first.click()
    expect(page.locator(".st-key-neuron h3")).to_contain_text("hidden2")
    bars = page.locator(".st-key-after .ink-bars")
    widths = "bars => [...bars.querySelectorAll('u')].map(bar => bar.style.width)"
    before = bars.evaluate(widths)
    click(page, "switch")
    expect(page.get_by_text("is off.")).to_be_visible()
    expect(bars.locator("s").first).to_be_visible()
    assert bars.evaluate(widths) != before
    page.get_by_role("slider", name=re.compile("hidden2")).press("End")
    expect(page.get_by_text("× 4.")).to_be_visible()
    click(page, "restore")
    expect(bars.locator("s").first).to_be_hidden()
    assert bars.evaluate(widths) == before


def test_a_switched_off_neuron_is_another_session_s_own_affair(open_page):
    one, other = open_page(), open_page()
    open_card(one, "dense", "hidden2")
    click(one, "switch")
    expect(one.get_by_text("is off.")).to_be_visible()
    open_card(other, "dense", "hidden2")
    expect(other.get_by_text("is off.")).to_have_count(0)
    expect(other.get_by_role("button", name="Restore all")).to_have_count(0)


def test_what_decided_adds_up_to_the_difference(open_page):
    page = open_page()
    open_card(page, "dense", "hidden2")
    page.get_by_text("Why this digit, rather than the next likely?").click()
    page.locator(".st-key-margin .ink-total").wait_for()
    expect_ledger_to_add_up(page, "margin")


def test_the_catalogue_opens_cards_and_the_drawing_stays(open_page):
    page = open_page()
    choose_network(page, "dense")
    draw(page, SAMPLES[3])
    expect_answer(page, 3)
    page.get_by_role("link", name="Neurons").click()
    tiles = page.locator(".st-key-catalogue button")
    expect(tiles).to_have_count(128)
    page.get_by_role("combobox", name="Sorted by").click()
    page.get_by_role("option", name="how far the drawing excites them").click()
    expect(tiles.first.locator("span")).not_to_have_text(re.compile(r"^0 ·"))
    now = [numbers(tiles.nth(i).inner_text())[0] for i in range(5)]
    assert now == sorted(now, reverse=True)
    number = tiles.first.inner_text().split()[0]
    tiles.first.click()
    expect(page.locator(".st-key-neuron h3")).to_have_text(f"hidden1 neuron {number}")
    expect_ledger_to_add_up(page)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Draw").click()
    expect_answer(page, 3)
    expect(page.locator(".st-key-neuron h3")).to_have_text(f"hidden1 neuron {number}")


def test_the_catalogue_needs_no_drawing(open_page):
    page = open_page()
    page.get_by_role("link", name="Neurons").click()
    page.locator(".st-key-catalogue button").first.click()
    expect(page.get_by_text("The canvas is blank")).to_be_visible()
    expect_ledger_to_add_up(page)
