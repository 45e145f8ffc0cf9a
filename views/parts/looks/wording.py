"""Writes numbers and neurons' names, in the same way everywhere on the page."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from model.explain.ledger import DECIMALS, apportion, to_units
from model.network import DIGITS, Network
from model.network.layer import COPIES, Layer
from model.network.neuron import Neuron
from model.network.notes import notes_of
from views.parts.language.language import N_, _, localized, ngettext, pgettext, with_percent_sign
from views.parts.looks.layer_names import (
    LAYER_NAMES,
    ORDINALS,
    OTHER_LAYER,
    OUTPUT,
    TITLE,
    WITHIN,
    YOUR_DRAWING,
)

FUNCTION_NAMES = {
    **{"relu": "ReLU", "tanh": "tanh", "sigmoid": N_("sigmoid"), "step": "step", "linear": N_("linear")},
    **{"capped_relu": N_("capped ReLU"), "leaky_relu": N_("leaky ReLU"), "elu": "ELU", "selu": "SELU"},
    **{"gelu": "GELU", "silu": "SiLU", "softplus": "softplus", "softmax": N_("softmax")},
}
UNDER, OVER = 0.001, 0.999  # shares beyond these are written as "under" and "over"
SHARE_DECIMALS = 3  # decimal places of a share from 0 to 1 that is written in percent
WHOLE = 10**SHARE_DECIMALS  # 100% in units of the last place
# Translators: {pixels} is one of the five below, “numbers from 0 for paper to 255 for ink”.
OF_OTHER_PIXELS = N_(
    "Its training pictures used {pixels}. This page uses 0 for paper and 1 for ink, so its first "
    "[weights](words#weight) were converted to match."
)
OTHER_PIXELS = {
    "of_255": N_("numbers from 0 for paper to 255 for ink"),
    "inverted": N_("numbers from 1 for paper to 0 for ink"),
    "inverted_of_255": N_("numbers from 255 for paper to 0 for ink"),
    "around_0": N_("numbers from −1 for paper to 1 for ink"),
    "standardized": N_("numbers minus their mean, divided by their spread"),
}
NOTES = {  # how an uploaded network differs from its file
    "batch_norm": N_(
        "These weights and biases include [batch normalization](words#batch-normalization). After training, "
        "it only multiplies by a factor and adds a number."
    ),
    "normalization": N_(
        "These weights and biases include the network's [normalization](words#normalization), which "
        "multiplies by one number and adds another."
    ),
    # Translators: Rescaling is the name of a layer in Keras, and stays.
    "rescaling": N_(
        "These weights and biases include a Rescaling layer, which multiplies by a factor and adds a number."
    ),
    **dict.fromkeys(OTHER_PIXELS, OF_OTHER_PIXELS),
    "sigmoids": N_(
        "Its outputs are ten [sigmoids](words#sigmoid). Each one judges only its own digit, so the ten don't "
        "have to add up to 100%."
    ),
}
ALL_WORDS = N_("Full glossary")
ZERO_TO, PLUS_MINUS = N_("0 to {scale}"), "±{scale}"  # the range of a picture's colors
NO_NUMBER = N_("no number")  # for infinite values and NaN
NO_ANSWER = (N_("No answer"), N_("This network's sums are too large for a computer."))
NOT_A_DIGIT, NONE_OF_YOURS = N_("Not a digit"), N_("None of yours")
WITHIN_TEXT = {NOT_A_DIGIT: N_("not a digit"), NONE_OF_YOURS: N_("none of yours")}
NO_VERDICT = "### {line}\n{detail}"
READY_MADE_DRAWING = N_("This is a ready-made drawing. What you draw on the Draw page replaces it.")


def verdict(probs: Sequence[float]) -> str:
    """Return the digit with the largest of ten shares as a heading, or say that these aren't numbers."""
    if not all(map(math.isfinite, probs)):
        return NO_VERDICT.format(line=_(NO_ANSWER[0]), detail=_(NO_ANSWER[1]))
    return _("### It says {digit}").format(digit=max(range(len(probs)), key=probs.__getitem__))


