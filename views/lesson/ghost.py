"""A gray drawing that shows what to draw: it writes itself on the blank canvas until somebody draws.

It returns pictures as data URLs and doesn't know where they're shown.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from model.preprocess.pen import CANVAS_SIZE, PEN_WIDTH
from views.lesson.steps.ready_made import OPEN_FOUR

ROUND = 5  # seconds to write it and to leave it on view
WRITTEN = 60  # percent of these seconds, in which all strokes are written


@lru_cache(maxsize=1)
def gray_four() -> dict[str, str]:
    """Return the open 4 in the canvas's size, once animated and once still."""
    return {"moving": _url(_moves(len(OPEN_FOUR))), "still": _url("")}


def _moves(strokes: int) -> str:
    """Return CSS that draws the strokes one after the other."""
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
