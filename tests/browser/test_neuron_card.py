"""Check the neuron card and the catalogue, in a real Chromium: the figures on screen add up."""

from __future__ import annotations

import math
import re

import pytest
from playwright.sync_api import Page, expect

from model.network import load_network
from tests.browser.card import cents, click_on_layer, click_output, expect_whole, heading, read_ledger
from tests.browser.draw_page import choose_network, click, expect_answer, expect_settled, layer, numbers
from tests.browser.pen import SAMPLES, draw
from tests.browser.training_page import choose
from tests.browser.waiting import until
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


@pytest.mark.parametrize(
    ("network", "name"),
    [("dense", "hidden1"), ("dense", "hidden2"), ("dense", "logits"), ("conv", "conv1")],
)
def test_the_ledger_on_screen_adds_up(blank_page, network, name):
    page = blank_page
    open_card(page, network, name)
    expect_ledger_to_add_up(page)


def test_a_pooling_neuron_passes_on_its_largest_input(blank_page):
    page = blank_page
    open_card(page, "conv", "pool1")
    values = [cents(text) for text in page.locator(".st-key-ledger .ink-rows b").all_inner_texts()]
    assert len(values) == 4
    assert values[0] == max(values) == cents(heading(page).inner_text().split(": ")[1])
    page.locator(".st-key-ledger button").first.click()
    expect(heading(page)).to_contain_text("second convolution")
    expect_whole(page)
    assert read_ledger(page, "ledger")[1] == pytest.approx(values[0], abs=1) or not values[0]


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


def test_the_answer_offers_why_not_for_its_runner_up(output):
    runner_up = re.search(r"The runner-up is (\d)", output.locator(".st-key-answer").inner_text())[1]
    why = output.get_by_role("button", name=f"Why not {runner_up}?")
    for _ in range(2):  # the second click changes nothing
        why.click()
        expect(heading(output)).to_have_text(re.compile(f"^Digit {runner_up}: "))
        expect(output.locator(".st-key-margin h4")).to_contain_text(f" and not {runner_up}?")


def test_hovering_a_pixel_shows_its_product(blank_page):
    page = blank_page
    open_card(page, "dense", "hidden1")
    weights = page.locator(".st-key-terms canvas").nth(1)
    box = weights.bounding_box()
    weights.hover(position={"x": 0.5 * box["width"], "y": 0.36 * box["height"]})
    text = page.locator(".st-key-terms .ink-tip").inner_text()
    drawing, weight, product = numbers(text)
    assert product == pytest.approx(drawing * weight, abs=2e-3)


def test_another_place_of_a_feature_map_can_be_chosen(blank_page):
    page = blank_page
    open_card(page, "conv", "conv1")
    page.locator(".st-key-feature_map canvas").first.click(position={"x": 3, "y": 3})
    expect(heading(page)).to_have_text(
        re.compile(r"^Feature map \d+ at row 0, column 0, first convolution: ")
    )
    expect_whole(page)
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowDown"):
        page.locator(".st-key-feature_map canvas").first.press(key)
    expect(page.locator(".st-key-feature_map .ink-tip")).to_contain_text("row 1, col 2")
    page.locator(".st-key-feature_map canvas").first.press("Enter")
    expect(heading(page)).to_contain_text("at row 1, column 2")
    expect(page.locator(".st-key-feature_map canvas").first).to_be_focused()
    expect_whole(page)
    expect_ledger_to_add_up(page)


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


def test_strength_goes_up_to_four_times_and_back(output):
    page = output
    click_on_layer(page, "hidden2", (0.4, 0.4))
    expect(heading(page)).to_contain_text("second hidden layer")
    volume = page.get_by_role("slider", name="Strength")
    volume.press("End")
    expect(heading(page)).to_contain_text(": × 4")
    for place, its_own in (((0.6, 0.6), "× 1.00"), ((0.4, 0.4), "× 4.00")):
        click_on_layer(page, "hidden2", place)
        expect(volume).to_have_attribute("aria-valuetext", its_own)
    expect(heading(page)).to_contain_text(": × 4")
    click(page, "switch")
    expect(heading(page)).to_contain_text(": switched off")
    click(page, "switch")
    expect(heading(page)).to_contain_text(re.compile(": (fires|silent)$"))


def test_a_switched_off_neuron_only_concerns_its_session(blank_page, open_page):
    one, other = blank_page, open_page()
    open_card(one, "dense", "hidden2")
    click(one, "switch")
    expect(heading(one)).to_contain_text("switched off")
    open_card(other, "dense", "hidden2")
    expect(heading(other)).to_contain_text(re.compile("fires|silent"))
    click(one, "switch")
    expect(heading(one)).to_contain_text(re.compile("fires|silent"))


