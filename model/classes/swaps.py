"""What a class's devices swap: networks, drawings that these misread, and what others say these are."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence

from sqlalchemy import Connection, delete, func, insert, select, update

from model.classes.codes import hashed, possible_code
from model.classes.database import asks
from model.classes.sent import MOST_DRAWING, MOST_NAMES, ClassError
from model.classes.swap_rounds import shared_in
from model.classes.swapped import (
    JUDGES,
    MOST_FINDS,
    MOST_FOUND,
    MOST_JUDGMENTS,
    MOST_OF_ALL,
    MOST_PACKED,
    MOST_SHARED,
    NAMES,
    Find,
    SharedNetwork,
)
from model.classes.tables import CLASSES, FINDS, JUDGMENTS, NETWORKS, PAIRS, SWAPS

UNREADABLE = "We couldn't read this drawing. Draw it again."


class Swaps:
    """The part of `Store` for what is swapped. A request that is repeated changes nothing."""

    _change: Callable[..., object]
    _present: Callable[..., int]

    @asks
    def share(self, code: str, token: str, packed: str, classes: Sequence[str]) -> SharedNetwork:
        """Give the class a version of a device's network, which the caller has read and found right.

        Args:
            code, token: the class's and the device's.
            packed: the network as text, at most `MOST_PACKED` characters.
            classes: what its outputs mean.

        A class has `MOST_SHARED` networks. The device with the most then loses its oldest, but never its
        first or its newest.
        """
        names = json.dumps([*classes])
        if not 0 < len(packed) <= MOST_PACKED or not packed.isascii() or len(names) > MOST_NAMES:
            raise ClassError("This network is too large for a class.")
        digest = hashed(f"{names} {packed}")
        with self._engine.begin() as connection:
            device, _row = self._swapping(connection, code, token)
            own = (NETWORKS.c.code == code, NETWORKS.c.device == device)
            again = connection.scalar(select(NETWORKS.c.number).where(*own, NETWORKS.c.digest == digest))
            shared = shared_in(connection, code)
            if again is not None:
                connection.rollback()
                return next(each for each in shared if each.number == again)
            self._make_room_for_network(connection, code, shared, len(packed))
            versions = [each for each in shared if each.device == device]
            taken = {each.name for each in shared}
            name = versions[0].name if versions else random.choice([*{*range(NAMES)} - taken])
            number = _count(connection, code, SWAPS.c.shared)
            version = versions[-1].version + 1 if versions else 1
            values = {"code": code, "number": number, "device": device, "name": name, "version": version}
            values |= {"classes": names, "digest": digest, "size": len(packed), "packed": packed}
            connection.execute(insert(NETWORKS).values(values))
            return SharedNetwork(number, device, name, version, tuple(classes))

    def _make_room_for_network(
        self, connection: Connection, code: str, shared: Sequence[SharedNetwork], size: int
    ) -> None:
        """Remove a network where a class has too many; raise a ClassError if there is no room."""
        sizes = dict(
            connection.execute(
                select(NETWORKS.c.code, func.sum(NETWORKS.c.size)).group_by(NETWORKS.c.code)
            ).all()
        )
        part = MOST_OF_ALL // connection.scalar(select(func.count()).select_from(CLASSES))
        if sum(sizes.values()) + size > MOST_OF_ALL and sizes.get(code, 0) + size > part:
            raise ClassError("This server has no room for another network. Try again later.")
        if len(shared) < MOST_SHARED:
            return
        of_each: dict[int, list[SharedNetwork]] = {}
        for each in shared:
            of_each.setdefault(each.device, []).append(each)
        most = max(of_each.values(), key=len)
        if len(most) <= 2:
            raise ClassError("The class already has {most} networks.", most=MOST_SHARED)
        gone = (NETWORKS.c.code == code, NETWORKS.c.number == most[1].number)
        connection.execute(delete(NETWORKS).where(*gone))

    @asks
    def shared(self, code: str) -> list[SharedNetwork]:
        """Return the class's networks, the oldest first."""
        with self._engine.connect() as connection:
            return shared_in(connection, possible_code(code))

    @asks
    def packed(self, code: str, number: int) -> str:
        """Return the text of the class's network with this number; "" if there is none."""
        own = (NETWORKS.c.code == CLASSES.c.code, NETWORKS.c.number == number)
        with self._engine.connect() as connection:
            return connection.scalar(select(NETWORKS.c.packed).where(*own, *self._is_there(code))) or ""

    @asks
    def find(self, code: str, token: str, number: int, drawing: str, label: int, answer: int | None) -> int:
        """Give the class a drawing that a network misreads; return the find's number.

        Args:
            code, token: the class's and the device's, which has to test this network.
            number: the network's.
            drawing: as text, which the caller has read and found right.
            label: what its author says it is, an index into the network's classes.
            answer: what the network reads, another one; None if it takes it for none of them.
        """
        if not 0 < len(drawing) <= MOST_DRAWING or not (drawing.isascii() and drawing.isprintable()):
            raise ClassError(UNREADABLE)
        with self._engine.begin() as connection:
            device, row = self._swapping(connection, code, token)
            network = next((each for each in shared_in(connection, code) if each.number == number), None)
            pair = (PAIRS.c.code == code, PAIRS.c.tester == device)
            owner = connection.scalar(select(PAIRS.c.owner).where(*pair))
            if network is None or network.device != owner:
                raise ClassError("Your device tests another network now. Load it again.")
            known = range(len(network.classes))
            if label not in known or answer == label or (answer is not None and answer not in known):
                raise ClassError("The network reads this as you do. Only what it misreads counts.")
            digest = hashed(f"{owner} {label} {drawing}")
            of_device = (FINDS.c.code == code, FINDS.c.device == device)
            again = connection.scalar(select(FINDS.c.number).where(*of_device, FINDS.c.digest == digest))
            if again is not None:
                connection.rollback()
                return again
            current = connection.scalar(select(SWAPS.c.round).where(SWAPS.c.code == code))
            of_round = select(func.count()).where(*of_device, FINDS.c.round == current)
            if connection.scalar(of_round) >= MOST_FINDS:
                raise ClassError("You have sent {most} finds, which is all for this round.", most=MOST_FINDS)
            if connection.scalar(select(func.count()).where(FINDS.c.code == code)) >= MOST_FOUND:
                raise ClassError("The class already has {most} finds.", most=MOST_FOUND)
            found = _count(connection, code, SWAPS.c.found)
            values = {"code": code, "number": found, "device": device, "owner": owner}
            values |= {"version": network.version, "drawing": drawing, "label": label, "answer": answer}
            values |= {"round": current, "serial": row.serial, "digest": digest}
            connection.execute(insert(FINDS).values(values))
            return found

    @asks
    def finds(self, code: str, since: int = 0) -> list[Find]:
        """Return the finds that have changed after that serial, also removed ones, by their numbers."""
        of_class = (FINDS.c.code == possible_code(code), FINDS.c.serial > since)
        columns = [FINDS.c[each] for each in Find._fields[:-2]]
        judged = select(JUDGMENTS.c.find, JUDGMENTS.c.label, JUDGMENTS.c.device).join(
            FINDS, (FINDS.c.code == JUDGMENTS.c.code) & (FINDS.c.number == JUDGMENTS.c.find)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(select(*columns).where(*of_class).order_by(FINDS.c.number)).all()
            said: dict[int, list[Sequence[int | None]]] = {}
            for number, *each in connection.execute(judged.where(*of_class).order_by(JUDGMENTS.c.device)):
                said.setdefault(number, []).append(each)
        return [Find(*row, *zip(*said.get(row.number, ()))) for row in rows]

    @asks
    def judge(self, code: str, token: str, find: int, label: int | None) -> None:
        """Say what a find is, for a device; what others have said by then, or it itself before, stays.

        Args:
            code, token: the class's and the device's.
            find: the find's number.
            label: an index into the network's classes; None if the device can't tell.
        """
        with self._engine.begin() as connection:
            device, row = self._swapping(connection, code, token)
            own = (FINDS.c.code == code, FINDS.c.number == find, FINDS.c.digest.is_not(None))
            found = connection.execute(select(FINDS.c.device, FINDS.c.owner).where(*own)).one_or_none()
            of_class = next(
                (x.classes for x in shared_in(connection, code) if found and x.device == found.owner), ()
            )
            is_right = label is None or label in range(len(of_class))
            if found is None or device in found or not is_right:
                raise ClassError("Your device can't judge this drawing.")
            judges = select(JUDGMENTS.c.device).where(JUDGMENTS.c.code == code, JUDGMENTS.c.find == find)
            judges = connection.scalars(judges).all()
            if device in judges or len(judges) >= JUDGES:
                connection.rollback()
                return
            of_minute = (JUDGMENTS.c.device == device, JUDGMENTS.c.time > self._now() - 60)
            count = select(func.count()).where(JUDGMENTS.c.code == code, *of_minute)
            if connection.scalar(count) >= MOST_JUDGMENTS:
                raise ClassError(
                    "That was quick! You judged {most} drawings in a minute. Wait a moment.",
                    most=MOST_JUDGMENTS,
                )
            values = {"code": code, "find": find, "device": device, "label": label, "time": self._now()}
            connection.execute(insert(JUDGMENTS).values(values))
            connection.execute(update(FINDS).where(*own).values(serial=row.serial))

    def _swapping(self, connection: Connection, code: str, token: str) -> tuple[int, object]:
        """Return the number of a device that swaps something now, and its class's row, which is locked."""
        may = (*self._is_there(code), ~CLASSES.c.is_paused)
        row = self._change(connection, may, {"last": self._now()})
        if row is None:
            raise self._refusal(connection, code)
        if not connection.scalar(select(SWAPS.c.phase).where(SWAPS.c.code == code)):
            raise ClassError("Your class isn't swapping networks now.")
        return self._present(connection, code, hashed(token), row.serial), row


def _count(connection: Connection, code: str, counter: object) -> int:
    """Count one more in the class's row, and return the number."""
    counted = update(SWAPS).where(SWAPS.c.code == code).values({counter: counter + 1})
    return connection.scalar(counted.returning(counter))
