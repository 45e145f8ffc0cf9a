"""Nobody can keep others out of a class with floods of classes, codes, devices or drawings."""

from collections import OrderedDict, deque
from collections.abc import Callable
from types import SimpleNamespace

import pytest
import streamlit
from streamlit.runtime.context import ContextProxy

from model.classes import ClassError, NoClass, Sent, room
from model.classes import store as store_module
from model.classes.over import UNUSED_LIFE
from model.classes.room import ARRIVAL_SECONDS, MOST_ASIDE, MOST_AT_ONCE, MOST_DEVICES
from model.classes.store import FEW_DEVICES, MOST_A_MINUTE, MOST_CLASSES, PREPARED_SECONDS, Store
from tests.classes import Clock, there
from views.classroom import beginning, joined, start
from views.classroom.classes import (
    LOOK_SECONDS,
    MOST_NONE,
    MOST_OF_SESSION,
    MOST_WATCHED,
    MOST_WRONG,
    NOT_REACHED,
    OVER,
    WRONG_SECONDS,
    Watch,
)
from views.session import state
from views.wall import wall

FOUR = Sent("a drawing", 4, 4, 0.5)
YESTERDAY = "AAAAAA"


@pytest.fixture(autouse=True)
def _nobody_has_begun(clock, monkeypatch) -> None:
    monkeypatch.setattr(beginning.time, "monotonic", clock)
    monkeypatch.setattr(beginning, "_begun", deque(maxlen=beginning.MOST_A_MINUTE))
    monkeypatch.setattr(beginning, "_of_address", OrderedDict())


@pytest.fixture
def other_session(monkeypatch) -> Callable[[], None]:
    return lambda: monkeypatch.setattr(streamlit, "session_state", {})


def token(number: int) -> str:
    return f"{number:022}"


def drawing(number: int) -> Sent:
    return FOUR._replace(drawing=f"drawing {number}")


def wrong_codes(count: int) -> list[str]:
    return [f"AAA{number:03}".translate(str.maketrans("01258", "WXYZV")) for number in range(count)]


@pytest.fixture
def come_from(monkeypatch) -> Callable[[str | None], None]:
    def come(address: str | None) -> None:
        """Open another session, from that address."""
        monkeypatch.setattr(streamlit, "session_state", {})
        monkeypatch.setattr(ContextProxy, "ip_address", address)

    return come


def test_a_session_starts_three_classes_and_a_process_thirty_a_minute(store, clock, other_session):
    for _ in range(3):
        start._start()
    assert (joined.joined() is not None, state.get("class_problem")) == (True, "")
    start._start()
    assert state.get("class_problem").endswith("Reload the page to start another one.")
    for _ in range(27):
        other_session()
        beginning.begin()
    other_session()
    with pytest.raises(ClassError, match="Try again in a minute"):
        beginning.begin()
    clock.now += 60
    beginning.begin()


@pytest.mark.parametrize(
    ("address", "same", "other"),
    [
        ("93.184.216.34", "::ffff:93.184.216.34", "93.184.216.35"),
        ("2606:2800:220:1::1", "2606:2800:220:1:ffff::1", "2606:2800:220:2::1"),
    ],
)
def test_one_connection_keeps_no_other_from_starting_a_class(store, clock, come_from, address, same, other):
    for minute in range(4):
        for _ in range(5):
            come_from(address)
            beginning.begin()
        come_from(same)
        with pytest.raises(ClassError, match="a minute" if minute < 3 else "a minute|in the last hour"):
            beginning.begin()
        clock.now += 60
    with pytest.raises(ClassError, match="20 classes were started from your internet connection"):
        beginning.begin()
    come_from(other)
    beginning.begin()
    clock.now += 3600
    come_from(address)
    beginning.begin()


@pytest.mark.parametrize("address", [None, "172.18.0.2", "::1", "", "testclient"])
def test_an_address_that_many_can_share_only_counts_for_the_process(store, come_from, address):
    for _ in range(30):
        come_from(address)
        beginning.begin()
    assert not beginning._of_address


def test_a_refused_start_counts_for_nobody(store, come_from, monkeypatch):
    full = SimpleNamespace(start=lambda: (_ for _ in ()).throw(ClassError("This server is full.")))
    with monkeypatch.context() as patch:
        patch.setattr(beginning, "classes", lambda: full)
        for _ in range(beginning.MOST_A_MINUTE):
            come_from("93.184.216.34")
            with pytest.raises(ClassError, match="full"):
                beginning.begin()
    beginning.begin()


