"""Eight slides: the questions of a lesson, with pictures of how the network reads the ready-made 4."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

import numpy as np

from model.network.functions import FUNCTIONS
from model.reading import Reading
from views.lesson.steps.came_true import FARTHEST, first_misread, slid_reading
from views.lesson.steps.neurons import legible_neuron, loudest_neuron
from views.lesson.teaching.keys import AN_A, reading_of_strokes
from views.lesson.teaching.paper import Paper
from views.lesson.teaching.plans import STRETCHES, figures
from views.parts.language.documents import documents
from views.parts.language.language import N_, _
from views.parts.looks.colors import DARK, INK, LIGHT
from views.parts.looks.encode import png_url, signed_png_url
from views.parts.looks.wording import function_name, percents
from views.parts.pictures.pictures import Picture
from views.serving.shared import shipped_history

FOUR, NOT_0, WEIGHTS = N_("The ready-made 4"), N_("Pixels that aren't 0"), N_("Its weights")
PRODUCTS, SHARES = N_("Ink × weight"), N_("The ten shares for an A")
ASIDE, BEGIN, END = N_("Slid aside"), N_("Before training"), N_("After training")
CURVE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-3 -3 6 6"><path d="M-3 -3H3V3H-3" fill="{ground}"/>'
    '<path d="M-3 0H3M0-3V3" stroke="#888" stroke-width=".03"/>'
    '<path d="M{points}" fill="none" stroke="{color}" stroke-width=".12"/></svg>'
)
BARS = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" fill="{writing}">'
    '<path d="M0 0H100V100H0" fill="{ground}"/>{bars}</svg>'
)
BAR = (
    '<text x="2" y="{text}" font-size="8">{digit}</text><rect x="10" y="{top}" width="{wide}" height="7"'
    ' fill="{color}"/><text x="{end}" y="{text}" font-size="7">{share}</text>'
)


def slides(four: Reading) -> Paper:
    """Make one leaf per slide; `four` is the lesson's network's reading of the ready-made 4."""
    leaves = []
    for name, draw in PICTURES.items():
        stretch = STRETCHES[name]
        leaves.append([f"### {stretch.say('asks', **figures())}", draw(four), stretch.say("goal")])
    return Paper(documents("teaching")["slides"].say("title"), leaves, is_wide=True)


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
    points = "L".join(f"{x} {-y}" for x, y in zip(z.round(2), a.round(2)))
    return _svg(CURVE.format(points=points, color=INK, ground=DARK))


def _svg(text: str) -> str:
    return "data:image/svg+xml;charset=utf-8," + quote(text)


def _likes(reading: Reading) -> Sequence[Picture]:
    return [_signed(_weights(reading, legible_neuron(reading).index[0]), _(WEIGHTS))]


def _shares(reading: Reading) -> Sequence[Picture]:
    probs = reading_of_strokes(reading, AN_A).probs
    bars = (
        BAR.format(
            digit=digit,
            top=10 * digit + 1,
            text=10 * digit + 7,
            wide=round(60 * p / probs.max()),
            end=12 + round(60 * p / probs.max()),
            share=share,
            color=INK,
        )
        for digit, (p, share) in enumerate(zip(probs.tolist(), percents(probs)))
    )
    return [_picture(_svg(BARS.format(bars="".join(bars), ground=DARK, writing=LIGHT)), _(SHARES))]


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
