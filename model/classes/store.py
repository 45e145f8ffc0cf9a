"""The store of classes: SQLite in a file, which a machine's processes share, or PostgreSQL for several.

Takes a database's URL. Only what `Sent` says is kept, with a number for its device, for a day after a class's
last drawing; of keys and tokens there are hashes. Every value goes to the database as a parameter.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from hmac import compare_digest

from sqlalchemy import Connection, Engine, create_engine, delete, event, func, insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.schema import CreateTable

from model.classes.asking import asks, none_of
from model.classes.codes import code_in, hashed, new_code, new_secret
from model.classes.sent import MOST_DRAWING, MOST_DRAWINGS, ClassError, Sent, Shown, Standing
from model.classes.tables import CLASSES, DEVICES, DRAWINGS, PERMILLE, QUESTIONS, TABLES, set_up_sqlite
from model.classes.votes import Votes

LIFE = 24 * 3600  # seconds that a class lasts after its last drawing
MOST_CLASSES = 200
MOST_DEVICES = 200  # of a class
MOST_A_MINUTE = 20  # drawings of a device: one every three seconds
# That SQLite waits for another process's change, which takes milliseconds, and PostgreSQL is waited for.
BUSY_SECONDS = 5
PURGE_SECONDS = 60  # between two looks for classes that are over
_POSTGRES = re.compile(
    r"^postgres(ql)?://"
)  # as such a database's URL is usually written, without its driver


class Store(Votes):
    """Classes, and what was sent to them. Any thread and any process may ask it.

    All methods raise ClassError: there is no such class, it is not that teacher's, it is paused or full, a
    device has sent too much, or the database can't be reached.
    """

    def __init__(self, url: str, clock: Callable[[], float] = time.time) -> None:
        """Of a database's URL, "sqlite:////home/me/classes.sqlite" or "postgresql://…"; makes its tables."""
        url = _POSTGRES.sub("postgresql+psycopg://", url)
        is_sqlite = url.startswith("sqlite")
        waits = {"timeout": BUSY_SECONDS} if is_sqlite else {"connect_timeout": BUSY_SECONDS}
        self._clock, self._purged = clock, 0.0
        try:
            self._engine = create_engine(url, connect_args=waits, pool_pre_ping=not is_sqlite)
            if is_sqlite:
                event.listen(self._engine, "connect", set_up_sqlite)
            _make_tables(self._engine)
        except (SQLAlchemyError, ImportError) as error:
            raise ClassError("Classes can't be kept here: the database can't be opened.") from error

    @asks
    def start(self) -> tuple[str, str]:
        """Begin a class; give its code, and its teacher's key."""
        self._purge(now=True)
        key = new_secret()
        with self._engine.begin() as connection:
            if connection.scalar(select(func.count()).select_from(CLASSES)) >= MOST_CLASSES:
                raise ClassError(
                    "There are {most} classes at this moment, as many as this server takes. Try again later.",
                    most=MOST_CLASSES,
                )
        for _try in range(5):  # one of 28**6 is hardly ever there
            code = new_code()
            try:
                with self._engine.begin() as connection:
                    connection.execute(insert(CLASSES).values(code=code, key=hashed(key), last=self._now()))
                return code, key
            except IntegrityError:
                continue
        raise ClassError("No code was found for the class. Try again.")

    @asks
    def standing(self, code: str) -> Standing:
        """How a class stands: one query, of one row."""
        self._purge()
        with self._engine.connect() as connection:
            columns = (CLASSES.c.serial, CLASSES.c.drawings, CLASSES.c.devices, CLASSES.c.is_paused)
            question = (QUESTIONS.c.question, QUESTIONS.c.is_revealed)
            both = select(*columns, *question).outerjoin(QUESTIONS, QUESTIONS.c.code == CLASSES.c.code)
            row = connection.execute(both.where(*self._is_there(code))).one_or_none()
        if row is None:
            raise none_of(code)
        return Standing(*row[:4], row.question or "", bool(row.is_revealed))

    @asks
    def changed(self, code: str, since: int = 0) -> list[Shown]:
        """What has changed after that serial, the oldest change first."""
        with self._engine.connect() as connection:
            of_class = (DRAWINGS.c.code == _possible_code(code), DRAWINGS.c.serial > since)
            rows = connection.execute(select(DRAWINGS).where(*of_class).order_by(DRAWINGS.c.serial))
            return [_shown(row) for row in rows]

    @asks
    def send(self, code: str, token: str, sent: Sent) -> int:
        """Put a drawing on a class's wall; give its number there. The same one again has the same number.

        Args:
            code: of the class.
            token: of the device, which it has made itself: a secret.
            sent: the drawing.
        """
        if not (sent.drawing.isascii() and sent.drawing.isprintable()):
            raise ClassError("This drawing can't be read. Draw it once more.")
        if not 0 < len(sent.drawing) <= MOST_DRAWING:
            raise ClassError("This drawing is too long to be sent. Draw it with fewer strokes.")
        digest, now = hashed(f"{sent.label} {sent.drawing}"), self._now()
        with self._engine.begin() as connection:
            may = (*self._is_there(code), ~CLASSES.c.is_paused, CLASSES.c.drawings < MOST_DRAWINGS)
            change = {"drawings": CLASSES.c.drawings + 1, "last": now}
            row = self._change(connection, may, change)
            if row is None:
                raise _refused(connection, code, self._is_there(code))
            device = self._device(connection, code, hashed(token))
            of_device = (DRAWINGS.c.code == code, DRAWINGS.c.device == device)
            again = select(DRAWINGS.c.number).where(*of_device, DRAWINGS.c.digest == digest)
            number = connection.scalar(again)
            if number is not None:
                connection.rollback()
                return number
            of_minute = select(func.count()).where(*of_device, DRAWINGS.c.time > now - 60)
            if connection.scalar(of_minute) >= MOST_A_MINUTE:
                raise ClassError(
                    "That was quick: {most} drawings in a minute. Wait a moment.", most=MOST_A_MINUTE
                )
            values = {"code": code, "device": device, "digest": digest, "time": now}
            values |= {"number": row.drawings, "serial": row.serial}
            values |= sent._asdict() | {"certainty": round(PERMILLE * sent.certainty)}
            connection.execute(insert(DRAWINGS).values(values))
            return row.drawings

    @asks
    def take_back(self, code: str, token: str, number: int) -> None:
        """Remove a drawing for the device that has sent it."""
        with self._engine.begin() as connection:
            own = select(DEVICES.c.number).where(DEVICES.c.code == code, DEVICES.c.token == hashed(token))
            self._remove(connection, code, DRAWINGS.c.number == number, DRAWINGS.c.device.in_(own))

    @asks
    def check_key(self, code: str, key: str) -> None:
        """Whether it is that class's teacher's key; ClassError if not."""
        with self._engine.connect() as connection:
            found = connection.scalar(select(CLASSES.c.key).where(*self._is_there(code)))
        if found is None or not compare_digest(found, hashed(key)):
            raise none_of(code)

    def remove(self, code: str, key: str, number: int) -> None:
        """Remove a drawing, for the teacher."""
        self._teach(code, key, lambda to: self._remove(to, code, DRAWINGS.c.number == number))

    def clear(self, code: str, key: str) -> None:
        """Remove all drawings, for the teacher."""
        self._teach(code, key, lambda to: self._remove(to, code))

    def hide(self, code: str, key: str, number: int, is_hidden: bool) -> None:
        """Have a drawing seen only by who asks for it, or by all again, for the teacher."""

        def change(connection: Connection) -> None:
            serial = self._change(connection, self._is_there(code), {}).serial
            of_class = (DRAWINGS.c.code == code, DRAWINGS.c.number == number)
            connection.execute(update(DRAWINGS).where(*of_class).values(is_hidden=is_hidden, serial=serial))

        self._teach(code, key, change)

    def pause(self, code: str, key: str, is_paused: bool) -> None:
        """Have nothing sent for now, or go on, for the teacher."""
        self._teach(code, key, lambda to: self._change(to, self._is_there(code), {"is_paused": is_paused}))

    @asks
    def end(self, code: str, key: str) -> None:
        """End a class at once, for the teacher: nothing of it is left."""
        self.check_key(code, key)
        self._forget(CLASSES.c.code == code)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @asks
    def _teach(self, code: str, key: str, change: Callable[[Connection], object]) -> None:
        self.check_key(code, key)
        with self._engine.begin() as connection:
            change(connection)

    def _change(self, connection: Connection, where: tuple, values: dict[str, object]) -> object:
        """Count a change of a class, which no other process changes before the end; None if there is none."""
        counted = {"serial": CLASSES.c.serial + 1} | values
        changed = update(CLASSES).where(*where).values(counted)
        return connection.execute(changed.returning(CLASSES.c.serial, CLASSES.c.drawings)).one_or_none()

    def _device(self, connection: Connection, code: str, token: str) -> int:
        of_device = (DEVICES.c.code == code, DEVICES.c.token == token)
        number = connection.scalar(select(DEVICES.c.number).where(*of_device))
        if number is None:
            one_more = {"devices": CLASSES.c.devices + 1}
            is_room = (CLASSES.c.code == code, CLASSES.c.devices < MOST_DEVICES)
            counted = update(CLASSES).where(*is_room).values(one_more).returning(CLASSES.c.devices)
            number = connection.scalar(counted)
            if number is None:
                raise ClassError("This class has {most} devices, as many as it takes.", most=MOST_DEVICES)
            connection.execute(insert(DEVICES).values(code=code, token=token, number=number))
        return number

    def _remove(self, connection: Connection, code: str, *which: object) -> None:
        row = self._change(connection, self._is_there(code), {})
        if row is not None:
            gone = {"drawing": "", "digest": None, "serial": row.serial}
            is_one = (DRAWINGS.c.code == code, DRAWINGS.c.drawing != "", *which)
            connection.execute(update(DRAWINGS).where(*is_one).values(gone))

    def _is_there(self, code: str) -> tuple:
        return CLASSES.c.code == _possible_code(code), CLASSES.c.last > self._now() - LIFE

    def _now(self) -> int:
        return int(self._clock())

    def _purge(self, now: bool = False) -> None:
        """Forget the classes that are over; not at every call."""
        if now or self._clock() > self._purged + PURGE_SECONDS:
            self._purged = self._clock()
            self._forget(CLASSES.c.last <= self._now() - LIFE)

    def _forget(self, which: object) -> None:
        with self._engine.begin() as connection:
            codes = connection.scalars(select(CLASSES.c.code).where(which)).all()
            for table in TABLES if codes else ():
                connection.execute(delete(table).where(table.c.code.in_(codes)))
        if codes and self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:  # what is deleted stood in the log beside the file
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _make_tables(engine: Engine) -> None:
    """Make what is missing; where two processes begin together, PostgreSQL has one of them ask again."""
    for is_last in (False, True):
        try:
            with engine.begin() as connection:
                for table in TABLES:
                    connection.execute(CreateTable(table, if_not_exists=True))
            return
        except IntegrityError:
            if is_last:
                raise


def _possible_code(code: str) -> str:
    """A code that a class may have; "" for anything else, which a database need not be asked."""
    return code if code_in(code) == code else ""


def _shown(row: object) -> Shown:
    sent = Sent(row.drawing, row.label, row.answer, row.certainty / PERMILLE) if row.drawing else None
    return Shown(row.number, row.device, sent, row.time, row.is_hidden, row.serial)


def _refused(connection: Connection, code: str, is_there: tuple) -> ClassError:
    row = connection.execute(select(CLASSES).where(*is_there)).one_or_none()
    if row is None:
        return none_of(code)
    if row.is_paused:
        return ClassError("The class pauses. Keep your drawing, and send it when it goes on.")
    return ClassError("The class has {most} drawings, as many as it takes.", most=MOST_DRAWINGS)
