"""The store of classes: SQLite in a file for one machine's processes, or PostgreSQL for several machines.

Takes a database's URL. It only saves what `Sent` contains, with a number for its device, until a day after a
class's last drawing; it saves hashes of keys and tokens. Every value goes to the database as a parameter.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from hmac import compare_digest

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from model.classes.class_signs import Signs
from model.classes.codes import hashed, new_code, new_secret, possible_code
from model.classes.database import asks, opened
from model.classes.over import UNUSED_LIFE, Over
from model.classes.room import Room
from model.classes.sent import MOST_DRAWING, ClassError, Sent, Shown, Standing, none_of
from model.classes.sittings import Sittings
from model.classes.swap import Swap
from model.classes.swaps import Swaps
from model.classes.tables import (
    ANSWERS,
    ASIDE,
    CLASSES,
    DEVICES,
    DRAWINGS,
    PERMILLE,
    QUESTIONS,
    SIGNS,
    SWAPS,
    VOTES,
)
from model.classes.votes import Votes

MOST_CLASSES = 200
MOST_A_MINUTE = 20  # drawings of a device: one every three seconds
MOST_SIGNS_A_MINUTE = 100  # where a class draws signs: ten of each, drawn before they're sent
PREPARED_SECONDS = 300  # how long a class without drawings keeps its room; less than `UNUSED_LIFE`
FEW_DEVICES = 2  # a class of so few loses its room `UNUSED_LIFE` after its last drawing


class Store(Over, Room, Votes, Sittings, Signs, Swaps):
    """Classes, and what was sent to them. Any thread and any process may use it.

    All methods raise ClassError: there is no such class, the key isn't its teacher's, it is paused or full, a
    device has sent too much, or the database doesn't answer.
    """

    def __init__(self, url: str, clock: Callable[[], float] = time.time) -> None:
        """Open a database, "sqlite:////home/me/classes.sqlite" or "postgresql://…", and create its tables."""
        self._clock = clock
        try:
            self._engine = opened(url)
        except (SQLAlchemyError, ImportError, OSError) as error:
            raise ClassError("We can't store classes here because we can't open the database.") from error
        self.purge()

    @asks
    def start(self) -> tuple[str, str]:
        """Begin a class; return its code, and its teacher's key."""
        key = new_secret()
        with self._engine.begin() as connection:
            lasting = select(func.count()).select_from(CLASSES).where(self._lasts())
            if connection.scalar(lasting) >= MOST_CLASSES:
                self._give_way(connection)
        for _try in range(5):  # one of 28**6 is hardly ever taken
            code = new_code()
            try:
                with self._engine.begin() as connection:
                    connection.execute(insert(CLASSES).values(code=code, key=hashed(key), last=self._now()))
                return code, key
            except IntegrityError:
                continue
        raise ClassError("We couldn't find a free code for the class. Try again.")

    @asks
    def standing(self, code: str) -> Standing:
        """Return the current state of a class: one query for one row."""
        with self._engine.connect() as connection:
            columns = (CLASSES.c.serial, CLASSES.c.drawings, CLASSES.c.devices, CLASSES.c.is_paused)
            others = (QUESTIONS.c.question, QUESTIONS.c.is_revealed, SIGNS.c.names, SIGNS.c.learned)
            all_of_it = select(*columns, *others, SWAPS.c.changed).where(*self._is_there(code))
            for table in (QUESTIONS, SIGNS, SWAPS):
                all_of_it = all_of_it.outerjoin(table, table.c.code == CLASSES.c.code)
            row = connection.execute(all_of_it).one_or_none()
        if row is None:
            raise none_of(code)
        signs = tuple(json.loads(row.names or "[]"))
        counts = row.learned or 0, row.changed or 0
        return Standing(*row[:4], row.question or "", bool(row.is_revealed), signs, *counts)

    @asks
    def changed(self, code: str, since: int = 0) -> list[Shown]:
        """Return what has changed after that serial, the oldest change first."""
        with self._engine.connect() as connection:
            of_class = (DRAWINGS.c.code == possible_code(code), DRAWINGS.c.serial > since)
            aside = and_(ASIDE.c.code == DRAWINGS.c.code, ASIDE.c.device == DRAWINGS.c.device)
            both = select(DRAWINGS, ASIDE.c.device.is_not(None).label("is_aside")).outerjoin(ASIDE, aside)
            rows = connection.execute(both.where(*of_class).order_by(DRAWINGS.c.serial))
            return [_shown(row) for row in rows]

    @asks
    def send(self, code: str, token: str, sent: Sent, signs: Sequence[str] = ()) -> int:
        """Put a drawing on a class's wall; return its number there, the same again for the same drawing.

        Args:
            code: the class's.
            token: the device's, which it has made itself: a secret.
            sent: the drawing.
            signs: the names that its label is one of; none for digits.
        """
        is_text = sent.drawing.isascii() and sent.drawing.isprintable()
        if not is_text or (signs and not 0 <= sent.label < len(signs)):
            raise ClassError("We couldn't read this drawing. Draw it again.")
        if not 0 < len(sent.drawing) <= MOST_DRAWING:
            raise ClassError("This drawing is too detailed to send. Draw it with fewer strokes.")
        digest, now = hashed(f"{sent.label} {sent.drawing}"), self._now()
        with self._engine.begin() as connection:
            may = (*self._is_there(code), ~CLASSES.c.is_paused)
            change = {"drawings": CLASSES.c.drawings + 1, "last": now}
            row = self._change(connection, may, change)
            if row is None:
                raise self._refusal(connection, code)
            self._check_signs(connection, code, signs)
            device, _is_aside = self._device(connection, code, hashed(token), row.serial)
            of_device = (DRAWINGS.c.code == code, DRAWINGS.c.device == device)
            again = select(DRAWINGS.c.number).where(*of_device, DRAWINGS.c.digest == digest)
            number = connection.scalar(again)
            if number is not None:
                connection.rollback()
                return number
            of_minute = select(func.count()).where(*of_device, DRAWINGS.c.time > now - 60)
            most = MOST_SIGNS_A_MINUTE if signs else MOST_A_MINUTE
            if connection.scalar(of_minute) >= most:
                raise ClassError(
                    "That was quick! You sent {most} drawings in a minute. Wait a moment.", most=most
                )
            self._make_room(connection, code, device, row.serial)
            values = {"code": code, "device": device, "digest": digest, "time": now}
            values |= {"number": row.drawings, "serial": row.serial}
            values |= {"drawing": sent.drawing, "label": sent.label, "answer": sent.answer}
            values |= {"certainty": round(PERMILLE * sent.share)}
            connection.execute(insert(DRAWINGS).values(values))
            return row.drawings

    def _refusal(self, connection: Connection, code: str) -> ClassError:
        """Return why a class takes nothing now: it's paused, or there is none."""
        is_paused = connection.scalar(select(CLASSES.c.is_paused).where(*self._is_there(code)))
        sentence = "The class is paused. Keep your drawing, and send it when the class resumes."
        return ClassError(sentence) if is_paused else none_of(code)

    @asks
    def take_back(self, code: str, token: str, *numbers: int) -> None:
        """Remove drawings for the device that sent them."""
        own = select(DEVICES.c.number).where(DEVICES.c.code == code, DEVICES.c.token == hashed(token))
        with self._engine.begin() as connection:
            self._remove(connection, code, DRAWINGS.c.number.in_(numbers), DRAWINGS.c.device.in_(own))
        self._clear_log()

    @asks
    def check_key(self, code: str, key: str) -> None:
        """Check that this is the key of that class's teacher; raise a ClassError if not."""
        with self._engine.connect() as connection:
            found = connection.scalar(select(CLASSES.c.key).where(*self._is_there(code)))
        if found is None or not compare_digest(found, hashed(key)):
            raise none_of(code)

    def remove(self, code: str, key: str, number: int) -> None:
        """Remove a drawing, for the teacher."""
        self._teach(code, key, lambda to: self._remove(to, code, DRAWINGS.c.number == number))
        self._clear_log()

    def remove_device(self, code: str, key: str, number: int) -> None:
        """Remove all that the device has sent that sent this drawing, for the teacher."""
        sender = select(DRAWINGS.c.device).where(DRAWINGS.c.code == code, DRAWINGS.c.number == number)

        def change(connection: Connection) -> None:
            device = connection.scalar(sender)
            self._remove(connection, code, DRAWINGS.c.device == device)
            self._change_swap(connection, code, Swap.remove_device, device)
            for table in (VOTES, ANSWERS):
                connection.execute(delete(table).where(table.c.code == code, table.c.device == device))

        self._teach(code, key, change)
        self._clear_log()

    def clear(self, code: str, key: str) -> None:
        """Remove all drawings, for the teacher; then as many devices can join at once as at the beginning."""

        def change(connection: Connection) -> None:
            self._remove(connection, code)
            self._forget_arrivals(connection, code)

        self._teach(code, key, change)
        self._clear_log()

    def hide(self, code: str, key: str, number: int, is_hidden: bool) -> None:
        """Hide a drawing from all who don't ask for it, or show it and its device again, for the teacher."""

        def change(connection: Connection) -> None:
            serial = self._change(connection, self._is_there(code), {}).serial
            of_class = (DRAWINGS.c.code == code, DRAWINGS.c.number == number)
            connection.execute(update(DRAWINGS).where(*of_class).values(is_hidden=is_hidden, serial=serial))
            device = connection.scalar(select(DRAWINGS.c.device).where(*of_class))
            if not is_hidden and device in self._aside(connection, code):
                self._bring_in(connection, code, device, serial)

        self._teach(code, key, change)

    def pause(self, code: str, key: str, is_paused: bool) -> None:
        """Stop accepting drawings for now, or go on, for the teacher."""
        self._teach(code, key, lambda to: self._change(to, self._is_there(code), {"is_paused": is_paused}))

    @asks
    def end(self, code: str, key: str) -> None:
        """End a class at once, for the teacher, and delete everything."""
        self._teach(code, key, lambda connection: self._forget(connection, [code]))
        self._clear_log()

    def close(self) -> None:
        """Close the database."""
        self._engine.dispose()

    @asks
    def _teach(self, code: str, key: str, change: Callable[[Connection], object]) -> None:
        self.check_key(code, key)
        with self._engine.begin() as connection:
            change(connection)

    def _change(self, connection: Connection, where: tuple, values: dict[str, object]) -> object:
        """Count a change of a class, which locks it until the end; return None if there is no such class."""
        counted = {"serial": CLASSES.c.serial + 1} | values
        changed = update(CLASSES).where(*where).values(counted)
        return connection.execute(changed.returning(CLASSES.c.serial, CLASSES.c.drawings)).one_or_none()

    def _remove(self, connection: Connection, code: str, *which: object) -> None:
        row = self._change(connection, self._is_there(code), {})
        if row is not None:
            self._take_away(connection, code, row.serial, *which)

    def _give_way(self, connection: Connection) -> None:
        """If there is no room, end the oldest class without drawings, otherwise one with few devices."""
        is_unused = and_(CLASSES.c.devices == 0, CLASSES.c.last <= self._now() - PREPARED_SECONDS)
        is_quiet = and_(CLASSES.c.devices <= FEW_DEVICES, CLASSES.c.last <= self._now() - UNUSED_LIFE)
        can_end = select(CLASSES.c.code).where(self._lasts(), or_(is_unused, is_quiet))
        code = connection.scalar(can_end.order_by(CLASSES.c.devices > 0, CLASSES.c.last).limit(1))
        if code is None:
            raise ClassError(
                "This server is full. It already has {most} classes. Try again later.", most=MOST_CLASSES
            )
        self._forget(connection, [code])


def _shown(row: object) -> Shown:
    sent = Sent(row.drawing, row.label, row.answer, row.certainty / PERMILLE) if row.drawing else None
    return Shown(row.number, row.device, sent, row.time, row.is_hidden or row.is_aside, row.serial)
