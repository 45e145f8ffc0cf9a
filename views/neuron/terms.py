"""What a neuron reads, as pictures: inputs × weights = contributions; of a map's, where it looks."""

from __future__ import annotations

import numpy as np

from model.effect import Shortfall, shortfall
from model.explain import UnitExplanation
from model.network import Activations, Network
from model.scales import scale_of
from model.wiring import Unit, receptive_field
from views.neuron import words
from views.parts.pixels import Pixels, pixels
from views.session.received import index_of
from views.session.selection import select_neuron


def feature_map(network: Network, activations: Activations, explanation: UnitExplanation) -> None:
    """The unit's whole feature map, on which another unit can be chosen, and its receptive field."""
    unit, layer = explanation.unit, explanation.layer
    row, col, channel = unit.index
    output = layer.activation_layer
    whole = Pixels(
        words.ITS_MAP,
        activations[output.name][..., channel],
        scale=scale_of(network, output),
        outline=(row, row + 1, col, col + 1),
        pick=True,
    )
    field = Pixels(
        words.WHAT_IT_SEES,
        activations["image"],
        scale=1,
        outline=receptive_field(layer, unit.index),
    )

    def pick(sent: object) -> None:
        if (place := index_of(sent, whole.values.shape)) is not None:
            select_neuron(network, Unit(unit.layer, (*place, channel)))

    pixels([whole, field], "feature_map", pick)


def terms(network: Network, explanation: UnitExplanation) -> None:
    """Show inputs, weights and their products, where several inputs lie in rows and columns."""
    drawn = pictures_of_terms(network, explanation, shortfall(explanation))
    if len(drawn) == 1:
        pixels(drawn, "terms", heading=words.CHOSE_FROM)
    elif drawn:
        is_image = explanation.source is network.image
        heading = words.DRAWING_TIMES_WEIGHTS if is_image else words.INPUTS_TIMES_WEIGHTS
        pixels(drawn, "terms", heading=heading, operators=("×", "="))


def pictures_of_terms(
    network: Network, explanation: UnitExplanation, short: Shortfall | None
) -> list[Pixels]:
    """Inputs, weights and their products as pictures; none where the inputs do not lie in rows and columns.

    A pooling neuron has no weights: only its inputs are shown, the winner framed.
    """
    source = explanation.source
    if len(source.shape) < 2 or explanation.inputs.size == 1:
        return []
    shape = source.shape if explanation.inputs.ndim == 1 else explanation.inputs.shape
    corner = _corner(explanation)
    is_image = source is network.image
    outline = None
    if is_image and short and short.rows:
        outline = (short.rows[0] - corner[0], short.rows[1] - corner[0], 0, shape[1])
    inputs = words.THE_DRAWING if is_image else words.ITS_INPUTS
    scale = scale_of(network, source)
    if explanation.activation_function == "max":
        row, col = np.argwhere(explanation.weights == 1)[0]
        frame = (row, row + 1, col, col + 1)
        return [
            Pixels(inputs, explanation.inputs, scale=scale, corner=corner, outline=tuple(map(int, frame)))
        ]
    arrays = (explanation.inputs, explanation.weights, explanation.terms)
    values, weights, products = (array.reshape(shape) for array in arrays)
    return [
        Pixels(inputs, values, scale=scale, linked=True, corner=corner, outline=outline),
        Pixels(words.WEIGHTS, weights, signed=True, linked=True, corner=corner),
        Pixels(words.CONTRIBUTIONS, products, signed=True, linked=True, corner=corner, outline=outline),
    ]


def _corner(explanation: UnitExplanation) -> tuple[int, int]:
    index = explanation.source_index.reshape(-1, explanation.source_index.shape[-1])
    inside = index[index[:, 0] >= 0]
    return int(inside[:, 0].min()), int(inside[:, 1].min())
