"""Rounds in which a class swaps networks: the phase and its clock, and who tests whose network."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Mapping

from sqlalchemy import Connection, delete, insert, select, update

from model.classes.codes import hashed, possible_code
from model.classes.database import asks
from model.classes.sent import ClassError, none_of
from model.classes.swapped import BREAK, MOST_PHASE, PHASES, TEACH, SharedNetwork, cycle
from model.classes.tables import DEVICES, FINDS, JUDGMENTS, NETWORKS, PAIRS, SWAPPED, SWAPS


class SwapRounds:
    """The part of `Store` for rounds of swapped networks."""

    _change: Callable[..., object]
    _teach: Callable[..., None]

    def swap_round(self, code: str, key: str, phase: str, seconds: int = 0) -> None:
        """Begin a phase of a round, for the teacher.

        Args:
            code, key: the class's.
            phase: one of `PHASES`; another than `TEACH` after it goes on with the round, and `TEACH` begins
                a new one. "" ends the round, and everything that the class has swapped stays.
            seconds: until the clock is at 0, which changes nothing by itself; 0 for no clock.
        """
        if phase not in ("", *PHASES) or not 0 <= seconds <= MOST_PHASE:
            raise ClassError("We can't begin this part of the round.")

        def change(connection: Connection) -> None:
            self._change(connection, self._is_there(code), {})
            own = SWAPS.c.code == code
            found = connection.execute(select(SWAPS.c.phase, SWAPS.c.round).where(own)).one_or_none()
            if found is None:
                connection.execute(insert(SWAPS).values(code=code))
            before, number = found or ("", 0)
            number += not number or (phase == TEACH != before)
            values = {"phase": phase, "round": number, "ends": self._now() + seconds if seconds else 0}
            connection.execute(update(SWAPS).where(own).values(values))
            if phase == BREAK and not self._pairs(connection, code):
                self._draw(connection, code)

        self._teach(code, key, change)

    def swap_end(self, code: str, key: str) -> None:
        """Delete everything that a class has swapped, for the teacher."""

        def change(connection: Connection) -> None:
            self._change(connection, self._is_there(code), {})
            for table in SWAPPED:
                if table is not SWAPS:
                    connection.execute(delete(table).where(table.c.code == code))
            over = {"phase": "", "ends": 0, "round": 0, "drawn": SWAPS.c.drawn + 1}
            connection.execute(update(SWAPS).where(SWAPS.c.code == code).values(over))

        self._teach(code, key, change)
        self._clear_log()

    def pair(self, code: str, key: str, pairs: Mapping[int, int] | None = None) -> None:
        """Say which device tests whose network, for the teacher; without pairs, all of them are drawn by lot.

        Args:
            code, key: the class's.
            pairs: the testing device -> the one whose network it gets. Other devices keep theirs.
        """

        def change(connection: Connection) -> None:
            self._change(connection, self._is_there(code), {})
            if pairs is None:
                self._draw(connection, code)
                return
            owners = {each.device for each in shared_in(connection, code)}
            devices = {*connection.scalars(select(DEVICES.c.number).where(DEVICES.c.code == code))}
            if (
                not {*pairs} <= devices
                or not {*pairs.values()} <= owners
                or any(a == b for a, b in pairs.items())
            ):
                raise ClassError("Nobody can test their own network, or one that isn't there.")
            self._put_pairs(connection, code, pairs, [*pairs])

        self._teach(code, key, change)

    def _draw(self, connection: Connection, code: str) -> None:
        """Draw by lot whose network each device with a network tests; others get one when they ask."""
        owners = [*{each.device for each in shared_in(connection, code)}]
        random.shuffle(owners)
        self._put_pairs(connection, code, cycle(owners))

    def _put_pairs(
        self, connection: Connection, code: str, pairs: Mapping[int, int], only: list[int] | None = None
    ) -> None:
        which = PAIRS.c.code == code
        gone = which if only is None else which & PAIRS.c.tester.in_(only)
        connection.execute(delete(PAIRS).where(gone))
        for tester, owner in pairs.items():
            connection.execute(insert(PAIRS).values(code=code, tester=tester, owner=owner))
        connection.execute(update(SWAPS).where(SWAPS.c.code == code).values(drawn=SWAPS.c.drawn + 1))

    @asks
    def pairs(self, code: str) -> dict[int, int]:
        """Return whose network each device tests: the testing device -> the owner."""
        with self._engine.connect() as connection:
            return self._pairs(connection, possible_code(code))

    def _pairs(self, connection: Connection, code: str) -> dict[int, int]:
        rows = connection.execute(select(PAIRS.c.tester, PAIRS.c.owner).where(PAIRS.c.code == code))
        return {tester: owner for tester, owner in rows}

    @asks
    def partner(self, code: str, token: str) -> SharedNetwork | None:
        """Return the newest version of the network that a device tests; None if there's none for it.

        After `TEACH`, a device without one, such as one that comes late, gets the one that the fewest test.
        """
        with self._engine.begin() as connection:
            row = self._change(connection, self._is_there(code), {})
            if row is None:
                raise none_of(code)
            device = self._present(connection, code, hashed(token), row.serial)
            newest = {each.device: each for each in shared_in(connection, code)}
            pairs, others = self._pairs(connection, code), [*newest.keys() - {device}]
            phase = connection.scalar(select(SWAPS.c.phase).where(SWAPS.c.code == code))
            if pairs.get(device) not in newest and phase in PHASES[1:] and others:
                tested = Counter(pairs.values())
                pairs[device] = min(others, key=lambda each: (tested[each], random.random()))
                connection.execute(delete(PAIRS).where(PAIRS.c.code == code, PAIRS.c.tester == device))
                connection.execute(insert(PAIRS).values(code=code, tester=device, owner=pairs[device]))
            return newest.get(pairs.get(device))

    @asks
    def number_of(self, code: str, token: str) -> int | None:
        """Return a device's number in its class; None before it has sent anything."""
        with self._engine.connect() as connection:
            return _device_of(connection, possible_code(code), token)

    def remove_find(self, code: str, key: str, number: int) -> None:
        """Remove a find, for the teacher."""
        self._teach(code, key, lambda to: self._remove_finds(to, code, FINDS.c.number == number))
        self._clear_log()

    def _remove_swapped(self, connection: Connection, code: str, device: int | None) -> None:
        """Remove the networks, finds and judgments of a device, and finds in its network."""
        judged = select(JUDGMENTS.c.find).where(JUDGMENTS.c.code == code, JUDGMENTS.c.device == device)
        own = (FINDS.c.device == device) | (FINDS.c.owner == device)
        serial = self._remove_finds(connection, code, own)
        of_class = (FINDS.c.code == code, FINDS.c.number.in_(judged))
        connection.execute(update(FINDS).where(*of_class).values(serial=serial))
        for table in (NETWORKS, JUDGMENTS):
            connection.execute(delete(table).where(table.c.code == code, table.c.device == device))
        of_pair = (PAIRS.c.owner == device) | (PAIRS.c.tester == device)
        connection.execute(delete(PAIRS).where(PAIRS.c.code == code, of_pair))

    def _remove_finds(self, connection: Connection, code: str, which: object) -> int:
        serial = self._change(connection, self._is_there(code), {}).serial
        gone = {"drawing": "", "digest": None, "serial": serial}
        connection.execute(update(FINDS).where(FINDS.c.code == code, which).values(gone))
        return serial


def shared_in(connection: Connection, code: str) -> list[SharedNetwork]:
    """Return what a class has of networks, without the networks themselves, the oldest first."""
    names = (NETWORKS.c[each] for each in SharedNetwork._fields)
    rows = connection.execute(select(*names).where(NETWORKS.c.code == code).order_by(NETWORKS.c.number))
    return [SharedNetwork(*row[:-1], tuple(json.loads(row.classes))) for row in rows]


def _device_of(connection: Connection, code: str, token: str) -> int | None:
    own = (DEVICES.c.code == code, DEVICES.c.token == hashed(token))
    return connection.scalar(select(DEVICES.c.number).where(*own))
