"""The lesson's ready-made drawing: a 4 with an open top."""

from __future__ import annotations

from dataclasses import replace

from model.preprocess import stages_of_ink
from model.reading import Reading
from views.parts.language.language import N_
from views.session.drawing.drawing import Drawing, drawing_of_strokes

OPEN_FOUR = (  # canvas pixels; a line across its top turns it into a 9
    ((110, 70), (98, 95), (98, 120), (112, 138), (135, 138), (168, 124)),
    ((174, 66), (172, 110), (166, 226)),
)


def open_four() -> Drawing:
    """Return the lesson's ready-made drawing."""
    return drawing_of_strokes(4, N_("you can close its top"), [list(stroke) for stroke in OPEN_FOUR])


def ready_made_four(like: Reading) -> Reading:
    """Return the same network's reading of the ready-made 4."""
    return replace(like, image=stages_of_ink(open_four().ink()).image)
