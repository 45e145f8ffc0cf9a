"""The history of a person's drawings: a step for every stroke, however the canvas reports them.

Takes what the canvas has sent and the buttons that were pressed, and returns the drawing to show. The history
is limited in strokes, points, steps and bytes; a drawing beyond that continues as a picture, and is never
lost. Knows nothing of Streamlit.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from model.preprocess.pen import CANVAS_SIZE, MOST_STROKES, draw_strokes
from model.sentence import Sentence
from views.drawing.drawing import BLANK, MOST_DRAWING_BYTES, Drawing, drawing_of_alpha, png_of, stroke_of
from views.drawing.drawing_code import MAX_POINTS, STEPS
from views.drawing.received import CanvasStep
from views.parts import words

HISTORY_LENGTH = 50
MOST_BYTES = 5 * 10**6  # of a history: six times what fifty strokes of a slow hand take
STROKE_POINTS = 8  # a stroke takes as much of a message as this many points, in addition to its own
_STROKE_BYTES, _POINT_BYTES = 700, 220  # of an object in memory, and of a command of its path
_MOST_BASES = 8  # more pen changes than anyone makes while one message is on its way


class DrawingHistory:
    """The drawings of one session, the one shown, and what the canvas was last given.

    Attributes:
        drawings: oldest first; the first is blank until fifty others have come.
        first: how many older ones have been dropped.
        position: the index of the drawing shown.
        on_canvas: the drawing that the canvas has to show. It stays the same while the person draws on it.
        change: the number of that order; the canvas sends it back with every drawing based on it.
        bases: the numbers that mean this order in the canvas's messages: its own, those of earlier orders of
            the same drawing, and those of steps that the browser took to it.
        version: grows whenever another drawing may be shown.
        received: how many messages the canvas has sent, whatever was in them.
        heard: the number of the canvas's newest message, as the browser counts them; 0 if it doesn't.
    """

    def __init__(self, drawing: Drawing = BLANK) -> None:
        """Start with a blank canvas, or with a drawing after it."""
        self.drawings = [BLANK] if drawing is BLANK else [BLANK, drawing]
        self.first = 0
        self.position = len(self.drawings) - 1
        self.on_canvas = drawing
        self.change = 0
        self.bases = [0]
        self.version = 0
        self.received = 0
        self.heard = 0
        self._shown = drawing.objects  # as the canvas last reported it: it can be more than a drawing stores
        self._echo_due = False

    @property
    def current(self) -> Drawing:
        """The drawing shown."""
        return self.drawings[self.position]

    @property
    def can_undo(self) -> bool:
        """Whether there's a drawing before the one shown."""
        return self.position > 0

    @property
    def can_redo(self) -> bool:
        """Whether there's a drawing after the one shown."""
        return self.position < len(self.drawings) - 1

    def add(self, drawing: Drawing) -> None:
        """Show a drawing that the canvas doesn't have yet."""
        self._append(storable(drawing))
        self._put_on_canvas()

    def step(self, by: int) -> None:
        """Undo (-1) or redo (+1)."""
        self.position = min(max(self.position + by, 0), len(self.drawings) - 1)
        self._put_on_canvas()

    def follow(self, steps: Sequence[CanvasStep]) -> None:
        """Take the steps that the browser has taken; its canvas shows the result, perhaps with new ink."""
        for taken in steps:
            if taken.shown is not None:
                self.receive(taken.shown, taken.base, HISTORY_LENGTH // len(steps))
            self._follow(taken)

    def _follow(self, taken: CanvasStep) -> None:
        is_the_same = taken.base in self.bases
        if taken.by:
            self.step(taken.by)
        else:
            self.add(BLANK)
        if is_the_same:
            self.bases.append(taken.makes)

    def receive(self, drawing: Drawing, change: int, most: int = HISTORY_LENGTH) -> None:
        """Take what the canvas has sent: a change made there, or the echo of what it was given.

        Of the strokes that came together, `most` become a step each. If one message holds several drawings,
        each gets its share of a history's length, because more wouldn't be stored, and drawing them takes
        time.
        """
        self.received += 1
        if change not in self.bases:
            return  # it's about a drawing that has been replaced since
        shown = _sharing(self._shown, drawing)
        kept = storable(shown)
        # Ink drawn after a step that the browser took itself comes after that step, so it isn't a neighboring
        # step.
        position = self._position_of(kept, (0, -1, 1) if change == self.change else (0,))
        if self._echo_due and position not in (None, self.position):
            return  # it has the new drawing, but still shows the one before: two undos in a row
        before, self._shown = replace(self.current, objects=self._shown), shown.objects
        is_echo = self._echo_due and len(kept.objects) == len(self.current.objects)
        self._echo_due = False
        if is_echo:
            self.drawings[self.position] = replace(self.current, objects=kept.objects)
            return
        if position is None:
            for step in steps_between(before, shown, most)[:-1]:
                self._append(storable(step))
            self._append(kept)
        else:
            self.position = position
        self.version += 1
        if kept is not shown and _points_of(self._shown) > MAX_POINTS:
            self._put_on_canvas()

    def redraw(self) -> None:
        """Give the canvas the current drawing again, before something that may rebuild it."""
        bases = self.bases
        self._put_on_canvas()
        self.bases = [*bases, self.change][-_MOST_BASES:]

    def restore(self) -> None:
        """Give the current drawing to a canvas that shows something else."""
        self._put_on_canvas()

    def remount(self) -> None:
        """Give the current drawing to a new canvas, which won't echo it."""
        self.redraw()
        self._echo_due = False

    def take_over(self, drawing: Drawing, heard: int) -> None:
        """Continue with an older canvas after a restart: what it shows wins, unless only rounding differs."""
        self.received += 1
        self.heard = heard
        if _are_alike(self.current.objects, drawing.objects):
            self.redraw()
        else:
            self.add(drawing)

    def _position_of(self, drawing: Drawing, beside: Sequence[int]) -> int | None:
        """Return the index of the step that the canvas shows, among those at the offsets in `beside`."""
        for position in (self.position + by for by in beside):
            if 0 <= position < len(self.drawings) and self.drawings[position].objects == drawing.objects:
                return position
        return None

    def _append(self, drawing: Drawing) -> None:
        grown = [*self.drawings[: self.position + 1], drawing]
        self.drawings = grown[-HISTORY_LENGTH:]
        while len(self.drawings) > 1 and _bytes_of(self.drawings) > MOST_BYTES:
            del self.drawings[0]
        self.first += len(grown) - len(self.drawings)
        self.position = len(self.drawings) - 1

    def _put_on_canvas(self) -> None:
        self.on_canvas = self.current
        self._shown = self.current.objects
        self.change += 1
        self.bases = [self.change]
        self.version += 1
        self._echo_due = True


def storable(drawing: Drawing) -> Drawing:
    """Return a drawing as the history stores it: as strokes or, if they're too many, as one picture."""
    paths = _paths_of(drawing.objects)
    is_short = len(paths) <= MOST_STROKES and sum(map(len, paths)) <= MAX_POINTS
    if is_short and len(json.dumps(paths)) <= MOST_DRAWING_BYTES:
        return drawing
    return drawing_of_alpha(drawing.alpha(), Sentence(words.ONE_PICTURE))


def _sharing(before: Sequence[dict], after: Drawing) -> Drawing:
    """Return the drawing, reusing the previous objects where they're equal."""
    same = [old if old == new else new for old, new in zip(before, after.objects)]
    return replace(after, objects=[*same, *after.objects[len(same) :]]) if same else after


def _are_alike(one: Sequence[dict], other: Sequence[dict]) -> bool:
    """Whether two drawings have the same strokes, apart from rounding, and equally many pictures."""
    if [each.get("type") for each in one] != [each.get("type") for each in other]:
        return False
    return all(map(_are_near, _paths_of(one), _paths_of(other)))


def _are_near(one: Sequence[Sequence], other: Sequence[Sequence]) -> bool:
    """Whether two paths have the same commands, and all numbers match apart from rounding."""
    if [each[0] for each in one] != [each[0] for each in other]:
        return False
    numbers = ([number for _command, *rest in path for number in rest] for path in (one, other))
    return all(abs(this - that) <= 1 / STEPS for this, that in zip(*numbers))


def _paths_of(objects: Sequence[dict]) -> list[list]:
    return [each["path"] for each in objects if isinstance(each.get("path"), list)]


def _points_of(objects: Sequence[dict]) -> int:
    return sum(len(path) + STROKE_POINTS for path in _paths_of(objects))


def _bytes_of(drawings: Sequence[Drawing]) -> int:
    """Estimate how much memory drawings take; an object that several of them share counts once."""
    objects = {id(each): each for drawing in drawings for each in drawing.objects}.values()
    strokes = sum(_STROKE_BYTES + _POINT_BYTES * len(path) for path in _paths_of(objects))
    pictures = sum(len(each.get("src", "")) for each in objects)
    return strokes + pictures + sum(len(drawing.png or b"") for drawing in drawings)


def steps_between(before: Drawing, after: Drawing, most: int = HISTORY_LENGTH) -> list[Drawing]:
    """Return the drawings that led from one to the other, including the last: a step for every stroke.

    The canvas sends one picture for strokes within 200 ms of each other. The drawings in between are painted
    here. If there are more than `most` strokes, or more than can be painted in a moment, there's a single
    step.
    """
    if not after.objects:
        return [BLANK]
    known = len(before.objects)
    strokes = [stroke_of(each) for each in after.objects[known:][-HISTORY_LENGTH:]]
    if after.objects[:known] != before.objects or None in strokes or len(strokes) < 2:
        return [after]
    if len(strokes) > most or sum(len(points) for points, _width in strokes) > MAX_POINTS:
        return [after]
    alpha = np.zeros((CANVAS_SIZE, CANVAS_SIZE), np.uint8) if before.png is None else before.alpha()
    steps = []
    for number, (points, width) in enumerate(strokes[:-1], len(after.objects) - len(strokes) + 1):
        alpha = np.maximum(alpha, draw_strokes([points], width=width)[..., 3])
        steps.append(Drawing(after.objects[:number], png_of(alpha)))
    return [*steps, after]
