"""A class's store: each drawing is stored once, for every process, and deleted with the class."""

from __future__ import annotations

import string
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.classes import ClassError, NoClass, code_in, room, secret_in
from model.classes import store as store_module
from model.classes.codes import ALPHABET, CODE_LENGTH, never_in_codes, new_code, new_secret
from model.classes.over import LIFE, SURE_SECONDS, UNUSED_LIFE
from model.classes.store import MOST_A_MINUTE, Store
from tests.classes import FOUR, ONE, OTHER, SEVEN, there
from tests.postgres import empty, programs, scratch_cluster, serve_postgres

HOSTILE = (
    "'; DROP TABLE classes; --",
    '" OR 1=1',
    "<script>",
    "\0",
    "\N{SNOWMAN}" * 40,
    "%",
    "_" * 6,
    "{code}",
)


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    if not programs():
        pytest.skip("PostgreSQL is not installed")
    with serve_postgres() as url:
        yield url


def in_file(folder: Path) -> str:
    return f"sqlite:///{folder / 'classes.sqlite'}"


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def url(request, tmp_path: Path) -> str:
    if request.param == "SQLite":
        return in_file(tmp_path)
    url = request.getfixturevalue("postgres")
    empty(url)
    return url


@pytest.fixture
def store(url, clock):
    opened = Store(url, clock)
    yield opened
    opened.close()


def test_codes_are_readable_typable_and_hard_to_guess():
    assert len(ALPHABET) ** CODE_LENGTH >= 2**28
    assert not {*"0O1IL2582"} - {"2", "5", "8"} & {*ALPHABET}
    code = new_code()
    assert code_in(f" {code[:3].lower()} {code[3:]}-") == code
    assert len({new_code() for _ in range(100)}) == len({new_secret() for _ in range(100)}) == 100
    assert secret_in(new_secret())


def test_characters_that_never_occur_in_codes_are_named():
    assert never_in_codes("abc 12é*34_") == ["1", "2", "É"]
    assert never_in_codes(new_code().lower()) == []


@given(
    st.text(string.printable, max_size=12)
    | st.text(f"{ALPHABET}abc -", min_size=6, max_size=8)
    | st.sampled_from(HOSTILE)
)
def test_typed_text_is_a_code_or_nothing(text):
    code = code_in(text)
    assert code is None or (len(code) == CODE_LENGTH and {*code} <= {*ALPHABET} and code_in(code) == code)


def test_drawings_are_stored_unchanged_under_a_device_number(store):
    code, _ = store.start()
    assert [store.send(code, ONE, SEVEN), store.send(code, OTHER, FOUR), store.send(code, ONE, FOUR)] == [
        1,
        2,
        3,
    ]
    assert there(store, code) == {1: SEVEN, 2: FOUR, 3: FOUR}
    assert [each.device for each in store.changed(code)] == [1, 2, 1]
    assert store.standing(code) == (3, 3, 2, False, "", False)


def test_sending_the_same_drawing_and_label_again_changes_nothing(store):
    code, _ = store.start()
    assert [store.send(code, ONE, SEVEN) for _ in range(5)] == [1] * 5
    assert store.send(code, OTHER, SEVEN) == 2
    number = store.send(code, ONE, SEVEN._replace(label=1))
    assert number == 3, f"under another label it is another drawing, and it has the number {number}"
    assert store.standing(code).drawings == 3


def test_classes_are_separate(store):
    (one, key), (other, _) = store.start(), store.start()
    store.send(one, ONE, SEVEN)
    assert there(store, other) == {}
    with pytest.raises(NoClass):
        store.clear(other, key)
    store.take_back(other, ONE, 1)
    assert there(store, one) == {1: SEVEN}


def test_each_change_is_reported_once(store):
    code, key = store.start()
    known, seen = 0, {}
    for change in (
        lambda: store.send(code, ONE, SEVEN),
        lambda: store.send(code, OTHER, FOUR),
        lambda: store.hide(code, key, 2, True),
        lambda: store.take_back(code, ONE, 1),
        lambda: store.hide(code, key, 2, False),
        lambda: store.clear(code, key),
    ):
        change()
        news = store.changed(code, known)
        assert news
        seen |= {each.number: each for each in news}
        known = store.standing(code).serial
        assert max(each.serial for each in news) == known
        assert seen == {each.number: each for each in store.changed(code)}
    assert [each.sent for each in seen.values()] == [None, None]


