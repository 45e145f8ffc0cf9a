"""The part of the store for what a class swaps: it reads and saves a `Swap`, and the texts beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, delete, func, insert, select

from model.classes.codes import hashed, possible_code
from model.classes.database import asks
from model.classes.sent import ClassError
from model.classes.swap import By, Swap
from model.classes.swapped import MOST_OF_ALL
from model.classes.tables import CLASSES, DEVICES, SWAPPED, SWAPS


class Swaps:
    """What devices and the teacher change in a class's `Swap`: each with one of its methods."""

    _change: Callable[..., object]
    _present: Callable[..., int]
    _teach: Callable[..., None]

    @asks
    def swap(self, code: str, known: Mapping[int, str] | None = None) -> Swap:
        """Return what a class swaps, with the finds' drawings; those that are known aren't read again."""
        own, drawings = possible_code(code), dict(known or {})
        with self._engine.connect() as connection:
            swap = swap_in(connection, own)
            new = (SWAPPED.c.code == own, SWAPPED.c.number.in_(swap.finds.keys() - drawings.keys()))
            rows = connection.execute(select(SWAPPED.c.number, SWAPPED.c.text).where(*new))
            drawings.update(rows.all())
        there = ((number, each) for number, each in swap.finds.items() if number in drawings)
        swap.finds = {number: each._replace(drawing=drawings[number]) for number, each in there}
        return swap

    @asks
    def packed(self, code: str, number: int) -> str:
        """Return the text of the class's network with this number; "" if there is none."""
        own = (SWAPPED.c.code == CLASSES.c.code, SWAPPED.c.number == number)
        with self._engine.connect() as connection:
            return connection.scalar(select(SWAPPED.c.text).where(*own, *self._is_there(code))) or ""

    @asks
    def number_of(self, code: str, token: str) -> int | None:
        """Return a device's number in its class; None before it has sent anything."""
        own = (DEVICES.c.code == possible_code(code), DEVICES.c.token == hashed(token))
        with self._engine.connect() as connection:
            return connection.scalar(select(DEVICES.c.number).where(*own))

    @asks
    def swap_by(self, code: str, token: str, change: Callable[..., object], *arguments: object) -> object:
        """Let a device change what its class swaps, with a method of `Swap`; return what that returns."""
        with self._engine.begin() as connection:
            now = self._now()
            row = self._change(connection, (*self._is_there(code), ~CLASSES.c.is_paused), {"last": now})
            if row is None:
                raise self._refusal(connection, code)
            by = By(self._present(connection, code, hashed(token), row.serial), now, row.serial)
            result, is_changed = self._apply(connection, code, by, change, *arguments)
            if not is_changed:
                connection.rollback()
            return result

    def teach_swap(self, code: str, key: str, change: Callable[..., object], *arguments: object) -> None:
        """Let the teacher change what the class swaps, with a method of `Swap`."""
        self._teach(code, key, lambda connection: self._change_swap(connection, code, change, *arguments))
        self._clear_log()

    def _change_swap(
        self, connection: Connection, code: str, change: Callable[..., object], *arguments: object
    ) -> None:
        serial = self._change(connection, self._is_there(code), {}).serial
        self._apply(connection, code, By(0, self._now(), serial), change, *arguments)

    def _apply(
        self, connection: Connection, code: str, by: By, change: Callable[..., object], *arguments: object
    ) -> tuple[object, bool]:
        """Change what a class swaps; return what the method returns, and whether that changed anything."""
        before = _text_in(connection, code)
        swap = Swap.of_text(before)
        if by.device and not swap.phase:
            raise ClassError("Your class isn't swapping networks now.")
        numbers, result = swap.numbers, change(swap, by, *arguments)
        if (after := swap.text()) == before:
            return result, False
        connection.execute(delete(SWAPS).where(SWAPS.c.code == code))
        connection.execute(insert(SWAPS).values(code=code, changed=by.serial, swap=after))
        gone = (SWAPPED.c.code == code, SWAPPED.c.number.in_(numbers - swap.numbers))
        connection.execute(delete(SWAPPED).where(*gone))
        for number, text in swap.texts.items():
            if number not in swap.finds:
                self._check_room(connection, code, len(text))
            connection.execute(insert(SWAPPED).values(code=code, number=number, size=len(text), text=text))
        return result, True

    def _check_room(self, connection: Connection, code: str, size: int) -> None:
        """Raise a ClassError if all classes' texts take too much, and this class's more than its part."""
        of_each = select(SWAPPED.c.code, func.sum(SWAPPED.c.size)).group_by(SWAPPED.c.code)
        sizes = dict(connection.execute(of_each).all())
        part = MOST_OF_ALL // connection.scalar(select(func.count()).select_from(CLASSES))
        if sum(sizes.values()) + size > MOST_OF_ALL and sizes.get(code, 0) + size > part:
            raise ClassError("This server has no room for another network. Try again later.")


def swap_in(connection: Connection, code: str) -> Swap:
    """Return what a class swaps, without the finds' drawings."""
    return Swap.of_text(_text_in(connection, code))


def _text_in(connection: Connection, code: str) -> str:
    return connection.scalar(select(SWAPS.c.swap).where(SWAPS.c.code == code)) or Swap().text()
