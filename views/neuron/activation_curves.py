"""An activation function as a curve with a neuron's z marked on it, and what others make of the same z."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import streamlit as st

from model.explain import UnitExplanation
from model.functions import FUNCTIONS
from views.parts.colors import POSITIVE, STOPS
from views.parts.encode import svg_url
from views.parts.pictures import Picture, pictures
from views.parts.wording import FUNCTION_NAMES, figure

WIDTH, HEIGHT, MARGIN = 150, 110, 10  # of a curve, in the picture's pixels
SIZE = 108  # on the page


def activation_curves(explanation: UnitExplanation, logits: np.ndarray) -> None:
    """The neuron's own function first, marked as such, then the others."""
    z = explanation.pre_activation
    own = explanation.activation_function
    functions = dict(FUNCTIONS)
    if own == "linear":
        functions["linear"] = lambda z: z
    if own == "softmax":
        others = np.delete(logits.astype(np.float64), explanation.unit.index[0])
        functions["softmax"] = lambda z: 1 / (1 + np.exp(_log_sum(others) - z))
    ordered = sorted(functions, key=lambda name: name != own)
    row = [_picture(name, functions[name], z, name == own) for name in ordered]
    pictures(row, "activation_curves", size=SIZE)
    if own == "softmax":
        st.caption("softmax: the probability as this digit's z changes and the other nine stay.")


def _log_sum(logits: np.ndarray) -> float:
    largest = logits.max()
    return float(largest + np.log(np.exp(logits - largest).sum()))


def _picture(name: str, function: Callable[[np.ndarray], np.ndarray], z: float, own: bool) -> Picture:
    value = figure(float(function(np.float64(z))))
    title = FUNCTION_NAMES.get(name, name)
    caption = f"{title}({figure(z)}) = {value}" + ("\nits own" if own else "")
    return Picture(
        svg_url(_svg(function, z, own)), f"The {title} curve; z = {figure(z)} gives {value}", caption
    )


def _svg(function: Callable[[np.ndarray], np.ndarray], z: float, own: bool) -> str:
    reach = max(4.0, 1.25 * abs(z))
    x = np.linspace(-reach, reach, 161)
    y = function(x)
    low, high = min(float(y.min()), 0.0), max(float(y.max()), 1e-9)

    def to_picture(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        right = MARGIN + (np.asarray(x) + reach) / (2 * reach) * (WIDTH - 2 * MARGIN)
        down = HEIGHT - MARGIN - (np.asarray(y) - low) / (high - low) * (HEIGHT - 2 * MARGIN)
        return right, down

    points = " ".join(f"{right:.1f},{down:.1f}" for right, down in zip(*to_picture(x, y)))
    zero_x, zero_y = to_picture(0.0, 0.0)
    dot_x, dot_y = to_picture(z, function(np.float64(z)))
    color = STOPS[-1] if own else "#9b8fd0"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path d="M0 {zero_y:.1f}H{WIDTH}M{zero_x:.1f} 0V{HEIGHT}" stroke="#4a4570"/>'
        f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2"/>'
        f'<path d="M{dot_x:.1f} {zero_y:.1f}V{dot_y:.1f}" stroke="{POSITIVE}" stroke-dasharray="3 3"/>'
        f'<circle cx="{dot_x:.1f}" cy="{dot_y:.1f}" r="4.5" fill="{POSITIVE}"/></svg>'
    )
