"""A round of swapped networks: its phases, and a device's part in it, its own network and whose it tests."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

from model.classes import ClassError
from model.classes.swap import Swap
from model.classes.swapped import BREAK, LOOK, REPAIR, TEACH, SharedNetwork
from views.classroom.classes import Latest, classes, watch
from views.classroom.joined import device
from views.parts.language.language import _
from views.session import state


class Part(NamedTuple):
    """A device's part in the round.

    Attributes:
        code: the class's.
        latest: what is known of the class.
        number: the device's; None before it has sent anything.
    """

    code: str
    latest: Latest
    number: int | None

    @property
    def swap(self) -> Swap:
        """What the class swaps."""
        return self.latest.swap

    @property
    def own(self) -> list[SharedNetwork]:
        """The versions of its network, the oldest first."""
        return self.swap.versions_of(self.number)

    @property
    def partner(self) -> SharedNetwork | None:
        """The newest version of the network that it tests; None without one."""
        return self.swap.newest_of.get(self.swap.pairs.get(self.number))

    def shared(self, number: int | None) -> SharedNetwork | None:
        """Return the class's network with this number; None without one."""
        return next((each for each in self.swap.networks if each.number == number), None)


def phases() -> Mapping[str, str]:
    """Return the phases' titles in the page's language, in order."""
    return {TEACH: _("Teach"), BREAK: _("Break"), REPAIR: _("Repair"), LOOK: _("Look")}


def part_of(code: str | None) -> Part | None:
    """Return this device's part; None without a round, or if the class can't be reached."""
    try:
        part = Part(code, watch.look(code), classes().number_of(code, device()))
        others = part.swap.newest_of.keys() - {part.number}
        if part.swap.phase not in ("", TEACH) and not part.partner and others:
            with suppress(ClassError):  # of a class that is paused
                classes().swap_by(code, device(), Swap.partner)  # which gives a late device its number
            part = Part(code, watch.look(code, at_once=True), classes().number_of(code, device()))
    except ClassError:
        return None
    if state.get("swap_phase") != part.swap.phase:
        state.take("swap_note")
        state.put("swap_phase", part.swap.phase)
    return part if part.swap.phase else None


def change(code: str, *what: object) -> None:
    """Change what the class swaps, for this device, with a method of `Swap`, and look what came of it.

    Raises:
        ClassError: the class refuses it.
    """
    classes().swap_by(code, device(), *what)
    watch.look(code, at_once=True)