def test_only_its_device_takes_a_drawing_back(store):
    code, _ = store.start()
    store.send(code, ONE, SEVEN)
    store.take_back(code, OTHER, 1)
    assert there(store, code) == {1: SEVEN}
    store.take_back(code, ONE, 1)
    assert there(store, code) == {}
    assert store.send(code, ONE, SEVEN) == 2


def test_only_the_teacher_removes_hides_clears_pauses_and_ends(store):
    code, key = store.start()
    store.send(code, ONE, SEVEN)
    for wrong in (new_secret(), "", *HOSTILE):
        for act in (
            lambda wrong=wrong: store.remove(code, wrong, 1),
            lambda wrong=wrong: store.hide(code, wrong, 1, True),
            lambda wrong=wrong: store.clear(code, wrong),
            lambda wrong=wrong: store.pause(code, wrong, True),
            lambda wrong=wrong: store.end(code, wrong),
        ):
            with pytest.raises(NoClass):
                act()
    assert there(store, code) == {1: SEVEN}
    store.remove(code, key, 1)
    assert there(store, code) == {}


def test_a_device_s_last_answer_counts_until_the_reveal(store):
    (code, key), (other, _) = store.start(), store.start()
    with pytest.raises(ClassError, match="no longer open"):
        store.vote(code, ONE, "predict", 1)
    store.ask(code, key, "predict")
    assert store.standing(code)[4:] == ("predict", False)
    for token, choice in ((ONE, 0), (ONE, 2), (OTHER, 2), ("c" * 22, 1)):
        store.vote(code, token, "predict", choice)
    assert (store.votes(code), store.votes(other)) == ({1: 1, 2: 2}, {})
    for question, choice in (("another", 1), ("predict", -1), ("predict", 10**9)):
        with pytest.raises(ClassError, match="no longer open"):
            store.vote(code, ONE, question, choice)
    with pytest.raises(NoClass):
        store.reveal(code, new_secret())
    store.reveal(code, key)
    assert store.standing(code)[4:] == ("predict", True)
    with pytest.raises(ClassError, match="no longer open"):
        store.vote(code, ONE, "predict", 1)
    assert store.votes(code) == {1: 1, 2: 2}
    store.ask(code, key, "neuron")
    assert (store.votes(code), store.standing(code)[4:]) == ({}, ("neuron", False))
    store.ask(code, key, "")
    assert store.standing(code)[4:] == ("", False)
    with pytest.raises(NoClass):
        store.vote("AAAAAA", ONE, "predict", 1)


def test_a_paused_class_accepts_no_drawings(store):
    code, key = store.start()
    store.pause(code, key, True)
    with pytest.raises(ClassError, match="is paused"):
        store.send(code, ONE, SEVEN)
    store.pause(code, key, False)
    assert store.send(code, ONE, SEVEN) == 1


def test_a_class_expires_a_day_after_its_last_drawing(store, clock):
    code, _ = store.start()
    clock.now += UNUSED_LIFE - 1
    store.send(code, ONE, SEVEN)
    clock.now += LIFE - 1
    assert store.standing(code).drawings == 1
    clock.now += 1
    for ask in (lambda: store.standing(code), lambda: store.send(code, ONE, FOUR)):
        with pytest.raises(NoClass):
            ask()


@pytest.mark.parametrize("way", ["ended", "over"])
def test_a_class_that_is_gone_leaves_no_byte(tmp_path, clock, way):
    store = Store(in_file(tmp_path), clock)
    code, key = store.start()
    for number in range(15):
        store.send(code, ONE, SEVEN._replace(drawing=f"{SEVEN.drawing} {number} {'x' * 3000}"))
    assert any(b"SEVEN" in path.read_bytes() for path in tmp_path.iterdir())
    if way == "ended":
        store.end(code, key)
    else:
        clock.now += LIFE
        store.purge()
        clock.now += SURE_SECONDS
        store.purge()
    for path in tmp_path.iterdir():
        assert b"SEVEN" not in path.read_bytes(), path
        assert code.encode() not in path.read_bytes(), path
    store.close()