def figure(value: float, decimals: int = DECIMALS) -> str:
    """Write a number at display precision, with a true minus sign and no negative zero."""
    return exact(round(value, decimals) + 0.0, decimals)


def exact(value: float, digits: int) -> str:
    """Write a number with that many decimal places and a true minus sign."""
    return localized(f"{value:.{digits}f}".replace("-", "−"))


def short(value: float, digits: int = 5) -> str:
    """Write a number with as few of that many decimal places as it needs: "0.001", "2"."""
    return localized(f"{value:.{digits}f}".replace("-", "−").rstrip("0").rstrip("."))


def a_digit(digit: int) -> str:
    """Write a digit with its article: "a 7", "an 8"."""
    # Translators: a digit with its article, wherever {a_digit} stands. Where the article has several forms,
    # let both be “{digit}” alone, and write it into those sentences.
    return (_("an {digit}") if digit == 8 else _("a {digit}")).format(digit=digit)


def significant(value: float, digits: int) -> str:
    """Write a number above 0 with that many significant digits: "0.0123", or "4.60e−7" if it's tiny."""
    text = f"{value:.{digits}g}" if value >= 1e-4 else f"{value:.{digits - 1}e}"
    return localized(text.replace("e-0", "e−").replace("e-", "e−"))


def whole(number: int) -> str:
    """Write a whole number with thousands separators: "60,000"."""
    return localized(f"{number:,}")


def neurons_off(number: int) -> str:
    """State how many neurons are switched off."""
    if number == 0:
        return _("No neuron is off yet.")
    return ngettext("{count} neuron is off.", "{count} neurons are off.", number).format(count=whole(number))


def in_brackets(number: str) -> str:
    """Put a negative number in brackets, as after an operator."""
    return f"({number})" if number.startswith("−") else number


def joined(parts: Sequence[str]) -> str:
    """Join texts with commas, or with semicolons if the comma is the decimal sign."""
    return ("; " if localized(".") == "," else ", ").join(parts)


def percent(share: float) -> str:
    """Write a probability for people: "97.3%", "under 0.1%", and never 100% if it's less."""
    if share < UNDER:
        return _under()
    return _over() if share > OVER else of_100(share, 1)


def of_100(share: float, digits: int) -> str:
    """Write any share from 0 to 1 in percent, with that many decimal places."""
    return with_percent_sign(exact(100 * float(share), digits))


def _under() -> str:
    return _("under {share}").format(share=of_100(UNDER, 1))


def _over() -> str:
    return _("over {share}").format(share=of_100(OVER, 1))


def percents(shares: Sequence[float]) -> list[str]:
    """Write the shares of a whole as `percent` does, so that the digits shown add up to 100.0%.

    If they don't form a whole, as with ten sigmoids or NaN, write each one by itself.
    """
    tenths = _tenths(shares)
    return [percent(float(share)) for share in shares] if tenths is None else list(map(in_percent, tenths))


def with_rest(shares: Sequence[float], first: int, second: int) -> list[str]:
    """Write two shares of a whole, chosen by index, as `percents` does, and the sum of all others."""
    tenths = _tenths(shares)
    if tenths is None:
        one, other = float(shares[first]), float(shares[second])
        return [percent(each) for each in (one, other, max(0.0, 1 - one - other))]
    return [
        in_percent(each) for each in (tenths[first], tenths[second], WHOLE - tenths[first] - tenths[second])
    ]


def _tenths(shares: Sequence[float]) -> list[int] | None:
    """Return tenths of a percent that add up to the whole; None if the shares don't."""
    total = math.fsum(map(float, shares))
    if not math.isfinite(total) or to_units(total, SHARE_DECIMALS) != WHOLE:
        return None
    return apportion(shares, WHOLE, SHARE_DECIMALS)


