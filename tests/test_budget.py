"""The budget of docs/budget.md: the lines, files and timers that each room may have, no more than it needs.

python -m tests.test_budget    writes the budget that today's code needs; say in the commit why it grew
"""

import re
from collections import Counter
from pathlib import Path

import pytest

from model import PROJECT

BUDGET = PROJECT / "docs" / "budget.md"
KINDS = {".py", ".js", ".css"}
ROOM = re.compile(r"^\| `(\S+)` \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|$", re.MULTILINE)
SLACK = 1.05  # a budget may be this many times what a room needs: then others can't move in unseen


def rooms() -> dict[str, list[int]]:
    """Return each room's lines, files and timers: a folder in model/ or views/, the tests, and the rest."""
    files = [path for path in PROJECT.rglob("*") if path.suffix in KINDS and _room_of(path)]
    timers = Counter(map(_room_of, _timers()))
    found: dict[str, list[int]] = {}
    for path in files:
        room = found.setdefault(_room_of(path), [0, 0, 0])
        room[0] += len(path.read_text().splitlines())
        room[1] += 1
    for name, room in found.items():
        room[2] = timers[name]
    return dict(sorted(found.items()))


def _room_of(path: Path) -> str:
    """Return the room of a file; "" for what isn't the project's code."""
    first, *others = path.relative_to(PROJECT).parts
    if first.startswith(".") or first in ("node_modules", "dist", "build"):
        return ""
    if first in ("model", "views"):
        return f"{first}/{others[0]}/" if len(others) > 1 else f"{first}/"
    return f"{first}/" if others else "./"


def _timers() -> list[Path]:
    """Return the file of each time constant in docs/tables.md."""
    text = (PROJECT / "docs" / "tables.md").read_text()
    return [PROJECT / path for path in re.findall(r"^\| `\w+` \[\S+\]\(\.\./(\S+)\) \|", text, re.MULTILINE)]


def budgets() -> dict[str, list[int]]:
    """Return the budget of each room."""
    found = ROOM.findall(BUDGET.read_text())
    return {name: [int(each.replace(",", "")) for each in numbers] for name, *numbers in found}


@pytest.mark.parametrize("place", range(3), ids=("lines", "files", "timers"))
def test_each_room_keeps_to_its_budget(place):
    needed, allowed = rooms(), budgets()
    assert needed.keys() == allowed.keys()
    for name, room in needed.items():
        assert room[place] <= allowed[name][place], f"{name} has {room[place]}"
        least = allowed[name][place] if place else allowed[name][place] / SLACK - 10
        assert room[place] >= least, f"{name} needs only {room[place]}: lower its budget"


def rewrite() -> None:
    """Write the budget that today's code needs, with lines rounded up to tens."""
    table = [
        f"| `{name}` | {-(-lines // 10) * 10:,} | {files:,} | {timers} |"
        for name, (lines, files, timers) in rooms().items()
    ]
    before, _table, after = re.split(
        r"(?<=\|---\|---:\|---:\|---:\|\n)((?:\|.*\n)*)", BUDGET.read_text(), maxsplit=1
    )
    BUDGET.write_text(before + "\n".join(table) + "\n" + after)


if __name__ == "__main__":
    rewrite()
