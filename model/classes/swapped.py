"""What a class swaps: networks of its devices, what others find that these misread, and rounds of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

PHASES = TEACH, BREAK, REPAIR, LOOK = "teach", "break", "repair", "look"  # of a round, in this order
NAMES = 24 * 24  # of networks: two words each
MOST_PACKED = 200_000  # characters of a packed network
MOST_UNPACKED = 1_000_000  # bytes: 400 images, and twice the textbook network's weights, with two each
MOST_SHARED = 60  # networks of a class
MOST_OF_ALL = 300_000_000  # characters of all classes' networks; a class then still has its part
MOST_FOUND = 2000  # finds of a class
MOST_FINDS = 20  # of a device in a round
MOST_JUDGMENTS = 40  # of a device in a minute
JUDGES = 2  # devices that say what a find is
MOST_PHASE = 7200  # seconds


class SharedNetwork(NamedTuple):
    """A version of the network that a device has sent to its class.

    Attributes:
        number: 1 for the first that the class has got.
        device: whose it is.
        name: its two words, 0 to `NAMES` − 1; the same for all versions of a device.
        version: 1 for the device's first.
        classes: what its outputs mean.
    """

    number: int
    device: int
    name: int
    version: int
    classes: tuple[str, ...]


class Find(NamedTuple):
    """A drawing that a network doesn't read as what its author says it is.

    Attributes:
        number: 1 for the class's first.
        device: which has found it.
        owner, version: whose network misreads it, and which version of that.
        drawing: as text, as in `Sent`; "" if it was removed.
        label: what its author says it is, an index into the network's classes.
        answer: what the network reads; None if it takes it for none of its classes.
        round: in which it was found.
        serial: grows with every change, as in `Shown`.
        judgments: what other devices say it is, `JUDGES` at most; None if a device can't tell.
        judges: these devices.
    """

    number: int
    device: int
    owner: int
    version: int
    drawing: str
    label: int
    answer: int | None
    round: int
    serial: int
    judgments: tuple[int | None, ...] = ()
    judges: tuple[int, ...] = ()

    @property
    def is_judged(self) -> bool:
        """Whether enough devices have said what it is."""
        return len(self.judgments) >= JUDGES

    @property
    def is_agreed(self) -> bool:
        """Whether the judges say the same as the drawing's author, so that it counts."""
        return self.is_judged and {*self.judgments} == {self.label}


def to_judge(
    device: int, finds: Iterable[Find], testers: Iterable[int], serial: int, is_over: bool
) -> Find | None:
    """Return the first find that a device is asked to judge; None if there's none.

    Of the devices that test a network, as many are asked as it takes, and another one after as many changes
    of the class as there are devices; never the one that has found it, and never the network's.

    Args:
        device: its number.
        finds: the class's.
        testers: the devices that test a network.
        serial: the class's newest change.
        is_over: whether no more finds are sent, so that all devices are asked.
    """
    order = sorted({*testers, device})
    for find in finds:
        if find.is_judged or device in (out := {find.device, find.owner, *find.judges}):
            continue
        turn = JUDGES * find.number % len(order)
        asked = [each for each in (*order[turn:], *order[:turn]) if each not in out]
        most = JUDGES - len(find.judges) + (serial - find.serial) // len(order)
        if is_over or device in asked[:most]:
            return find
    return None


def cycle(owners: Sequence[int]) -> dict[int, int]:
    """Return whose network each device tests if each gets the next one's: nobody gets their own."""
    return dict(zip(owners, [*owners[1:], *owners[:1]])) if len(owners) > 1 else {}
