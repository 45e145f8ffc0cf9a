"""The room in a class: how many devices may join, and what is removed when its wall is full."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from model.classes.sent import MOST_DEVICES, MOST_DRAWINGS, MOST_GONE, ClassError
from model.classes.swaps import swap_in
from model.classes.tables import (
    ANSWERS,
    ARRIVALS,
    ASIDE,
    CLASSES,
    DEVICES,
    DRAWINGS,
    VOTES,
)

MOST_AT_ONCE = 40  # new devices at once: a class that begins together, with its teacher's device
ARRIVAL_SECONDS = 2  # from one new device to the next after those: 30 a minute
MOST_ASIDE = 200  # further devices, which wait


class Room:
    """The part of `Store` that limits devices. Its caller has changed the class's row, so nobody else does.

    A device without room is aside: a wall hides what it sends. Whenever anyone sends something
    and there is room, the oldest of these devices come in. So does a device whose drawing the teacher shows.
    """

    _now: Callable[[], int]

    def _device(self, connection: Connection, code: str, token: str, serial: int) -> tuple[int, bool]:
        """Return a device's number, perhaps a new one, and whether the device is aside."""
        of_device = (DEVICES.c.code == code, DEVICES.c.token == token)
        number = connection.scalar(select(DEVICES.c.number).where(*of_device))
        aside = self._aside(connection, code)
        while aside and self._has_room(connection, code):
            self._bring_in(connection, code, aside.pop(0), serial)
        if number is None:
            has_room = not aside and self._has_room(connection, code)
            one_more = update(CLASSES).where(CLASSES.c.code == code).values(devices=CLASSES.c.devices + 1)
            number = connection.scalar(one_more.returning(CLASSES.c.devices))
            connection.execute(insert(DEVICES).values(code=code, token=token, number=number))
            if not has_room:
                self._put_aside(connection, code, number, serial)
                aside.append(number)
        return number, number in aside

    def _present(self, connection: Connection, code: str, token: str, serial: int) -> int:
        """Return a device's number, perhaps a new one; raise a ClassError if the device is aside."""
        number, is_aside = self._device(connection, code, token, serial)
        if is_aside:
            raise ClassError(
                "Many devices are joining right now. Nothing is lost. Try again in a few seconds."
            )
        return number

    def _has_room(self, connection: Connection, code: str) -> bool:
        """Return whether another device can come in now, and count it if so."""
        count = select(func.count()).where(DEVICES.c.code == code, DEVICES.c.number.not_in(_aside_in(code)))
        if connection.scalar(count) >= MOST_DEVICES:
            shown = select(DRAWINGS.c.device).where(_is_shown(code))
            answered = (select(table.c.device).where(table.c.code == code) for table in (VOTES, ANSWERS))
            swapping = swap_in(connection, code).devices
            is_idle = (DEVICES.c.number.not_in(each) for each in (shown, *answered, swapping))
            idle = select(DEVICES.c.number).where(DEVICES.c.code == code, *is_idle)
            self._drop(connection, code, connection.scalars(idle).all())
            if connection.scalar(count) >= MOST_DEVICES:
                return False
        now, latest = self._now(), MOST_AT_ONCE * ARRIVAL_SECONDS
        until = connection.scalar(select(ARRIVALS.c.until).where(ARRIVALS.c.code == code)) or now
        is_right = now <= until <= now + latest  # otherwise somebody set the clock
        until = (until if is_right else now) + ARRIVAL_SECONDS
        if until > now + latest:
            return False
        connection.execute(delete(ARRIVALS).where(ARRIVALS.c.code == code))
        connection.execute(insert(ARRIVALS).values(code=code, until=until))
        return True

    def _forget_arrivals(self, connection: Connection, code: str) -> None:
        """Let as many devices in at once as at the beginning, and forget those before."""
        self._drop(connection, code, self._aside(connection, code))
        connection.execute(delete(ARRIVALS).where(ARRIVALS.c.code == code))

    def _aside(self, connection: Connection, code: str) -> list[int]:
        """Return the devices that are aside, the oldest first."""
        return list(connection.scalars(_aside_in(code).order_by(ASIDE.c.device)))

    def _put_aside(self, connection: Connection, code: str, device: int, serial: int) -> None:
        """Hide what a device sends; if too many devices are aside, remove the oldest."""
        connection.execute(insert(ASIDE).values(code=code, device=device))
        many = self._aside(connection, code)[:-MOST_ASIDE]
        if many:
            self._take_away(connection, code, serial, DRAWINGS.c.device.in_(many))
            self._drop(connection, code, many)

    def _bring_in(self, connection: Connection, code: str, device: int, serial: int) -> None:
        """Show what a device has sent, and what it will send."""
        connection.execute(delete(ASIDE).where(ASIDE.c.code == code, ASIDE.c.device == device))
        of_device = (_is_shown(code), DRAWINGS.c.device == device)
        connection.execute(update(DRAWINGS).where(*of_device).values(serial=serial))

    def _drop(self, connection: Connection, code: str, devices: Sequence[int]) -> None:
        """Forget devices that have nothing on the wall."""
        connection.execute(delete(DEVICES).where(DEVICES.c.code == code, DEVICES.c.number.in_(devices)))
        connection.execute(delete(ASIDE).where(ASIDE.c.code == code, ASIDE.c.device.in_(devices)))

    def _make_room(self, connection: Connection, code: str, device: int, serial: int) -> None:
        """Where the wall is full, remove the oldest drawing of the device with the most drawings.

        Devices that are aside lose theirs first.
        """
        of_each = select(DRAWINGS.c.device, func.count()).where(_is_shown(code)).group_by(DRAWINGS.c.device)
        counts = {each: count for each, count in connection.execute(of_each)}
        if sum(counts.values()) < MOST_DRAWINGS:
            return
        aside = {*self._aside(connection, code)}
        most = max(counts, key=lambda each: (each in aside, counts[each]))
        if (most in aside, counts[most]) <= (device in aside, counts.get(device, 0)):
            raise ClassError("The class's wall is full. It already has {most} drawings.", most=MOST_DRAWINGS)
        oldest = select(func.min(DRAWINGS.c.number)).where(_is_shown(code), DRAWINGS.c.device == most)
        self._take_away(connection, code, serial, DRAWINGS.c.number == connection.scalar(oldest))

    def _take_away(self, connection: Connection, code: str, serial: int, *which: object) -> None:
        """Remove drawings; a wall learns it from that serial, but only about the last `MOST_GONE`.

        If at most `MOST_GONE` drawings were removed after a serial, those are all of them.
        """
        gone = {"drawing": "", "digest": None, "serial": serial}
        connection.execute(update(DRAWINGS).where(_is_shown(code), *which).values(gone))
        is_gone = (DRAWINGS.c.code == code, DRAWINGS.c.digest.is_(None))
        newer = select(DRAWINGS.c.serial).where(*is_gone).order_by(DRAWINGS.c.serial.desc())
        known = connection.scalar(newer.offset(MOST_GONE).limit(1))
        if known is not None:
            connection.execute(delete(DRAWINGS).where(*is_gone, DRAWINGS.c.serial < known))


def _is_shown(code: str) -> object:
    """Return the condition that a drawing is on that class's wall: removed ones have no digest (indexed)."""
    return (DRAWINGS.c.code == code) & DRAWINGS.c.digest.is_not(None)


def _aside_in(code: str) -> Select:
    return select(ASIDE.c.device).where(ASIDE.c.code == code)
