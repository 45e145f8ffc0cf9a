"""What a class swaps: networks of its devices, what others find that these misread, and rounds of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

PHASES = TEACH, BREAK, REPAIR, LOOK = "teach", "break", "repair", "look"  # of a round, in this order
NAMES = 24 * 24  # of networks: two words each
MOST_PACKED = 200_000  # characters of a packed network
MOST_UNPACKED = 1_000_000  # bytes: 400 images, and twice the textbook network's weights, with two each
MOST_SHARED = 60  # networks of a class
MOST_OF_ALL = 300_000_000  # characters that all classes swap; a class then still has its part
MOST_FOUND = 2000  # finds of a class
MOST_FINDS = 20  # of a device in a round
MOST_JUDGMENTS = 40  # of a device in a minute
JUDGES = 2  # devices that say what a find is
MOST_PHASE = 7200  # seconds


class SharedNetwork(NamedTuple):
    """A version of the network that a device has sent to its class.

    Attributes:
        number: counts networks and finds of the class together, from 1.
        device: whose it is.
        name: its two words, 0 to `NAMES` − 1; the same for all versions of a device.
        version: 1 for the device's first.
        classes: what its outputs mean.
        digest: of all of it, to recognize it if it's sent again.
    """

    number: int
    device: int
    name: int
    version: int
    classes: tuple[str, ...]
    digest: str = ""


class Find(NamedTuple):
    """A drawing that a network doesn't read as what its author says it is.

    Attributes:
        number: counts networks and finds of the class together, from 1.
        device: which has found it.
        owner, version: whose network misreads it, and which version of that.
        label: what its author says it is, an index into the network's classes.
        answer: what the network reads; None if it takes it for none of its classes.
        round: in which it was found.
        serial: grows with every change, as in `Shown`.
        digest: as of a `SharedNetwork`.
        said: what others say it is, `JUDGES` at most: (label, None if one can't tell; device; time).
        drawing: as text, as in `Sent`.
    """

    number: int
    device: int
    owner: int
    version: int
    label: int
    answer: int | None
    round: int
    serial: int
    digest: str = ""
    said: Sequence[Sequence[int | None]] = ()
    drawing: str = ""

    @property
    def judgments(self) -> tuple[int | None, ...]:
        """What others say it is."""
        return tuple(label for label, _device, _time in self.said)

    @property
    def judges(self) -> tuple[int, ...]:
        """The devices that say it."""
        return tuple(device for _label, device, _time in self.said)

    @property
    def is_judged(self) -> bool:
        """Whether enough devices have said what it is."""
        return len(self.said) >= JUDGES

    @property
    def is_agreed(self) -> bool:
        """Whether the judges say the same as the drawing's author, so that it counts."""
        return self.is_judged and {*self.judgments} == {self.label}