def test_no_key_or_token_is_in_the_file(tmp_path, clock):
    store = Store(in_file(tmp_path), clock)
    code, key = store.start()
    store.send(code, ONE, SEVEN)
    for path in tmp_path.iterdir():
        assert not {key.encode(), ONE.encode()} & {*path.read_bytes().split(b"\0")}
        assert ONE.encode() not in path.read_bytes()
        assert key.encode() not in path.read_bytes()
    store.close()


def test_several_processes_share_the_numbering(url, clock, store):
    code, _ = store.start()
    stores = [Store(url, clock) for _ in range(4)]

    def send(number: int) -> int:
        return stores[number % 4].send(code, f"{number % 8}" * 22, FOUR._replace(drawing=f"drawing {number}"))

    with ThreadPoolExecutor(8) as pool:
        numbers = [*pool.map(send, range(80))]
    assert sorted(numbers) == [*range(1, 81)]
    assert len(there(store, code)) == 80
    assert store.standing(code).devices == 8
    for each in stores:
        each.close()


def test_everything_has_a_limit(store, clock, monkeypatch):
    code, _ = store.start()
    for number in range(MOST_A_MINUTE):
        store.send(code, ONE, FOUR._replace(drawing=f"drawing {number}"))
    with pytest.raises(ClassError, match="in a minute"):
        store.send(code, ONE, SEVEN)
    assert store.send(code, OTHER, SEVEN)
    clock.now += 61
    assert store.send(code, ONE, SEVEN)
    monkeypatch.setattr(room, "MOST_DEVICES", 2)
    monkeypatch.setattr(room, "MOST_DRAWINGS", MOST_A_MINUTE + 3)
    monkeypatch.setattr(store_module, "MOST_CLASSES", 1)
    aside = store.send(code, "c" * 22, SEVEN)
    assert [each.number for each in store.changed(code) if each.is_hidden] == [aside]
    assert store.send(code, ONE, FOUR)
    assert aside not in there(store, code)
    with pytest.raises(ClassError, match="wall is full"):
        store.send(code, ONE, FOUR._replace(label=5))
    with pytest.raises(ClassError, match="This server is full"):
        store.start()
    with pytest.raises(ClassError, match="too detailed"):
        store.send(code, ONE, FOUR._replace(drawing="x" * 7001))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_stored_as_a_value(store, text):
    code, _ = store.start()
    if text.isascii() and text.isprintable():
        assert store.send(code, text, SEVEN._replace(drawing=text)) == 1
        assert there(store, code)[1].drawing == text
    else:
        with pytest.raises(ClassError, match="couldn't read"):
            store.send(code, text, SEVEN._replace(drawing=text))
        assert there(store, code) == {}
    for ask in (lambda: store.standing(text), lambda: store.send(text, ONE, SEVEN)):
        with pytest.raises(NoClass):
            ask()
    assert store.changed(text) == []


def test_a_missing_database_is_reported(tmp_path):
    with pytest.raises(ClassError, match="can't open the database"):
        Store(f"sqlite:///{tmp_path}/no such folder/classes.sqlite")
    with pytest.raises(ClassError, match="can't open the database"):
        Store("nonsense://")
    store = Store(f"sqlite:///{tmp_path / 'classes.sqlite'}")
    code, _ = store.start()
    store.close()
    (tmp_path / "classes.sqlite").write_bytes(b"no database at all" * 1000)
    with pytest.raises(ClassError, match="can't reach the classes"):
        store.send(code, ONE, SEVEN)


def test_processes_that_start_together_create_the_tables_once(url, clock):
    with ThreadPoolExecutor(6) as pool:
        stores = [*pool.map(lambda _: Store(url, clock), range(6))]
    code, _ = stores[0].start()
    assert [each.standing(code).drawings for each in stores] == [0] * 6
    for each in stores:
        each.close()


def test_a_lost_postgresql_is_reported_and_recovers():
    if not programs():
        pytest.skip("PostgreSQL is not installed")
    with scratch_cluster() as cluster:
        with cluster.running() as url:
            store = Store(url)
            code, _ = store.start()
            store.send(code, ONE, SEVEN)
        for ask in (lambda: store.standing(code), lambda: store.send(code, ONE, FOUR), lambda: Store(url)):
            with pytest.raises(ClassError, match=r"can't (reach the classes|open the database)"):
                ask()
        with cluster.running():
            assert there(store, code) == {1: SEVEN}
            assert store.send(code, ONE, FOUR) == 2
    store.close()
