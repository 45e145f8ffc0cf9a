"""What a neuron reads, as pictures: inputs × weights = contributions."""

from __future__ import annotations

from model.explain import UnitExplanation
from model.explain.effect import Shortfall, shortfall
from views.parts.language.language import _
from views.parts.pictures.pixels import Pixels, pixels


def terms(explanation: UnitExplanation, scale: float) -> None:
    """Show inputs, weights and their products, if the inputs are arranged in rows and columns.

    Args:
        explanation: of the neuron's sum.
        scale: the input that gets the brightest color.
    """
    drawn = pictures_of_terms(explanation, scale, shortfall(explanation))
    if drawn:
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
    """Return inputs, weights and their products as pictures; [] if the inputs have no rows and columns."""
    source = explanation.source
    if len(source.shape) < 2 or explanation.inputs.size == 1:
        return []
    is_image = source.before is None
    outline = (*short.rows, 0, source.shape[1]) if is_image and short and short.rows else None
    inputs = _("The drawing") if is_image else _("Its inputs")
    arrays = (explanation.inputs, explanation.weights, explanation.terms)
    values, weights, products = (array.reshape(source.shape) for array in arrays)
    return [
        Pixels(inputs, values, scale=scale, linked=True, outline=outline),
        Pixels(_("Weights"), weights, signed=True, linked=True),
        Pixels(_("Contributions"), products, signed=True, linked=True, outline=outline),
    ]
