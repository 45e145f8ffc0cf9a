"""A teacher's own task as encoded in a link: its start, its goal, and a text.

We don't know who wrote the text, so it's limited in length, printable, and never shown as markup.
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
from views.parts.language.language import N_
from views.session.drawing.drawing_code import CodeError
from views.tasks.drawing_tasks import DrawingTask
from views.tasks.drawn import NOT_DRAWN, drawing_of
from views.tasks.goals import goal_of
from views.tasks.painting_tasks import PaintingTask
from views.tasks.task import Task
from views.tasks.tasks import BY_ID

OWN = "own"  # the start of the task's code in a link
ON_DRAWING = "draw"  # follows if the task is about a drawing
LEAST_SHARE, MOST_SHARE = 50, 100  # percent
MOST_TEXT = 200  # characters
LONGEST_DRAWING = 3000  # characters, which leaves room in a link for what is drawn later
MOST = 784  # pixels of ink, or neurons
FEW = N_("Get {share} of the images right, with at most {pixels} painted pixels.")
ANY = N_("Get {share} of the images right.")
DRAW = N_("**{goal}** Draw until this is true.")
DRAW_FEW = N_("**{goal}** Draw until this is true, with at most {most} pixels of ink.")
SWITCH = N_("**{goal}** Switch off neurons until this is true.")
SWITCH_FEW = N_("**{goal}** Switch off at most {most} neurons to make this true.")
TEXTS = {("pen", False): DRAW, ("pen", True): DRAW_FEW, ("off", False): SWITCH, ("off", True): SWITCH_FEW}
_PAINTED = re.compile(r"own\.([a-z0-9-]{3,8})\.(\d{2,3})\.([1-9]\d{0,2})\.([01])\.([\w-]*)", re.ASCII)
_DRAWN = re.compile(
    r"own\.draw\.([a-z]+)\.([a-z0-9-]{3,40})\.(pen|off)\.(0|[1-9]\d{0,2})\.([\w-]*)\.([\w.-]*)", re.ASCII
)


def written(goal: str, percent: int, pixels: int, may_learn: bool, text: str) -> str:
    """Encode a task about a painted neuron for a link: "own.4-9.85.784.0." and the text in base64."""
    return f"{OWN}.{goal}.{percent}.{pixels}.{int(may_learn)}.{_code(text)}"


def written_drawing(name: str, goal: str, tool: str, most: int, text: str, drawing: str) -> str:
    """Encode a task about a drawing: "own.draw.dense.says-9.pen.6.", the text in base64, ".", the drawing."""
    return f"{OWN}.{ON_DRAWING}.{name}.{goal}.{tool}.{most}.{_code(text)}.{drawing}"


@lru_cache(maxsize=64)
def task_of(text: str | None) -> Task | None:
    """Return one of our tasks by its id, or decode a teacher's own; None if it's neither."""
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
        return None  # without a drawing the task can't begin
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