def in_percent(number: int) -> str:
    """Write a number of tenths of a percent, but never as 0% or 100%."""
    return _under() if number <= 0 else _over() if number >= WHOLE else percent(number / WHOLE)


def function_name(name: str) -> str:
    """Return an activation function's common name, or Keras's name if it has none."""
    if name == "step":
        return pgettext("an activation function", "step")
    return _(FUNCTION_NAMES[name]) if name in FUNCTION_NAMES else name


def layer_title(layer: Layer) -> str:
    """Name a layer by its kind and place: "Second hidden layer", or "Hidden layer" if it's the only one.

    An activation function has the name of the layer whose sums it takes, and a copy that of its original. The
    name never contains text from the network's file.
    """
    return _named(layer, TITLE)


def layer_in_text(layer: Layer) -> str:
    """Name a layer within a sentence: "second hidden layer"."""
    return _named(layer, WITHIN)


def _named(layer: Layer, form: int) -> str:
    layer = layer.unit_layer
    while layer.kind in COPIES:
        layer = layer.before.unit_layer
    if layer.before is None:
        return _(YOUR_DRAWING[form])
    if layer.is_output:
        return _(OUTPUT[form])
    names = LAYER_NAMES.get(layer.kind, OTHER_LAYER)
    if len(layer.alike) == 1:
        return _(names.alone[form])
    place = layer.alike.index(layer)
    if place >= len(ORDINALS):
        return _(names.numbered[form]).format(number=place + 1)
    return _(names.placed[form]).format(**dict(zip(("Second", "second"), map(_, ORDINALS[place]))))


def noted(network: Network, layer: Layer | None = None) -> str:
    """Describe how an uploaded network, or one of its layers, differs from its file."""
    notes = notes_of(network, layer and layer.name)
    return " ".join(
        _(NOTES[note]).format(pixels=_(OTHER_PIXELS[note]) if note in OTHER_PIXELS else "") for note in notes
    )


def no_answer(of_signs: bool) -> tuple[str, str]:
    """Return what we call a drawing that isn't a digit or sign: by itself, and within a text."""
    key = NONE_OF_YOURS if of_signs else NOT_A_DIGIT
    return _(key), _(WITHIN_TEXT[key])


def sign(classes: Sequence[str], number: int) -> str:
    """Write what an output means, for a sentence or a label: a digit, or a name that anyone may have given.

    A name is set apart from the text around it, which may run the other way, and is no link of `asking`.
    """
    name = classes[number]
    return name if classes == DIGITS else "\u2068{}\u2069".format(name.replace("](", "]\u2060("))


def bears_names(layer: Layer) -> bool:
    """Return whether its neurons are outputs for signs of one's own."""
    return layer.classes not in ((), DIGITS)


def in_markdown(text: str) -> str:
    """Return any text for Markdown, in which it has no effect."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def neuron_title(neuron: Neuron) -> str:
    """Name a neuron with its layer: "Neuron 51, first hidden layer"; an output doesn't need one."""
    label = neuron_label(neuron)
    if neuron.layer.is_output or neuron.is_pixel:
        return label
    # Translators: a neuron and its layer: “Neuron 51, first hidden layer”.
    return _("{neuron}, {layer}").format(neuron=label, layer=layer_in_text(neuron.layer))


def neuron_label(neuron: Neuron) -> str:
    """Name a neuron without its layer: "Neuron 51", "Digit 7", "Feature map 8 at row 12, column 13"."""
    index = neuron.index
    if bears_names(neuron.layer):
        return sign(neuron.layer.classes, *index)
    if len(index) == 1:
        name = _("Digit {number}") if neuron.layer.is_output else _("Neuron {number}")
        return name.format(number=index[0])
    if len(index) == 2:
        return _("Pixel at row {row}, column {column}").format(row=index[0], column=index[1])
    row, column, number = index
    return _("Feature map {number} at row {row}, column {column}").format(
        number=number, row=row, column=column
    )
