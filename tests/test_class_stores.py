"""With a busy or stopped store, or a wrong clock, nobody waits long and nothing is lost or left behind."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from model import PROJECT
from model.classes import ClassError, NoClass
from model.classes import database as database_module
from model.classes.database import ANSWER_SECONDS
from model.classes.over import LIFE, SURE_SECONDS
from model.classes.store import Store
from tests.classes import FOUR, ONE, OTHER, SEVEN, Clock, there
from tests.event_loop import run
from tests.postgres import Cluster, programs, scratch_cluster
from tests.processes import family
from views.classroom import classes, upkeep
from views.classroom.classes import NOT_REACHED, Watch

SEND = """
import os, sys
from model.classes import ClassError, Sent
from model.classes.store import Store
url, code = sys.argv[1:]
children = []
for process in range(12):
    child = os.fork()
    if not child:
        store, refused = Store(url), 0
        for number in range(20):
            try:
                store.send(code, f"{process:022}", Sent(f"drawing {number}", 1, 1, 0.5))
            except ClassError:
                refused += 1
        os._exit(refused)
    children.append(child)
print(sum(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children))
"""


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'classes.sqlite'}"


class Blocked:
    """A store that doesn't answer until it's allowed to."""

    def __init__(self, store: Store) -> None:
        self.store, self.may_answer = store, threading.Event()
        self.may_answer.set()

    def __getattr__(self, name: str) -> object:
        assert self.may_answer.wait(20)
        return getattr(self.store, name)


def test_while_the_store_hangs_the_last_known_state_is_shown(store, monkeypatch):
    monkeypatch.setattr(classes, "LOOK_SECONDS", 0.05)
    (code, _), (other, _) = store.start(), store.start()
    blocked, now = Blocked(store), [0.0]
    watch = Watch(lambda: blocked, lambda: now[0])
    seen = watch.look(code)
    store.send(code, ONE, SEVEN)
    now[0] += 60
    blocked.may_answer.clear()
    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(watch.look, code)
        while not watch._lock.locked():
            time.sleep(0.001)
        began = time.monotonic()
        assert [watch.look(code, at_once=True), watch.look(code)] == [seen, seen]
        assert watch.news(other) == NOT_REACHED
        assert time.monotonic() - began < 5
        blocked.may_answer.set()
        assert len(asking.result().drawings) == len(watch.look(code).drawings) == 1


@contextmanager
def stopped(cluster: Cluster) -> Iterator[None]:
    """Stop its processes without ending them."""
    processes = family(int((cluster.folder / "data" / "postmaster.pid").read_text().split()[0]))
    for each in processes:
        os.kill(each, signal.SIGSTOP)
    try:
        yield
    finally:
        for each in processes:
            os.kill(each, signal.SIGCONT)


def seconds_until_refused(ask: Callable[[], object]) -> float:
    began = time.monotonic()
    with pytest.raises(ClassError, match="can't reach the classes"):
        ask()
    return time.monotonic() - began


@pytest.mark.skipif(not programs(), reason="PostgreSQL is not installed")
def test_a_hung_or_lost_postgresql_delays_nobody_and_recovers():
    with scratch_cluster() as cluster:
        with cluster.running() as url:
            store = Store(url)
            watch = Watch(lambda: store)
            (code, _), (unseen, _) = store.start(), store.start()
            store.send(code, ONE, SEVEN)
            seen, threads = watch.look(code), threading.active_count()
            with store._engine.connect() as connection:
                limit = connection.exec_driver_sql("SHOW statement_timeout").scalar()
            assert limit == f"{ANSWER_SECONDS}s"
            with ThreadPoolExecutor(6) as pool, stopped(cluster):
                asks = [lambda: store.send(code, ONE, FOUR)] * 3 + [lambda: watch.look(unseen)] * 3
                times = [*pool.map(seconds_until_refused, asks, timeout=60)]
                assert max(times) <= 2 * ANSWER_SECONDS + 4  # the pool tests the connection, then connects
            assert threading.active_count() == threads
            assert store.send(code, ONE, FOUR) == 2
            assert watch.look(code, at_once=True).standing.serial > seen.standing.serial
            assert watch.look(unseen)
        for ask in (lambda: store.standing(code), lambda: store.send(code, ONE, FOUR), lambda: Store(url)):
            with pytest.raises(ClassError, match=r"can't (reach the classes|open the database)"):
                ask()
        with cluster.running():
            assert there(store, code) == {1: SEVEN, 2: FOUR}
        store.close()


def test_expired_classes_are_deleted_though_nobody_visits(store, clock, monkeypatch, caplog):
    monkeypatch.setattr(upkeep, "PURGES", 100 * SURE_SECONDS)
    monkeypatch.setattr(upkeep, "may_have_any", lambda: True)
    fails = [ClassError("Not now."), OSError("Nor now.")]

    def opened() -> Store:
        if fails:
            raise fails.pop()
        return store

    monkeypatch.setattr(upkeep, "classes", opened)
    code, _ = store.start()
    store.send(code, ONE, SEVEN)

    async def wait() -> None:
        async with upkeep.upkeep(None):
            for _ in range(500):
                await upkeep.asyncio.sleep(0.01)
                clock.now += SURE_SECONDS / 4
                if not store.changed(code):
                    return

    run(wait())
    assert store.changed(code) == []
    assert "Nor now." in caplog.text and "Not now." not in caplog.text  # a store out of reach is usual


def test_without_a_class_no_store_is_opened(tmp_path, monkeypatch):
    monkeypatch.delenv(classes.URL, raising=False)
    monkeypatch.setattr(classes.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(upkeep, "classes", lambda: pytest.fail("opened"))
    upkeep._purge()
    classes._file().touch()
    assert classes.may_have_any()
    monkeypatch.setattr(classes.tempfile, "gettempdir", lambda: "/nowhere")
    monkeypatch.setenv(classes.URL, "sqlite:////elsewhere")
    assert classes.may_have_any()


def test_a_clock_that_was_wrong_for_a_while_deletes_no_class(store, url, clock):
    code, _ = store.start()
    store.send(code, ONE, SEVEN)
    clock.now += 2 * LIFE
    for opened in (store, store, Store(url, clock)):  # and the server restarts
        opened.purge()
        clock.now += SURE_SECONDS / 4
    with pytest.raises(NoClass):
        store.standing(code)
    clock.now -= 2 * LIFE
    store.purge()
    assert there(store, code) == {1: SEVEN}
    assert store.send(code, ONE, FOUR) == 2
    clock.now += LIFE
    store.purge()
    clock.now += SURE_SECONDS - 1
    store.purge()
    assert len(there(store, code)) == 2
    clock.now += 1
    Store(url, clock).close()  # opening the store deletes expired classes too
    assert store.changed(code) == []


def test_a_class_that_expired_in_the_future_expires_again(store, clock):
    code, _ = store.start()
    clock.now += 30 * LIFE
    store.purge()
    clock.now -= 28 * LIFE
    store.purge()
    clock.now += SURE_SECONDS
    store.purge()
    clock.now -= 2 * LIFE + SURE_SECONDS
    with pytest.raises(NoClass):
        store.standing(code)


def test_a_class_that_expired_by_mistake_goes_on(store, clock):
    code, _ = store.start()
    store.send(code, ONE, SEVEN)
    clock.now += LIFE
    store.purge()
    clock.now -= 10
    store.send(code, ONE, FOUR)
    clock.now += SURE_SECONDS + 20
    store.purge()
    assert len(there(store, code)) == 2


def is_left(folder: Path, text: str = "SEVEN") -> bool:
    return any(text.encode() in path.read_bytes() for path in folder.iterdir())


def expire(store: Store, clock: Clock) -> None:
    for seconds in (LIFE, SURE_SECONDS):
        clock.now += seconds
        store.purge()


@pytest.mark.parametrize("way", ("taken back", "removed", "device", "cleared", "ended", "over"))
@pytest.mark.parametrize("is_read", (False, True))
def test_removed_drawings_leave_no_byte_and_secrets_have_none(store, clock, tmp_path, way, is_read):
    code, key = store.start()
    store.send(code, ONE, SEVEN._replace(drawing=f"{SEVEN.drawing} {'x' * 5000}"))
    remove = {
        "taken back": lambda: store.take_back(code, ONE, 1),
        "removed": lambda: store.remove(code, key, 1),
        "device": lambda: store.remove_device(code, key, 1),
        "cleared": lambda: store.clear(code, key),
        "ended": lambda: store.end(code, key),
        "over": lambda: expire(store, clock),
    }
    assert is_left(tmp_path) and is_left(tmp_path, code)
    assert not is_left(tmp_path, key) and not is_left(tmp_path, ONE)
    with closing(sqlite3.connect(tmp_path / "classes.sqlite", isolation_level=None)) as reader:
        if is_read:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM drawings").fetchall()
        began = time.monotonic()
        remove[way]()
        assert time.monotonic() - began < 2
        assert is_left(tmp_path) == is_read
    store.purge()
    assert not is_left(tmp_path)
    assert is_left(tmp_path, code) == (way not in ("ended", "over"))


def test_only_the_owner_can_read_the_files(tmp_path):
    path = tmp_path / "classes.sqlite"
    path.touch(0o644)
    before = os.umask(0o022)
    try:
        another, by_uri = tmp_path / "another.sqlite", tmp_path / "uri.sqlite"
        for file, url in ((path, path), (another, another), (by_uri, f"file:{by_uri}?uri=true")):
            store = Store(f"sqlite:///{url}")
            store.send(store.start()[0], ONE, SEVEN)
            found = [each for each in tmp_path.iterdir() if each.name.startswith(file.name)]
            assert len(found) == 3
            assert {stat.S_IMODE(each.stat().st_mode) for each in found} == {0o600}
            store.close()
    finally:
        os.umask(before)


def test_a_send_waits_while_another_process_writes(url, tmp_path, monkeypatch):
    monkeypatch.setattr(database_module, "ANSWER_SECONDS", 0.2)
    store = Store(url)
    code, _ = store.start()
    with closing(sqlite3.connect(tmp_path / "classes.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor(1) as pool:
            sending = pool.submit(store.send, code, OTHER, SEVEN)
            time.sleep(0.3)
            other.execute("COMMIT")
            assert sending.result() == 1
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ClassError, match="can't reach the classes"):
            store.send(code, OTHER, FOUR)
    store.close()


def test_a_database_that_others_are_opening_is_asked_again(tmp_path, monkeypatch):
    tries, set_up = [], database_module._set_up_sqlite

    def busy_at_first(connection: object, record: object) -> None:
        tries.append(connection)
        if len(tries) == 1:
            raise sqlite3.OperationalError("database is locked")
        set_up(connection, record)

    monkeypatch.setattr(database_module, "_set_up_sqlite", busy_at_first)
    assert Store(f"sqlite:///{tmp_path / 'classes.sqlite'}").start()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that are copied")
def test_twelve_processes_can_send_at_once(url):
    store = Store(url)
    code, _ = store.start()
    command = [sys.executable, "-c", SEND, url, code]
    ended = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=120)
    assert ended.stdout.strip() == "0", ended.stderr[-2000:]
    numbers = [each.number for each in store.changed(code)]
    assert sorted(numbers) == [*range(1, 241)]
    store.close()
