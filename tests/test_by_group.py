"""Whose digits a trained network reads: what the page shows of each group."""

import pytest

from model.training.whose import interval
from views.training.charts import by_group

READ = ((4646, 4999), (4134, 5001), (49, 50))


@pytest.fixture
def shown(monkeypatch) -> list:
    """Return what the functions show: texts, and tables as key, headings, rows."""
    found = []
    for name in ("markdown", "caption"):
        monkeypatch.setattr(by_group.st, name, found.append)
    monkeypatch.setattr(by_group, "table", lambda *given: found.append(given))
    return found


def test_each_group_has_its_share_with_a_line_from_end_to_end_of_its_interval(shown):
    by_group.groups(READ)
    _title, (key, heads, rows), counts, about = shown
    assert key == "groups" and len(heads) == 2
    assert [row["name"] for row in rows] == ["Adults", "Students", "The writer's other images"]
    (cells,) = zip(*(row["cells"] for row in rows))
    assert [cell["share"] for cell in cells] == [right / count for right, count in READ]
    assert [tuple(cell["interval"]) for cell in cells] == [interval(*each) for each in READ]
    assert [cell["text"] for cell in cells] == [
        "92.9% (92.2% – 93.6%)",
        "82.7% (81.6% – 83.7%)",
        "98.0% (89.5% – 99.6%)",
    ]
    assert "4,999 by adults and 5,001 by students" in counts
    assert "don't know how old" in about


def test_nothing_is_shown_of_what_nobody_counted(shown):
    by_group.groups(())
    by_group.compare_groups({})
    assert shown == []


def test_several_trainings_have_a_row_each_and_a_column_for_each_group(shown):
    by_group.compare_groups({"a": READ[:2], "b": READ})
    ((key, heads, rows),) = shown
    assert (key, heads) == ("runs_groups", ["Run", "Adults", "Students"])
    assert [(row["name"], len(row["cells"])) for row in rows] == [("a", 2), ("b", 2)]
