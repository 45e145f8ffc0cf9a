"""A teacher's own task, as a link says it: what the neuron has to do, what counts as solved, and a text.

The text is a stranger's: it is bounded, printable, and shown as text, never as markup.
"""

from __future__ import annotations

import base64
import re

from model.perceptron.goals import GOALS
from model.perceptron.perceptron import PIXELS
from views.language.language import N_
from views.tasks.tasks import BY_ID, Task

OWN = "own"  # in a link, before what it is made of
LEAST_SHARE, MOST_SHARE = 50, 100  # percent
MOST_TEXT = 200  # characters
FEW = N_("Tell {share} of the images apart, with at most {pixels} painted pixels.")
ANY = N_("Tell {share} of the images apart.")
_WRITTEN = re.compile(r"own\.([a-z0-9-]{3,8})\.(\d{2,3})\.([1-9]\d{0,2})\.([01])\.([\w-]*)", re.ASCII)


def written(goal: str, percent: int, pixels: int, may_learn: bool, text: str) -> str:
    """As a link says it: "own.4-9.85.784.0." and the text in base64."""
    code = base64.urlsafe_b64encode(text[:MOST_TEXT].encode()).decode().rstrip("=")
    return f"{OWN}.{goal}.{percent}.{pixels}.{int(may_learn)}.{code}"


def task_of(text: str | None) -> Task | None:
    """One of ours by its id, or a teacher's own; None where it is neither."""
    if text is None or text in BY_ID:
        return BY_ID.get(text)
    found = _WRITTEN.fullmatch(text)
    said = found and _text(found[5])
    if said is None or found[1] not in GOALS:
        return None
    percent, pixels = int(found[2]), int(found[3])
    if not LEAST_SHARE <= percent <= MOST_SHARE or pixels > PIXELS:
        return None
    asked = ANY if pixels == PIXELS else FEW
    may_learn = found[4] == "1"
    return Task(
        text, found[1], asked, (), "", percent / 100, may_learn=may_learn, most_pixels=pixels, said=said
    )


def _text(code: str) -> str | None:
    try:
        text = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True).decode()
    except ValueError:
        return None
    return text if len(text) <= MOST_TEXT and text.isprintable() else None
