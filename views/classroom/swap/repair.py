"""Repair on the page Teach it: what others have found in this device's network, and sending a new version."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from model.classes import ClassError
from model.classes.swap import Swap
from model.classes.swapped import LOOK, REPAIR, Find
from model.errors import DataError, NetworkError
from model.novelty.own_digits import DigitsError
from model.signs.taught import Taught
from model.training.packed import pack
from views.classroom.classes import Latest
from views.classroom.joined import joined
from views.classroom.swap.part import Part, change
from views.classroom.swapped import image_of, versions_of
from views.parts.component import mount
from views.parts.files.digit_files import address_of_digits
from views.parts.language.language import _
from views.parts.looks.translated import translated
from views.parts.shared import shipped_network
from views.session import state
from views.session.drawing.drawing_code import CodeError
from views.session.drawing.linked_drawing import strokes_in_code
from views.session.own_digits import digit_of_strokes

DIGITS = tuple("0123456789")
MOST_VERSIONS = 5  # that are compared: the first one and the newest
MOST_OF_WALL = 200  # drawings of everybody's, of which each version reads all

_finds = mount(__file__, "finds", is_seen=False)


def repair(part: Part | None) -> None:
    """Send the browser what others have found in this device's network, with its versions."""
    data: dict[str, object] = {"sends": part is not None}
    if part is not None and part.own and part.swap.phase in (REPAIR, LOOK):
        names = part.own[-1].classes
        found = [each for each in part.swap.finds.values() if each.owner == part.number]
        is_of_wall = names == (part.latest.standing.signs or DIGITS)
        data |= {
            "names": names,
            "finds": [line for each in found if (line := _line(each))],
            "versions": versions_of(part.code, [*part.own[:1], *part.own[1:][1 - MOST_VERSIONS :]]),
            "wall": [*_wall(part.latest)] if is_of_wall else [],
            "test": address_of_digits("test") if names == DIGITS else None,
        }
    _finds(key="swap_finds", height=1, data=data)


def _line(find: Find) -> Mapping[str, object] | None:
    """Return a find as repair.js shows it; None if nobody can learn from it."""
    try:
        line = json.loads(digit_of_strokes(strokes_in_code(find.drawing), find.label).line)
    except (CodeError, DigitsError):
        return None
    about = {"number": find.number, "answer": find.answer, "judgments": find.judgments}
    return {**line, **about, "isAgreed": find.is_agreed}


def _wall(latest: Latest) -> Iterator[Mapping[str, object]]:
    """Give the newest of everybody's drawings."""
    shown = [each for each in latest.drawings.values() if each.sent and not each.is_hidden]
    for each in shown[-MOST_OF_WALL:]:
        if image := image_of(each.sent.drawing):
            yield {"number": each.number, "label": each.sent.label, "image": image}


def share(taught: Taught) -> None:
    """Send a network that this browser has taught to the class."""
    code = joined()
    if code is None:
        return
    try:
        change(code, Swap.share, pack(taught.network(shipped_network)), taught.names)
    except (ClassError, DataError, NetworkError) as error:
        state.put("swap_note", translated(error))
    except ValueError:
        state.put("swap_note", _("We can't use this network, because it's damaged."))
