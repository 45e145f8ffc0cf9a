"""A teacher's own task, as a link says it: what stands there, what is asked, and a text.

The text is a stranger's: it is bounded, printable, and shown as text, never as markup.
"""

from __future__ import annotations

import base64
import re
from contextlib import suppress
from functools import lru_cache

from model.errors import DataError
from model.network import NAMES
from model.perceptron.goals import GOALS
from model.perceptron.perceptron import PIXELS
from views.drawing.drawing_code import CodeError
from views.language.language import N_
from views.tasks.drawing_tasks import DrawingTask
from views.tasks.drawn import NOT_DRAWN, drawing_of
from views.tasks.goals import goal_of
from views.tasks.painting_tasks import PaintingTask
from views.tasks.task import Task
from views.tasks.tasks import BY_ID

OWN = "own"  # in a link, before what it is made of
ON_DRAWING = "draw"  # and then, where it is about a drawing
LEAST_SHARE, MOST_SHARE = 50, 100  # percent
MOST_TEXT = 200  # characters
LONGEST_DRAWING = 3000  # characters, of a link that has room for what is drawn meanwhile, too
MOST = 784  # pixels of ink, or neurons
FEW = N_("Get {share} of the images right, with at most {pixels} painted pixels.")
ANY = N_("Get {share} of the images right.")
DRAW = N_("**{goal}** Draw until this is true.")
DRAW_FEW = N_("**{goal}** Draw until this is true, with at most {most} pixels of ink.")
SWITCH = N_("**{goal}** Switch off neurons until this is true.")
SWITCH_FEW = N_("**{goal}** Switch off at most {most} neurons until this is true.")
TEXTS = {("pen", False): DRAW, ("pen", True): DRAW_FEW, ("off", False): SWITCH, ("off", True): SWITCH_FEW}
_PAINTED = re.compile(r"own\.([a-z0-9-]{3,8})\.(\d{2,3})\.([1-9]\d{0,2})\.([01])\.([\w-]*)", re.ASCII)
_DRAWN = re.compile(
    r"own\.draw\.([a-z]+)\.([a-z0-9-]{3,40})\.(pen|off)\.(0|[1-9]\d{0,2})\.([\w-]*)\.([\w.-]*)", re.ASCII
)


def written(goal: str, percent: int, pixels: int, may_learn: bool, text: str) -> str:
    """One about a painted neuron, as a link says it: "own.4-9.85.784.0." and the text in base64."""
    return f"{OWN}.{goal}.{percent}.{pixels}.{int(may_learn)}.{_code(text)}"


def written_drawing(name: str, goal: str, tool: str, most: int, text: str, drawing: str) -> str:
    """One about a drawing: "own.draw.dense.says-9.pen.6.", the text in base64, a point, and the drawing."""
    return f"{OWN}.{ON_DRAWING}.{name}.{goal}.{tool}.{most}.{_code(text)}.{drawing}"


@lru_cache(maxsize=64)
def task_of(text: str | None) -> Task | None:
    """One of ours by its id, or a teacher's own; None where it is neither."""
    if text is None or text in BY_ID:
        return BY_ID.get(text)
    if found := _PAINTED.fullmatch(text):
        return _painting(text, *found.groups())
    if found := _DRAWN.fullmatch(text):
        return _drawing(text, *found.groups())
    return None


def _painting(
    id: str, goal: str, percent: str, pixels: str, may_learn: str, code: str
) -> PaintingTask | None:
    own_text, share, most = _text(code), int(percent), int(pixels)
    if own_text is None or goal not in GOALS or not LEAST_SHARE <= share <= MOST_SHARE or most > PIXELS:
        return None
    return PaintingTask(
        id=id,
        text=ANY if most == PIXELS else FEW,
        own_text=own_text,
        goal=goal,
        share=share / 100,
        may_learn=may_learn == "1",
        most_pixels=most,
    )


def _drawing(
    id: str, name: str, goal: str, tool: str, most: str, code: str, drawing: str
) -> DrawingTask | None:
    own_text = _text(code)
    if (
        own_text is None
        or name not in NAMES
        or goal_of(goal, name) is None
        or int(most) > MOST
        or len(drawing) > LONGEST_DRAWING
    ):
        return None
    if drawing == NOT_DRAWN and (tool == "off" or goal == "another"):
        return None  # there is nothing to begin with
    with suppress(CodeError, DataError):
        drawing_of(drawing)
        return DrawingTask(
            id=id,
            text=TEXTS[tool, int(most) > 0],
            own_text=own_text,
            goals=(goal,),
            tool=tool,
            most=int(most),
            network=name,
            drawing=drawing,
        )
    return None


def _code(text: str) -> str:
    return base64.urlsafe_b64encode(text[:MOST_TEXT].encode()).decode().rstrip("=")


def _text(code: str) -> str | None:
    try:
        text = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True).decode()
    except ValueError:
        return None
    return text if len(text) <= MOST_TEXT and text.isprintable() else None
