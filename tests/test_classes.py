"""A class's store: each drawing is stored once, for every process, and deleted with the class."""

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
from model.classes.over import LIFE, UNUSED_LIFE
from model.classes.sent import MOST_LEARNED, MOST_NAMES
from model.classes.store import MOST_A_MINUTE, MOST_SIGNS_A_MINUTE, Store
from tests.classes import FOUR, ONE, OTHER, SEVEN, there
from tests.postgres import empty, programs, serve_postgres

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


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def url(request, tmp_path: Path) -> str:
    if request.param == "SQLite":
        return f"sqlite:///{tmp_path / 'classes.sqlite'}"
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
    assert never_in_codes("abc 12é*34_") == ["1", "2", "É"] and never_in_codes(code.lower()) == []


@given(
    st.text(string.printable, max_size=12)
    | st.text(f"{ALPHABET}abc -", min_size=6, max_size=8)
    | st.sampled_from(HOSTILE)
)
def test_typed_text_is_a_code_or_nothing(text):
    code = code_in(text)
    assert code is None or (len(code) == CODE_LENGTH and {*code} <= {*ALPHABET} and code_in(code) == code)


def test_a_drawing_is_stored_unchanged_once_and_only_in_its_class(store):
    (code, _), (other, _) = store.start(), store.start()
    relabeled = SEVEN._replace(label=1)  # under another label it is another drawing
    sent = ((ONE, SEVEN), (ONE, SEVEN), (OTHER, FOUR), (OTHER, SEVEN), (ONE, SEVEN), (ONE, relabeled))
    assert [store.send(code, *each) for each in sent] == [1, 1, 2, 3, 1, 4]
    assert there(store, code) == {1: SEVEN, 2: FOUR, 3: SEVEN, 4: relabeled}
    assert [each.device for each in store.changed(code)] == [1, 2, 2, 1]
    assert store.standing(code)[:6] == (4, 4, 2, False, "", False)
    assert there(store, other) == {}


def test_only_its_device_and_the_teacher_remove_a_drawing(store):
    code, key = store.start()
    store.send(code, ONE, SEVEN)
    store.take_back(code, OTHER, 1)
    for wrong in (new_secret(), "", *HOSTILE):
        with pytest.raises(NoClass):
            store.remove(code, wrong, 1)
    assert there(store, code) == {1: SEVEN}
    store.take_back(code, ONE, 1)
    assert there(store, code) == {}
    assert store.send(code, ONE, SEVEN) == 2
    store.remove(code, key, 2)
    assert there(store, code) == {}


def test_hostile_text_is_stored_as_a_value(store):
    for text in HOSTILE:
        (code, _), sent = store.start(), SEVEN._replace(drawing=text)
        if text.isascii() and text.isprintable():
            assert store.send(code, text, sent) == 1
            assert there(store, code) == {1: sent}
        else:
            with pytest.raises(ClassError, match="couldn't read"):
                store.send(code, text, sent)
            assert there(store, code) == {}
        for ask in (store.standing, lambda text: store.send(text, ONE, SEVEN)):
            with pytest.raises(NoClass):
                ask(text)
        assert store.changed(text) == []


def test_a_class_can_pause_and_expires_a_day_after_its_last_drawing(store, clock):
    code, key = store.start()
    store.pause(code, key, True)
    with pytest.raises(ClassError, match="is paused"):
        store.send(code, ONE, SEVEN)
    store.pause(code, key, False)
    clock.now += UNUSED_LIFE - 1
    assert store.send(code, ONE, SEVEN) == 1
    clock.now += LIFE - 1
    assert store.standing(code).drawings == 1
    clock.now += 1
    for ask in (lambda: store.standing(code), lambda: store.send(code, ONE, FOUR)):
        with pytest.raises(NoClass):
            ask()


def test_processes_that_start_together_share_their_tables_and_numbers(url, clock):
    with ThreadPoolExecutor(8) as pool:
        stores = [*pool.map(lambda _: Store(url, clock), range(6))]
        code, _ = stores[0].start()

        def send(number: int) -> int:
            drawing = FOUR._replace(drawing=f"drawing {number}")
            return stores[number % 6].send(code, f"{number % 8}" * 22, drawing)

        assert sorted(pool.map(send, range(80))) == [*range(1, 81)]
    assert (len(there(stores[0], code)), stores[1].standing(code).devices) == (80, 8)
    for each in stores:
        each.close()


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


