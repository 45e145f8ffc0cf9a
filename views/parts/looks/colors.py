"""The colors of values: the same value has the same color everywhere.

Ink, activations and probabilities run from zero along `SEQUENTIAL`, whose lightness only ever
rises, so that it survives a gray printout and color blindness. Signed values are `NEGATIVE` or
`POSITIVE`, blue and orange, which the common kinds of color blindness keep apart.
"""

from __future__ import annotations

import numpy as np

INK = "#8458f5"  # the pen's color, with at least 4:1 against white and the dark theme's background
NEGATIVE = "#4aa3ff"
POSITIVE = "#ff9a3d"
STOPS = ("#1a1730", "#4b2a86", "#9a48c4", "#f08a9b", "#fff3cf")
DARK, LIGHT = STOPS[0], "#ffffff"  # the color of 0, and the text color on dark colors
WRITING, BRIGHT = "#000000", 138  # the text color above this step of 255, so that all text has WCAG's 4.5:1


def _ramp(stops: tuple[str, ...]) -> np.ndarray:
    colors = np.array([[int(stop[i : i + 2], 16) for i in (1, 3, 5)] for stop in stops], np.float64)
    positions = np.linspace(0, len(stops) - 1, 256)
    channels = [np.interp(positions, np.arange(len(stops)), colors[:, channel]) for channel in range(3)]
    return np.stack(channels, axis=1).round().astype(np.uint8)


SEQUENTIAL = _ramp(STOPS)
"""uint8 (256, 3): the colors of 0 / 255, 1 / 255, … 1."""


SIGNED = np.concatenate([_ramp((NEGATIVE, DARK)), _ramp((DARK, POSITIVE))[1:]])
"""uint8 (511, 3): the colors of -255 / 255, … 0, … 255 / 255."""


def paint_signed(values: np.ndarray, scale: float = 1.0) -> np.ndarray:
    """Return uint8 (..., 3) colors of values from -`scale` to `scale`: blue, dark at 0, orange; NaN as 0."""
    steps = np.nan_to_num(np.asarray(values, np.float64) * (255 / scale), posinf=255, neginf=-255)
    return SIGNED[np.clip(steps, -255, 255).round().astype(int) + 255]


def paint(values: np.ndarray, scale: float = 1.0) -> np.ndarray:
    """Return uint8 (..., 3) colors of values from 0 to `scale`; values beyond get the end's color."""
    return SEQUENTIAL[np.clip(np.asarray(values) * (255 / scale), 0, 255).round().astype(np.uint8)]
