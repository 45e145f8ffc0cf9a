"""What of a class may go wrong, as a sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from model.classes.codes import CODE_LENGTH
from model.classes.database import was_busy
from model.classes.sent import ClassError, NoClass

T = TypeVar("T")
TRIES = 3  # of `BUSY_SECONDS` each: who waits longest waits most seldom for SQLite, so it begins again


def asks(method: Callable[..., T]) -> Callable[..., T]:
    """Where the database is busy, ask again; where it can't be asked, say so."""

    @wraps(method)
    def asking(*arguments: object, **named: object) -> T:
        for left in reversed(range(TRIES)):
            try:
                return method(*arguments, **named)
            except SQLAlchemyError as error:
                if not (left and was_busy(error)):
                    raise ClassError(
                        "We can't reach the classes right now. Everything else works. Try again soon."
                    ) from error
        raise AssertionError("the last try returns or raises")

    return asking


def none_of(code: str) -> NoClass:
    """There is no class of that code."""
    return NoClass("No class has the code {code}. Ask for the code again.", code=code[:CODE_LENGTH])
