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
from views.serving.shared import needs_files, shipped_network
from views.session import state
from views.session.activations import latest_drawing
from views.session.computing import Work
from views.session.drawing.drawing import Drawing, drawing_of_alpha, pen_object, pen_strokes_of, png_of
from views.session.drawing.received import number_of

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
    def other(self) -> str:
        """The name of a shipped network for a second opinion."""
        return next(name for name in NAMES if name != self.network.name)


class Search(NamedTuple):
    """This session's latest search.

    Attributes:
        question: what is searched.
        sketch: the drawing.
        work: computes the Counterfactuals.
    """

    question: Question
    sketch: Sketch
    work: Work


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
    problem = _problem(drawing, is_changed=bool(reading.factors))
    target = None if digit == int(reading.logits.argmax()) else digit
    question = Question(reading.network, drawing.png, target)
    search = None if problem else _search(question)
    if search and not search.work.is_done:
        search.work.go_on()
    is_pending = search is not None and not search.work.is_done
    sentence, found = _result(search) if search and not is_pending else (problem, [])
    can_look = not problem and search is None
    _component(
        key="counterfactuals",
        data={
            "about": f"{neuron.layer.name},{digit}",
            "button": _("Searching …") if is_pending else _("Search") if can_look else "",
            "pending": search.work.slices if is_pending else 0,
            "sentence": sentence,
            "png": as_url(drawing.png) if found else "",
            "tiles": [_tile(search, each) for each in found],
            "canvas": CANVAS_SIZE,
        },
        on_look_change=lambda: _look(question, drawing),
        on_again_change=lambda: None,
        on_pick=lambda sent: _apply(search, found, sent),
    )


def _problem(drawing: Drawing, is_changed: bool) -> str:
    """Return why a search is impossible; "" if it's possible."""
    if drawing.png is None:
        return _("This card is about a test image. Draw with the pen, then ask again.")
    if pen_strokes_of(drawing) is None:
        return _("This is a picture, so we don't know its strokes. Draw a digit with the pen to find out.")
    return (
        _("First reset the neurons you changed, because this search needs the original network.")
        if is_changed
        else ""
    )


def _search(question: Question) -> Search | None:
    """Return this question's search; drop another that isn't done, but keep a finished one for an undo."""
    search: Search | None = state.get("counterfactual_search")
    if search is None:
        return None
    if search.question == question:
        return search
    if not search.work.is_done:
        state.put("counterfactual_search", None)
    return None


def _look(question: Question, drawing: Drawing) -> None:
    if _search(question):
        return
    strokes = pen_strokes_of(drawing)
    if strokes is None or drawing.png is None:
        return
    sketch = Sketch(drawing.ink(), tuple(strokes))
    with needs_files():
        arguments = question.network, shipped_network(question.other), sketch, question.target
        work = Work(counterfactual_steps(*arguments))
        state.put("counterfactual_search", Search(question, sketch, work))


def _result(search: Search) -> tuple[str, list[Counterfactual]]:
    found, target = search.work.found, search.question.target
    if found:
        return _("We tried each change on your drawing. Click one to apply it. Undo takes it back."), found
    if target is None:
        nothing = _(
            "No small change gives another answer. We tried adding a line, leaving out a stroke and erasing "
            "a bit. This answer is stable."
        )
    else:
        nothing = _(
            "We tried adding one or two lines, leaving out a stroke and erasing a bit. Nothing made the "
            "network say {digit}."
        )
    return nothing.format(digit=target), []


def _tile(search: Search, found: Counterfactual) -> dict[str, object]:
    sketch = search.sketch
    sentence = _(ADD_TWO if len(found.edits) > 1 else CHANGES[found.kind]).format(digit=found.digit)
    if found.is_shared:
        sentence = f"{sentence} {_(AGREES[search.question.other])}"
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


def _apply(search: Search | None, found: list[Counterfactual], sent: object) -> None:
    """Apply the change of the tile that was clicked, as a new step of its history."""
    number = number_of(sent, len(found))
    latest = latest_drawing()
    if number is not None and search.question.png == latest.current.png:
        latest.add(changed(latest.current, search.sketch, found[number].edits))
        state.put("counterfactual_chosen", True)


def changed(drawing: Drawing, sketch: Sketch, edits: tuple[Edit, ...]) -> Drawing:
    """Return a drawing after these edits: a picture if something was erased, otherwise strokes as before."""
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
