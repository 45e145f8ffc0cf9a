"""When a class is over, and that nothing of it is left then."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, insert, literal, or_, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from model.classes.asking import asks
from model.classes.codes import possible_code
from model.classes.database import truncate_log
from model.classes.tables import CLASSES, OVER, TABLES

LIFE = 24 * 3600  # seconds that a class lasts after its last drawing
UNUSED_LIFE = 3600  # and after its beginning, if no device sends or answers anything
SURE_SECONDS = 3600  # between two looks that find a class over, before it is deleted: a clock may be wrong


class Over:
    """What `Store` has of it.

    A class that is over can't be reached. It is deleted when two looks, `SURE_SECONDS` apart, find it over,
    perhaps with a restart between them: if only the clock was wrong, the class goes on.
    """

    _engine: Engine
    _clock: Callable[[], float]
    _has_deleted = True  # what SQLite's log may still have, from a process before, too

    @asks
    def purge(self) -> None:
        """Delete the classes that are over: now and then, and when the store is opened."""
        now = self._now()
        lasting = select(CLASSES.c.code).where(self._lasts())
        with suppress(IntegrityError), self._engine.begin() as connection:  # another has noted it
            is_wrong = or_(OVER.c.code.in_(lasting), OVER.c.since > now)
            connection.execute(delete(OVER).where(is_wrong))
            noted = select(OVER.c.code)
            over = select(CLASSES.c.code, literal(now)).where(~self._lasts(), CLASSES.c.code.not_in(noted))
            connection.execute(insert(OVER).from_select(["code", "since"], over))
            sure = connection.scalars(noted.where(OVER.c.since <= now - SURE_SECONDS)).all()
            self._forget(connection, sure)
        if self._has_deleted:
            self._clear_log()

    def _lasts(self) -> ColumnElement[bool]:
        now = self._now()
        is_used = or_(CLASSES.c.devices > 0, CLASSES.c.last > now - UNUSED_LIFE)
        return and_(CLASSES.c.last > now - LIFE, is_used)

    def _is_there(self, code: str) -> tuple[ColumnElement[bool], ...]:
        return CLASSES.c.code == possible_code(code), self._lasts()

    def _now(self) -> int:
        return int(self._clock())

    def _forget(self, connection: Connection, codes: list[str]) -> None:
        for table in TABLES if codes else ():
            connection.execute(delete(table).where(table.c.code.in_(codes)))
            self._has_deleted = True

    def _clear_log(self) -> None:
        """Leave no byte of what was deleted in SQLite's log; where others read it, the next purge does."""
        self._has_deleted = True
        with suppress(SQLAlchemyError):
            self._has_deleted = not truncate_log(self._engine)
