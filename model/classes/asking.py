"""Requests to a class's database, whose failures become sentences."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from model.classes.codes import CODE_LENGTH
from model.classes.database import was_busy
from model.classes.sent import ClassError, NoClass

T = TypeVar("T")
TRIES = 4  # of `ANSWER_SECONDS` each: SQLite asks less often the longer it has waited, so a new try helps


def asks(method: Callable[..., T]) -> Callable[..., T]:
    """Repeat a database method while the database is busy; if it fails, raise a sentence about it."""

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
    """Return the error that there is no class with that code."""
    return NoClass("No class has the code {code}. Ask for the code again.", code=code[:CODE_LENGTH])
