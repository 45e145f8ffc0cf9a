"""A device's part in a round of swapped networks: which network is its own, and whose it tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from model.classes import ClassError
from model.classes.swapped import TEACH, SharedNetwork
from views.classroom.classes import Latest, classes, watch
from views.classroom.joined import device, joined
from views.session import state


class Part(NamedTuple):
    """A device's part in the round.

    Attributes:
        code: the class's.
        latest: what is known of the class.
        number: the device's; None before it has sent anything.
        own: the versions of its network, the oldest first.
        partner: the newest version of the network that it tests; None without one.
    """

    code: str
    latest: Latest
    number: int | None
    own: Sequence[SharedNetwork]
    partner: SharedNetwork | None

    @property
    def phase(self) -> str:
        """The round's phase; "" without a round."""
        return self.latest.standing.phase


def part_of(news: str) -> Part | None:
    """Return this device's part; None without a round, or if the class can't be reached.

    Args:
        news: of the round, as in `News`; we ask the store for the device's number again when it changes.
    """
    code = joined()
    try:
        latest = watch.look(code)
        if not latest.standing.phase:
            return None
        known, number = state.get("swap_part", (None, None))
        about = code, device(), news  # the browser may only now have said which device this is
        if known != about:
            state.take("swap_note")
        if known != about or number is None:
            number = classes().number_of(code, device())
        owners = {each.device for each in latest.networks}
        if latest.standing.phase != TEACH and latest.pairs.get(number) not in owners and owners - {number}:
            classes().partner(code, device())  # which gives a late device its number
            number, latest = classes().number_of(code, device()), watch.look(code, at_once=True)
        state.put("swap_part", (about, number))
    except ClassError:
        return None
    own, of_partner = (
        [each for each in latest.networks if each.device == one] for one in (number, latest.pairs.get(number))
    )
    return Part(code, latest, number, own, of_partner[-1] if of_partner else None)


def send(code: str, packed: str, names: Sequence[str]) -> None:
    """Send a packed network for these classes to the class, as the newest version of this device's.

    Raises:
        ClassError: the class can't take it.
    """
    classes().share(code, device(), packed, names)
    state.take("swap_part")
    watch.look(code, at_once=True)