def test_only_an_unused_class_expires_after_an_hour(store, clock):
    (unused, _), (sent, _), (asked, key) = (store.start() for _ in range(3))
    store.send(sent, token(1), FOUR)
    store.ask(asked, key, "predict")
    store.vote(asked, token(1), "predict", 1)
    clock.now += UNUSED_LIFE
    assert store.standing(sent).devices == store.standing(asked).devices == 1
    with pytest.raises(NoClass):
        store.standing(unused)


def test_on_a_full_server_the_oldest_unused_class_makes_room(store, clock, monkeypatch):
    monkeypatch.setattr(store_module, "MOST_CLASSES", 3)
    (used, _), (older, _) = store.start(), store.start()
    store.send(used, token(1), FOUR)
    clock.now += 1
    newer, _ = store.start()
    clock.now += PREPARED_SECONDS - 2
    with pytest.raises(ClassError, match="Try again later"):
        store.start()  # a teacher may still be showing the code of a class this new
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


@pytest.mark.parametrize("is_vote", [False, True])
def test_a_flood_of_barely_used_classes_keeps_teachers_out_for_an_hour(store, clock, is_vote):
    lesson, _ = store.start()
    for number in range(FEW_DEVICES + 1):
        store.send(lesson, token(number), FOUR)
    for _ in range(MOST_CLASSES - 1):
        clock.now += 6
        code, key = store.start()
        if is_vote:
            store.ask(code, key, "predict")
            store.vote(code, token(1), "predict", 1)
        else:
            store.send(code, token(1), FOUR)
    with pytest.raises(ClassError, match="This server is full"):
        store.start()
    clock.now += UNUSED_LIFE
    for _ in range(MOST_CLASSES // 2):
        store.start()
    assert len(there(store, lesson)) == FEW_DEVICES + 1  # a class goes on that others have joined


def test_an_old_link_locks_nobody_out_of_today_s_class(store, clock, other_session):
    watch = Watch(lambda: store, clock)  # as in a process that hasn't seen a class yet
    code, _ = store.start()
    for _pupil in range(30):
        other_session()
        for _look in range(2):
            assert watch.news(YESTERDAY) == OVER
        assert watch.look(code).standing.drawings == 0  # with the code that is on the projector
    clock.now += WRONG_SECONDS
    assert watch.news(YESTERDAY) == OVER
    ended, key = store.start()
    watch.look(ended)
    store.end(ended, key)
    for _device in range(3 * MOST_WRONG):
        with pytest.raises(NoClass):
            watch.look(ended, at_once=True)
    assert len(watch._wrong) == 1  # neither the devices of a class that ended count, nor repetitions


def test_guessing_codes_is_limited_to_one_a_session(store, clock, other_session):
    watch = Watch(lambda: store, clock)
    (code, _), (known, _) = store.start(), store.start()
    codes = wrong_codes(MOST_WRONG + 1)
    watch.look(known)
    for number, each in enumerate(codes[:-1]):
        if number % MOST_OF_SESSION == 0:
            other_session()
        assert watch.news(each) == OVER
    clock.now += LOOK_SECONDS
    assert watch.look(known).standing.drawings == 0  # a class that is known goes on
    with pytest.raises(ClassError, match="There were too many wrong codes"):
        watch.look(codes[-1])
    with pytest.raises(ClassError, match="There were too many wrong codes"):
        watch.look(code)  # an existing code isn't confirmed either
    for _guess in range(3):
        other_session()
        assert watch.news(codes[-1]) == OVER
        del watch._none[codes[-1]]
        assert watch.news(code) == NOT_REACHED
    other_session()
    assert watch.look(code).standing.drawings == 0  # a correct code works in a new session
    clock.now += WRONG_SECONDS
    assert watch.news(wrong_codes(MOST_WRONG + 2)[-1]) == OVER


def test_a_session_has_six_guesses_a_minute(store, clock, other_session):
    watch = Watch(lambda: store, clock)
    (code, _), codes = store.start(), wrong_codes(2 * MOST_OF_SESSION + 1)
    for each in codes[:MOST_OF_SESSION]:
        assert watch.news(each) == OVER
        assert watch.news(each) == OVER  # a repetition doesn't count
    for each in (codes[-1], code):
        with pytest.raises(ClassError, match="There were too many wrong codes"):
            watch.look(each)
    assert len(watch._wrong) == MOST_OF_SESSION  # a refused guess doesn't count for others
    clock.now += WRONG_SECONDS
    for each in codes[MOST_OF_SESSION:-1]:
        assert watch.news(each) == OVER
    assert watch.news(code) == NOT_REACHED
    other_session()
    assert watch.look(code).standing.drawings == 0


def test_one_s_own_class_opens_despite_wrong_codes(store, other_session):
    watch = beginning.watch
    for number, each in enumerate(wrong_codes(MOST_WRONG)):
        if number % MOST_OF_SESSION == 0:
            other_session()
        watch.news(each)
    code, _ = beginning.begin()
    assert watch.look(code).standing.drawings == 0
    other, key = store.start()
    assert watch.news(other) == NOT_REACHED
    assert wall._problem_with(other, key) == ""
    assert watch.look(other).standing.drawings == 0


def test_a_teacher_leaves_a_missing_class_but_not_an_unreachable_one(store, monkeypatch):
    code, key = store.start()
    joined.join(code)
    monkeypatch.setattr(wall, "classes", lambda: (_ for _ in ()).throw(ClassError("Try again soon.")))
    assert (wall._problem_with(code, key), joined.joined()) == ("Try again soon.", code)
    monkeypatch.setattr(wall, "classes", lambda: store)
    assert wall._problem_with(code, "a" * 22).startswith(f"No class has the code {code}.")
    assert joined.joined() is None


def test_an_unknown_code_is_looked_up_once_a_minute(store, clock, monkeypatch):
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
    clock.now += UNUSED_LIFE  # the clock is wrong
    assert watch.news(code) == OVER
    clock.now -= UNUSED_LIFE
    assert watch.look(code, is_sure=True) == watch.look(code)
    assert watch.news(YESTERDAY) == OVER
    monkeypatch.setattr(store_module, "new_code", lambda: YESTERDAY)
    store.start()
    assert watch.news(YESTERDAY) == OVER
    clock.now += WRONG_SECONDS
    assert watch.look(YESTERDAY).standing.drawings == 0


def test_a_process_remembers_a_bounded_number_of_codes_classes_and_addresses(store, clock):
    watch = Watch(lambda: store, clock)
    for each in (*wrong_codes(MOST_NONE), "AAAAAB"):
        streamlit.session_state.clear()
        watch.news(each)
    for _ in range(MOST_WATCHED + 3):
        watch.look(store.start()[0], is_sure=True)
    for number in range(beginning.MOST_ADDRESSES + 1):
        beginning._count(str(number), clock())
    remembered = (watch._none, watch._wrong, watch._latest, beginning._of_address)
    assert [*map(len, remembered)] == [MOST_NONE, MOST_WRONG, MOST_WATCHED, beginning.MOST_ADDRESSES]
    assert "0" not in beginning._of_address


def hidden(store: Store, code: str) -> set[int]:
    """Return the numbers of drawings that only the teacher sees, and only on request."""
    return {each.number for each in store.changed(code) if each.sent and each.is_hidden}


def test_forty_devices_join_at_once_and_then_one_every_two_seconds(store, clock):
    code, _ = store.start()
    assert [store.send(code, token(number), FOUR) for number in range(30)] == [*range(1, 31)]
    for number in range(30, MOST_AT_ONCE):
        store.send(code, token(number), FOUR)
    assert hidden(store, code) == set()
    aside = {store.send(code, token(99), drawing(number)) for number in range(2)}
    assert hidden(store, code) == aside  # nobody is refused
    store.send(code, token(1), drawing(2))  # devices already in the class can go on
    assert hidden(store, code) == aside
    clock.now += ARRIVAL_SECONDS
    since = store.standing(code).serial
    assert {store.send(code, token(98), FOUR)} == hidden(store, code)  # they take turns
    assert {each.number for each in store.changed(code, since)} > aside  # a wall learns that they are shown
    clock.now += ARRIVAL_SECONDS
    store.send(code, token(1), drawing(3))  # anyone who sends something is shown
    assert hidden(store, code) == set()
    clock.now -= 3600  # nobody is hidden because a clock was set back
    store.send(code, token(100), FOUR)
    assert hidden(store, code) == set()


def test_a_device_whose_drawing_the_teacher_shows_has_joined(store):
    code, key = store.start()
    for number in range(MOST_AT_ONCE):
        store.send(code, token(number), FOUR)
    shown, other, stays = (store.send(code, token(99 + n // 2), drawing(n)) for n in range(3))
    store.hide(code, key, other, True)
    store.hide(code, key, shown, False)
    assert hidden(store, code) == {other, stays}  # the teacher has hidden the other one
    store.send(code, token(99), FOUR)
    assert hidden(store, code) == {other, stays}


def test_beyond_the_rate_a_device_can_t_answer_until_there_is_room(store, clock):
    code, key = store.start()
    store.ask(code, key, "predict")
    for number in range(MOST_AT_ONCE):
        store.vote(code, token(number), "predict", 1)
    before = store.standing(code)
    with pytest.raises(ClassError, match="Try again in a few seconds"):
        store.vote(code, token(99), "predict", 2)
    assert store.standing(code) == before
    clock.now += ARRIVAL_SECONDS
    store.vote(code, token(99), "predict", 2)
    assert store.votes(code) == {1: MOST_AT_ONCE, 2: 1}


def test_a_flood_of_new_devices_keeps_no_pupil_out(store, clock, monkeypatch):
    for name, most in (("MOST_DEVICES", 20), ("MOST_ASIDE", 20), ("MOST_AT_ONCE", 4)):
        monkeypatch.setattr(room, name, most)
    code, key = store.start()
    sent: dict[int, set[int]] = {pupil: set() for pupil in range(4)}
    for second in range(90):
        clock.now += 1
        for number in range(2):
            store.send(code, token(1000 + 2 * second + number), FOUR)
        if second >= 12 and second % 6 == 0:
            for pupil in sent:
                sent[pupil].add(store.send(code, token(pupil), drawing(second)))
            unseen = hidden(store, code)
            for pupil in (0, 1):
                if sent[pupil] & unseen:
                    store.hide(code, key, max(sent[pupil] & unseen), False)
    seen = there(store, code).keys() - hidden(store, code)
    assert sent[0] | sent[1] <= seen  # the teacher has shown one drawing of each, and the flood removes none
    devices = {each.device for each in store.changed(code) if each.sent}
    assert len(devices) <= 20 + 20 + 2
    store.clear(code, key)
    numbers = {store.send(code, token(pupil), FOUR) for pupil in sent}
    assert numbers == there(store, code).keys() and not hidden(store, code)


def test_on_a_full_wall_devices_aside_make_room_first(store, clock, monkeypatch):
    monkeypatch.setattr(room, "MOST_DRAWINGS", 3)
    monkeypatch.setattr(room, "MOST_AT_ONCE", 1)
    code, _ = store.start()
    mine = {store.send(code, token(1), drawing(number)) for number in range(2)}
    aside = store.send(code, token(2), FOUR)
    assert hidden(store, code) == {aside}
    mine.add(store.send(code, token(1), drawing(2)))
    assert there(store, code).keys() == mine
    with pytest.raises(ClassError, match="wall is full"):
        store.send(code, token(3), FOUR)  # nobody aside takes a place from others


def flood(store: Store, code: str, clock: Clock, devices: range) -> None:
    """Send as much as the limits let a pupil send with new sessions."""
    for device in devices:
        for number in range(MOST_A_MINUTE):
            store.send(code, token(device), drawing(number))
        clock.now += ARRIVAL_SECONDS


@pytest.fixture
def fifth(monkeypatch) -> None:
    """Give a wall a fifth of its room."""
    monkeypatch.setattr(room, "MOST_DRAWINGS", 400)
    monkeypatch.setattr(room, "MOST_GONE", 400)


def test_on_a_full_wall_the_busiest_devices_make_room(store, clock, fifth):
    code, _ = store.start()
    store.send(code, token(1), FOUR)
    flood(store, code, clock, range(100, 120))
    shown = there(store, code)
    assert len(shown) == 400 and 1 in shown
    for number in range(10):
        sent = store.send(code, token(1), drawing(number))
        assert len(there(store, code)) == 400 and sent in there(store, code)
    assert 1 in there(store, code)  # because only the device with the most drawings loses some
    assert len(store.changed(code)) <= 800


def test_a_cleared_wall_has_room_again(store, clock):
    code, key = store.start()
    for device in range(MOST_DEVICES):
        store.send(code, token(device), FOUR)
        clock.now += ARRIVAL_SECONDS
    assert hidden(store, code) == set()
    aside = {store.send(code, token(MOST_DEVICES + number), FOUR) for number in range(MOST_ASIDE + 1)}
    assert len(hidden(store, code)) == MOST_ASIDE
    assert aside - hidden(store, code) == {min(aside)}  # the oldest of them gives way
    assert len(there(store, code)) == MOST_DEVICES + MOST_ASIDE
    store.clear(code, key)
    assert there(store, code) == {}
    number = store.send(code, token(MOST_DEVICES), FOUR)
    assert there(store, code) == {number: FOUR}


def test_a_wall_remembers_a_bounded_number_of_removals(store, clock, fifth):
    code, key = store.start()
    for _time in range(3):
        flood(store, code, clock, range(12))
        clock.now += 60
        store.clear(code, key)
        assert all(each.sent is None for each in store.changed(code))
    assert 240 <= len(store.changed(code)) <= 480
    before = store.standing(code).serial
    store.clear(code, key)
    assert store.changed(code, before) == []


def test_a_teacher_removes_a_device_with_its_drawings_and_answer(store):
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
