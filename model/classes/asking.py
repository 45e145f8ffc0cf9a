"""What of a class may go wrong, as a sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from model.classes.codes import CODE_LENGTH
from model.classes.sent import ClassError, NoClass

T = TypeVar("T")


def asks(method: Callable[..., T]) -> Callable[..., T]:
    """Where the database can't be asked, say so."""

    @wraps(method)
    def asking(*arguments: object, **named: object) -> T:
        try:
            return method(*arguments, **named)
        except SQLAlchemyError as error:
            raise ClassError(
                "Classes can't be reached now. Everything else works; try again soon."
            ) from error

    return asking


def none_of(code: str) -> NoClass:
    """There is no class of that code."""
    return NoClass("There is no class {code}. Ask for its code once more.", code=code[:CODE_LENGTH])
