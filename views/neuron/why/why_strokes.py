"""Why this digit, stroke by stroke: what the network reads without each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import streamlit as st

from model.network.neuron import Neuron
from model.preprocess import Stages
from model.preprocess.strokes import DrawnStroke, length_of, without_each
from model.reading import Reading
from views.neuron.why.rivals import Rivals
from views.parts.charts.ledger import show_ledger
from views.parts.language.language import _
from views.parts.looks.encode import png_url
from views.parts.looks.wording import figure, percents, sign, whole
from views.parts.pictures.pictures import Picture, pictures
from views.session.activations import latest_drawing, stages_of
from views.session.breaking import DAMAGED, is_damaged
from views.session.drawing.drawing import pen_strokes_of
from views.session.networks import is_known

MOST = 12  # strokes to try, at most
GHOST = 0.45  # brightness of the striped stroke
STRIPES = 18  # stripes across a picture, including the dark ones
SIZE = 84  # pixels a side of a picture


def stroke_by_stroke(reading: Reading, neuron: Neuron, rivals: Rivals, heading: str) -> None:
    """Show the drawing without each stroke, and the result; the stroke that changes most comes first."""
    drawing = latest_drawing().current
    strokes, stages = pen_strokes_of(drawing), stages_of(drawing)
    lead = _lead(reading, rivals)
    if is_damaged(reading):
        return _say(neuron, heading, _(DAMAGED))
    if strokes is None or stages is None or not np.array_equal(stages.image, reading.image):
        return _say(
            neuron,
            heading,
            _(
                "This is a picture, so the page doesn't know its strokes. Draw with the pen to see what "
                "each stroke does."
            ),
        )
    if len(strokes) == 1:
        return _say(
            neuron,
            heading,
            _(
                "This drawing is a single stroke, so nothing would be left without it. Draw something with "
                "two or more strokes."
            ),
        )
    note = _(
        "The network has read your drawing several times, each time without one of its strokes. With all of "
        "them, {winner} [is ahead](words#margin) of {other} by {lead}."
    ).format(**rivals.named(reading.network.classes), lead=figure(lead))
    _say(neuron, heading, note)
    _without_each(reading, rivals, strokes, stages)


def _without_each(reading: Reading, rivals: Rivals, strokes: Sequence[DrawnStroke], stages: Stages) -> None:
    """Show a picture for each stroke that is tried."""
    tried = sorted(np.argsort([-length_of(each.points) for each in strokes], kind="stable")[:MOST].tolist())
    changes = []
    for number, without in zip(tried, without_each(stages.ink, strokes, tried)):
        if without is not None:
            after = replace(reading, image=without.image)
            picture = Picture(
                _picture(stages, without),
                _("Your drawing without stroke {number}, which is striped").format(number=number + 1),
                _in_words(after, rivals),
            )
            changes.append((_lead(after, rivals), picture))
    changes.sort(key=lambda each: each[0])
    pictures([each[1] for each in changes], "why_strokes", size=SIZE, beside=True)
    if len(tried) < len(strokes):
        st.caption(
            _("These are the {shown} longest of the {count} strokes.").format(
                shown=len(tried), count=whole(len(strokes))
            )
        )


def _say(neuron: Neuron, heading: str, note: str) -> None:
    show_ledger("why_tried", neuron, [], None, heading=heading, note=note)


def _lead(reading: Reading, rivals: Rivals) -> float:
    winner, other = (float(reading.logits[digit]) for digit in rivals)
    return winner - other


def _in_words(after: Reading, rivals: Rivals) -> str:
    lead = _lead(after, rivals)
    named = Rivals(*(rivals if lead >= 0 else reversed(rivals))).named(after.network.classes)
    text = (
        _("Without the striped stroke: {digit}, {share}\n{winner} is ahead of {other} by {lead}")
        if is_known(after)
        else _("Without the striped stroke: not a digit\n{winner} is ahead of {other} by {lead}")
        if after.network.reads_digits
        else _("Without the striped stroke: none of yours\n{winner} is ahead of {other} by {lead}")
    )
    share = percents(after.probs)[after.digit]
    return text.format(
        digit=sign(after.network.classes, after.digit), share=share, lead=figure(abs(lead)), **named
    )


def _picture(stages: Stages, without: Stages) -> str:
    """Return a picture of the ink, with the omitted stroke striped, both where they were drawn."""
    top, bottom, left, right = stages.box
    side = max(bottom - top, right - left)
    row, col = np.indices(stages.ink.shape)
    is_stripe = (row + col) * STRIPES // side % 2 == 0
    ink = np.maximum(without.ink, GHOST * stages.ink * is_stripe)[top:bottom, left:right]
    room = np.zeros((side, side), np.float32)
    down, across = ((side - each) // 2 for each in ink.shape)
    room[down : down + ink.shape[0], across : across + ink.shape[1]] = ink
    return png_url(room)
