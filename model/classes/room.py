"""The room of a class: how many devices may join, and what gives way where its wall is full."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, delete, func, insert, select, update

from model.classes.sent import MOST_DRAWINGS, ClassError
from model.classes.tables import ARRIVALS, CLASSES, DEVICES, DRAWINGS, VOTES

MOST_DEVICES = 200  # of a class, with a drawing on its wall, or an answer
MOST_AT_ONCE = 40  # new devices: a class that begins together, with its teacher's
ARRIVAL_SECONDS = 2  # from one new device to the next after those: 30 a minute
MOST_GONE = 2000  # drawings of which a wall still learns that they are gone


class Room:
    """What `Store` has of it. All of it is done by who has changed the class's row, so nobody else does."""

    _now: Callable[[], int]

    def _device(self, connection: Connection, code: str, token: str) -> int:
        """The number of a device; a new one where there is room for it."""
        of_device = (DEVICES.c.code == code, DEVICES.c.token == token)
        number = connection.scalar(select(DEVICES.c.number).where(*of_device))
        if number is None:
            self._let_in(connection, code)
            one_more = update(CLASSES).where(CLASSES.c.code == code).values(devices=CLASSES.c.devices + 1)
            number = connection.scalar(one_more.returning(CLASSES.c.devices))
            connection.execute(insert(DEVICES).values(code=code, token=token, number=number))
        return number

    def _let_in(self, connection: Connection, code: str) -> None:
        count = select(func.count()).select_from(DEVICES).where(DEVICES.c.code == code)
        if connection.scalar(count) >= MOST_DEVICES:
            shown = select(DRAWINGS.c.device).where(_is_shown(code))
            answered = select(VOTES.c.device).where(VOTES.c.code == code)
            is_idle = (DEVICES.c.number.not_in(shown), DEVICES.c.number.not_in(answered))
            connection.execute(delete(DEVICES).where(DEVICES.c.code == code, *is_idle))
            if connection.scalar(count) >= MOST_DEVICES:
                raise ClassError("This class is full. It already has {most} devices.", most=MOST_DEVICES)
        now, latest = self._now(), MOST_AT_ONCE * ARRIVAL_SECONDS
        until = connection.scalar(select(ARRIVALS.c.until).where(ARRIVALS.c.code == code)) or now
        is_right = now <= until <= now + latest  # else the clock was set
        until = (until if is_right else now) + ARRIVAL_SECONDS
        if until > now + latest:
            raise ClassError(
                "Many devices are joining right now. Nothing is lost. Try again in a few seconds."
            )
        connection.execute(delete(ARRIVALS).where(ARRIVALS.c.code == code))
        connection.execute(insert(ARRIVALS).values(code=code, until=until))

    def _make_room(self, connection: Connection, code: str, device: int, serial: int) -> None:
        """Where the wall is full, the oldest drawing of the device with the most gives way."""
        of_each = select(DRAWINGS.c.device, func.count()).where(_is_shown(code)).group_by(DRAWINGS.c.device)
        counts = {each: count for each, count in connection.execute(of_each)}
        if sum(counts.values()) < MOST_DRAWINGS:
            return
        most = max(counts, key=counts.get)
        if counts[most] <= counts.get(device, 0):
            raise ClassError("The class's wall is full. It already has {most} drawings.", most=MOST_DRAWINGS)
        oldest = select(func.min(DRAWINGS.c.number)).where(_is_shown(code), DRAWINGS.c.device == most)
        self._take_away(connection, code, serial, DRAWINGS.c.number == connection.scalar(oldest))

    def _take_away(self, connection: Connection, code: str, serial: int, *which: object) -> None:
        """Remove drawings; a wall learns of it by that serial, but only of about the last `MOST_GONE`.

        Whoever finds no more than `MOST_GONE` removals after a serial has found all of them.
        """
        gone = {"drawing": "", "digest": None, "serial": serial}
        connection.execute(update(DRAWINGS).where(_is_shown(code), *which).values(gone))
        is_gone = (DRAWINGS.c.code == code, DRAWINGS.c.digest.is_(None))
        newer = select(DRAWINGS.c.serial).where(*is_gone).order_by(DRAWINGS.c.serial.desc())
        known = connection.scalar(newer.offset(MOST_GONE).limit(1))
        if known is not None:
            connection.execute(delete(DRAWINGS).where(*is_gone, DRAWINGS.c.serial < known))


def _is_shown(code: str) -> object:
    """That a drawing is on that class's wall: what was removed has no digest, which the index knows."""
    return (DRAWINGS.c.code == code) & DRAWINGS.c.digest.is_not(None)
