"""Check the network view's pixels: every neuron has the color of its value, every line its two ends."""

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from model.explain.wiring import Unit
from model.network import load_network
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.draw_page import choose_network, expect_settled, layer, within
from tests.browser.paint import (
    Shown,
    bars_of,
    canvas_colors,
    colors_at,
    is_blue,
    is_orange,
    output_colors,
    screenshot,
    share_off,
    show,
    spots_of,
)
from tests.browser.pen import SAMPLES, draw_with_finger
from views.draw.network.network_view import panels_of
from views.parts.looks.colors import paint

SIX = 6  # a drawing whose logits differ from its probabilities: two of them are above 0
TALL = DESKTOP | {"height": 1000}  # a feature map has more than a pixel for each of its 26 rows


@pytest.fixture(scope="module")
def dense(open_shared_page) -> Shown:
    return show(open_shared_page(reduced_motion="no-preference"), "dense", SIX)


@pytest.fixture(scope="module")
def conv(open_shared_page) -> Shown:
    return show(open_shared_page(TALL), "conv", SIX)


@pytest.mark.parametrize("network", ["dense", "conv"])
def test_every_neuron_has_its_value_s_color(request, network):
    shown = request.getfixturevalue(network)
    for panel in panels_of(shown.network):
        spots = spots_of(shown.page, shown.network, panel.layer.name)
        scale = 1.0 if panel.kind == "pixels" else shown.network.card["scales"][panel.output.name]
        expected = paint(shown.activations[panel.output.name], scale)
        if panel.kind == "digits":
            colors = output_colors(shown.page)
            beside = colors_at(screenshot(shown.page), spots - [7, 0])  # the digit; lines end below it
            assert share_off(beside, expected) < 0.01
        else:
            colors = canvas_colors(layer(shown.page, panel.layer.name), spots)
        assert share_off(colors, expected) < 0.01, panel.layer.name
        assert np.ptp(expected.sum(axis=-1)) > 150  # dark and bright ones


def drawn_lines(page: Page) -> list[dict]:
    """Return every line: points from its start to its end, in the window, and its color."""
    return page.locator(".st-key-network_view .ink-panels + svg path").evaluate_all(
        r"""lines => lines.map((line) => {
             const [matrix, length] = [line.getScreenCTM(), line.getTotalLength()];
             const points = [0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1].map((share) => {
               const { x, y } = line.getPointAtLength(share * length).matrixTransform(matrix);
               return [x, y];
             });
             return { points, color: getComputedStyle(line).stroke.match(/\d+/g).map(Number) };
           })"""
    )


def points_of(shown: Shown, source: Unit, target: Unit, is_push: bool) -> list:
    """Return points of the line that joins the middles of two units, in its color."""
    spots = [spots_of(shown.page, shown.network, unit.layer)[unit.index] for unit in (source, target)]
    drawn = drawn_lines(shown.page)
    away = [np.abs(np.array(line["points"])[[0, -1]] - np.array(spots)).max() for line in drawn]
    assert min(away) < 1, f"no line from {source} to {target}"
    found = drawn[int(np.argmin(away))]
    assert (is_orange if is_push else is_blue)(found["color"]), (source, target)
    return found["points"][1:-1]


def test_a_line_shows_its_color_while_its_neuron_is_chosen(dense):
    terms = dense.activations["hidden1_relu"][:, None] * dense.network.layer("hidden2").kernel
    push, pull = terms.max(axis=0), -terms.min(axis=0)
    number = int((np.minimum(push, pull) / np.maximum(push, pull)).argmax())  # both of its lines are thick
    unit, source = Unit("hidden2", (number,)), terms[:, number]
    ends = (int(source.argmax()), True), (int(source.argmin()), False)
    dense.choose(unit)
    points = [points_of(dense, Unit("hidden1", (end,)), unit, is_push) for end, is_push in ends]
    for chosen in (unit, None):
        dense.choose(chosen)
        orange, blue = colors_at(screenshot(dense.page), np.array(points))
        seen = [is_orange(orange).mean(), is_blue(blue).mean()]
        assert min(seen) > 0.5 if chosen else max(seen) < 0.5, seen


@pytest.mark.parametrize("network", ["dense", "conv"])
def test_the_network_keeps_its_height_beside_a_card(request, network):
    shown = request.getfixturevalue(network)
    unit = Unit(panels_of(shown.network)[2].layer.name, (3,) if network == "dense" else (3, 3, 3))
    heights, tall = set(), set()
    for chosen in (None, unit):
        shown.choose(chosen)
        heights.add(shown.page.locator(".ink-network-view").bounding_box()["height"])
        tall.add(layer(shown.page, shown.network.last_hidden.unit_layer.name).bounding_box()["height"])
        sizes = shown.page.locator(".ink-panels").evaluate("all => [all.scrollWidth, all.clientWidth]")
        assert sizes[0] <= sizes[1]
    assert len(heights) == 1
    assert len(tall) == 1 or network == "conv"  # conv has no room to spare
    assert within(shown.page, ".ink-network-view")


def test_a_neuron_can_be_tapped_on_a_phone(open_page):
    page, network = open_page(PHONE, has_touch=True, is_mobile=True), load_network("dense")
    choose_network(page, "dense")
    draw_with_finger(page, [SAMPLES[2][0][:64]])  # without its foot, this 2 is as much a 7
    expect_settled(page)
    for number in (3, 77):
        layer(page, "hidden1").evaluate("layer => layer.scrollIntoView({ block: 'center' })")
        spot = spots_of(page, network, "hidden1", is_phone=True)[number]
        color = canvas_colors(layer(page, "hidden1"), spot)
        value = page.evaluate(f"window.inkling.readings.last.activations.hidden1_relu[{number}]")
        page.touchscreen.tap(*spot)
        expect(page.locator(".st-key-neuron h3")).to_contain_text(f"Neuron {number}, first hidden layer")
        expected = paint(np.array(value), network.card["scales"]["hidden1_relu"])
        assert share_off(color, expected) == 0, (number, value)
        page.get_by_role("button", name="Close this card").tap()  # the card is a sheet over the network
        expect(page.locator(".st-key-neuron h3")).to_have_count(0)
    bars = bars_of(page.locator(".st-key-probabilities"))
    assert sum(0.05 < bar.share < 0.95 for bar in bars) >= 2
    for bar in bars:  # a bar below 1% is empty and has no figure
        share = float(bar.text.split()[-1].rstrip("%")) / 100 if "%" in bar.text else 0.0
        assert bar.share == pytest.approx(share, abs=0.012), bar.text
