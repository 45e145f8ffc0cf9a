"""The fields that a browser stores by itself or for Python: where, and how much at most.

The fields of a link are in views/address/address_fields.py, and docs/tables.md says who owns each fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from model.novelty.own_digits import MOST_DIGITS

MOST_IN_LINK = 7000  # characters: nginx allows 8 kB for a request line, which contains more than the values
LARGEST_IN_LINK = ("kept", "drawing")  # what a link leaves out first if it's too long


class Stored(NamedTuple):
    """Where a browser stores a field.

    Attributes:
        name: its name there; a browser's ends with the version of the format.
        most: the most characters to store and to take in; what is longer counts as damaged.
        entries: the most keys to store, of which the oldest go first; 0 for any number.
        secret: a key that frames of another origin don't get; "" for none.
        in_tab: whether it's only stored while the tab is open.
    """

    name: str
    most: int = 100
    entries: int = 0
    secret: str = ""
    in_tab: bool = False

    def described(self) -> dict[str, object]:
        """Return the field in the form that JavaScript has: without empty values."""
        return {name: value for name, value in self._asdict().items() if value}


STORED: Mapping[str, Stored] = {
    # The browser's own: see get and set in page_store.js
    "large": Stored("inkling-large", in_tab=True),
    # as many as fit in a message to the server
    "unsent": Stored("inkling-drawing", most=400_000, in_tab=True),
    "reopened": Stored("inkling-opened-again", in_tab=True),
    "tapped": Stored("inkling.tapped.1"),
    "questions": Stored("inkling.questions.1", most=200),
    "neurons": Stored("inkling.neurons.1", most=1_000_000),
    # names and drawings: three times what `MOST_IN_ALL` points take
    "signs": Stored("inkling.signs.1", most=600_000),
    # Python's: see views/session/store.py
    "lesson": Stored("inkling.lesson.1", most=10_000),  # of which 6,000 may be a drawing
    "tasks": Stored("inkling.tasks.1", most=2000),
    # twice what the points of `MOST_DIGITS` digits take
    "digits": Stored("inkling.digits.1", most=600_000, entries=MOST_DIGITS),
    # more than a device and the keys of eight classes need
    "device": Stored("inkling.class.1", most=1000, secret="keys"),
}
