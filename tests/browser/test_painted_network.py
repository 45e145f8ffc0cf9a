"""The network view's pixels: every neuron has the color of its value, every line its two ends."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from model.explain import brightest, explain_unit, outgoing, strongest_outputs
from model.network import Activations, Network, load_network
from model.wiring import Unit
from tests.browser.conftest import PHONE
from tests.browser.paint import (
    Shown,
    bars_of,
    canvas_colors,
    colors_at,
    is_blue,
    is_orange,
    screenshot,
    share_off,
    show,
    spots_of,
)
from tests.browser.pen import SAMPLES, draw_with_finger
from tests.browser.test_draw_page import choose_network, expect_settled, layer, numbers
from views.draw.network_view import panels_of
from views.parts.colors import paint
from views.parts.wording import figure

SIX = 6  # a drawing whose logits tell from its probabilities: two of them are above 0


@pytest.fixture(scope="module")
def dense(open_shared_page) -> Shown:
    return show(open_shared_page(), "dense", SIX)


@pytest.fixture(scope="module")
def conv(open_shared_page) -> Shown:
    return show(open_shared_page(), "conv", SIX)


@pytest.mark.parametrize("network", ["dense", "conv"])
def test_every_neuron_has_the_color_of_its_value_on_its_layer_s_scale(request, network):
    shown = request.getfixturevalue(network)
    for panel in panels_of(shown.network):
        spots = spots_of(shown.page, shown.network, panel.layer.name)
        if panel.kind == "digits":
            spots = spots - [0.33 * (spots[1] - spots[0])[1], 0]  # beside the digit that is written there
        scale = 1.0 if panel.kind == "pixels" else shown.network.card["scales"][panel.output.name]
        expected = paint(shown.activations[panel.output.name], scale)
        colors = canvas_colors(layer(shown.page, panel.layer.name), spots)
        assert share_off(colors, expected) < 0.01, panel.layer.name
        assert np.ptp(expected.sum(axis=-1)) > 150  # dark ones and bright ones


def test_the_tip_names_the_place_that_is_painted_under_the_pointer(conv):
    spots, tip = (
        spots_of(conv.page, conv.network, "conv1"),
        conv.page.locator(".st-key-network_view .ink-tip"),
    )
    for index in ((0, 0, 0), (25, 25, 0), (0, 25, 9), (13, 1, 5)):
        conv.page.mouse.move(*spots[index])
        row, col, channel = index
        z = figure(float(conv.activations["conv1"][index]))
        expect(tip).to_contain_text(f"conv1 map {channel} at {row}, {col}z = {z}a")


Line = tuple[Unit, Unit, float]  # from, to, and what it carries or, where that is 0, its weight


def inputs(network: Network, activations: Activations, unit: Unit) -> list[Line]:
    """What a unit adds up, the largest |term| first."""
    explained = explain_unit(network, activations, unit)
    terms = explained.terms.ravel()
    index = explained.source_index.reshape(terms.size, -1)
    order = np.argsort(-np.abs(terms), kind="stable")
    name = explained.source.unit_layer.name
    return [(Unit(name, tuple(index[i].tolist())), unit, float(terms[i])) for i in order]


def outputs(network: Network, activations: Activations, unit: Unit, number: int) -> list[Line]:
    """What a unit adds to others, the largest |term| first."""
    sent = outgoing(network.layer(unit.layer), unit.index, activations)
    return [(unit, each.unit, each.term or each.weight) for each in strongest_outputs(sent, number)]


def evidence(network: Network, activations: Activations) -> list[Line]:
    """From the answer back to the pixels: up to 4 lines into a unit, 12 into a layer, 5 units traced on."""
    units = [Unit("logits", (int(activations["probs"].argmax()),))]
    lines = []
    while units:
        found = [line for unit in units for line in inputs(network, activations, unit)[:4] if line[2] > 0]
        found = sorted(found, key=lambda line: -line[2])[:12]
        lines += found
        units = list(dict.fromkeys(source for source, *_ in found if source.layer != "image"))[:5]
    return lines


def drawn_lines(page: Page) -> list[dict]:
    """Every line: points along it, from its start to its end, in the window; color, width, whether dashed."""
    return page.locator(".st-key-network_view svg path").evaluate_all(
        r"""lines => lines.map((line) => {
             const [matrix, length] = [line.getScreenCTM(), line.getTotalLength()];
             const points = [0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1].map((share) => {
               const { x, y } = line.getPointAtLength(share * length).matrixTransform(matrix);
               return [x, y];
             });
             const { stroke, strokeWidth, strokeDasharray } = getComputedStyle(line);
             const color = stroke.match(/\d+/g).map(Number);
             return { points, color, width: parseFloat(strokeWidth), dashed: strokeDasharray !== "none" };
           })"""
    )


def expect_lines(shown: Shown, expected: list[Line], among: bool = False) -> list[dict]:
    """These lines, and unless they are `among` others no more, from middle to middle, in their colors."""
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
def test_a_neuron_s_lines_join_it_with_what_counts_most(dense, does_fire):
    number = np.flatnonzero((dense.activations["hidden2_relu"] > 0) == does_fire)[5]
    unit = Unit("hidden2", (int(number),))
    dense.choose(unit)
    into = inputs(dense.network, dense.activations, unit)[:24]
    out = outputs(dense.network, dense.activations, unit, 12)
    assert {carried > 0 for *_, carried in into} == {carried > 0 for *_, carried in out} == {True, False}
    drawn = expect_lines(dense, into + out)
    widths = [line["width"] for line in drawn]
    assert widths[:24] == sorted(widths[:24], reverse=True) != widths[:1] * 24
    assert [line["dashed"] for line in drawn] == [False] * 24 + [not does_fire] * len(out)


def test_the_lines_of_a_place_on_a_feature_map_go_from_place_to_place(conv):
    unit = brightest(conv.activations, Unit("conv3", (0, 0, 5)))
    conv.choose(unit)
    into = inputs(conv.network, conv.activations, unit)[:24]
    expect_lines(conv, into + outputs(conv.network, conv.activations, unit, 12))


def test_with_no_neuron_chosen_the_lines_are_the_answer_s_evidence(dense):
    dense.choose(None)
    expect_lines(dense, evidence(dense.network, dense.activations))


def test_a_line_is_seen_in_its_color_as_long_as_its_neuron_is_chosen(dense):
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


def test_a_neuron_is_tapped_on_a_phone(open_page):
    page, network = open_page(PHONE, has_touch=True, is_mobile=True), load_network("dense")
    choose_network(page, "dense")
    draw_with_finger(page, SAMPLES[4][:1])  # half a 4: nothing a network is wholly sure of
    expect_settled(page)
    for number in (3, 77):
        spot = spots_of(page, network, "hidden1", is_phone=True)[number]
        color = canvas_colors(layer(page, "hidden1"), spot)
        page.touchscreen.tap(*spot)
        expect(page.locator(".st-key-neuron h3")).to_have_text(f"hidden1 neuron {number}")
        written = page.locator(".st-key-neuron").get_by_text("ReLU(z) = max").inner_text()
        expected = paint(np.array(numbers(written)[-1]), network.card["scales"]["hidden1_relu"])
        assert share_off(color, expected) == 0, (number, written)
    bars = bars_of(page.locator(".st-key-probabilities"))
    assert sum(0.05 < bar.share < 0.95 for bar in bars) >= 2
    for bar in bars:
        assert bar.share == pytest.approx(float(bar.text.split()[-2]) / 100, abs=0.012), bar.text
