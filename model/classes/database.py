"""The database of a store of classes: SQLite in a file of this user's alone, or a PostgreSQL that may hang.

Takes a URL, gives SQLAlchemy's engine. Knows nothing of classes but their tables.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Generator
from contextlib import suppress

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.schema import CreateTable

from model.classes.tables import TABLES

# That SQLite waits for another process's change, and anybody for a connection: a change takes milliseconds.
BUSY_SECONDS = 5
# That PostgreSQL has for one command, and for one connection to it: a command takes milliseconds.
ANSWER_SECONDS = 4
_POSTGRES = re.compile(r"^postgres(ql)?://")  # as its URL is usually written, without its driver


def opened(url: str) -> Engine:
    """The database at that URL, with its tables.

    Raises:
        SQLAlchemyError, ImportError, OSError: it can't be opened.
    """
    url = _POSTGRES.sub("postgresql+psycopg://", url)
    engine = _sqlite(url) if url.startswith("sqlite") else _postgres(url)
    _make_tables(engine)
    if url.startswith("sqlite"):
        _for_its_owner_alone(engine)
    return engine


def was_busy(error: Exception) -> bool:
    """Whether other processes kept SQLite busy all the time: to try again is as good as to wait longer."""
    return isinstance(error, OperationalError) and "database is locked" in str(error.orig)


def truncate_log(engine: Engine) -> bool:
    """Empty SQLite's log, which still has what was deleted; gives whether it could, while others read."""
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 100")  # a reader is not waited for
        busy, _, _ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {1000 * BUSY_SECONDS}")
    return not busy


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, pool_timeout=BUSY_SECONDS)
    event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _set_up_sqlite(connection: object, _record: object) -> None:
    """Have several processes share the file, and nothing that is deleted stay in it."""
    for setting in ("journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON"):
        connection.execute(f"PRAGMA {setting}")


def _for_its_owner_alone(engine: Engine) -> None:
    """The file, and the two beside it, which SQLite makes with the same rights."""
    with engine.connect() as connection:
        _number, _name, path = connection.exec_driver_sql("PRAGMA database_list").first()  # a URL may hide it
    for end in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError, PermissionError):  # it is another user's, who shares it
            os.chmod(f"{path}{end}", 0o600)


def _postgres(url: str) -> Engine:
    import psycopg

    class Answering(psycopg.Connection):
        """One that gives up when there is no answer, whatever keeps it from coming."""

        def wait(self, asked: Generator, *arguments: object, **named: object) -> object:
            """What is asked, within `ANSWER_SECONDS`."""
            try:
                return super().wait(_until(asked, time.monotonic() + ANSWER_SECONDS), *arguments, **named)
            except TimeoutError as error:
                self.pgconn.finish()  # whatever comes now would be the answer to something else
                raise psycopg.OperationalError("PostgreSQL does not answer") from error

    waits = {"connect_timeout": ANSWER_SECONDS, "tcp_user_timeout": 1000 * ANSWER_SECONDS}
    engine = create_engine(url, connect_args=waits, pool_pre_ping=True, pool_timeout=BUSY_SECONDS)
    event.listen(engine, "do_connect", lambda _dialect, _record, at, named: Answering.connect(*at, **named))
    event.listen(engine, "connect", _set_up_postgres)
    return engine


def _set_up_postgres(connection: object, _record: object) -> None:
    """Have it end a command that nobody waits for any more."""
    connection.execute(f"SET statement_timeout = {1000 * ANSWER_SECONDS}")
    connection.commit()


def _until(asked: Generator, end: float) -> Generator:
    """The same generator of psycopg's, which is given nothing every 0.1 s while there is no answer."""
    ready = None
    try:
        while True:
            ready = yield asked.send(ready)
            if not ready and time.monotonic() > end:
                raise TimeoutError
    except StopIteration as answer:
        return answer.value


def _make_tables(engine: Engine) -> None:
    """Make what is missing; where two processes begin together, PostgreSQL has one of them ask again."""
    for is_last in (False, True):
        try:
            with engine.begin() as connection:
                _create(connection)
            return
        except IntegrityError:
            if is_last:
                raise


def _create(connection: Connection) -> None:
    for table in TABLES:
        connection.execute(CreateTable(table, if_not_exists=True))
