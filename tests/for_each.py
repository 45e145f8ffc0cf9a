"""Test a law about many small things in one test, which tries each of them and names all that break it.

Takes what `pytest.mark.parametrize` takes. A separate test costs some milliseconds, which is more than most
of these laws take. Use parametrize where there are few things, or where a failure has to be looked at by
itself.
"""

import functools
import inspect
from collections.abc import Callable, Iterable

AS_LONG = 80  # characters of a thing's name, and of what it breaks


def for_each(
    names: str | tuple[str, ...], things: Iterable[object], ids: Callable[[object], str] = str
) -> Callable[[Callable], Callable]:
    """Have a test try all of these things, one after the other, with the same fixtures.

    The test fails if any of them fails, with a line for each failure, or if there is nothing to try.
    """
    taken = names.replace(",", " ").split() if isinstance(names, str) else names
    things = list(things)

    def decorate(test: Callable) -> Callable:
        signature = inspect.signature(test)
        assert {*taken} <= {*signature.parameters}, f"{test.__name__} does not take {names}"

        @functools.wraps(test)
        def try_all(**fixtures: object) -> None:
            assert things, "there is nothing to try"
            broken: dict[str, Exception] = {}
            for place, thing in enumerate(things):
                values = thing if len(taken) > 1 else (thing,)
                try:
                    test(**fixtures, **dict(zip(taken, values, strict=True)))
                except Exception as problem:  # of any kind, because others are still to be tried
                    broken[f"{place}: {ids(thing)[:AS_LONG]}"] = problem
            lines = [f"{name}: {problem!r:.{AS_LONG}}" for name, problem in broken.items()]
            if broken:
                raise AssertionError("\n".join([f"{len(broken)} of {len(things)}", *lines])) from next(
                    iter(broken.values())
                )

        left = [each for name, each in signature.parameters.items() if name not in taken]
        try_all.__signature__ = signature.replace(parameters=left)
        return try_all

    return decorate
