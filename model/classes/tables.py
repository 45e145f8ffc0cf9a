"""The tables of the store of classes.

There are no migrations. Opening a store creates the tables that are missing, also beside those of an older
version. A table that has to change gets a new name: what an old one holds lasts no longer than a class.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, MetaData, String, Table, Text, UniqueConstraint

PERMILLE = 1000  # certainties are saved as whole thousandths

METADATA = MetaData()
CLASSES = Table(
    "classes",
    METADATA,
    Column("code", String(6), primary_key=True),
    Column("key", String(64), nullable=False),
    Column("last", Integer, nullable=False),
    Column("serial", Integer, nullable=False, default=0),
    Column("drawings", Integer, nullable=False, default=0),
    Column("devices", Integer, nullable=False, default=0),
    Column("is_paused", Boolean, nullable=False, default=False),
)
DEVICES = Table(
    "devices",
    METADATA,
    Column("code", String(6), primary_key=True),
    Column("token", String(64), primary_key=True),
    Column("number", Integer, nullable=False),
)
DRAWINGS = Table(
    "drawings",
    METADATA,
    Column("code", String(6), primary_key=True),
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
QUESTIONS = Table(
    "questions",
    METADATA,
    Column("code", String(6), primary_key=True),
    Column("question", String(20), nullable=False),
    Column("is_revealed", Boolean, nullable=False, default=False),
)
VOTES = Table(
    "votes",
    METADATA,
    Column("code", String(6), primary_key=True),
    Column("device", Integer, primary_key=True),
    Column("choice", Integer, nullable=False),
)
ANSWERS = Table(  # to the ten questions
    "answers",
    METADATA,
    Column("code", String(6), primary_key=True),
    Column("device", Integer, primary_key=True),
    Column("turn", String(6), primary_key=True),
    Column("form", String(1), nullable=False),
    Column("chosen", String(300), nullable=False),
)
SIGNS = Table(
    "signs",
    METADATA,
    Column("code", String(6), primary_key=True),
    Column("names", String(1000), nullable=False),  # a list as JSON, ASCII
    Column("network", Text, nullable=False, default=""),  # JSON, as the teacher's browser has sent it
    Column("learned", Integer, nullable=False, default=0),
)
SWAPS = Table(
    "swaps",
    METADATA,
    Column("code", String(6), primary_key=True),
    Column("phase", String(6), nullable=False, default=""),
    Column("ends", Integer, nullable=False, default=0),  # 0 while no clock runs
    Column("round", Integer, nullable=False, default=0),
    Column("drawn", Integer, nullable=False, default=0),  # how often pairs were
    Column("shared", Integer, nullable=False, default=0),  # the newest network's number
    Column("found", Integer, nullable=False, default=0),  # the newest find's
)
NETWORKS = Table(
    "networks",
    METADATA,
    Column("code", String(6), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("device", Integer, nullable=False),
    Column("name", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("classes", String(1000), nullable=False),  # a list as JSON, ASCII
    Column("digest", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("packed", Text, nullable=False),
)
PAIRS = Table(
    "pairs",
    METADATA,
    Column("code", String(6), primary_key=True),
    Column("tester", Integer, primary_key=True),
    Column("owner", Integer, nullable=False),
)
FINDS = Table(
    "finds",
    METADATA,
    Column("code", String(6), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("device", Integer, nullable=False),
    Column("owner", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("drawing", Text, nullable=False),  # "" if it was removed
    Column("label", Integer, nullable=False),
    Column("answer", Integer),
    Column("round", Integer, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("digest", String(64)),  # None if it was removed
    UniqueConstraint("code", "device", "digest"),
)
JUDGMENTS = Table(
    "judgments",
    METADATA,
    Column("code", String(6), primary_key=True),
    Column("find", Integer, primary_key=True),
    Column("device", Integer, primary_key=True),
    Column("label", Integer),  # None if the device can't tell
    Column("time", Integer, nullable=False),
)
SWAPPED = (SWAPS, NETWORKS, PAIRS, FINDS, JUDGMENTS)
ARRIVALS = Table(
    "arrivals",
    METADATA,
    Column("code", String(6), primary_key=True),
    Column("until", Integer, nullable=False),  # when all places for new devices will be free again
)
ASIDE = Table(
    "aside",
    METADATA,
    Column("code", String(6), primary_key=True),
    Column("device", Integer, primary_key=True),
)
OVER = Table(
    "over",
    METADATA,
    Column("code", String(6), primary_key=True),
    Column("since", Integer, nullable=False),  # when a check first found that the class is over
)
TABLES = (CLASSES, DEVICES, DRAWINGS, QUESTIONS, VOTES, ANSWERS, SIGNS, *SWAPPED, ARRIVALS, ASIDE, OVER)
