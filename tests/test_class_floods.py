"""Nobody keeps others out of a class: not with classes, not with codes, not with devices and drawings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import streamlit

from model.classes import ClassError, NoClass, Sent
from model.classes import store as store_module
from model.classes.over import UNUSED_LIFE
from model.classes.room import ARRIVAL_SECONDS, MOST_AT_ONCE, MOST_DEVICES
from model.classes.store import MOST_A_MINUTE, MOST_CLASSES, PREPARED_SECONDS, Store
from tests.classes import Clock, there
from views.classroom import beginning, joined, start
from views.classroom.classes import MOST_NONE, MOST_WRONG, NOT_REACHED, OVER, WRONG_SECONDS, Watch
from views.session import state
from views.wall import wall

FOUR = Sent("a drawing", 4, 4, 0.5)
YESTERDAY = "AAAAAA"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path, clock, monkeypatch) -> Iterator[Store]:
    monkeypatch.setattr(streamlit, "session_state", {})
    opened = Store(f"sqlite:///{tmp_path / 'classes.sqlite'}", clock)
    monkeypatch.setattr(beginning, "classes", lambda: opened)
    monkeypatch.setattr(beginning, "watch", Watch(lambda: opened, clock))
    monkeypatch.setattr(beginning.time, "monotonic", clock)
    monkeypatch.setattr(wall, "classes", lambda: opened)
    monkeypatch.setattr(wall, "watch", beginning.watch)
    beginning._begun.clear()
    yield opened
    beginning._begun.clear()
    opened.close()


@pytest.fixture
def other_session(monkeypatch) -> Callable[[], None]:
    return lambda: monkeypatch.setattr(streamlit, "session_state", {})


def token(number: int) -> str:
    return f"{number:022}"


def drawing(number: int) -> Sent:
    return FOUR._replace(drawing=f"drawing {number}")


def wrong_codes(count: int) -> list[str]:
    return [f"AAA{number:03}".translate(str.maketrans("01258", "WXYZV")) for number in range(count)]


def test_a_session_begins_three_classes_and_a_process_ten_a_minute(store, clock, other_session):
    for _ in range(3):
        start._start()
    assert (joined.joined() is not None, state.get("class_problem")) == (True, "")
    start._start()
    assert state.get("class_problem").endswith("Reload the page to start another one.")
    for _ in range(7):
        other_session()
        beginning.begin()
    other_session()
    with pytest.raises(ClassError, match="Try again in a minute"):
        beginning.begin()
    clock.now += 60
    beginning.begin()


def test_a_class_to_which_nobody_has_sent_is_over_after_an_hour_and_one_that_is_used_is_not(store, clock):
    (unused, _), (sent, _), (asked, key) = (store.start() for _ in range(3))
    store.send(sent, token(1), FOUR)
    store.ask(asked, key, "predict")
    store.vote(asked, token(1), "predict", 1)
    clock.now += UNUSED_LIFE
    assert store.standing(sent).devices == store.standing(asked).devices == 1
    with pytest.raises(NoClass):
        store.standing(unused)


def test_where_there_is_no_room_the_oldest_class_that_nobody_uses_gives_way(store, clock, monkeypatch):
    monkeypatch.setattr(store_module, "MOST_CLASSES", 3)
    (used, _), (older, _) = store.start(), store.start()
    store.send(used, token(1), FOUR)
    clock.now += 1
    newer, _ = store.start()
    clock.now += PREPARED_SECONDS - 2
    with pytest.raises(ClassError, match="Try again later"):
        store.start()  # a teacher has just begun it, and shows its code
    clock.now += 2
    another, _ = store.start()
    assert [store.standing(code).drawings for code in (used, newer, another)] == [1, 0, 0]
    with pytest.raises(NoClass):
        store.standing(older)


def test_a_flood_of_classes_keeps_no_teacher_out(store, clock):
    for _ in range(MOST_CLASSES):
        store.start()
    clock.now += PREPARED_SECONDS
    mine, _ = store.start()
    store.send(mine, token(1), FOUR)
    for _ in range(2 * MOST_CLASSES):
        clock.now += 6
        store.start()
    assert there(store, mine) == {1: FOUR}


def test_yesterday_s_link_locks_nobody_out_of_today_s_class(store, clock, other_session):
    watch = Watch(lambda: store, clock)  # of a process that has seen no class yet
    code, _ = store.start()
    for _pupil in range(30):
        other_session()
        for _look in range(2):
            assert watch.news(YESTERDAY) == OVER
        assert watch.look(code).standing.drawings == 0  # with the code that is on the projector
    clock.now += WRONG_SECONDS
    assert watch.news(YESTERDAY) == OVER
    assert len(watch._wrong) == 1


def test_who_guesses_has_one_guess_a_session(store, clock, other_session):
    watch = Watch(lambda: store, clock)
    code, _ = store.start()
    codes = wrong_codes(MOST_WRONG + 1)
    for each in codes[:-1]:
        assert watch.news(each) == OVER
    with pytest.raises(ClassError, match="Too many wrong codes"):
        watch.look(codes[-1])
    with pytest.raises(ClassError, match="Too many wrong codes"):
        watch.look(code)  # nor is it said of a code that there is one
    for _guess in range(3):
        other_session()
        assert watch.news(codes[-1]) == OVER
        del watch._none[codes[-1]]
        assert watch.news(code) == NOT_REACHED
    other_session()
    assert watch.look(code).standing.drawings == 0  # whoever has a code that there is
    clock.now += WRONG_SECONDS
    assert watch.news(wrong_codes(MOST_WRONG + 2)[-1]) == OVER


def test_a_class_that_was_begun_here_or_whose_key_fits_is_there_whatever_this_session_has_tried(store):
    watch = beginning.watch
    for each in wrong_codes(MOST_WRONG):
        watch.news(each)
    code, _ = beginning.begin()
    assert watch.look(code).standing.drawings == 0
    other, key = store.start()
    assert watch.news(other) == NOT_REACHED
    assert wall._problem_with(other, key) == ""
    assert watch.look(other).standing.drawings == 0


def test_a_teacher_leaves_a_class_that_is_not_there_and_none_that_can_t_be_reached(store, monkeypatch):
    code, key = store.start()
    joined.join(code)
    monkeypatch.setattr(wall, "classes", lambda: (_ for _ in ()).throw(ClassError("Try again soon.")))
    assert (wall._problem_with(code, key), joined.joined()) == ("Try again soon.", code)
    monkeypatch.setattr(wall, "classes", lambda: store)
    assert wall._problem_with(code, "a" * 22).startswith("There is no class")
    assert joined.joined() is None


def test_a_code_that_no_class_has_is_asked_for_once_a_minute_and_is_there_when_it_is_begun(store, clock):
    watch = Watch(lambda: store, clock)
    assert watch.news(YESTERDAY) == watch.known(YESTERDAY) == OVER
    watch._store = None
    depths = set()
    for _look in range(9):
        with pytest.raises(NoClass) as raised:
            watch.look(YESTERDAY)
        depths.add(len(raised.traceback))
    assert len(depths) == 1
    assert not watch.is_due(YESTERDAY)
    clock.now += WRONG_SECONDS
    assert watch.is_due(YESTERDAY)
    code, _ = store.start()
    watch = Watch(lambda: store, clock)
    clock.now += UNUSED_LIFE  # by a clock that is wrong
    assert watch.news(code) == OVER
    clock.now -= UNUSED_LIFE
    assert watch.look(code, is_sure=True) == watch.look(code)


def test_what_a_process_knows_of_codes_is_bounded(store):
    watch = Watch(lambda: store)
    for each in (*wrong_codes(MOST_NONE), "AAAAAB"):
        streamlit.session_state.clear()
        watch.news(each)
    assert len(watch._none) == MOST_NONE
    assert len(watch._wrong) == MOST_WRONG


def test_a_class_of_thirty_joins_at_once_and_then_one_device_every_two_seconds(store, clock):
    code, _ = store.start()
    assert [store.send(code, token(number), FOUR) for number in range(30)] == [*range(1, 31)]
    for number in range(30, MOST_AT_ONCE):
        store.send(code, token(number), FOUR)
    before = store.standing(code)
    with pytest.raises(ClassError, match="Try again in a few seconds"):
        store.send(code, token(99), FOUR)
    assert store.standing(code) == before
    assert store.send(code, token(1), drawing(2))  # who is there goes on
    clock.now += ARRIVAL_SECONDS
    assert store.send(code, token(99), FOUR)
    clock.now -= 3600  # a clock that is set back keeps nobody waiting
    assert store.send(code, token(100), FOUR)


def flood(store: Store, code: str, clock: Clock, devices: range) -> None:
    """As much as the bounds let a pupil send with new sessions."""
    for device in devices:
        for number in range(MOST_A_MINUTE):
            store.send(code, token(device), drawing(number))
        clock.now += ARRIVAL_SECONDS


def test_a_full_wall_takes_what_a_pupil_sends_and_the_flood_gives_way(store, clock):
    code, _ = store.start()
    store.send(code, token(1), FOUR)
    flood(store, code, clock, range(100, 201))
    shown = there(store, code)
    assert len(shown) == 2000 and 1 in shown
    for number in range(10):
        sent = store.send(code, token(1), drawing(number))
        assert len(there(store, code)) == 2000 and sent in there(store, code)
    assert 1 in there(store, code)  # its own does not give way: the device with the most does
    assert len(store.changed(code)) <= 4000


def test_a_cleared_wall_has_room_for_as_many_devices_and_drawings_as_ever(store, clock):
    code, key = store.start()
    for device in range(MOST_DEVICES):
        store.send(code, token(device), FOUR)
        clock.now += ARRIVAL_SECONDS
    with pytest.raises(ClassError, match="200 devices"):
        store.send(code, token(MOST_DEVICES), FOUR)
    store.clear(code, key)
    assert there(store, code) == {}
    number = store.send(code, token(MOST_DEVICES), FOUR)
    assert there(store, code) == {number: FOUR}


def test_of_what_is_removed_a_wall_learns_but_so_much_alone_is_remembered(store, clock):
    code, key = store.start()
    for _time in range(3):
        flood(store, code, clock, range(60))
        clock.now += 60
        store.clear(code, key)
        assert all(each.sent is None for each in store.changed(code))
    assert 1200 <= len(store.changed(code)) <= 2400
    before = store.standing(code).serial
    store.clear(code, key)
    assert store.changed(code, before) == []


def test_the_teacher_removes_a_device_with_all_that_it_sent_and_its_answer(store):
    code, key = store.start()
    store.ask(code, key, "predict")
    for number in range(3):
        for device in (1, 2):
            store.send(code, token(device), drawing(number))
    for device in (1, 2):
        store.vote(code, token(device), "predict", device)
    with pytest.raises(NoClass):
        store.remove_device(code, token(1), 3)
    since = store.standing(code).serial
    store.remove_device(code, key, 3)
    assert {each.device for each in store.changed(code) if each.sent} == {2}
    assert [each.number for each in store.changed(code, since)] == [1, 3, 5]
    assert store.votes(code) == {2: 1}
    store.remove_device(code, key, 999)
    assert len(there(store, code)) == 3
