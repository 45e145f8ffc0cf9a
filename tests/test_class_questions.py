"""The ten questions in a class: all answers arrive, and a wall says nothing of one pupil."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from model import PROJECT
from model.classes import ClassError, NoClass
from model.classes.store import Store
from model.questions import FEWEST, RIGHT, Sitting, read_table
from tests.classes import ONE, OTHER, SEVEN
from views.questions.items import IDS, ITEMS
from views.wall.rounds import dictionary_of, shown, table_of

BEFORE, AFTER = "ten-before", "ten-after"
ALL = (RIGHT,) * len(ITEMS)
NONE = ("rules",) * len(ITEMS)


@pytest.fixture
def store(tmp_path, clock):
    opened = Store(f"sqlite:///{tmp_path / 'classes.sqlite'}", clock)
    yield opened
    opened.close()


def sittings(before: int, after: int, devices: int = 25) -> list[Sitting]:
    """Return sittings of devices, of which the first so many have everything right."""
    return [
        Sitting(device, when, "A", ALL if device < right else NONE)
        for when, right in (("before", before), ("after", after))
        for device in range(devices)
    ]


def test_answers_are_saved_while_they_are_asked_for_and_deleted_with_the_class(store):
    code, key = store.start()
    with pytest.raises(ClassError, match="finished"):
        store.sit(code, ONE, "before", "A", ALL)
    store.ask(code, key, BEFORE)
    for chosen in (NONE, ALL):  # the last one counts
        store.sit(code, ONE, "before", "A", chosen)
    with pytest.raises(ClassError, match="finished"):
        store.sit(code, ONE, "after", "B", ALL)
    store.reveal(code, key)
    with pytest.raises(ClassError, match="finished"):
        store.sit(code, ONE, "before", "A", NONE)
    store.ask(code, key, AFTER)
    store.sit(code, ONE, "after", "B", NONE)
    store.sit(code, OTHER, "after", "B", ("",) * 10)
    store.ask(code, key, "")
    both = [Sitting(1, "before", "A", ALL), Sitting(1, "after", "B", NONE)]
    assert store.sittings(code) == [*both, Sitting(2, "after", "B", ("",) * 10)]
    store.end(code, key)
    assert store.sittings(code) == []
    with pytest.raises(NoClass):
        store.sit(code, ONE, "before", "A", ALL)


@pytest.mark.parametrize(
    ("when", "form", "chosen"),
    [
        *(("later", "A", ALL), ("before", "C", ALL), ("before", "A", ())),
        *(("before", "A", ("x" * 10**6,)), ("before", "A", ALL * 1000), ("before", "A", ("'; DROP",))),
    ],
)
def test_what_no_page_sends_is_refused_with_a_sentence(store, when, form, chosen):
    code, key = store.start()
    store.ask(code, key, BEFORE)
    with pytest.raises(ClassError, match="couldn't read these answers"):
        store.sit(code, ONE, when, form, chosen)
    assert store.sittings(code) == []


def test_a_device_that_a_teacher_removes_takes_its_answers_along(store):
    code, key = store.start()
    store.ask(code, key, BEFORE)
    store.sit(code, ONE, "before", "A", ALL)
    number = store.send(code, ONE, SEVEN)
    store.remove_device(code, key, number)
    assert store.sittings(code) == []


@pytest.mark.timeout(60)
def test_thirty_devices_answer_within_a_minute_without_a_loss(store):
    code, key = store.start()
    for when, name in (("before", BEFORE), ("after", AFTER)):
        store.ask(code, key, name)
        with ThreadPoolExecutor(30) as pool:
            chosen = {
                f"{device:022}": ALL[:device] + NONE[device:] if device < 10 else ALL for device in range(30)
            }
            waiting = [pool.submit(store.sit, code, token, when, "A", each) for token, each in chosen.items()]
            assert [each.result() for each in waiting] == [None] * 30
    found = store.sittings(code)
    for when in ("before", "after"):
        assert sorted(each.chosen for each in found if each.when == when) == sorted(chosen.values())
    for device in range(1, 31):  # each has one number
        assert len({each.chosen for each in found if each.device == device}) == 1


def test_a_wall_shows_no_bars_until_they_are_revealed_and_none_of_few_devices():
    assert shown(sittings(3, 20), "after", False)["rows"] == []
    few = shown(sittings(3, 7, FEWEST - 1), "after", True)
    assert few["rows"] == [] and few["says"] == "Too few to say: fewer than 8 devices have answered."
    one = shown(sittings(3, 7, FEWEST)[:-1], "after", True)  # seven answered after the lesson
    assert one["rows"] == []


def test_bars_count_devices_and_what_half_missed_leads_to_its_step():
    rows = shown(sittings(3, 20), "after", True)["rows"]
    assert [row["title"] for row in rows] == [item.title for item in ITEMS]
    bars = [("Before", 3 / 25, "3 of 25"), ("After", 20 / 25, "20 of 25")]
    assert all(row["bars"] == bars and "step" not in row for row in rows)
    rows = shown(sittings(3, 12), "after", True)["rows"]
    assert all(row["address"].endswith(f"/lesson?step={item.step}") for row, item in zip(rows, ITEMS))
    before = shown(sittings(9, 0)[:25], "before", True)["rows"]
    assert all([head for head, *_bar in row["bars"]] == ["Before"] for row in before)


def test_a_wall_says_the_gain_with_its_interval_and_nothing_of_one_device():
    found = shown(sittings(5, 20), "after", True)
    assert found["says"].startswith(
        "Devices that have answered: 25. Of the 25 that answered both times, 20.0% "
    )
    assert "gain of 60 points, or between 39 and 81 " in found["says"]
    assert "device" not in json.dumps(found["rows"])


def test_the_table_is_read_again_and_its_columns_are_explained():
    found = sittings(3, 20)
    text = table_of(found, IDS)
    assert read_table(text, IDS) == found
    explained = {
        line.partition(":")[0] for line in dictionary_of({item.id: item.title for item in ITEMS}).splitlines()
    }
    assert {*text.partition("\n")[0].split(",")} <= explained


def test_pages_load_without_a_database():
    """As on the site, where SQLAlchemy isn't installed."""
    block = "import sys; sys.modules['sqlalchemy'] = None\n"
    pages = "import views.questions.ten_questions, views.wall.rounds, views.classroom.vote"
    subprocess.run([sys.executable, "-c", block + pages], cwd=PROJECT, check=True, capture_output=True)
