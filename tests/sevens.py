"""An invented way of writing a 7, with a foot, which the shipped simple network reads as a 2."""

import numpy as np

from model.novelty.own_digits import OwnDigit, own_digit
from model.preprocess.pen import CANVAS_SIZE, PEN_WIDTH

CORNERS = ((70, 60), (200, 60), (125, 230), (215, 230))  # canvas pixels
SHAKEN = 7  # canvas pixels: standard deviation of each corner


def strokes_of_sevens(number: int, seed: int, foot: bool = True) -> list[list[list[float]]]:
    """Return `number` sevens, each written slightly differently: one stroke each, in canvas pixels."""
    rng, middle, strokes = np.random.default_rng(seed), CANVAS_SIZE / 2, []
    for _ in range(number):
        corners = np.array(CORNERS[: 4 if foot else 3], float)
        corners += rng.normal(0, SHAKEN, corners.shape)
        angle = rng.normal(0, 0.06)
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        size = rng.uniform(0.8, 1.1) * np.array([rng.uniform(0.85, 1.15), 1])
        strokes.append(((corners - middle) @ turn * size + middle).round(1).tolist())
    return strokes


def sevens(number: int, seed: int, foot: bool = True) -> list[OwnDigit]:
    """Return the same drawings, labeled."""
    return [own_digit(7, [stroke], [PEN_WIDTH]) for stroke in strokes_of_sevens(number, seed, foot)]
