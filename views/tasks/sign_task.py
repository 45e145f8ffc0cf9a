"""Tasks on the page Teach it: teach a network signs, find what it confuses, make it fail and mend that.

The page tells what they did, and what their networks make of it; any signs and any hand will do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from views.parts.language.language import _, ngettext
from views.parts.looks.wording import in_markdown, no_answer, sign, whole
from views.session import state
from views.session.drawing.signs_told import Told
from views.tasks.task import SIGNS, Check, Known, Task

TAUGHT, CONFUSED, MENDED = "taught", "confused", "mended"
FEW = 3  # signs, and drawings of each, from which a network learns: FEWEST in learn.js


class Meant(NamedTuple):
    """Which sign a drawing was meant to be.

    Attributes:
        number: the drawing's, among those to try it.
        name: the sign's.
        said: what it was read as; "" if it was none of the signs.
        total: how many drawings the network had then learned from.
    """

    number: int
    name: str
    said: str
    total: int


@dataclass(frozen=True, kw_only=True)
class SignTask(Task):
    """A task about signs of one's own.

    Attributes:
        goal: one of `TAUGHT`, `CONFUSED` and `MENDED`.
    """

    goal: str
    page = SIGNS

    @property
    def figures(self) -> Mapping[str, str]:
        """How many signs, and how many drawings of each."""
        return {"signs": whole(FEW), "few": whole(FEW)}

    def begin(self) -> None:
        """Start with nothing said; what was drawn stays."""
        state.put("task_meant", None)

    def known(self) -> Known:
        """Return what the page has told."""
        return Known(told=state.get("signs_told"))

    def asked(self) -> Sequence[str]:
        """Return the signs that a drawing can be meant to be, for labels; none if nothing is to be said."""
        told = self.known().told
        if self.goal != MENDED or told is None or told.tried is None:
            return ()
        return [_shown(name) for name in told.names]

    def mean(self, number: int) -> None:
        """Note which sign the drawing is meant to be."""
        told = self.known().told
        if told is not None and told.tried is not None and number < len(told.names):
            meant = Meant(told.tried[0], told.names[number], _said(told), told.total)
            state.put("task_meant", meant)

    def checks(self, known: Known) -> Sequence[Check]:
        """Check what the page has told; empty if it hasn't yet."""
        if known.told is None:
            return ()
        return {TAUGHT: _taught, CONFUSED: _confused, MENDED: _mended}[self.goal](known.told)


def _said(told: Told) -> str:
    """Return the sign that the drawing to be read is read as; "" for none."""
    return (*told.names, "")[told.tried[1]] if told.tried else ""


def _shown(name: str) -> str:
    """Return a sign's name for Markdown, in which it's only text; "" is none of the signs."""
    return in_markdown(sign((name,), 0)) if name else no_answer(of_signs=True)[1]


def _taught(told: Told) -> Sequence[Check]:
    number = sum(count >= FEW for count in told.counts)
    signs = ngettext(
        "{count} sign has at least {few} drawings.", "{count} signs have at least {few} drawings.", number
    )
    learned = _("Both networks have learned.") if told.is_learned else _("The networks haven't learned yet.")
    tried = _("Nothing is drawn under “Try it” yet.")
    if told.tried:
        tried = _("Under “Try it”, the Picture network reads: {name}").format(name=_shown(_said(told)))
    return [
        Check(number >= FEW, signs.format(count=whole(number), few=whole(FEW))),
        Check(told.is_learned, learned),
        Check(bool(_said(told)), tried),
    ]


def _confused(told: Told) -> Sequence[Check]:
    pair, found = (
        _("No two of your signs are confused yet."),
        _("You haven't pressed the misread drawing yet."),
    )
    if told.confused:
        name, other = (_shown(told.names[number]) for number in told.confused)
        pair = _("A drawing of {name} is read as {other}.").format(name=name, other=other)
    if told.is_found:
        found = _("You've found a drawing that is misread.")
    return [Check(told.confused is not None, pair), Check(told.is_found, found)]


def _mended(told: Told) -> Sequence[Check]:
    meant: Meant | None = state.get("task_meant")
    if meant is None:
        return [Check(False, _("You haven't said yet what a drawing is meant to be."))]
    name, failed = _shown(meant.name), meant.said != meant.name
    if not failed:
        return [Check(False, _("{name} was read right. Make it fail.").format(name=name))]
    sentence = _("You meant {name}, and it said: {other}").format(name=name, other=_shown(meant.said))
    more = max(told.total - meant.total, 0)
    taught = ngettext(
        "You've taught it with {count} more drawing.", "You've taught it with {count} more drawings.", more
    )
    is_mended = bool(told.tried) and told.tried[0] == meant.number and _said(told) == meant.name
    now, not_yet = _("Now it reads that drawing right."), _("It doesn't read that drawing right yet.")
    return [
        Check(True, sentence),
        Check(more > 0, taught.format(count=whole(more))),
        Check(is_mended, now if is_mended else not_yet),
    ]
