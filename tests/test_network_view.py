"""What the network view sends to the browser is what the network computed."""

from __future__ import annotations

import json
import struct
import zlib

import numpy as np
import pytest

from model.explain import explain_unit
from model.network import forward
from model.wiring import Unit
from views.colours import SEQUENTIAL, STOPS, paint
from views.live_ink import encode
from views.network_view import FINISHED, NUMBERS, PASSING, SHADES, describe, panels_of, picture, shapes_of


def _unpack(network, activations, unit=None, detail=NUMBERS) -> tuple[dict, dict[str, dict[str, np.ndarray]]]:
    """What the browser makes of the message: assets/live_ink.js `decode`, network_view.js `merge`."""
    message = encode(*picture(network, activations, unit, detail))
    (length,) = struct.unpack_from("<I", message)
    header = json.loads(message[4 : 4 + length])
    at, values = 4 + length, {}
    for fixed, panel in zip(json.loads(json.dumps(describe(network)))["panels"], header["panels"]):
        panel.update(fixed)
        values[panel["layer"]] = {}
        for name, dtype in panel["blocks"].items():
            size = int(np.prod(panel["shape"]))
            block = np.frombuffer(message, np.dtype(dtype).newbyteorder("<"), size, at).reshape(
                panel["shape"]
            )
            values[panel["layer"]][name] = block
            at += block.nbytes
    assert at == len(message)
    return header, values


@pytest.fixture
def activations(network, test_images):
    return forward(network, test_images[0].astype(np.float32) / 255)


def test_every_value_arrives_at_display_precision(network, activations):
    header, values = _unpack(network, activations)
    for panel, shown in zip(panels_of(network), header["panels"]):
        sent = values[panel.layer.name]
        if "z" in sent:
            assert np.abs(sent["z"] * 0.01 - activations[panel.layer.name]).max() <= 0.00501
        a = sent["a"] * shown["step"] if "a" in sent else np.maximum(sent["z"], 0) * 0.01
        assert np.abs(a - activations[panel.output.name]).max() <= 0.501 * shown["step"] + 1e-6


def test_every_layer_is_shown_once(network):
    shown = [
        name for panel in panels_of(network) for name in dict.fromkeys((panel.layer.name, panel.output.name))
    ]
    copies = {layer.name for layer in network.layers if layer.kind in ("Flatten", "Reshape")}
    assert [layer.name for layer in network.layers if layer.name not in copies] == shown


def test_a_blank_canvas_sends_no_values(network):
    header, values = _unpack(network, None)
    assert not header["lit"]
    assert not header["lines"]
    assert not any(values.values())


def test_the_lines_are_the_largest_terms(network, activations):
    panel = panels_of(network)[1]
    index = np.unravel_index(activations[panel.output.name].argmax(), panel.layer.shape)
    unit = Unit(panel.layer.name, tuple(int(i) for i in index))
    header, _ = _unpack(network, activations, unit)
    here = [[panel["layer"] for panel in header["panels"]].index(unit.layer), list(unit.index)]
    into = [line for line in header["lines"] if line[2:4] == here]
    explanation = explain_unit(network, activations, unit)
    largest = np.sort(np.abs(explanation.terms), axis=None)[::-1][: len(into)]
    assert len(into) > 5
    assert [line[4] for line in into] == pytest.approx((largest / largest[0]).tolist(), abs=6e-3)
    assert any(line[:2] == here for line in header["lines"])


def test_the_answer_s_evidence_leads_from_the_digit_to_the_pixels(network, activations):
    header, _ = _unpack(network, activations)
    last = len(header["panels"]) - 1
    assert {line[0] for line in header["lines"]} == set(range(last))
    assert header["lines"][0][2:4] == [last, [int(activations["probs"].argmax())]]


@pytest.mark.parametrize("detail", [PASSING, FINISHED])
def test_a_picture_in_shades_is_as_bright_as_the_numbers(network, activations, detail):
    header, values = _unpack(network, activations, detail=detail)
    for panel, shown in zip(panels_of(network), header["panels"]):
        brightness = np.clip(activations[panel.output.name] / shown["scale"], 0, 1)
        assert (
            np.abs(values[panel.layer.name]["a"] * shown["step"] / shown["scale"] - brightness).max()
            < 0.51 / SHADES[detail]
        )


def test_the_message_is_small(network, activations):
    assert len(encode(*picture(network, activations))) < 100_000
    assert len(encode(*picture(network, activations, detail=FINISHED))) < 53_000
    assert len(zlib.compress(encode(*picture(network, activations, detail=FINISHED)))) < 24_000
    assert len(zlib.compress(encode(*picture(network, activations, detail=PASSING)))) < 14_000


def test_the_shapes_lead_from_the_canvas_to_the_digits(network):
    shapes = shapes_of(network, (280, 280, 4)).split(" → ")
    assert shapes[:2] == ["(280, 280, 4)", "(28, 28)"]
    assert shapes[-1] == "(10,)"
    if network.name == "dense":
        assert shapes[2:] == ["(784,)", "(128,)", "(128,)", "(10,)"]


def test_colours_grow_lighter_with_the_value():
    luminance = SEQUENTIAL @ np.array([0.2126, 0.7152, 0.0722])
    assert (np.diff(luminance) >= -1).all()
    assert luminance[-1] - luminance[0] > 200


def test_colours_end_where_the_scale_does():
    ends = [[int(stop[i : i + 2], 16) for i in (1, 3, 5)] for stop in (STOPS[0], STOPS[-1])]
    assert paint(np.array([-1.0, 0.0, 2.0, 9.0]), 2.0).tolist() == [ends[0], ends[0], ends[1], ends[1]]
