"""The ready-made drawings, one of each digit: `assets/samples.json`, loaded once per process."""

from __future__ import annotations

import json
from dataclasses import replace

from model.files import lost
from model.load_once import load_once
from views.parts.language.language import N_
from views.parts.shared import ASSETS
from views.session.drawing.drawing import Drawing, drawing_of_strokes

# Translators: in what hand a digit is written, as in “This is a ready-made 0 (slashed).”; of 0, 1, … 9
STYLES = (
    *(N_("slashed"), N_("flag and foot"), N_("with a loop"), N_("round"), N_("open top")),
    *(N_("two strokes"), N_("curled"), N_("crossed"), N_("one stroke"), N_("straight tail")),
)


@load_once
def samples() -> list[Drawing]:
    """The ready-made drawings, one of each digit, 0 first.

    Raises:
        DataError: the file is missing or damaged.
    """
    path = ASSETS / "samples.json"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if [(each["label"], each["style"]) for each in found] != list(enumerate(STYLES)):
            raise ValueError("they are not one of each digit")
        return [replace(drawing_of_strokes(**each), code=f"sample.{each['label']}") for each in found]
    except Exception as error:  # the file may hold anything
        raise lost(path) from error
