"""A class swaps networks: nothing is lost or counted twice, and each device tests another one's network."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from model.classes import ClassError, NoClass, swap, swaps
from model.classes.sent import Sent
from model.classes.store import Store
from model.classes.swap import Swap
from model.classes.swapped import (
    BREAK,
    MOST_FINDS,
    MOST_JUDGMENTS,
    MOST_PACKED,
    MOST_SHARED,
    REPAIR,
    TEACH,
    Find,
)
from tests.swaps import DEVICES, SIGNS, finds, found, judges_of, started
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
        store.swap_by(code, DEVICES[0], Swap.share, "network", SIGNS)
    store.teach_swap(code, key, Swap.begin, TEACH, 600)
    assert store.swap_by(code, DEVICES[0], Swap.share, "network", SIGNS).number == 1
    store.teach_swap(code, key, Swap.begin, "")
    with pytest.raises(ClassError, match="isn't swapping"):
        store.swap_by(code, DEVICES[0], Swap.share, "another", SIGNS)
    assert len(store.swap(code).networks) == 1
    with pytest.raises(NoClass):
        store.teach_swap(code, "x" * 22, Swap.begin, TEACH)
    for phase, seconds in (("party", 0), (TEACH, -1), (TEACH, 10**6)):
        with pytest.raises(ClassError, match="part of the round"):
            store.teach_swap(code, key, Swap.begin, phase, seconds)


def test_the_clock_and_the_rounds_are_part_of_the_standing(store, clock):
    code, key = store.start()
    store.teach_swap(code, key, Swap.begin, TEACH, 600)
    assert store.swap(code) == Swap(TEACH, clock.now + 600, 1)
    store.teach_swap(code, key, Swap.begin, TEACH)
    assert store.swap(code) == Swap(TEACH, 0, 1)
    store.teach_swap(code, key, Swap.begin, REPAIR, 60)
    store.teach_swap(code, key, Swap.begin, TEACH)
    assert store.swap(code).round == 2


def test_a_network_keeps_its_name_over_its_versions_and_is_counted_once(store, swapping):
    code, _key = swapping
    first, *_others = store.swap(code).networks
    again = store.swap_by(code, DEVICES[0], Swap.share, "network 0", SIGNS)
    second = store.swap_by(code, DEVICES[0], Swap.share, "network 0, mended", SIGNS)
    assert (again, second.version, second.name) == (first, 2, first.name)
    assert len({each.name for each in store.swap(code).networks}) == 4
    assert store.packed(code, second.number) == "network 0, mended"
    other, _ = store.start()
    assert store.packed(other, second.number) == ""


def test_a_class_has_so_many_networks_and_a_device_keeps_its_first_and_its_newest(store, swapping):
    code, _key = swapping
    for version in range(MOST_SHARED + 5):
        store.swap_by(code, DEVICES[0], Swap.share, f"version {version}", SIGNS)
    shared = store.swap(code).networks
    versions = [each.version for each in shared if each.device == 1]
    assert len(shared) == MOST_SHARED
    assert (versions[0], versions[-1]) == (1, MOST_SHARED + 6)
    for packed in ("", "x" * (MOST_PACKED + 1), "é"):
        with pytest.raises(ClassError, match="too large"):
            store.swap_by(code, DEVICES[0], Swap.share, packed, SIGNS)


def test_each_device_tests_another_ones_network_and_a_late_one_the_least_tested(store, swapping):
    code, key = swapping
    pairs = store.swap(code).pairs
    assert sorted(pairs) == sorted(pairs.values()) == [1, 2, 3, 4]
    assert all(tester != owner for tester, owner in pairs.items())
    late = store.swap_by(code, DEVICES[9], Swap.partner)
    assert store.swap(code).pairs[store.number_of(code, DEVICES[9])] == late.device
    assert store.swap_by(code, DEVICES[9], Swap.partner) == late
    more = [store.swap_by(code, each, Swap.partner).device for each in DEVICES[10:13]]
    assert sorted([late.device, *more]) == [1, 2, 3, 4]
    store.teach_swap(code, key, Swap.pair, {1: 3})
    assert store.swap_by(code, DEVICES[0], Swap.partner).device == 3
    for wrong in ({1: 1}, {1: 99}, {99: 1}):
        with pytest.raises(ClassError, match="own network"):
            store.teach_swap(code, key, Swap.pair, wrong)


def test_a_device_alone_has_nothing_to_test(store):
    code, _key = started(store, 1)
    assert store.swap_by(code, DEVICES[0], Swap.partner) is None
    store.swap_by(code, DEVICES[1], Swap.share, "network 1", SIGNS)
    assert store.swap_by(code, DEVICES[0], Swap.partner).device == 2


def test_a_find_counts_once_and_two_other_devices_judge_it(store, swapping):
    code, _key = swapping
    number = found(store, code)
    before = store.standing(code)
    assert found(store, code) == number and store.standing(code) == before
    one, other = judges_of(store, code, number)
    owner = DEVICES[finds(store, code)[0].owner - 1]
    for device in (DEVICES[0], owner):
        with pytest.raises(ClassError, match="can't judge"):
            store.swap_by(code, device, Swap.judge, number, 0)
    for _repeated in range(2):
        store.swap_by(code, one, Swap.judge, number, 0)
    assert not finds(store, code)[0].is_agreed
    store.swap_by(code, other, Swap.judge, number, 0)
    store.swap_by(code, DEVICES[20], Swap.judge, number, 1)  # too late to count
    (find,) = finds(store, code)
    assert (find.judgments, find.judges) == (
        (0, 0),
        tuple(store.number_of(code, each) for each in (one, other)),
    )
    assert find.is_agreed


def test_a_find_is_for_as_many_devices_as_it_takes_and_for_others_if_these_do_not_answer():
    def asked(*finds, later=0, is_over=False, devices=9):
        swap = Swap(REPAIR if is_over else BREAK, finds={each.number: each for each in finds})
        swap.pairs = dict.fromkeys(range(1, devices + 1), 2)
        of = {device: swap.to_judge(device, 50 + later) for device in range(1, devices + 1)}
        return {device: find.number for device, find in of.items() if find}

    one, two = (Find(number, 1, 2, 1, 0, None, 1, 50) for number in (1, 2))
    assert asked(one) == {3: 1, 4: 1}  # its turn begins at the third device
    assert asked(one, two) == {3: 1, 4: 1, 5: 2, 6: 2}  # two others
    assert asked(one._replace(said=[(0, 3, 0)])) == {4: 1}
    assert asked(one._replace(said=[(0, 3, 0), (1, 4, 0)]), is_over=True) == {}
    assert [*asked(one, later=9)] == [3, 4, 5]  # as many changes as devices
    assert {*asked(one, is_over=True)} == {*asked(one, later=99)} == {*range(3, 10)}
    assert asked(one, devices=2) == {}


@pytest.mark.parametrize("said", [(0, 1), (0, None), (1, 1), (None, None)])
def test_what_people_do_not_agree_on_does_not_count(store, swapping, said):
    code, _key = swapping
    number = found(store, code)
    for device, label in zip(judges_of(store, code, number), said):
        store.swap_by(code, device, Swap.judge, number, label)
    (find,) = finds(store, code)
    assert find.is_judged
    assert not find.is_agreed


def test_only_what_a_device_tests_and_the_network_misreads_is_a_find(store, swapping):
    code, _key = swapping
    mine, theirs = store.swap(code).networks[0], store.swap_by(code, DEVICES[0], Swap.partner)
    with pytest.raises(ClassError, match="another network now"):
        store.swap_by(code, DEVICES[0], Swap.find, mine.number, "A SUN", 0, None)
    for label, answer in ((0, 0), (3, None), (-1, None), (0, 3), (0, -1)):
        with pytest.raises(ClassError, match="misreads"):
            store.swap_by(code, DEVICES[0], Swap.find, theirs.number, "A SUN", label, answer)
    for drawing in ("", "x" * 7001, "a\nsun", "é"):
        with pytest.raises(ClassError, match="couldn't read"):
            store.swap_by(code, DEVICES[0], Swap.find, theirs.number, drawing, 0, None)
    number = found(store, code)
    for label in (3, -1):
        with pytest.raises(ClassError, match="can't judge"):
            store.swap_by(code, judges_of(store, code, number)[0], Swap.judge, number, label)


def test_a_device_gives_so_many_finds_a_round_and_judgments_a_minute(store, clock):
    code, key = started(store, 4)
    for tester in range(4):
        for number in range(MOST_FINDS):
            found(store, code, tester, f"drawing {number}")
    with pytest.raises(ClassError, match="all for this round"):
        found(store, code, 0, "one more")
    judge = DEVICES[30]
    numbers = [*store.swap(code).finds]
    for number in numbers[:MOST_JUDGMENTS]:
        store.swap_by(code, judge, Swap.judge, number, 0)
    with pytest.raises(ClassError, match="quick"):
        store.swap_by(code, judge, Swap.judge, numbers[MOST_JUDGMENTS], 0)
    clock.now += 61
    store.swap_by(code, judge, Swap.judge, numbers[MOST_JUDGMENTS], 0)
    store.teach_swap(code, key, Swap.begin, TEACH)
    assert found(store, code, 0, "one more") not in numbers


def test_processes_at_once_count_each_judgment_once(url, store, clock):
    code, _key = started(store, 4)
    number = found(store, code)
    others = [Store(url, clock) for _process in range(4)]
    with ThreadPoolExecutor(8) as pool:
        said = [(code, DEVICES[20 + n // 2], Swap.judge, number, 0) for n in range(16)]
        list(pool.map(lambda n: others[n % 4].swap_by(*said[n]), range(16)))
        repeated = pool.map(lambda n: found(others[n % 4], code, 1, f"drawing {n // 4}"), range(16))
        assert len({*repeated}) == 4
    assert finds(store, code)[0].judgments == (0, 0)
    for each in others:
        each.close()


def test_a_watch_sees_the_same_as_the_store_also_after_all_was_deleted(store, swapping, clock):
    code, key = swapping
    watch = Watch(lambda: store, clock)
    assert len(watch.look(code).swap.networks) == 4
    number = found(store, code)
    store.swap_by(code, judges_of(store, code, number)[0], Swap.judge, number, 0)
    assert watch.look(code, at_once=True).swap.finds == {number: finds(store, code)[0]}
    before = watch.news(code).swap
    found(store, code, 1)
    assert watch.news(code).swap == before
    store.teach_swap(code, key, Swap.clear)
    store.teach_swap(code, key, Swap.begin, TEACH)
    store.swap_by(code, DEVICES[0], Swap.share, "network", SIGNS)
    swap = watch.look(code, at_once=True).swap
    assert (len(swap.networks), swap.finds, swap.round) == (1, {}, 1)
    assert swap.networks[0].number > number  # so nobody takes it for what was deleted


def test_a_removed_device_leaves_nothing_and_a_class_takes_all_with_it(store, swapping):
    code, key = swapping
    number = found(store, code)
    store.teach_swap(code, key, Swap.remove_find, number)
    assert (finds(store, code), store.packed(code, number)) == ([], "")
    number = found(store, code, 1)
    judge = judges_of(store, code, number)[0]
    store.swap_by(code, judge, Swap.judge, number, 0)
    store.remove_device(code, key, store.send(code, judge, Sent("sample.3", 3, 3, 0.9)))
    assert len(store.swap(code).networks) == 3
    assert finds(store, code)[-1].said == ()
    store.end(code, key)
    assert store.swap(code) == Swap()


def test_a_full_server_still_has_each_class_s_part_for_it(store, swapping, monkeypatch):
    sizes = len("network 0"), len("network 0") * 4
    monkeypatch.setattr(swaps, "MOST_OF_ALL", sum(sizes))
    code, key = store.start()
    store.teach_swap(code, key, Swap.begin, TEACH)
    assert store.swap_by(code, DEVICES[0], Swap.share, "network 0", SIGNS).number == 1
    with pytest.raises(ClassError, match="no room"):
        store.swap_by(swapping[0], DEVICES[0], Swap.share, "network 9", SIGNS)
    assert store.swap_by(code, DEVICES[1], Swap.share, "network 1", SIGNS).number == 2  # within its part
    assert len(store.swap(swapping[0]).networks) == 4


def test_a_class_has_so_many_finds(store, swapping, monkeypatch):
    monkeypatch.setattr(swap, "MOST_FOUND", 2)
    code, _key = swapping
    for device in range(2):
        found(store, code, device)
    with pytest.raises(ClassError, match="already has 2"):
        found(store, code, 2)
    assert found(store, code, 0) in store.swap(code).finds and len(finds(store, code)) == 2
