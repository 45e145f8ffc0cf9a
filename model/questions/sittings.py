"""What a device chose when it answered the questions once, and tables of that: CSV files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

RIGHT = "right"
SKIPPED = ""
MISCONCEPTIONS = ("rules", "exact", "looked-up", "learns", "more-data", "neutral", "one-thing", "sees")
WHEN = BEFORE, AFTER = "before", "after"
FORMS = ("A", "B")
MOST_DEVICES = 100_000  # in a file, of many classes


class Sitting(NamedTuple):
    """One time that a device answered all questions.

    Attributes:
        device: its number in the class.
        when: before or after the lesson.
        form: which of two forms it answered.
        chosen: for each question, RIGHT, the misconception that its answer shows, or SKIPPED.
    """

    device: int
    when: str
    form: str
    chosen: tuple[str, ...]

    @property
    def is_answered(self) -> bool:
        """Whether at least one question was answered."""
        return any(self.chosen)


def table_of(sittings: Iterable[Sitting], ids: Sequence[str]) -> str:
    """Return a CSV file with a row for each sitting; `ids` are the questions' columns."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["device", "when", "form", *ids])
    writer.writerows([each.device, each.when, each.form, *each.chosen] for each in sittings)
    return file.getvalue()


def dictionary_of(titles: Mapping[str, str]) -> str:
    """Return what the columns of such a table mean, in English; `titles` are the questions'."""
    lines = [
        "device: a number for each device of the class, the same before and after",
        "when: before or after the lesson",
        "form: A or B, which of two forms the device answered",
        *(f"{id}: {title}" for id, title in titles.items()),
        f"In each question: {RIGHT}, or the misconception that the chosen answer shows, or nothing if it was",
        f"skipped. Misconceptions, see docs/questions.md: {', '.join(MISCONCEPTIONS)}",
    ]
    return "\n".join(lines) + "\n"


def read_table(text: str, ids: Sequence[str]) -> list[Sitting]:
    """Return the sittings in a CSV file.

    Raises:
        ValueError: if a line isn't what `table_of` writes; it names the line.
    """
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    heads = ["device", "when", "form", *ids]
    if next(rows, None) != heads:
        raise ValueError(f"The first line has to be {','.join(heads)}.")
    found = []
    for number, row in enumerate(rows, start=2):
        if len(row) != len(heads) or not (row[0].isascii() and row[0].isdecimal()) or len(row[0]) > 9:
            raise ValueError(f"Line {number} isn't a row of this table.")
        device, when, form, *chosen = row
        if when not in WHEN or form not in FORMS or {*chosen} - {RIGHT, SKIPPED, *MISCONCEPTIONS}:
            raise ValueError(f"Line {number} has a value that the data dictionary doesn't list.")
        found.append(Sitting(int(device), when, form, tuple(chosen)))
        if len(found) > 2 * MOST_DEVICES:
            raise ValueError(f"The table has more than {MOST_DEVICES:,} devices.")
    return found
