"""What would change the network's answer, on an output's card: searched on demand, applied with a click.

On the answer's card, any other digit counts; on another digit's card, only that digit. Each run does a slice
of the search (views/session/computing.py), and the browser asks for the next one until it's done.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import streamlit as st

from model.attribution.counterfactual import Counterfactual, counterfactual_steps
from model.attribution.edits import ERASER, LEAVE_OUT, MARK, RUB_OUT, Edit, Sketch
from model.network import NAMES, Network
from model.network.neuron import Neuron
from model.preprocess.pen import CANVAS_SIZE, PEN_WIDTH
from model.reading import Reading
from model.sentence import Sentence
from views.parts.component import mount
from views.parts.language.language import N_, _
from views.parts.looks.encode import as_url
from views.parts.looks.wording import sign
from views.parts.shared import needs_files, shipped_network
from views.session import state
from views.session.activations import latest_drawing
from views.session.breaking import DAMAGED, is_damaged
from views.session.computing import Work, computed
from views.session.drawing.drawing import Drawing, drawing_of_alpha, pen_object, pen_strokes_of, png_of
from views.session.drawing.received import number_of

KEY = "counterfactual_search"  # in the session's state
AROUND = 12  # canvas pixels: the margin around the ink in a picture
CHANGES = {
    MARK: N_("Add this line, and the answer is {digit}."),
    LEAVE_OUT: N_("Without this stroke, the answer is {digit}."),
    RUB_OUT: N_("Erase this bit, and the answer is {digit}."),
}
RUBBED_OUT = N_("This is your drawing with a bit erased.")
ADD_TWO = N_("Add these two lines, and the answer is {digit}.")
AGREES = {"dense": N_("The Simple network agrees."), "conv": N_("The Picture network agrees.")}

_component = mount(__file__, "counterfactuals")


class Question(NamedTuple):
    """A question to search: see `find_counterfactuals`; the drawing is identified by its picture."""

    network: Network
    png: bytes
    target: int | None

    @property
    def other(self) -> str | None:
        """The name of a shipped network for a second opinion; None for signs of one's own."""
        return next((name for name in NAMES if name != self.network.name and self.network.reads_digits), None)


@st.fragment
def counterfactuals(reading: Reading, neuron: Neuron, on_change: Callable[[], None] | None) -> None:
    """Show the button and, after the search, up to three changes of the drawing.

    Args:
        reading: what the card is about.
        neuron: the output.
        on_change: called before the page reruns because the drawing was changed.
    """
    if state.take("counterfactual_chosen", False):
        if on_change:
            on_change()
        st.rerun()
    drawing, (digit,) = latest_drawing().current, neuron.index
    question = Question(
        reading.network, drawing.png, None if digit == int(reading.logits.argmax()) else digit
    )
    problem = _(DAMAGED) if is_damaged(reading) else _problem(drawing, bool(reading.factors))
    last, work = state.get(KEY, (None, None))
    if problem or last != question:
        work = None
    if work:
        work.go_on()
    _component(
        key="counterfactuals",
        data={
            "about": f"{neuron.layer.name},{digit}",
            "canvas": CANVAS_SIZE,
            **described(question, drawing, problem, work),
        },
        on_look_change=lambda: _look(question, drawing),
        on_again_change=lambda: None,
        on_pick=lambda sent: _apply(question, work, sent),
    )


def described(question: Question, drawing: Drawing, problem: str, work: Work | None) -> dict[str, object]:
    """Return what the browser shows: the button, a sentence, and a tile for each change that was found.

    Args:
        question: what can be searched.
        drawing: the one that it is about.
        problem: why a search is impossible, "" if it's possible.
        work: the search; None if it hasn't begun.
    """
    is_pending = work is not None and not work.is_done
    found = work.found if work and work.is_done else []
    sketch = sketch_of(drawing) if found else None
    return {
        "button": _("Searching …") if is_pending else "" if problem or work else _("Search"),
        "pending": work.slices if is_pending else 0,
        "sentence": problem or (_outcome(question, found) if work and work.is_done else ""),
        "png": as_url(drawing.png) if found else "",
        "tiles": [_tile(question, sketch, each) for each in found],
    }


