"""Slides: a title, then the questions of a lesson, with pictures of how the network reads the ready-made 4.

All pictures are PNGs, so that an editor shows them, too; what they are made of is squares, as on every page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from model.network.functions import FUNCTIONS
from model.reading import Reading
from views.lesson.steps.came_true import FARTHEST, first_misread, slid_reading
from views.lesson.steps.neurons import legible_neuron, loudest_neuron
from views.parts.asking.asking import plain
from views.parts.language.language import N_, _
from views.parts.looks.colors import DARK, INK, LIGHT
from views.parts.looks.encode import as_url, encode_png, png_url, qr_code, signed_png_url
from views.parts.looks.wording import function_name, percents
from views.parts.pictures.pictures import Picture
from views.parts.shared import shipped_history
from views.parts.words import DESCRIPTION, TITLE
from views.teaching.papers.keys import AN_A, reading_of_strokes
from views.teaching.papers.paper import Paper
from views.teaching.papers.plans import STRETCHES, figures

FOUR, NOT_0, WEIGHTS = N_("The ready-made 4"), N_("Pixels that aren't 0"), N_("Its weights")
PRODUCTS, SHARES = N_("Ink × weight"), N_("The ten shares for an A")
ASIDE, BEGIN, END = N_("Moved sideways"), N_("Before training"), N_("After training")
SIDE = 720  # pixels of a curve's picture


def slides(four: Reading, link: str) -> Paper:
    """Make a leaf for the title, and one for each slide: a question, pictures, the answer.

    Args:
        four: the lesson's network's reading of the ready-made 4.
        link: the address where the class begins, for the title's QR code.
    """
    leaves = [[_(DESCRIPTION), [title_code(link)]]]
    for name, draw in PICTURES.items():
        asks, says = (plain(STRETCHES[name].say(each, **figures())) for each in ("asks", "says"))
        leaves.append([f"### {asks}", draw(four), says])
    return Paper(TITLE, leaves, is_wide=True)


def title_code(link: str) -> Picture:
    """Return a link's QR code, with the link as its caption."""
    return Picture(qr_code(link, for_files=True) or "", link, link)


def _picture(src: str, caption: str) -> Picture:
    return Picture(src, caption, caption)


def _drawn(reading: Reading) -> Sequence[Picture]:
    return [_picture(png_url(reading.image), _(FOUR))]


def _numbers(reading: Reading) -> Sequence[Picture]:
    return [*_drawn(reading), _picture(png_url((reading.image > 0).astype(float)), _(NOT_0))]


def _sum(reading: Reading) -> Sequence[Picture]:
    weights = _weights(reading, loudest_neuron(reading).index[0])
    products = weights * reading.image
    return [*_drawn(reading), _signed(weights, _(WEIGHTS)), _signed(products, _(PRODUCTS))]


def _signed(values: np.ndarray, caption: str) -> Picture:
    return _picture(signed_png_url(values, float(np.abs(values).max())), caption)


def _weights(reading: Reading, number: int) -> np.ndarray:
    return reading.network.weighted[0].kernel[:, number].reshape(reading.image.shape)


def _functions(reading: Reading) -> Sequence[Picture]:
    z = np.linspace(-3, 3, 601)
    return [_picture(_curve(z, FUNCTIONS[name](z)), function_name(name)) for name in ("step", "relu")]


def _curve(z: np.ndarray, a: np.ndarray) -> str:
    image = Image.new("RGB", (2 * SIDE, 2 * SIDE), DARK)  # twice as large, so that it gets smooth edges
    pen, unit = ImageDraw.Draw(image), SIDE / 3
    for axis in ([(0, SIDE), (2 * SIDE, SIDE)], [(SIDE, 0), (SIDE, 2 * SIDE)]):
        pen.line(axis, "#888", 6)
    pen.line([(SIDE + unit * x, SIDE - unit * y) for x, y in zip(z, a)], INK, 40, joint="curve")
    return as_url(encode_png(image.resize((SIDE, SIDE))))


def _likes(reading: Reading) -> Sequence[Picture]:
    return [_signed(_weights(reading, legible_neuron(reading).index[0]), _(WEIGHTS))]


def _shares(reading: Reading) -> Sequence[Picture]:
    probs = reading_of_strokes(reading, AN_A).probs
    image, font = Image.new("RGB", (112, 112), DARK), ImageFont.load_default_imagefont()
    pen = ImageDraw.Draw(image)
    for digit, (p, share) in enumerate(zip(probs.tolist(), percents(probs))):
        top, end = 11 * digit + 1, 12 + round(60 * p / probs.max())
        pen.text((3, top), str(digit), LIGHT, font)
        pen.rectangle((12, top + 2, end, top + 8), INK)
        pen.text((end + 3, top), " ".join(share.split()), LIGHT, font)
    return [_picture(as_url(encode_png(image)), _(SHARES))]


def _aside(reading: Reading) -> Sequence[Picture]:
    there = slid_reading(reading, first_misread(reading) or FARTHEST)
    return [*_drawn(reading), _picture(png_url(there.image), _(ASIDE))]


def _learned(reading: Reading) -> Sequence[Picture]:
    number = legible_neuron(reading).index[0]
    networks = shipped_history().networks
    return [
        _signed(_weights(replace(reading, network=network), number), caption)
        for network, caption in ((networks[0], _(BEGIN)), (networks[-1], _(END)))
    ]


PICTURES: Mapping[str, Callable[[Reading], Sequence[Picture]]] = {
    **{"draw": _drawn, "numbers": _numbers, "neuron": _sum, "step": _functions},
    **{"likes": _likes, "share": _shares, "slid": _aside, "learn": _learned},
}
