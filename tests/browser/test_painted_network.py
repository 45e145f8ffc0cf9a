"""Check the network view's pixels: every neuron has the color of its value, every line its two ends."""

from __future__ import annotations

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from model.attribution import through_neurons
from model.explain import brightest, explain_unit, outgoing, strongest_outputs
from model.explain.wiring import Unit, find_unit
from model.network import Activations, Network, forward, load_network
from model.network.neuron import Channel
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.draw_page import choose_network, expect_settled, layer, numbers, within
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
from tests.browser.pen import SAMPLES, SURFACE, draw, draw_with_finger
from tests.js.cases import flow_into, made_above
from views.draw.network.network_view import panels_of
from views.parts.looks.colors import paint
from views.parts.looks.wording import figure

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


def test_the_tip_names_the_place_under_the_pointer(conv):
    spots, tip = (
        spots_of(conv.page, conv.network, "conv1"),
        conv.page.locator(".st-key-network_view .ink-tip"),
    )
    for index in ((0, 0, 0), (25, 25, 0), (0, 25, 9), (13, 1, 5)):
        conv.page.mouse.move(*spots[index])
        row, col, channel = index
        z = figure(float(conv.activations["conv1"][index]))
        place = f"Feature map {channel} at row {row}, column {col}, first convolution"
        expect(tip).to_contain_text(f"{place}z = {z}a")


Line = tuple[Unit, Unit, float]  # from, to, and the contribution or, if that is 0, the weight


def inputs(network: Network, activations: Activations, unit: Unit) -> list[Line]:
    """Return the terms that a unit adds up, the largest |term| first."""
    explained = explain_unit(network, activations, unit)
    terms = explained.terms.ravel()
    index = explained.source_index.reshape(terms.size, -1)
    order = np.argsort(-np.abs(terms), kind="stable")
    name = explained.source.unit_layer.name
    return [(Unit(name, tuple(index[i].tolist())), unit, float(terms[i])) for i in order]


def outputs(network: Network, activations: Activations, unit: Unit, number: int) -> list[Line]:
    """Return what a unit adds to others, the largest |term| first."""
    sent = outgoing(find_unit(network, unit), activations)
    return [(unit, each.neuron.unit, each.term or each.weight) for each in strongest_outputs(sent, number)]


def evidence(network: Network, activations: Activations) -> list[Line]:
    """Return, into each layer, the 12 lines that carry most of the answer's lead over its runner-up."""
    other, winner = np.argsort(activations["logits"])[-2:].tolist()
    levels = through_neurons(network, activations, winner, other)
    lines = []
    for to in network.weighted:
        flow = flow_into(to, activations, made_above(network, activations, levels, to, winner, other, {}))
        source = to.source.unit_layer
        for pair in np.argsort(-np.abs(flow).ravel(), kind="stable")[:12]:
            start, end = (int(each) for each in np.unravel_index(pair, flow.shape))
            index = tuple(int(each) for each in np.unravel_index(start, source.shape))
            lines.append((Unit(source.name, index), Unit(to.name, (end,)), float(flow[start, end])))
    return lines


def drawn_lines(page: Page) -> list[dict]:
    """Return every line: points from its start to its end, in the window; color, width, dashes."""
    return page.locator(".st-key-network_view .ink-panels + svg path").evaluate_all(
        r"""lines => lines.map((line) => {
             const [matrix, length] = [line.getScreenCTM(), line.getTotalLength()];
             const points = [0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1].map((share) => {
               const { x, y } = line.getPointAtLength(share * length).matrixTransform(matrix);
               return [x, y];
             });
             const { stroke, strokeWidth, strokeDasharray } = getComputedStyle(line);
             const color = stroke.match(/\d+/g).map(Number);
             return { points, color, width: parseFloat(strokeWidth), pattern: strokeDasharray };
           })"""
    )


