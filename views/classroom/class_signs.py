"""A device's part in a class that teaches one network: it sends drawings of signs, and gets the network."""

from __future__ import annotations

import json
from collections.abc import Sequence

from model.classes import ClassError, Sent
from model.novelty.own_digits import OwnDigit
from views.classroom.classes import LOOK_SECONDS, classes, has_classes, watch
from views.classroom.invitation import spaced
from views.classroom.joined import device, joined
from views.classroom.news import run_with_news
from views.classroom.send import check
from views.parts.looks.translated import translated
from views.session import state
from views.session.drawing.drawing_code import CodedDrawing, CodeError, PenStroke, encode_drawing, rounded
from views.session.drawing.received import digits_of

DEEDS = ("network",)  # as reported by class_row.js


def class_of_signs() -> dict[str, object] | None:
    """Return what the page Teach it needs of the joined class; None if there is none that draws signs."""
    code = joined()
    if code is None or not has_classes():
        return None
    news = watch.news(code)
    run_with_news(code, ["signs"], news, 2 * LOOK_SECONDS)
    if not news.signs or news.signs == "-":
        return None
    standing = watch.look(code).standing
    answer = state.get("class_signs_answer", {})
    about = {"code": spaced(code), "names": [*standing.signs], "learned": standing.learned, "answer": answer}
    if state.get("class_network_asked"):
        about["network"] = _network(code)
    return about


def exchange(names: Sequence[str], lines: Sequence[str], back: Sequence[int], report: int) -> None:
    """Handle a report of class_row.js: drawings to send, and others to take back."""
    if (code := joined()) is not None:
        answer = _exchange(code, names, digits_of([*lines]), back)
        state.put("class_signs_answer", {"report": report, **answer})


def _exchange(
    code: str, names: Sequence[str], drawings: Sequence[OwnDigit], back: Sequence[int]
) -> dict[str, object]:
    """Send drawings and take others back; return the numbers that they got, and what went wrong, or ""."""
    numbers: list[int] = []
    try:
        watch.look(code)
        if back:
            classes().take_back(code, device(), *back)
        for drawing in drawings:
            sent = Sent(code_of(drawing), drawing.label, None, 1.0)
            check(sent.drawing)
            numbers.append(classes().send(code, device(), sent, names))
    except ClassError as error:
        return {"numbers": numbers, "problem": translated(error)}
    return {"numbers": numbers, "problem": ""}


def code_of(drawing: OwnDigit) -> str:
    """Return the drawing's code; "" if it has none, which `send` refuses."""
    strokes = [
        PenStroke(rounded(points), width, False) for points, width in zip(drawing.strokes, drawing.widths)
    ]
    try:
        return encode_drawing(CodedDrawing(strokes, b"", drawing.image))
    except CodeError:
        return ""


def _network(code: str) -> dict[str, object] | None:
    """Return the message of the class's network, with which a browser keeps and uses it."""
    try:
        return json.loads(classes().network(code) or "null")
    except ClassError:
        return None
