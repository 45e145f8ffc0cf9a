"""The tables of the store of classes.

There are no migrations. Opening a store creates the tables that are missing, also beside those of an older
version. A table that has to change gets a new name: what an old one holds lasts no longer than a class.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, MetaData, String, Table, Text, UniqueConstraint

PERMILLE = 1000  # certainties are saved as whole thousandths

METADATA = MetaData()


def _table(name: str, *parts: Column | UniqueConstraint) -> Table:
    """Return a table whose rows belong to a class, by its code."""
    return Table(name, METADATA, Column("code", String(6), primary_key=True), *parts)


CLASSES = _table(
    "classes",
    Column("key", String(64), nullable=False),
    Column("last", Integer, nullable=False),
    Column("serial", Integer, nullable=False, default=0),
    Column("drawings", Integer, nullable=False, default=0),
    Column("devices", Integer, nullable=False, default=0),
    Column("is_paused", Boolean, nullable=False, default=False),
)
DEVICES = _table(
    "devices",
    Column("token", String(64), primary_key=True),
    Column("number", Integer, nullable=False),
)
DRAWINGS = _table(
    "drawings",
    Column("number", Integer, primary_key=True),
    Column("device", Integer, nullable=False),
    Column("drawing", Text, nullable=False),  # "" if it was removed
    Column("label", Integer, nullable=False),
    Column("answer", Integer),
    Column("certainty", Integer, nullable=False),
    Column("digest", String(64)),  # of what was sent, to recognize it if sent again; None if it was removed
    Column("time", Integer, nullable=False),
    Column("is_hidden", Boolean, nullable=False, default=False),
    Column("serial", Integer, nullable=False),
    UniqueConstraint("code", "device", "digest"),
)
QUESTIONS = _table(
    "questions",
    Column("question", String(20), nullable=False),
    Column("is_revealed", Boolean, nullable=False, default=False),
)
VOTES = _table(
    "votes",
    Column("device", Integer, primary_key=True),
    Column("choice", Integer, nullable=False),
)
ANSWERS = _table(  # to the ten questions
    "answers",
    Column("device", Integer, primary_key=True),
    Column("turn", String(6), primary_key=True),
    Column("form", String(1), nullable=False),
    Column("chosen", String(300), nullable=False),
)
SIGNS = _table(
    "signs",
    Column("names", String(1000), nullable=False),  # a list as JSON, ASCII
    Column("network", Text, nullable=False, default=""),  # JSON, as the teacher's browser has sent it
    Column("learned", Integer, nullable=False, default=0),
)
SWAPS = _table(
    "swap",
    Column("changed", Integer, nullable=False),  # a serial
    Column("swap", Text, nullable=False),  # see `Swap.text`
)
SWAPPED = _table(  # networks and finds
    "swapped",
    Column("number", Integer, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("text", Text, nullable=False),
)
ARRIVALS = _table(
    "arrivals",
    Column("until", Integer, nullable=False),  # when all places for new devices will be free again
)
ASIDE = _table(
    "aside",
    Column("device", Integer, primary_key=True),
)
OVER = _table(
    "over",
    Column("since", Integer, nullable=False),  # when a check first found that the class is over
)
TABLES = (CLASSES, DEVICES, DRAWINGS, QUESTIONS, VOTES, ANSWERS, SIGNS, SWAPS, SWAPPED, ARRIVALS, ASIDE, OVER)
