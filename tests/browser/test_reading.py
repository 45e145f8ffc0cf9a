"""What the browser reads in the ink is what Python and Keras do: the same image, values, verdict and lines."""

from __future__ import annotations

import base64

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from model.explain import Unit, explain_unit, outgoing, strongest_inputs, strongest_outputs
from model.network import NAMES, forward
from model.novelty import typicality
from model.pen import draw_strokes
from model.preprocess import to_mnist
from model.wiring import output_layer, resolve
from tests.browser.pen import SAMPLES
from tests.specimens import ALL, some_images, some_units, specimen
from views.component import ASSETS
from views.live_ink import packed

PARTS = ("unpack", "preprocess", "forward", "connections")
AS_BYTES = """
const fromBase64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
const floats = (text) => new Float32Array(fromBase64(text).buffer);
"""
ROUNDING = {"rtol": 2e-5, "atol": 2e-5}  # two orders of adding up float32 numbers


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Page:
    """A page with the code that reads, and nothing else."""
    page = browser.new_page()
    page.add_script_tag(content=AS_BYTES + "".join((ASSETS / f"{part}.js").read_text() for part in PARTS))
    yield page
    page.close()


def base64_of(array: np.ndarray | bytes) -> str:
    return base64.b64encode(array if isinstance(array, bytes) else array.tobytes()).decode()


def read_by_browser(page: Page, title: str, images: np.ndarray) -> list[dict[str, np.ndarray]]:
    network = specimen(title).network
    found = page.evaluate(
        """([network, images]) => {
             window.network = readNetwork(fromBase64(network));
             return images.map((image) => {
               const activations = forward(window.network, floats(image));
               return { values: Object.fromEntries(Object.entries(activations).map(([k, v]) => [k, Array.from(v)])),
                        typicality: typicality(window.network, activations) };
             });
           }""",
        [base64_of(packed(network)), [base64_of(image) for image in images]],
    )
    shapes = {layer.name: layer.shape for layer in network.layers}
    for each in found:
        each["values"] = {name: np.reshape(v, shapes[name]) for name, v in each["values"].items()}
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
    for sides in ((1, 1), (1, 280), (280, 1), (100, 160), (280, 280)):
        alpha = np.zeros((280, 280), np.uint8)
        alpha[: sides[0], : sides[1]] = 255
        found.append(alpha)
    return found


def test_the_image_is_the_same(reader):
    alphas = drawings()
    found = reader.evaluate(
        "(inks) => inks.map((ink) => Array.from(toMnist(fromBase64(ink), 280, 280)))",
        [base64_of(alpha) for alpha in alphas],
    )
    for alpha, image in zip(alphas, found):
        rgba = np.zeros((280, 280, 4), np.uint8)
        rgba[..., 3] = alpha
        expected = alpha / 255 if alpha.all() else to_mnist(rgba).image
        if not alpha.all():
            np.testing.assert_allclose(np.reshape(image, (28, 28)), expected, atol=2e-6)


def test_a_blank_canvas_gives_no_image(reader):
    assert reader.evaluate("toMnist(new Uint8Array(280 * 280), 280, 280)") is None


def lines_by_browser(page: Page, units: list[Unit], shapes: dict) -> list[list[dict]]:
    """For each unit (of the network and the image read last) its strongest connections, in and out."""
    return page.evaluate(
        """([units]) => units.map(([name, place]) => {
             const layer = window.network.layers.find((each) => each.name === name);
             const plain = ({ from, to, weight, term }) =>
               ({ from: [from.layer.name, from.place], to: [to.layer.name, to.place], weight, term });
             const unit = { layer, place };
             return {
               into: strongest(inputsOf(window.network, window.activations, unit), 10).map(plain),
               out: strongest(outputsOf(window.network, window.activations, unit), 10).map(plain),
             };
           })""",
        [[(unit.layer, int(np.ravel_multi_index(unit.index, shapes[unit.layer]))) for unit in units]],
    )


@pytest.mark.parametrize("title", ALL)
def test_the_strongest_connections_are_those_of_the_explanation(reader, title):
    network, image = specimen(title).network, some_images()[0]
    read_by_browser(reader, title, [image])
    reader.evaluate(
        "(image) => { window.activations = forward(window.network, floats(image)) }", base64_of(image)
    )
    activations, shapes = forward(network, image), {layer.name: layer.shape for layer in network.layers}
    layers = [layer for layer in network.layers[1:] if resolve(network, Unit(layer.name, (0,) * len(layer.shape))).layer == layer.name]
    units = [unit for layer in layers for unit in some_units(layer, 3)]
    for unit, found in zip(units, lines_by_browser(reader, units, shapes)):
        explanation = explain_unit(network, activations, unit)
        into, out = strongest_inputs(explanation, 10), strongest_outputs(outgoing(network, activations, unit), 10)
        for ours, theirs, there in ((found["into"], into, "from"), (found["out"], out, "to")):
            assert len(ours) == len(theirs)
            np.testing.assert_allclose([each["term"] for each in ours], [each.term for each in theirs], **ROUNDING)
            for mine, expected in zip(ours, theirs):
                other = resolve(network, expected.unit)
                place = int(np.ravel_multi_index(other.index, shapes[other.layer]))
                if abs(expected.term) > 1e-3:  # among near equals, rounding decides
                    assert mine[there] in ([other.layer, place],) or _tied(theirs, expected)


def _tied(connections, one) -> bool:
    near = [each for each in connections if abs(abs(each.term) - abs(one.term)) < 1e-4]
    return len(near) > 1
