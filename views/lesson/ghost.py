"""The drawing that is meant, in gray, which writes itself on the blank canvas until somebody draws.

Gives pictures as data URLs. It knows nothing of where it is shown.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from model.preprocess.pen import CANVAS_SIZE, PEN_WIDTH
from views.lesson.steps.set_up import OPEN_FOUR

ROUND = 5  # seconds that writing it and looking at it take
WRITTEN = 60  # percent of them, for all strokes together


@lru_cache(maxsize=1)
def gray_four() -> dict[str, str]:
    """The open 4, as large as the canvas: as it writes itself, and as it stands there from the first."""
    return {"moving": _url(_moves(len(OPEN_FOUR))), "still": _url("")}


def _moves(strokes: int) -> str:
    """One after the other, each from its beginning to its end."""
    share = WRITTEN // strokes
    return "".join(
        f".s{i}{{animation:k{i} {ROUND}s infinite}}"
        f"@keyframes k{i}{{0%,{i * share}%{{stroke-dashoffset:1.2}}"
        f"{(i + 1) * share}%,100%{{stroke-dashoffset:0}}}}"
        for i in range(strokes)
    )


def _url(moves: str) -> str:
    paths = "".join(
        f'<path pathLength="1" class="s{i}" d="M{"L".join(f"{x} {y}" for x, y in points)}"/>'
        for i, points in enumerate(OPEN_FOUR)
    )
    style = (
        f"path{{fill:none;stroke:#888;stroke-width:{PEN_WIDTH};"
        "stroke-linecap:round;stroke-linejoin:round;stroke-dasharray:1.2}"
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{CANVAS_SIZE}" height="{CANVAS_SIZE}" opacity="0.4">'
        f"<style>{style}{moves}</style>{paths}</svg>"
    )
    return f"data:image/svg+xml,{quote(svg)}"
