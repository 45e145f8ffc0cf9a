"""The database of a store of classes: SQLite in a file that only this user can read, or PostgreSQL.

Takes a URL, returns SQLAlchemy's engine, and makes sentences of its failures. Of classes, it only knows their
tables.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Generator
from contextlib import suppress
from functools import wraps
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.schema import CreateTable

from model.classes.sent import ClassError
from model.classes.tables import TABLES

T = TypeVar("T")

# How long SQLite waits for another process, PostgreSQL has for a command, and a thread waits for a
# connection: each takes milliseconds.
ANSWER_SECONDS = 4
TRIES = 4  # of `ANSWER_SECONDS` each: SQLite asks less often the longer it has waited, so a new try helps
_POSTGRES = re.compile(r"^postgres(ql)?://")  # its usual URL, without a driver


def opened(url: str) -> Engine:
    """Open the database at that URL, and create its tables.

    Raises:
        SQLAlchemyError, ImportError, OSError: it can't be opened.
    """
    url = _POSTGRES.sub("postgresql+psycopg://", url)
    engine = _sqlite(url) if url.startswith("sqlite") else _postgres(url)
    _make_tables(engine)
    if url.startswith("sqlite"):
        _for_its_owner_alone(engine)
    return engine


def asks(method: Callable[..., T]) -> Callable[..., T]:
    """Repeat a database method while the database is busy; if it fails, raise a sentence about it."""

    @wraps(method)
    def asking(*arguments: object, **named: object) -> T:
        for left in reversed(range(TRIES)):
            try:
                return method(*arguments, **named)
            except SQLAlchemyError as error:
                if not (left and _was_busy(error)):
                    raise ClassError(
                        "We can't reach the classes right now. Everything else works. Try again soon."
                    ) from error
        raise AssertionError("the last try returns or raises")

    return asking


def _was_busy(error: Exception) -> bool:
    """Return whether other processes kept SQLite busy; then trying again is as good as waiting longer."""
    return isinstance(error, OperationalError) and "database is locked" in str(error.orig)


def truncate_log(engine: Engine) -> bool:
    """Empty SQLite's log, which still contains deleted data; return False if others were reading it."""
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 100")  # don't wait for readers
        busy, _, _ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {1000 * ANSWER_SECONDS}")
    return not busy


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": ANSWER_SECONDS}, pool_timeout=ANSWER_SECONDS)
    event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _set_up_sqlite(connection: object, _record: object) -> None:
    """Let several processes share the file, and let SQLite overwrite what is deleted."""
    for setting in ("journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON"):
        connection.execute(f"PRAGMA {setting}")


def _for_its_owner_alone(engine: Engine) -> None:
    """Make the file and the two files next to it readable by their owner only."""
    with engine.connect() as connection:
        _number, _name, path = connection.exec_driver_sql("PRAGMA database_list").first()  # a URL may hide it
    for end in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError, PermissionError):  # the file belongs to another user, who shares it
            os.chmod(f"{path}{end}", 0o600)


def _postgres(url: str) -> Engine:
    import psycopg

    class Answering(psycopg.Connection):
        """A connection that gives up when there is no answer, whatever the cause."""

        def wait(self, asked: Generator, *arguments: object, **named: object) -> object:
            """Return the answer, within `ANSWER_SECONDS`."""
            try:
                return super().wait(_until(asked, time.monotonic() + ANSWER_SECONDS), *arguments, **named)
            except TimeoutError as error:
                self.pgconn.finish()  # because the next answer would be to an earlier question
                raise psycopg.OperationalError("PostgreSQL does not answer") from error

    waits = {"connect_timeout": ANSWER_SECONDS, "tcp_user_timeout": 1000 * ANSWER_SECONDS}
    engine = create_engine(url, connect_args=waits, pool_pre_ping=True, pool_timeout=ANSWER_SECONDS)
    event.listen(engine, "do_connect", lambda _dialect, _record, at, named: Answering.connect(*at, **named))
    event.listen(engine, "connect", _set_up_postgres)
    return engine


def _set_up_postgres(connection: object, _record: object) -> None:
    """Make PostgreSQL end a command that nobody waits for any more."""
    connection.execute(f"SET statement_timeout = {1000 * ANSWER_SECONDS}")
    connection.commit()


def _until(asked: Generator, end: float) -> Generator:
    """Run psycopg's generator, and pass it nothing every 0.1 s while there is no answer."""
    ready = None
    try:
        while True:
            ready = yield asked.send(ready)
            if not ready and time.monotonic() > end:
                raise TimeoutError
    except StopIteration as answer:
        return answer.value


def _make_tables(engine: Engine) -> None:
    """Create missing tables; if processes begin together, the database makes some of them try again."""
    for left in reversed(range(TRIES)):
        try:
            with engine.begin() as connection:
                _create(connection)
            return
        except (IntegrityError, OperationalError) as error:
            if not left or not (isinstance(error, IntegrityError) or _was_busy(error)):
                raise


def _create(connection: Connection) -> None:
    for table in TABLES:
        connection.execute(CreateTable(table, if_not_exists=True))