def test_z_can_be_dragged_and_moved_with_keys_on_any_function(output):
    page = output
    page.locator(".st-key-ledger button").first.click()
    expect(heading(page)).to_contain_text("second hidden layer")
    expect_whole(page)
    curve = page.locator(".st-key-activation_curves")
    z, words = curve.get_by_role("slider"), curve.locator("p")
    own = numbers(words.inner_text())
    assert own[0] == own[-1] > 0  # it fires
    z.press("ArrowRight")
    expect(words).to_have_text(f"If z were {own[0] + 0.1:.2f}, then ReLU(z) = max(0, z) = {own[0] + 0.1:.2f}")
    assert float(z.get_attribute("aria-valuenow")) == pytest.approx(own[0] + 0.1)
    z.press("Home")
    expect(words).to_contain_text("max(0, z) = 0.00")
    curve.get_by_role("tab", name="sigmoid").click()
    expect(words).to_contain_text("sigmoid(z) = 1 / (1 + e^−z) = 0.0")
    curve.get_by_role("tab", name="sigmoid").press("ArrowRight")
    expect(curve.get_by_role("tab", name="tanh")).to_be_focused()
    expect(curve.get_by_role("tab", name="tanh")).to_have_attribute("aria-selected", "true")
    box = curve.locator("svg").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 60)
    page.mouse.up()
    moved, value = (numbers(words.inner_text())[i] for i in (0, -1))
    assert abs(moved) < 0.1 and value == pytest.approx(math.tanh(moved), abs=0.01)
    curve.get_by_role("button", name="Back to its own z").click()
    expect(words).to_contain_text(f"z = {own[0]:.2f} in another function, tanh: ")


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


def test_another_network_s_card_doesn_t_take_the_focus(blank_page):
    page = blank_page
    open_card(page, "conv", "conv1")
    choose_network(page, "dense")
    expect(heading(page)).to_have_count(0)
    choose_network(page, "conv")
    expect(heading(page)).to_contain_text("first convolution")
    expect_whole(page)
    expect(heading(page)).not_to_be_focused()


def test_the_card_scrolls_by_itself_and_has_legible_type(output):
    page = output
    card = page.locator(".st-key-neuron")
    height, inside, width, wide = card.evaluate(
        "card => [card.offsetHeight, card.scrollHeight, card.clientWidth, card.scrollWidth]"
    )
    assert height < 900 < inside
    assert wide <= width
    sizes = card.evaluate(
        """card => {
             const size = (node) => parseFloat(getComputedStyle(node).fontSize);
             const isText = (node) => node.nodeType === 3 && node.data.trim();
             const seen = [...card.querySelectorAll("*")].filter(
               (node) => node.offsetParent && [...node.childNodes].some(isText));
             const of = (tags) => seen.filter((node) => tags.test(node.tagName)).map(size);
             return { all: of(/./), headings: of(/^H[34]$/), text: of(/^(P|SPAN|LI)$/) };
           }"""
    )
    assert len(sizes["all"]) > 40 and min(sizes["all"]) >= 14
    assert min(sizes["headings"]) > max(sizes["text"])


def test_plus_and_minus_differ_without_color(output):
    page = output
    for key in ("ledger", "margin"):
        for kind in ("ink-push", "ink-pull"):
            bars = page.locator(f".st-key-{key} .{kind}")
            assert bars.count()
            patterns = {
                bars.nth(i).evaluate("bar => getComputedStyle(bar).backgroundImage")
                for i in range(bars.count())
            }
            assert all(("gradient" in pattern) == (kind == "ink-pull") for pattern in patterns)
    figures = page.locator(".st-key-ledger .ink-waterfall > div:not(.ink-total):has(u) b").all_inner_texts()
    assert figures and all(figure[0] in "+−" for figure in figures)


def test_a_sum_builds_up_within_400_ms_unless_motion_is_reduced(output):
    page = output
    page.evaluate(
        """() => {
             const endOf = (bar) => {
               const { animationDelay, animationDuration } = getComputedStyle(bar);
               return Math.round(1000 * (parseFloat(animationDelay) + parseFloat(animationDuration)));
             };
             window.ends = [];
             const aboutOf = (element) => element?.closest("[data-about]")?.dataset.about;
             const shown = () => aboutOf(document.querySelector(".st-key-neuron .ink-builds"));
             window.before = () => (window.old = shown());
             addEventListener("animationstart", ({ animationName, target }) => {
               if (animationName !== "ink-build" || aboutOf(target) === window.old) return;
               window.ends.push(...[...target.closest(".ink-builds").querySelectorAll("u")].map(endOf));
             }, true);
           }"""
    )
    for motion, row in (("reduce", 0.2), ("no-preference", 0.7)):
        page.emulate_media(reduced_motion=motion)
        page.evaluate("() => { window.ends = []; window.before(); }")
        title = page.locator(".st-key-neuron h3")
        before = title.inner_text()
        click_on_layer(page, "hidden2", (0.4, row))
        expect(title).not_to_have_text(before)
        expect_whole(page)
        if motion == "no-preference":
            until(page, "window.ends.length")
        page.wait_for_timeout(300)
        found = page.evaluate("() => window.ends")
        assert bool(found) == (motion == "no-preference")
        assert max(found, default=0) <= 400


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


def test_the_catalogue_needs_no_drawing(open_page):
    page = open_page()
    page.get_by_role("link", name="Neurons").first.click()
    page.locator(".st-key-catalogue button").first.click()
    expect(page.get_by_text("The canvas is blank")).to_be_visible()
    expect_ledger_to_add_up(page)
