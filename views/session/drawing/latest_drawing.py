"""The drawing of a session, as Python knows it: what the browser has sent last, or what Python gave it then.

The browser has its history: see drawing_sheet.js, which also describes the two counters. A drawing is limited
in strokes, points and bytes; beyond that it's stored as a picture. Knows nothing of Streamlit.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence

from model.preprocess.pen import MOST_STROKES
from model.sentence import Sentence
from views.parts import words
from views.session.drawing.drawing import BLANK, MOST_DRAWING_BYTES, Drawing, drawing_of_alpha
from views.session.drawing.drawing_code import MAX_POINTS


class LatestDrawing:
    """The newest drawing of one session.

    Attributes:
        current: the drawing.
        last_given: the drawing that the browser was given last, and
        given: how many it was given.
        session: a random name, so that the browser sees when a new session has begun.
        number: of the browser's change that is known, counted from what was given.
        version: grows whenever another drawing may be shown.
    """

    def __init__(self, drawing: Drawing = BLANK) -> None:
        """Start with a drawing."""
        self.current = self.last_given = drawing
        self.session = secrets.token_hex(4)
        self.given = self.number = self.version = 0

    @property
    def name(self) -> str:
        """What the browser calls the drawing given last, in place of its strokes."""
        return self.last_given.code or f"{self.session}.{self.given}"

    def add(self, drawing: Drawing) -> None:
        """Give the browser another drawing."""
        self.current = self.last_given = storable(drawing)
        self.given += 1
        self.number = 0
        self.version += 1

    def receive(self, drawing: Drawing, session: str, given: int, number: int, name: str = "") -> None:
        """Take what the browser shows, unless it's older than what Python knows or has given."""
        if (session, given) != (self.session, self.given) or number <= self.number:
            return
        self.current = self.last_given if name == self.name else storable(drawing)
        self.number = number
        self.version += 1


def storable(drawing: Drawing) -> Drawing:
    """Return a drawing as a session stores it: as strokes or, if they're too many, as one picture."""
    paths = _paths_of(drawing.objects)
    is_short = len(paths) <= MOST_STROKES and sum(map(len, paths)) <= MAX_POINTS
    if is_short and len(json.dumps(paths)) <= MOST_DRAWING_BYTES:
        return drawing
    return drawing_of_alpha(drawing.alpha(), Sentence(words.ONE_PICTURE))


def _paths_of(objects: Sequence[dict]) -> list[list]:
    return [each["path"] for each in objects if isinstance(each.get("path"), list)]
