"""How the network view is laid out: every layer once, every shape, every colour."""

from __future__ import annotations

import json

import numpy as np

from views.colours import SEQUENTIAL, STOPS, paint
from views.network_view import describe, panels_of, shapes_of


def test_every_layer_is_shown_once(network):
    shown = [
        name for panel in panels_of(network) for name in dict.fromkeys((panel.layer.name, panel.output.name))
    ]
    copies = {layer.name for layer in network.layers if layer.kind in ("Flatten", "Reshape")}
    assert [layer.name for layer in network.layers if layer.name not in copies] == shown


def test_the_units_of_every_layer_find_a_place(network):
    described = json.loads(json.dumps(describe(network)))["panels"]
    for panel, sent in zip(panels_of(network), described):
        rows, cols = sent["grid"]
        number = 1 if panel.kind == "pixels" else panel.layer.shape[-1]
        assert rows * cols >= number > (rows - 1) * cols
        assert sent["scale"] > 0


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
