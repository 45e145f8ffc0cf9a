"""What the browser reads in the ink is what Python and Keras read: image, values, verdict and lines."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from model.explain import explain_unit, outgoing
from model.layer import Layer
from model.network import NAMES, Network, forward
from model.novelty import typicality
from model.pen import draw_strokes
from model.preprocess import stages_of_ink
from model.wiring import OUTSIDE, Unit, find_unit
from tests.browser.pen import SAMPLES
from tests.browser.reader import add_reader, base64_of, floats_of
from tests.specimens import ALL, some_images, some_units, specimen
from views.draw.live_ink import packed
from views.parts.wording import figure, percent

MOST = 10  # connections compared, of each unit
ROUNDING = {"rtol": 2e-5, "atol": 2e-5}  # two orders of adding up float32 numbers


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Page:
    """A page with the code that reads, and nothing else."""
    page = browser.new_page()
    add_reader(page)
    yield page
    page.close()


def read_by_browser(page: Page, title: str, images: np.ndarray) -> list[dict]:
    """Of each image every layer's values and the typicality; the last one's stay in `window.activations`."""
    network = specimen(title).network
    found = page.evaluate(
        """([network, images]) => {
             window.network = readNetwork(fromBase64(network));
             return images.map((image) => {
               window.activations = forward(window.network, floats(image));
               const values = Object.entries(window.activations);
               return {
                 values: values.map(([name, each]) => [name, toBase64(each)]),
                 typicality: window.network.novelty && typicality(window.network, window.activations),
               };
             });
           }""",
        [base64_of(packed(network)), [base64_of(image) for image in images]],
    )
    shapes = {layer.name: layer.shape for layer in network.layers}
    for each in found:
        each["values"] = {name: floats_of(text).reshape(shapes[name]) for name, text in each["values"]}
    return found


@pytest.mark.parametrize("title", ALL)
def test_every_value_is_keras_s(reader, title):
    images = some_images()
    for image, read in zip(images, read_by_browser(reader, title, images)):
        expected = forward(specimen(title).network, image)
        assert list(read["values"]) == list(expected)
        for name, values in expected.items():
            np.testing.assert_allclose(read["values"][name], values, **ROUNDING, err_msg=name)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_digit_is_judged_the_same(reader, name):
    network, images = specimen(f"trained {name}").network, some_images()
    for image, read in zip(images, read_by_browser(reader, f"trained {name}", images)):
        assert read["typicality"] == pytest.approx(typicality(network, forward(network, image)), abs=1e-3)


def drawings() -> list[np.ndarray]:
    """Alpha channels of all shapes and places, uint8 (280, 280)."""
    rng = np.random.default_rng(5)
    found = [draw_strokes(strokes)[..., 3] for strokes in SAMPLES.values()]
    for _ in range(150):
        strokes = [rng.uniform(10, 270, 2) + rng.normal(0, rng.uniform(1, 60), (rng.integers(2, 9), 2))]
        found.append(draw_strokes([np.clip(stroke, 0, 279).tolist() for stroke in strokes])[..., 3])
    for sides in ((1, 1), (1, 280), (280, 1), (100, 160), (279, 280), (280, 280)):
        alpha = np.zeros((280, 280), np.uint8)
        alpha[: sides[0], : sides[1]] = 255
        found.append(alpha)
    return found


def test_the_image_is_the_same(reader):
    alphas = drawings()
    found = reader.evaluate(
        "(inks) => inks.map((ink) => toBase64(toMnist(fromBase64(ink), 280, 280)))",
        [base64_of(alpha) for alpha in alphas],
    )
    for alpha, image in zip(alphas, found):
        expected = stages_of_ink(np.float32(alpha) / 255).image
        np.testing.assert_allclose(floats_of(image), expected.ravel(), atol=2e-6)


def test_numbers_are_written_the_same(reader):
    values = [
        *np.arange(-5, 5, 0.125),
        *np.random.default_rng(2).normal(0, 3, 500),
        0.001,
        0.999,
        1e-9,
        -0.001,
    ]
    shares = [*np.linspace(0, 1, 33), *np.random.default_rng(2).random(500)]
    assert reader.evaluate("(values) => values.map(figure)", values) == [figure(v) for v in values]
    assert reader.evaluate("(shares) => shares.map(percent)", shares) == [percent(s) for s in shares]


def test_a_blank_canvas_gives_no_image(reader):
    assert reader.evaluate("toMnist(new Uint8Array(280 * 280), 280, 280)") is None


Flow = dict[Unit, float]  # what goes through each of a unit's connections


def connections_by_browser(page: Page, units: list[Unit], shapes: dict) -> list[tuple[Flow, Flow]]:
    """For each unit of the network and the image read last, its strongest connections, in and out."""
    found = page.evaluate(
        """([units, number]) => units.map(([name, place]) => {
             const unit = { layer: window.network.layers.find((layer) => layer.name === name), place };
             const flow = (connections, end) =>
               strongest(connections, number).map((each) => {
                 const { layer, place } = each[end];
                 return [layer.name, place, each.term];
               });
             return [
               flow(inputsOf(window.network, window.activations, unit), "from"),
               flow(outputsOf(window.network, window.activations, unit), "to"),
             ];
           })""",
        [[(unit.layer, int(np.ravel_multi_index(unit.index, shapes[unit.layer]))) for unit in units], MOST],
    )
    return [tuple(as_flow(connections, shapes) for connections in each) for each in found]


def as_flow(connections: list[tuple[str, int, float]], shapes: dict) -> Flow:
    return {unit_at(name, place, shapes): term for name, place, term in connections}


def unit_at(name: str, place: int, shapes: dict) -> Unit:
    return Unit(name, tuple(int(i) for i in np.unravel_index(place, shapes[name])))


def flow_in(network: Network, activations: dict, unit: Unit) -> Flow:
    explained = explain_unit(network, activations, unit)
    return _flow(explained.source, explained.source_index, explained.terms)


def flow_out(network: Network, activations: dict, unit: Unit) -> Flow:
    sent = outgoing(*find_unit(network, unit), activations)
    return {} if sent is None else _flow(sent.target, sent.target_index, sent.terms)


def _flow(layer: Layer, index: np.ndarray, terms: np.ndarray) -> Flow:
    places = index.reshape(-1, index.shape[-1]).tolist()
    inside = [(place, term) for place, term in zip(places, terms.ravel().tolist()) if place[0] != OUTSIDE]
    return {Unit(layer.unit_layer.name, tuple(place)): term for place, term in inside}


def adders(network: Network) -> list:
    """The layers whose units do the adding up: not those that only apply a function or copy."""
    return [layer for layer in network.layers[1:] if layer.unit_layer is layer]


@pytest.mark.parametrize("title", ALL)
def test_the_strongest_connections_are_those_of_the_explanation(reader, title):
    network, image = specimen(title).network, some_images()[0]
    read_by_browser(reader, title, [image])
    activations, shapes = forward(network, image), {layer.name: layer.shape for layer in network.layers}
    units = [unit for layer in adders(network) for unit in some_units(layer, 3)]
    for unit, found in zip(units, connections_by_browser(reader, units, shapes)):
        everything = flow_in(network, activations, unit), flow_out(network, activations, unit)
        for ours, theirs in zip(found, everything):
            assert len(ours) == min(MOST, len(theirs))
            assert [theirs[other] for other in ours] == pytest.approx(list(ours.values()), abs=1e-4)
            weakest = min(map(abs, ours.values()), default=0)
            left_out = [term for other, term in theirs.items() if other not in ours]
            assert all(abs(term) < weakest + 1e-4 for term in left_out)


Line = tuple[Unit, Unit, float, bool]  # from, to, share, positive


def lines_by_browser(page: Page, unit: Unit | None, shapes: dict) -> list[Line]:
    """The network view's lines for a chosen unit, or the answer's evidence."""
    found = page.evaluate(
        """(chosen) => linesOf(window.network, window.activations, chosen).map(
             ({ from, to, share, positive }) =>
               [[from.layer.name, from.place], [to.layer.name, to.place], share, positive])""",
        unit and {"layer": unit.layer, "index": unit.index},
    )
    return [
        (unit_at(*start, shapes), unit_at(*end, shapes), share, positive)
        for start, end, share, positive in found
    ]


@pytest.mark.parametrize("title", ALL)
def test_the_lines_of_a_neuron_are_its_largest_terms(reader, title):
    network, image = specimen(title).network, some_images()[0]
    read_by_browser(reader, title, [image])
    activations, shapes = forward(network, image), {layer.name: layer.shape for layer in network.layers}
    for unit in [unit for layer in adders(network) for unit in some_units(layer, 2)]:
        lines = lines_by_browser(reader, unit, shapes)
        into = {start: (share, positive) for start, end, share, positive in lines if end == unit}
        out = {end: (share, positive) for start, end, share, positive in lines if start == unit}
        assert len(into) + len(out) == len(lines)
        for shown, flow in (into, flow_in), (out, flow_out):
            terms = flow(network, activations, unit)
            largest = max(map(abs, terms.values()), default=0) or 1
            assert bool(shown) == bool(terms)
            weakest = min((abs(terms[other]) for other in shown), default=0)
            assert all(abs(term) < weakest + 1e-4 for other, term in terms.items() if other not in shown)
            for other, (share, positive) in shown.items():
                assert share == pytest.approx(abs(terms[other]) / largest, abs=1e-3)
                assert positive == (terms[other] > 0) or not share


@pytest.mark.parametrize("title", ALL)
def test_the_answer_s_evidence_leads_from_the_digit_to_the_pixels(reader, title):
    network, image = specimen(title).network, some_images()[0]
    read_by_browser(reader, title, [image])
    activations, shapes = forward(network, image), {layer.name: layer.shape for layer in network.layers}
    winner = int(activations[network.layers[-1].name].argmax())
    reached = {Unit(network.logits.name, (winner,))}
    for source, target, share, positive in lines_by_browser(reader, None, shapes):
        assert target in reached  # every line hangs on one that is there
        assert positive
        assert 0 < share <= 1
        assert flow_in(network, activations, target)[source] > 0
        reached.add(source)
    assert network.layers[0].name in {unit.layer for unit in reached}
