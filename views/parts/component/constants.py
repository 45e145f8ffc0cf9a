"""Constants that Python defines and JavaScript uses too; we send them with the code, so we type them once.

tests/js/laws.js lists what has to exist on both sides, and checks that both agree.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping

import numpy as np

from model.explain.ledger import DECIMALS
from model.explain.probe import ORDER
from model.novelty.digits_file import MOST_BYTES, MOST_LINE, MOST_SOURCE
from model.novelty.own_digits import MOST_DIGITS, MOST_IN_ALL, MOST_POINTS, MOST_WIDTH
from model.preprocess import CENTER, DIGIT_SIZE, IMAGE_SIZE
from model.preprocess.hints import PART, SMALLEST
from model.preprocess.mnist import NUM_CLASSES, PIXELS
from model.preprocess.pen import (
    CANVAS_SIZE,
    CODE_VERSION,
    HIGH,
    LOW,
    MAX_POINTS,
    MOST_STROKES,
    PEN_WIDTH,
    STEPS,
)
from model.preprocess.writers import FIRST_STUDENT
from model.signs.network import MOST_CHARACTERS, MOST_IMAGES, MOST_SIGNS
from model.training import whose
from model.training.choices import MOST_SECONDS
from views.parts.component.fields import LARGEST_IN_LINK, MOST_IN_LINK
from views.parts.component.fields import STORED as FIELDS
from views.parts.component.stylesheet import NARROW_NETWORK
from views.parts.looks.colors import (
    BRIGHT,
    DARK,
    INK,
    LIGHT,
    NEGATIVE,
    POSITIVE,
    SEQUENTIAL,
    SIGNED,
    WRITING,
)
from views.parts.looks.wording import OVER, SHARE_DECIMALS, UNDER

SIGN_LIMITS = {
    "signs": MOST_SIGNS,
    "characters": MOST_CHARACTERS,
    "drawings": MOST_IMAGES // MOST_SIGNS,
    "digits": MOST_DIGITS,
    "points": MOST_POINTS,
    "pointsInAll": MOST_IN_ALL,
    "width": MOST_WIDTH,
    "source": MOST_SOURCE,
    "line": MOST_LINE,
    "bytes": MOST_BYTES,
}
"""Of signs of one's own: how many, and how large."""

WHOSE = {
    "firstStudent": FIRST_STUDENT,
    "groups": whose.GROUPS,
    "inFile": whose.IN_FILE,
    "most": dict(whose.MOST),
    "writers": dict(whose.WRITERS),
    "z": whose.Z,
}
"""Of the people who wrote the images: their groups, how many images there are of each, and in a file."""


def _base64(colors: np.ndarray) -> str:
    return base64.b64encode(colors.tobytes()).decode()


CONSTANTS: Mapping[str, object] = {
    "BRIGHT": BRIGHT,
    "CANVAS_SIZE": CANVAS_SIZE,
    "CENTER": CENTER,
    "CODE_VERSION": CODE_VERSION,
    "DARK": DARK,
    "DECIMALS": DECIMALS,
    "DIGIT_PART": PART,
    "DIGIT_SIZE": DIGIT_SIZE,
    "HIGH": HIGH,
    "INK": INK,
    "IMAGE_SIZE": IMAGE_SIZE,
    "LARGEST_IN_LINK": LARGEST_IN_LINK,
    "LIGHT": LIGHT,
    "LOW": LOW,
    "MAX_POINTS": MAX_POINTS,
    "MOST_IN_LINK": MOST_IN_LINK,
    "MOST_STROKES": MOST_STROKES,
    "MOST_SECONDS": MOST_SECONDS,
    "NARROW_NETWORK": NARROW_NETWORK,
    "NEGATIVE": NEGATIVE,
    "NUM_CLASSES": NUM_CLASSES,
    "ORDER": ORDER,
    "OVER": OVER,
    "PEN_WIDTH": PEN_WIDTH,
    "PIXELS": PIXELS,
    "POSITIVE": POSITIVE,
    "SEQUENTIAL": _base64(SEQUENTIAL),
    "SIGNED": _base64(SIGNED),
    "SIGN_LIMITS": SIGN_LIMITS,
    "SHARE_DECIMALS": SHARE_DECIMALS,
    "SMALLEST": SMALLEST,
    "STEPS": STEPS,
    "STORED": {name: field.described() for name, field in FIELDS.items()},
    "UNDER": UNDER,
    "WHOSE": WHOSE,
    "WRITING": WRITING,
}
"""Name in model/constants.js -> value, as JSON."""
