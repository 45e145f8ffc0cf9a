"""What a neuron reads, as pictures: inputs × weights = contributions; for a map, also where it looks."""

from __future__ import annotations

import numpy as np

from model.explain import UnitExplanation
from model.explain.effect import Shortfall, shortfall
from model.explain.wiring import receptive_field
from model.network.neuron import Neuron
from model.network.scales import scale_of
from model.reading import Reading
from views.parts.language.language import _
from views.parts.pictures.pixels import Pixels, pixels
from views.session.drawing.received import index_of
from views.session.selection import select_neuron


def feature_map(reading: Reading, neuron: Neuron) -> None:
    """Show the neuron's whole feature map, on which you can choose another place, and its receptive field."""
    row, col, channel = neuron.index
    output = neuron.layer.activation_layer
    whole = Pixels(
        _("Click a place on its [map](words#feature-map)"),
        reading.activations[output.name][..., channel],
        scale=scale_of(reading.network, output),
        outline=(row, row + 1, col, col + 1),
        pick=True,
    )
    field = Pixels(
        _("[What it sees](words#receptive-field)"),
        reading.image,
        scale=1,
        outline=receptive_field(neuron),
    )

    def pick(sent: object) -> None:
        if (place := index_of(sent, whole.values.shape)) is not None:
            select_neuron(reading.network, Neuron(neuron.layer, (*place, channel)))

    pixels([whole, field], "feature_map", pick)


def terms(explanation: UnitExplanation, scale: float) -> None:
    """Show inputs, weights and their products, if the inputs are arranged in rows and columns.

    Args:
        explanation: of the neuron's sum.
        scale: the input that gets the brightest color.
    """
    drawn = pictures_of_terms(explanation, scale, shortfall(explanation))
    if len(drawn) == 1:
        pixels(drawn, "terms", heading=_("The numbers to choose from"))
    elif drawn:
        is_image = explanation.source.before is None
        heading = (
            _("The drawing × [weights](words#weight) = [contributions](words#contribution)")
            if is_image
            else _(
                "Its [inputs](words#input) × [weights](words#weight) = [contributions](words#contribution)"
            )
        )
        pixels(drawn, "terms", heading=heading, operators=("×", "="))


def pictures_of_terms(explanation: UnitExplanation, scale: float, short: Shortfall | None) -> list[Pixels]:
    """Return inputs, weights and their products as pictures; [] if the inputs have no rows and columns.

    A pooling neuron has no weights, so only its inputs are shown, with a frame around the winner.
    """
    source = explanation.source
    if len(source.shape) < 2 or explanation.inputs.size == 1:
        return []
    shape = source.shape if explanation.inputs.ndim == 1 else explanation.inputs.shape
    corner = _corner(explanation)
    is_image = source.before is None
    outline = None
    if is_image and short and short.rows:
        outline = (short.rows[0] - corner[0], short.rows[1] - corner[0], 0, shape[1])
    inputs = _("The drawing") if is_image else _("Its inputs")
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
        Pixels(_("Weights"), weights, signed=True, linked=True, corner=corner),
        Pixels(_("Contributions"), products, signed=True, linked=True, corner=corner, outline=outline),
    ]


def _corner(explanation: UnitExplanation) -> tuple[int, int]:
    index = explanation.source_index.reshape(-1, explanation.source_index.shape[-1])
    inside = index[index[:, 0] >= 0]
    return int(inside[:, 0].min()), int(inside[:, 1].min())
