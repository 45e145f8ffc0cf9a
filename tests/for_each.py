"""Test a law about many small things in one test, which tries each of them and names all that break it.

Takes what `pytest.mark.parametrize` takes. A separate test costs some milliseconds, which is more than most
of these laws take. Use parametrize where there are few things, or where a failure has to be looked at by
itself.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable

import pytest

AS_LONG = 80  # characters of a thing's name


def for_each(
    names: str | tuple[str, ...], things: Iterable[object], ids: Callable[[object], str] = str
) -> Callable[[Callable], Callable]:
    """Have a test try all of these things, one after the other, with the same fixtures.

    The test fails if any of them fails, with a line for each failure, or if there is nothing to try. It is
    skipped if all are skipped.
    """
    names = tuple(names.replace(",", " ").split()) if isinstance(names, str) else names
    things = list(things)

    def decorate(test: Callable) -> Callable:
        @functools.wraps(test)
        def try_all(**fixtures: object) -> None:
            broken: dict[str, BaseException] = {}
            skipped: list[BaseException] = []
            for place, thing in enumerate(things):
                values = thing if len(names) > 1 else (thing,)
                try:
                    test(**fixtures, **dict(zip(names, values, strict=True)))
                except pytest.skip.Exception as reason:
                    skipped.append(reason)
                except (Exception, pytest.fail.Exception) as problem:
                    broken[f"{place}: {ids(thing)[:AS_LONG]}"] = problem
            if broken:
                lines = [f"{name}: {in_one_line(problem)}" for name, problem in broken.items()]
                of_all = f"{len(broken)} of {len(things)}, the first of which is shown above"
                raise AssertionError("\n".join([of_all, *lines])) from next(iter(broken.values()))
            if len(skipped) == len(things):
                raise skipped[0] if skipped else AssertionError("there is nothing to try")

        signature = inspect.signature(test)
        left = [each for name, each in signature.parameters.items() if name not in names]
        assert len(left) + len(names) == len(signature.parameters), f"{test.__name__} does not take {names}"
        try_all.__signature__ = signature.replace(parameters=left)
        return try_all

    return decorate


def in_one_line(problem: BaseException) -> str:
    """Return the problem's type and its first line."""
    return f"{type(problem).__name__}: {str(problem).partition(chr(10))[0]}"
