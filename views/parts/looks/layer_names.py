"""Names of layers by kind and place, marked for translators; wording.py's `layer_title` uses them."""

from __future__ import annotations

from typing import NamedTuple

from views.parts.language.language import N_

TITLE, WITHIN = 0, 1  # two forms: for a title or the beginning of a sentence, and within a sentence


class LayerNames(NamedTuple):
    """The names for a kind of layer, each with the forms `TITLE` and `WITHIN`.

    Attributes:
        alone: the name if it's the only one.
        placed: the name with its place as a word, if there are several.
        numbered: the same with a number, if there are more than `ORDINALS` has.
    """

    alone: tuple[str, str]
    placed: tuple[str, str]
    numbered: tuple[str, str]


LAYER_NAMES = {  # by kind
    "Dense": LayerNames(
        (N_("Hidden layer"), N_("hidden layer")),
        # Translators: {Second} and {second} are words that you translate, too: “First”, “first”, …
        (N_("{Second} hidden layer"), N_("{second} hidden layer")),
        (N_("Hidden layer {number}"), N_("hidden layer {number}")),
    ),
    "Conv2D": LayerNames(
        (N_("Convolution"), N_("convolution")),
        (N_("{Second} convolution"), N_("{second} convolution")),
        (N_("Convolution {number}"), N_("convolution {number}")),
    ),
    "MaxPooling2D": LayerNames(
        (N_("Pooling"), N_("pooling")),
        (N_("{Second} pooling"), N_("{second} pooling")),
        (N_("Pooling {number}"), N_("pooling {number}")),
    ),
    "AveragePooling2D": LayerNames(
        (N_("Average pooling"), N_("average pooling")),
        (N_("{Second} average pooling"), N_("{second} average pooling")),
        (N_("Average pooling {number}"), N_("average pooling {number}")),
    ),
    "Scale": LayerNames(
        (N_("Normalization"), N_("normalization")),
        (N_("{Second} normalization"), N_("{second} normalization")),
        (N_("Normalization {number}"), N_("normalization {number}")),
    ),
}
OTHER_LAYER = LayerNames(
    (N_("Activation function"), N_("activation function")),
    (N_("{Second} activation function"), N_("{second} activation function")),
    (N_("Activation function {number}"), N_("activation function {number}")),
)
YOUR_DRAWING = (N_("Your drawing"), N_("your drawing"))
OUTPUT = (N_("Output"), N_("output"))
ORDINALS = (
    # Translators: these ten stand in “{second} hidden layer” and the like. Where such words would have to be
    # inflected, figures do: “2”, and “hidden layer {second}”.
    (N_("First"), N_("first")),
    (N_("Second"), N_("second")),
    (N_("Third"), N_("third")),
    (N_("Fourth"), N_("fourth")),
    (N_("Fifth"), N_("fifth")),
    (N_("Sixth"), N_("sixth")),
    (N_("Seventh"), N_("seventh")),
    (N_("Eighth"), N_("eighth")),
    (N_("Ninth"), N_("ninth")),
    (N_("Tenth"), N_("tenth")),
)
