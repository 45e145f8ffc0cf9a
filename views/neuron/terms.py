"""What a neuron reads, as pictures: inputs × weights = contributions; of a map's, where it looks."""

from __future__ import annotations

import numpy as np

from model.effect import Shortfall, shortfall
from model.explain import UnitExplanation
from model.network import Activations, Network
from model.scales import scale_of
from model.wiring import Unit, receptive_field
from views.neuron.pixels import Pixels, pixels
from views.session.selection import select_neuron


def feature_map(network: Network, activations: Activations, explanation: UnitExplanation) -> None:
    """The unit's whole feature map, on which another unit can be chosen, and its receptive field."""
    unit, layer = explanation.unit, explanation.layer
    row, col, channel = unit.index
    output = layer.activation_layer
    whole = Pixels(
        "Its map: click it",
        activations[output.name][..., channel],
        scale=scale_of(network, output),
        outline=(row, row + 1, col, col + 1),
        pick=True,
    )
    field = Pixels("What it sees", activations["image"], scale=1, outline=receptive_field(layer, unit.index))
    pixels(
        [whole, field],
        "feature_map",
        lambda row, col: select_neuron(network, Unit(unit.layer, (row, col, channel))),
    )


def terms(network: Network, explanation: UnitExplanation) -> None:
    """Show inputs, weights and their products, where several inputs lie in rows and columns."""
    drawn = pictures_of_terms(network, explanation, shortfall(explanation))
    names = [picture.title for picture in drawn]
    if len(drawn) == 1:
        pixels(drawn, "terms", heading="What it chose from")
    elif drawn:
        inputs, weights, products = (name.lower() for name in names)
        heading = f"{inputs.capitalize()} × {weights} = {products}"
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
    inputs = "The drawing" if is_image else "Its inputs"
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
        Pixels("Weights", weights, signed=True, linked=True, corner=corner),
        Pixels("Contributions", products, signed=True, linked=True, corner=corner, outline=outline),
    ]


def _corner(explanation: UnitExplanation) -> tuple[int, int]:
    index = explanation.source_index.reshape(-1, explanation.source_index.shape[-1])
    inside = index[index[:, 0] >= 0]
    return int(inside[:, 0].min()), int(inside[:, 1].min())
