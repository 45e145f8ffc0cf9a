"""When a class is over, and how everything about it is deleted then."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, insert, literal, or_, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from model.classes.codes import possible_code
from model.classes.database import asks, truncate_log
from model.classes.tables import CLASSES, OVER, TABLES

LIFE = 24 * 3600  # seconds that a class lasts after its last drawing
UNUSED_LIFE = 3600  # and after its beginning, if no device sends or answers anything; see also `FEW_DEVICES`
SURE_SECONDS = 3600  # between the two checks before it is deleted, because a clock may be wrong


class Over:
    """The part of `Store` that ends classes.

    A class that is over can't be reached. It is deleted if two checks, `SURE_SECONDS` apart and perhaps with
    a restart in between, find it over. So if only the clock was wrong, the class goes on.
    """

    _engine: Engine
    _clock: Callable[[], float]
    _has_deleted = True  # because a process before this one may have left deleted data in SQLite's log

    @asks
    def purge(self) -> None:
        """Delete the classes that are over: from time to time, and when the store is opened."""
        now = self._now()
        lasting = select(CLASSES.c.code).where(self._lasts())
        with suppress(IntegrityError), self._engine.begin() as connection:  # another process has noted it
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
        """Clear deleted data from SQLite's log; if others are reading it, the next purge does so."""
        self._has_deleted = True
        with suppress(SQLAlchemyError):
            self._has_deleted = not truncate_log(self._engine)