def test_a_device_s_last_answer_counts_until_the_reveal(store):
    (code, key), (other, _) = store.start(), store.start()
    with pytest.raises(ClassError, match="no longer open"):
        store.vote(code, ONE, "predict", 1)
    store.ask(code, key, "predict")
    assert store.standing(code)[4:6] == ("predict", False)
    for token, choice in ((ONE, 0), (ONE, 2), (OTHER, 2), ("c" * 22, 1)):
        store.vote(code, token, "predict", choice)
    store.ask(code, key, "predict")  # again, which asks nothing new
    assert (store.votes(code), store.votes(other)) == ({1: 1, 2: 2}, {})
    for question, choice in (("another", 1), ("predict", -1), ("predict", 10**9)):
        with pytest.raises(ClassError, match="no longer open"):
            store.vote(code, ONE, question, choice)
    with pytest.raises(NoClass):
        store.reveal(code, new_secret())
    store.reveal(code, key)
    assert store.standing(code)[4:6] == ("predict", True)
    with pytest.raises(ClassError, match="no longer open"):
        store.vote(code, ONE, "predict", 1)
    assert store.votes(code) == {1: 1, 2: 2}
    store.ask(code, key, "neuron")
    assert (store.votes(code), store.standing(code)[4:6]) == ({}, ("neuron", False))
    store.ask(code, key, "")
    assert store.standing(code)[4:6] == ("", False)
    with pytest.raises(NoClass):
        store.vote("AAAAAA", ONE, "predict", 1)


def test_a_class_s_signs_and_their_network_are_its_own_and_new_names_clear_the_wall(store):
    (code, key), (other, other_key) = store.start(), store.start()
    store.send(code, ONE, SEVEN)
    for names in (("A", "\N{UMBRELLA}"), ("<b>", "'; DROP TABLE signs; --")):
        store.name_signs(code, key, names)
        assert (there(store, code), store.standing(code)[6:8]) == ({}, (names, 0))
        for signs in ((), ("A",), names[::-1]):
            with pytest.raises(ClassError, match="other signs"):
                store.send(code, ONE, SEVEN._replace(label=0), signs)
        with pytest.raises(ClassError, match="read this drawing"):
            store.send(code, ONE, SEVEN._replace(label=2), names)
        number = store.send(code, ONE, SEVEN._replace(label=1), names)
        store.name_signs(code, key, names)  # the same again changes nothing
        assert [*there(store, code)] == [number] and store.network(code) == ""
        serial = store.standing(code).serial
        for count in (1, 2):
            store.put_network(code, key, names, f"{count}")
            assert (store.standing(code).learned, store.network(code)) == (count, f"{count}")
        assert store.standing(code).serial > serial  # so walls and devices learn of it
        with pytest.raises(ClassError, match="other signs"):
            store.put_network(code, key, names[::-1], "3")
        for change in (store.name_signs, lambda *to: store.put_network(*to, "3")):
            with pytest.raises(NoClass):
                change(code, other_key, names)
    with pytest.raises(ClassError, match="too large"):
        store.put_network(code, key, names, "3" * (MOST_LEARNED + 1))
    with pytest.raises(ClassError, match="too long"):
        store.name_signs(code, key, ["A" * MOST_NAMES])
    assert (store.standing(other)[6:8], store.network(other)) == (((), 0), "")
    store.name_signs(code, key, ())
    assert (store.standing(code)[6:8], store.network(code)) == (((), 0), "")
    store.name_signs(code, key, names)
    store.put_network(code, key, names, "4")
    store.end(code, key)
    assert store.network(code) == ""


def test_a_device_sends_more_signs_than_digits_a_minute_and_takes_all_back(store):
    code, key = store.start()
    store.name_signs(code, key, ("A", "B"))
    sent = [SEVEN._replace(drawing=f"{number}", label=0) for number in range(MOST_SIGNS_A_MINUTE + 1)]
    numbers = [store.send(code, ONE, each, ("A", "B")) for each in sent[:-1]]
    with pytest.raises(ClassError, match="quick"):
        store.send(code, ONE, sent[-1], ("A", "B"))
    store.take_back(code, OTHER, *numbers)
    assert len(there(store, code)) == MOST_SIGNS_A_MINUTE
    store.take_back(code, ONE, *numbers[1:])
    assert [*there(store, code)] == numbers[:1]


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