def sketch_of(drawing: Drawing) -> Sketch | None:
    """Return a drawing's ink and strokes; None if it isn't from the pen alone."""
    strokes = pen_strokes_of(drawing)
    return None if strokes is None or drawing.png is None else Sketch(drawing.ink(), tuple(strokes))


def _problem(drawing: Drawing, is_changed: bool) -> str:
    """Return why a search is impossible; "" if it's possible."""
    if drawing.png is None:
        return _("This card is about a test image. Draw with the pen, then ask again.")
    if pen_strokes_of(drawing) is None:
        return _("This is a picture, so we don't know its strokes. Draw with the pen to find out.")
    return (
        _("First reset the neurons you changed, because this search needs the original network.")
        if is_changed
        else ""
    )


def _look(question: Question, drawing: Drawing) -> None:
    sketch = sketch_of(drawing)
    if sketch is not None:
        with needs_files():
            other = shipped_network(question.other) if question.other else question.network
            computed(KEY, question, counterfactual_steps, question.network, other, sketch, question.target)


def _outcome(question: Question, found: list[Counterfactual]) -> str:
    if found:
        return _("We tried each change on your drawing. Click one to apply it. Undo takes it back.")
    if question.target is None:
        return _(
            "No small change gives another answer. We tried adding a line, leaving out a stroke and erasing "
            "a bit. This answer is stable."
        )
    return _(
        "We tried adding one or two lines, leaving out a stroke and erasing a bit. Nothing made the "
        "network say {digit}."
    ).format(digit=sign(question.network.classes, question.target))


def _tile(question: Question, sketch: Sketch, found: Counterfactual) -> dict[str, object]:
    sentence = _(ADD_TWO if len(found.edits) > 1 else CHANGES[found.kind]).format(
        digit=sign(question.network.classes, found.digit)
    )
    if found.is_shared and question.other:
        sentence = f"{sentence} {_(AGREES[question.other])}"
    ghosts = [_ghost(sketch, edit) for edit in found.edits]
    return {"sentence": sentence, "ghosts": ghosts, "view": _view(sketch.ink, found.edits)}


def _ghost(sketch: Sketch, edit: Edit) -> dict[str, object]:
    width = {MARK: PEN_WIDTH, RUB_OUT: ERASER}.get(edit.kind) or sketch.strokes[edit.stroke].width
    return {"path": np.round(edit.path, 1).tolist(), "width": width, "adds": edit.kind == MARK}


def _view(ink: np.ndarray, edits: tuple[Edit, ...]) -> list[float]:
    """Return the square around everything in a picture: x, y and side, in canvas pixels."""
    places = np.argwhere(ink > 0)[:, ::-1]
    places = np.concatenate([places, *(edit.path for edit in edits)])
    low, high = places.min(axis=0) - AROUND, places.max(axis=0) + AROUND
    side = (high - low).max()
    return [*np.round((low + high - side) / 2, 1).tolist(), round(float(side), 1)]


def _apply(question: Question, work: Work | None, sent: object) -> None:
    """Apply the change of the tile that was clicked, as a new step of its history."""
    found = work.found if work and work.is_done else []
    number, latest = number_of(sent, len(found)), latest_drawing()
    if number is not None and question.png == latest.current.png:
        latest.add(changed(latest.current, found[number].edits))
        state.put("counterfactual_chosen", True)


def changed(drawing: Drawing, edits: tuple[Edit, ...]) -> Drawing:
    """Return a drawing after these edits: a picture if something was erased, otherwise strokes as before."""
    sketch = sketch_of(drawing)
    for edit in edits:
        sketch = sketch.after(edit)
    alpha = (255 * sketch.ink).round().astype(np.uint8)
    if edits[0].kind == RUB_OUT:
        return drawing_of_alpha(alpha, Sentence(RUBBED_OUT))
    if edits[0].kind == LEAVE_OUT:
        number = edits[0].stroke
        return Drawing([*drawing.objects[:number], *drawing.objects[number + 1 :]], png_of(alpha))
    marks = [
        pen_object([["L" if i else "M", *point] for i, point in enumerate(edit.path.tolist())])
        for edit in edits
    ]
    return Drawing([*drawing.objects, *marks], png_of(alpha))