def expect_lines(shown: Shown, expected: list[Line], among: bool = False) -> list[dict]:
    """Check that these lines join middles in their colors; without `among`, there are no other lines."""
    names = {unit.layer for line in expected for unit in line[:2]}
    spots = {name: spots_of(shown.page, shown.network, name) for name in names}
    drawn, found = drawn_lines(shown.page), []
    assert among or len(drawn) == len({line[:2] for line in expected})
    for source, target, carried in expected:
        ends = np.array([spots[unit.layer][unit.index] for unit in (source, target)])
        away = [np.abs(np.array(line["points"])[[0, -1]] - ends).max() for line in drawn]
        assert min(away) < 1, f"no line from {source} to {target}"
        found.append(drawn[int(np.argmin(away))])
        assert (is_orange if carried > 0 else is_blue)(found[-1]["color"]), (source, target, carried)
    return found


@pytest.mark.parametrize("does_fire", [True, False])
def test_a_neuron_s_lines_show_its_largest_contributions(dense, does_fire):
    number = np.flatnonzero((dense.activations["hidden2_relu"] > 0) == does_fire)[5]
    unit = Unit("hidden2", (int(number),))
    dense.choose(unit)
    into = inputs(dense.network, dense.activations, unit)[:24]
    out = outputs(dense.network, dense.activations, unit, 12)
    assert {carried > 0 for *_, carried in into} == {carried > 0 for *_, carried in out} == {True, False}
    drawn = expect_lines(dense, into + out)
    widths = [line["width"] for line in drawn]
    assert widths[:24] == sorted(widths[:24], reverse=True) != widths[:1] * 24
    patterns = {}  # patterns show pushes, pulls and silent lines without color
    for line, (source, _, carried) in zip(drawn, into + out):
        kind = "silent" if source == unit and not does_fire else "push" if carried > 0 else "pull"
        patterns.setdefault(kind, set()).add(line["pattern"])
    assert all(len(each) == 1 for each in patterns.values())
    assert len(set.union(*patterns.values())) == len(patterns) == (2 if does_fire else 3)
    assert patterns["push"] == {"none"}


def test_lines_of_a_feature_map_go_from_place_to_place(conv):
    unit = brightest(find_unit(conv.network, Unit("conv3", (0, 0, 5))), conv.activations).unit
    conv.choose(unit)
    into = inputs(conv.network, conv.activations, unit)[:24]
    expect_lines(conv, into + outputs(conv.network, conv.activations, unit, 12))


def test_without_a_chosen_neuron_lines_explain_most_of_the_answer(dense):
    dense.choose(None)
    lines = evidence(dense.network, dense.activations)
    expect_lines(dense, lines)
    assert {carried > 0 for *_, carried in lines} == {True, False}
    z = np.sort(dense.activations["logits"].astype(float))
    carried = [
        sum(line[2] for line in lines if line[1].layer == name) for name in ("logits", "hidden2", "hidden1")
    ]
    said = dense.page.locator(".ink-foot p")
    expect(said).to_contain_text("The lines account for this much of the margin")
    assert numbers(said.inner_text()) == pytest.approx([z[-1] - z[-2], *carried], abs=0.0051)


def test_a_line_shows_its_color_while_its_neuron_is_chosen(dense):
    terms = dense.activations["hidden1_relu"][:, None] * dense.network.layer("hidden2").kernel
    push, pull = terms.max(axis=0), -terms.min(axis=0)
    number = int((np.minimum(push, pull) / np.maximum(push, pull)).argmax())  # both of its lines are thick
    unit, source = Unit("hidden2", (number,)), terms[:, number]
    pushed = Unit("hidden1", (int(source.argmax()),)), unit, push[number]
    pulled = Unit("hidden1", (int(source.argmin()),)), unit, -pull[number]
    dense.choose(unit)
    points = [line["points"][1:-1] for line in expect_lines(dense, [pushed, pulled], among=True)]
    for chosen in (unit, None):
        dense.choose(chosen)
        orange, blue = colors_at(screenshot(dense.page), np.array(points))
        seen = [is_orange(orange).mean(), is_blue(blue).mean()]
        assert min(seen) > 0.5 if chosen else max(seen) < 0.5, seen


