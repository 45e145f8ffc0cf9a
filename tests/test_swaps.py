"""A class swaps networks: nothing is lost or counted twice, and each device tests another one's network."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from model.classes import ClassError, NoClass, swaps
from model.classes.sent import Sent
from model.classes.store import Store
from model.classes.swapped import (
    MOST_FINDS,
    MOST_JUDGMENTS,
    MOST_PACKED,
    MOST_SHARED,
    REPAIR,
    TEACH,
    Find,
    to_judge,
)
from tests.swaps import DEVICES, SIGNS, found, judges_of, started
from views.classroom.classes import Watch


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'classes.sqlite'}"


@pytest.fixture
def store(url, clock):
    opened = Store(url, clock)
    yield opened
    opened.close()


@pytest.fixture
def swapping(store):
    """A class in which four devices have sent networks and test them, with its key."""
    return started(store, 4)


def test_nothing_is_swapped_without_a_round(store):
    code, key = store.start()
    with pytest.raises(ClassError, match="isn't swapping"):
        store.share(code, DEVICES[0], "network", SIGNS)
    store.swap_round(code, key, TEACH, 600)
    assert store.share(code, DEVICES[0], "network", SIGNS).number == 1
    store.swap_round(code, key, "")
    with pytest.raises(ClassError, match="isn't swapping"):
        store.share(code, DEVICES[0], "another", SIGNS)
    assert len(store.shared(code)) == 1
    with pytest.raises(NoClass):
        store.swap_round(code, "x" * 22, TEACH)
    for phase, seconds in (("party", 0), (TEACH, -1), (TEACH, 10**6)):
        with pytest.raises(ClassError, match="part of the round"):
            store.swap_round(code, key, phase, seconds)


def test_the_clock_and_the_rounds_are_part_of_the_standing(store, clock):
    code, key = store.start()
    store.swap_round(code, key, TEACH, 600)
    assert store.standing(code)[-4:] == (TEACH, clock.now + 600, 1, 0)
    store.swap_round(code, key, TEACH)
    assert store.standing(code)[-4:-1] == (TEACH, 0, 1)
    store.swap_round(code, key, REPAIR, 60)
    store.swap_round(code, key, TEACH)
    assert store.standing(code).round == 2


def test_a_network_keeps_its_name_over_its_versions_and_is_counted_once(store, swapping):
    code, _key = swapping
    first, *_others = store.shared(code)
    again = store.share(code, DEVICES[0], "network 0", SIGNS)
    second = store.share(code, DEVICES[0], "network 0, mended", SIGNS)
    assert (again, second.version, second.name) == (first, 2, first.name)
    assert len({each.name for each in store.shared(code)}) == 4
    assert store.packed(code, second.number) == "network 0, mended"
    other, _ = store.start()
    assert store.packed(other, second.number) == ""


def test_a_class_has_so_many_networks_and_a_device_keeps_its_first_and_its_newest(store, swapping):
    code, _key = swapping
    for version in range(MOST_SHARED + 5):
        store.share(code, DEVICES[0], f"version {version}", SIGNS)
    shared = store.shared(code)
    versions = [each.version for each in shared if each.device == 1]
    assert len(shared) == MOST_SHARED
    assert (versions[0], versions[-1]) == (1, MOST_SHARED + 6)
    for packed in ("", "x" * (MOST_PACKED + 1), "é"):
        with pytest.raises(ClassError, match="too large"):
            store.share(code, DEVICES[0], packed, SIGNS)


def test_each_device_tests_another_ones_network_and_a_late_one_the_least_tested(store, swapping):
    code, key = swapping
    pairs = store.pairs(code)
    assert sorted(pairs) == sorted(pairs.values()) == [1, 2, 3, 4]
    assert all(tester != owner for tester, owner in pairs.items())
    late = store.partner(code, DEVICES[9])
    assert store.pairs(code)[store.number_of(code, DEVICES[9])] == late.device
    assert store.partner(code, DEVICES[9]) == late
    more = [store.partner(code, each).device for each in DEVICES[10:13]]
    assert sorted([late.device, *more]) == [1, 2, 3, 4]
    store.pair(code, key, {1: 3})
    assert store.partner(code, DEVICES[0]).device == 3
    for wrong in ({1: 1}, {1: 99}, {99: 1}):
        with pytest.raises(ClassError, match="own network"):
            store.pair(code, key, wrong)


def test_a_device_alone_has_nothing_to_test(store):
    code, _key = started(store, 1)
    assert store.partner(code, DEVICES[0]) is None
    store.share(code, DEVICES[1], "network 1", SIGNS)
    assert store.partner(code, DEVICES[0]).device == 2


def test_a_find_counts_once_and_two_other_devices_judge_it(store, swapping):
    code, _key = swapping
    number = found(store, code)
    assert found(store, code) == number
    one, other = judges_of(store, code, number)
    owner = DEVICES[store.finds(code)[0].owner - 1]
    for device in (DEVICES[0], owner):
        with pytest.raises(ClassError, match="can't judge"):
            store.judge(code, device, number, 0)
    for _repeated in range(2):
        store.judge(code, one, number, 0)
    assert not store.finds(code)[0].is_agreed
    store.judge(code, other, number, 0)
    store.judge(code, DEVICES[20], number, 1)  # too late to count
    (find,) = store.finds(code)
    assert (find.judgments, find.judges) == (
        (0, 0),
        tuple(store.number_of(code, each) for each in (one, other)),
    )
    assert find.is_agreed


def test_a_find_is_for_as_many_devices_as_it_takes_and_for_others_if_these_do_not_answer():
    def asked(*finds, later=0, is_over=False, devices=9):
        of = {
            device: to_judge(device, finds, range(1, devices + 1), 50 + later, is_over)
            for device in range(1, devices + 1)
        }
        return {device: find.number for device, find in of.items() if find}

    one, two = (Find(number, 1, 2, 1, "A SUN", 0, None, 1, 50) for number in (1, 2))
    assert asked(one) == {3: 1, 4: 1}  # its turn begins at the third device
    assert asked(one, two) == {3: 1, 4: 1, 5: 2, 6: 2}  # two others
    assert asked(one._replace(judgments=(0,), judges=(3,))) == {4: 1}
    assert asked(one._replace(judgments=(0, 1), judges=(3, 4)), is_over=True) == {}
    assert [*asked(one, later=9)] == [3, 4, 5]  # as many changes as devices
    assert {*asked(one, is_over=True)} == {*asked(one, later=99)} == {*range(3, 10)}
    assert asked(one, devices=2) == {}


@pytest.mark.parametrize("said", [(0, 1), (0, None), (1, 1), (None, None)])
def test_what_people_do_not_agree_on_does_not_count(store, swapping, said):
    code, _key = swapping
    number = found(store, code)
    for device, label in zip(judges_of(store, code, number), said):
        store.judge(code, device, number, label)
    (find,) = store.finds(code)
    assert find.is_judged
    assert not find.is_agreed


def test_only_what_a_device_tests_and_the_network_misreads_is_a_find(store, swapping):
    code, _key = swapping
    mine, theirs = store.shared(code)[0], store.partner(code, DEVICES[0])
    with pytest.raises(ClassError, match="another network now"):
        store.find(code, DEVICES[0], mine.number, "A SUN", 0, None)
    for label, answer in ((0, 0), (3, None), (-1, None), (0, 3), (0, -1)):
        with pytest.raises(ClassError, match="misreads"):
            store.find(code, DEVICES[0], theirs.number, "A SUN", label, answer)
    for drawing in ("", "x" * 7001, "a\nsun", "é"):
        with pytest.raises(ClassError, match="couldn't read"):
            store.find(code, DEVICES[0], theirs.number, drawing, 0, None)
    number = found(store, code)
    for label in (3, -1):
        with pytest.raises(ClassError, match="can't judge"):
            store.judge(code, judges_of(store, code, number)[0], number, label)


def test_a_device_gives_so_many_finds_a_round_and_judgments_a_minute(store, clock):
    code, key = started(store, 4)
    for tester in range(4):
        for number in range(MOST_FINDS):
            found(store, code, tester, f"drawing {number}")
    with pytest.raises(ClassError, match="all for this round"):
        found(store, code, 0, "one more")
    judge = DEVICES[30]
    for number in range(1, MOST_JUDGMENTS + 1):
        store.judge(code, judge, number, 0)
    with pytest.raises(ClassError, match="quick"):
        store.judge(code, judge, MOST_JUDGMENTS + 1, 0)
    clock.now += 61
    store.judge(code, judge, MOST_JUDGMENTS + 1, 0)
    store.swap_round(code, key, TEACH)
    assert found(store, code, 0, "one more") == 4 * MOST_FINDS + 1


def test_processes_at_once_count_each_judgment_once(url, store, clock):
    code, _key = started(store, 4)
    number = found(store, code)
    others = [Store(url, clock) for _process in range(4)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: others[n % 4].judge(code, DEVICES[20 + n // 2], number, 0), range(16)))
        repeated = pool.map(lambda n: found(others[n % 4], code, 1, f"drawing {n // 4}"), range(16))
        assert len({*repeated}) == 4
    assert store.finds(code)[0].judgments == (0, 0)
    for each in others:
        each.close()


def test_a_watch_sees_the_same_as_the_store_also_after_all_was_deleted(store, swapping, clock):
    code, key = swapping
    watch = Watch(lambda: store, clock)
    assert len(watch.look(code).networks) == 4
    number = found(store, code)
    store.judge(code, judges_of(store, code, number)[0], number, 0)
    assert watch.look(code, at_once=True).finds == {number: store.finds(code)[0]}
    before = watch.news(code).swap
    found(store, code, 1)
    assert watch.news(code).swap == before
    store.swap_end(code, key)
    store.swap_round(code, key, TEACH)
    store.share(code, DEVICES[0], "network", SIGNS)
    latest = watch.look(code, at_once=True)
    assert (len(latest.networks), latest.finds, latest.standing.round) == (1, {}, 1)


def test_a_removed_device_leaves_nothing_and_a_class_takes_all_with_it(store, swapping):
    code, key = swapping
    number = found(store, code)
    serial = store.standing(code).serial
    store.remove_find(code, key, number)
    assert [each.drawing for each in store.finds(code, serial)] == [""]
    number = found(store, code, 1)
    judge = judges_of(store, code, number)[0]
    store.judge(code, judge, number, 0)
    store.remove_device(code, key, store.send(code, judge, Sent("sample.3", 3, 3, 0.9)))
    assert len(store.shared(code)) == 3
    assert store.finds(code)[-1].judgments == ()
    store.end(code, key)
    assert (store.shared(code), store.finds(code), store.pairs(code)) == ([], [], {})


def test_a_full_server_still_has_each_class_s_part_for_it(store, swapping, monkeypatch):
    sizes = len("network 0"), len("network 0") * 4
    monkeypatch.setattr(swaps, "MOST_OF_ALL", sum(sizes))
    code, key = store.start()
    store.swap_round(code, key, TEACH)
    assert store.share(code, DEVICES[0], "network 0", SIGNS).number == 1
    with pytest.raises(ClassError, match="no room"):
        store.share(swapping[0], DEVICES[0], "network 9", SIGNS)
    assert store.share(code, DEVICES[1], "network 1", SIGNS).number == 2  # within its part
    assert len(store.shared(swapping[0])) == 4


def test_a_class_has_so_many_finds(store, swapping, monkeypatch):
    monkeypatch.setattr(swaps, "MOST_FOUND", 2)
    code, _key = swapping
    for device in range(2):
        found(store, code, device)
    with pytest.raises(ClassError, match="already has 2"):
        found(store, code, 2)
    assert found(store, code, 0) == 1 and len(store.finds(code)) == 2
