"""All that a class swaps, and the rules for it.

It knows nothing about the store, which reads a class's `Swap`, lets one request change it, and saves it.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from model.classes.codes import hashed
from model.classes.sent import MOST_DRAWING, MOST_NAMES, ClassError
from model.classes.swapped import (
    BREAK,
    JUDGES,
    MOST_FINDS,
    MOST_FOUND,
    MOST_JUDGMENTS,
    MOST_PACKED,
    MOST_PHASE,
    MOST_SHARED,
    NAMES,
    PHASES,
    TEACH,
    Find,
    SharedNetwork,
)

DIGEST = 16  # characters


class By(NamedTuple):
    """Who changes something: a device's number, 0 for the teacher; when; and the number of this change."""

    device: int
    time: int
    serial: int


@dataclass
class Swap:
    """All that a class swaps. A request that is repeated changes nothing; a refused one raises a ClassError.

    Attributes:
        phase: of the round; "" without one.
        ends: when that phase ends, in seconds since 1970; 0 if no clock runs.
        round: the round's number; 0 if there was none.
        newest: the newest number of a network or find; none is used twice.
        texts: of new networks and finds, by number; the store saves them beside the rest.
        networks: the oldest first.
        pairs: whose network each device tests: the testing device -> the owner.
        finds: by number.
    """

    phase: str = ""
    ends: int = 0
    round: int = 0
    newest: int = 0
    networks: list[SharedNetwork] = field(default_factory=list)
    pairs: dict[int, int] = field(default_factory=dict)
    finds: dict[int, Find] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)

    def text(self) -> str:
        """Return it as JSON, without the networks' weights and the finds' drawings."""
        *parts, pairs, finds, _texts = vars(self).values()
        return json.dumps([*parts, [*pairs.items()], [each[:-1] for each in finds.values()]])

    @classmethod
    def of_text(cls, text: str) -> Swap:
        """Return what `text` has written."""
        *parts, networks, pairs, finds = json.loads(text)
        networks = [SharedNetwork(*map(_fixed, each)) for each in networks]
        return cls(*parts, networks, dict(pairs), {each[0]: Find(*map(_fixed, each)) for each in finds})

    @property
    def newest_of(self) -> dict[int, SharedNetwork]:
        """The newest version of each device's network, by device."""
        return {each.device: each for each in self.networks}

    @property
    def numbers(self) -> set[int]:
        """The numbers of all networks and finds."""
        return {*self.finds, *(each.number for each in self.networks)}

    @property
    def devices(self) -> set[int]:
        """The devices that have sent something."""
        judges = (judge for find in self.finds.values() for judge in (find.device, *find.judges))
        return {*self.newest_of, *judges}

    def versions_of(self, device: int | None) -> list[SharedNetwork]:
        """Return the versions of a device's network, the oldest first."""
        return [each for each in self.networks if each.device == device]

    def begin(self, by: By, phase: str, seconds: int = 0) -> None:
        """Begin a phase of a round.

        Args:
            by: the teacher.
            phase: one of `PHASES`; another than `TEACH` after it goes on with the round, and `TEACH` begins
                a new one. "" ends the round, and everything that the class has swapped stays.
            seconds: until the clock is at 0, which changes nothing by itself; 0 for no clock.
        """
        if phase not in ("", *PHASES) or not 0 <= seconds <= MOST_PHASE:
            raise ClassError("We can't begin this part of the round.")
        self.round += not self.round or phase == TEACH != self.phase
        self.phase, self.ends = phase, by.time + seconds if seconds else 0
        if phase == BREAK and not self.pairs:
            self.draw(by)

    def clear(self, _by: By) -> None:
        """Remove everything, but use no number twice."""
        self.phase, self.ends, self.round = "", 0, 0
        self.networks, self.pairs, self.finds = [], {}, {}

    def draw(self, _by: By) -> None:
        """Draw by lot whose network each device with a network tests; others get one when they ask."""
        owners = [*self.newest_of]
        random.shuffle(owners)
        self.pairs = dict(zip(owners, [*owners[1:], *owners[:1]])) if len(owners) > 1 else {}

    def pair(self, _by: By, pairs: Mapping[int, int]) -> None:
        """Let these devices test these owners' networks."""
        are_known = {*pairs} <= {*self.devices, *self.pairs} and {*pairs.values()} <= {*self.newest_of}
        if not are_known or any(one == other for one, other in pairs.items()):
            raise ClassError("Nobody can test their own network, or one that isn't there.")
        self.pairs |= pairs

    def partner(self, by: By) -> SharedNetwork | None:
        """Return the newest version of the network that a device tests; None if there's none for it.

        After `TEACH`, a device without one, such as one that comes late, gets the one that the fewest test.
        """
        newest, device = self.newest_of, by.device
        others = [*newest.keys() - {device}]
        if self.pairs.get(device) not in newest and self.phase in PHASES[1:] and others:
            tested = Counter(self.pairs.values())
            self.pairs[device] = min(others, key=lambda each: (tested[each], random.random()))
        return newest.get(self.pairs.get(device))

    def share(self, by: By, packed: str, classes: Sequence[str]) -> SharedNetwork:
        """Add a version of a device's network, which the caller has read and found right.

        Args:
            by: the device.
            packed: the network as text, at most `MOST_PACKED` characters.
            classes: what its outputs mean.

        A class has `MOST_SHARED` networks. The device with the most then loses its oldest, but never its
        first or its newest.
        """
        names = json.dumps(classes)
        if not 0 < len(packed) <= MOST_PACKED or not packed.isascii() or len(names) > MOST_NAMES:
            raise ClassError("This network is too large for a class.")
        own, digest = self.versions_of(by.device), hashed(f"{names} {packed}")[:DIGEST]
        if again := next((each for each in own if each.digest == digest), None):
            return again
        if len(self.networks) >= MOST_SHARED:
            ((most, count),) = Counter(each.device for each in self.networks).most_common(1)
            if count <= 2:
                raise ClassError("The class already has {most} networks.", most=MOST_SHARED)
            self.networks.remove(self.versions_of(most)[1])
        free = {*range(NAMES)} - {each.name for each in self.networks}
        name, version = (own[0].name, own[-1].version + 1) if own else (random.choice([*free]), 1)
        number = self._next(packed)
        self.networks.append(SharedNetwork(number, by.device, name, version, tuple(classes), digest))
        return self.networks[-1]

    def find(self, by: By, network: int, drawing: str, label: int, answer: int | None) -> int:
        """Add a drawing that a network misreads; return the find's number.

        Args:
            by: the device, which has to test this network.
            network: its number.
            drawing: as text, which the caller has read and found right.
            label: what its author says it is, an index into the network's classes.
            answer: what the network reads, another one; None if it takes it for none of them.
        """
        if not 0 < len(drawing) <= MOST_DRAWING or not (drawing.isascii() and drawing.isprintable()):
            raise ClassError("We couldn't read this drawing. Draw it again.")
        tested = next((each for each in self.networks if each.number == network), None)
        if tested is None or tested.device != self.pairs.get(by.device):
            raise ClassError("Your device tests another network now. Load it again.")
        known = range(len(tested.classes))
        if label not in known or answer == label or (answer is not None and answer not in known):
            raise ClassError("The network reads this as you do. Only what it misreads counts.")
        own = [each for each in self.finds.values() if each.device == by.device]
        digest = hashed(f"{tested.device} {label} {drawing}")[:DIGEST]
        if again := next((each for each in own if each.digest == digest), None):
            return again.number
        if sum(each.round == self.round for each in own) >= MOST_FINDS:
            raise ClassError("You have sent {most} finds, which is all for this round.", most=MOST_FINDS)
        if len(self.finds) >= MOST_FOUND:
            raise ClassError("The class already has {most} finds.", most=MOST_FOUND)
        number = self._next(drawing)
        about = (by.device, tested.device, tested.version, label, answer, self.round, by.serial, digest)
        self.finds[number] = Find(number, *about)
        return number

    def _next(self, text: str) -> int:
        self.newest += 1
        self.texts[self.newest] = text
        return self.newest

    def judge(self, by: By, number: int, label: int | None) -> None:
        """Add what a device says a find is, an index into the network's classes; None if it can't tell.

        What others have said by then, or it itself before, stays.
        """
        find, device = self.finds.get(number), by.device
        if (
            find is None
            or device in (find.device, find.owner)
            or label not in (None, *range(len(self.newest_of[find.owner].classes)))
        ):
            raise ClassError("Your device can't judge this drawing.")
        if find.is_judged or device in find.judges:
            return
        judged = (each for other in self.finds.values() for each in other.said)
        if sum(judge == device and time > by.time - 60 for _label, judge, time in judged) >= MOST_JUDGMENTS:
            raise ClassError(
                "That was quick! You judged {most} drawings in a minute. Wait a moment.", most=MOST_JUDGMENTS
            )
        self.finds[number] = find._replace(said=(*find.said, (label, device, by.time)), serial=by.serial)

    def to_judge(self, device: int, serial: int) -> Find | None:
        """Return the first find that a device is asked to judge after that change of its class; None without.

        Of the devices that test a network, as many are asked as it takes, and another one after as many
        changes of the class as there are devices; never the one that has found it, and never the network's.
        After `BREAK`, all devices are asked, because no more finds are sent.
        """
        order = sorted({*self.pairs, device})
        for find in self.finds.values():
            if find.is_judged or device in (out := {find.device, find.owner, *find.judges}):
                continue
            turn = JUDGES * find.number % len(order)
            asked = [each for each in (*order[turn:], *order[:turn]) if each not in out]
            most = JUDGES - len(find.said) + (serial - find.serial) // len(order)
            if self.phase != BREAK or device in asked[:most]:
                return find
        return None

    def remove_find(self, _by: By, number: int) -> None:
        """Remove a find, for the teacher."""
        self.finds.pop(number, None)

    def remove_device(self, by: By, device: int | None) -> None:
        """Remove the networks, finds and judgments of a device, and finds in its network."""
        self.networks = [each for each in self.networks if each.device != device]
        self.pairs = {one: other for one, other in self.pairs.items() if device not in (one, other)}
        for number, find in [*self.finds.items()]:
            if device in (find.device, find.owner):
                del self.finds[number]
            elif device in find.judges:
                said = tuple(each for each in find.said if each[1] != device)
                self.finds[number] = find._replace(said=said, serial=by.serial)


def _fixed(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