def test_switching_a_neuron_off_changes_everything_after_it(dense):
    network, page = dense.network, dense.page
    image, hidden = dense.activations["image"], network.layer("hidden1")
    changed = [forward(network, image, {Channel(hidden, number): 0.0}) for number in range(hidden.shape[0])]
    number = int(np.argmax([np.abs(each["logits"] - dense.activations["logits"]).max() for each in changed]))
    after, strip = changed[number], page.locator(".ink-strip")
    expect(strip).to_be_hidden()
    dense.choose(Unit("hidden1", (number,)))
    watch_what_moves(page)
    page.locator(".st-key-switch button").click()
    expect(strip).to_contain_text("1 neuron changed")
    page.wait_for_function("window.moved === 1")  # the neuron's value goes out
    expect(page.locator(".ink-moving circle")).to_have_count(0)
    probs, before = page.evaluate("['probs', 'before'].map((name) => window.inkling.readings.last[name])")
    assert probs == pytest.approx(after["probs"], rel=1e-3, abs=1e-6)
    assert before == pytest.approx(dense.activations["probs"], rel=1e-3, abs=1e-6)
    page.mouse.move(5, 5)
    for panel in panels_of(network)[2:-1]:
        spots = spots_of(page, network, panel.layer.name)
        expected = paint(after[panel.output.name], network.card["scales"][panel.output.name])
        colors = canvas_colors(layer(page, panel.layer.name), spots)
        assert share_off(colors, expected) < 0.01, panel.layer.name
    cross = canvas_colors(layer(page, "hidden1"), spots_of(page, network, "hidden1")[number])
    assert cross.min() > 200  # the cross on a dark neuron
    for bar, share in zip(bars_of(page.locator(".st-key-probabilities")), after["probs"]):
        assert bar.share == pytest.approx(share, abs=0.02)
    ticks = page.locator(".st-key-probabilities s")
    left = ticks.evaluate_all("all => all.map((each) => parseFloat(each.style.left))")
    assert left == pytest.approx(100 * dense.activations["probs"], abs=0.1)
    pen_down = page.locator(SURFACE).bounding_box()
    page.mouse.move(pen_down["x"] + 30, pen_down["y"] + 30)
    page.mouse.down()
    page.mouse.move(pen_down["x"] + 60, pen_down["y"] + 40)
    page.wait_for_function("window.inkling.readings.last.version === null")
    assert page.evaluate(f"window.inkling.readings.last.activations.hidden1_relu[{number}]") == 0
    page.mouse.up()
    expect_settled(page)
    page.get_by_role("button", name="Reset", exact=True).click()
    expect(strip).to_be_hidden()
    assert page.evaluate("window.inkling.readings.last.before") is None
    expect(page.locator(".st-key-probabilities s:visible")).to_have_count(0)


def test_a_digit_s_row_opens_its_card(conv):
    conv.choose(None)
    row = conv.page.get_by_role("listitem").filter(has_text="7").get_by_role("button")
    row.press("Enter")
    expect(conv.page.locator(".st-key-neuron h3")).to_have_text(re.compile("^Digit 7: "))
    expect(row).to_have_attribute("aria-pressed", "true")
    row.press("Enter")
    expect(conv.page.locator(".st-key-neuron h3")).to_have_count(0)


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


def watch_what_moves(page: Page) -> None:
    """Have the page count, in window.moved, how many values move at once."""
    page.evaluate(
        """() => {
             const moving = document.querySelector(".ink-moving");
             window.moved = 0;
             new MutationObserver(() => (window.moved = Math.max(window.moved, moving.children.length)))
               .observe(moving, { childList: true });
           }"""
    )


def test_values_only_travel_along_the_lines_after_a_stroke(open_page):
    page = open_page(reduced_motion="no-preference")
    watch_what_moves(page)
    draw(page, SAMPLES[2])
    expect_settled(page)
    page.wait_for_function("window.moved > 10")
    expect(page.locator(".ink-moving circle")).to_have_count(0)
    page.emulate_media(reduced_motion="reduce")
    page.evaluate("window.moved = 0")
    draw(page, [[[20, 260], [60, 260]]])
    expect_settled(page)
    page.wait_for_timeout(300)
    assert page.evaluate("window.moved") == 0


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
