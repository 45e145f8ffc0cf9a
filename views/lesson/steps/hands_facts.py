"""The second lesson, "Whose hand is in it?": when a step is done, which guess was right, and what came of it.

The functions take what we know about the session: `Known.hands` has what the networks in the browser read.
What they say is in the step's document, below "says": they return numbers of its sentences, and figures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from views.lesson.steps.known import Known
from views.parts.language.language import N_, _
from views.parts.looks.wording import a_digit, exact, percent
from views.session.drawing.hands_read import MEASURES, TESTED, THREE, Hands

ALIKE = 0.02  # shares that differ by less count as the same: each is uncertain by about 0.01
SEVENTY = ("writer", "ten", "seventy")  # the networks that learn from 70 digits each
NAMED = {"adults": N_("Adults only"), "students": N_("Students only"), "both": N_("Both groups")}
Said = tuple[Sequence[int], Mapping[str, object]]


def learned(*names: str) -> Callable[[Known], bool]:
    """Require that these networks have learned."""
    return lambda known: known.hands.rights.keys() >= {*names}


def measured(known: Known) -> bool:
    """Return whether the three networks have learned and a measure was chosen."""
    return fairest_of(known.hands) is not None


def has(what: str) -> Callable[[Known], bool]:
    """Require that the browser has reported this field of `Hands`."""
    return lambda known: getattr(known.hands, what) is not None


def shares(hands: Hands, name: str) -> list[float]:
    """Return which shares of the adults' and of the students' test images a network reads right."""
    return [right / count for right, count in zip(hands.rights[name], TESTED)]


def overall(hands: Hands, name: str) -> float:
    """Return which share of all test images a network reads right."""
    return sum(hands.rights[name]) / sum(TESTED)


def _larger(first: float, second: float) -> int:
    """Return 0 or 1 for the larger one; 2 if they're alike."""
    return 2 if abs(first - second) < ALIKE else int(second > first)


def worse_group(known: Known) -> int:
    """Return whom the adults' network reads worse."""
    adults, students = shares(known.hands, "adults")
    return _larger(students, adults)


def bests(hands: Hands) -> list[int]:
    """Return which of the three networks is best by each of the `MEASURES`."""
    found = [shares(hands, name) for name in THREE]
    by = {
        "gap": [-abs(adults - students) for adults, students in found],
        "worse": [min(each) for each in found],
        "all": [overall(hands, name) for name in THREE],
    }
    return [by[measure].index(max(by[measure])) for measure in MEASURES]


def fairest_of(hands: Hands) -> int | None:
    """Return which network is best by the chosen measure; None before there is one."""
    is_known = hands.measure is not None and hands.rights.keys() >= {*THREE}
    return bests(hands)[hands.measure] if is_known else None


def fairest(known: Known) -> int:
    """Return the same, once the step is done."""
    return fairest_of(known.hands)


def what_helps(known: Known) -> int:
    """Return which network reads the students better."""
    return _larger(*(shares(known.hands, name)[1] for name in ("more", "both")))


def most_hands(known: Known) -> int:
    """Return the network that reads most of all test images."""
    found = [overall(known.hands, name) for name in SEVENTY]
    return found.index(max(found))


def who_reads_you(known: Known) -> int:
    """Return the network that reads most of one's own digits: the guessed one, if others read as many."""
    own = known.hands.own
    best = [number for number, right in enumerate(own) if right == max(own)]
    return next((number for number in best if NAMED[THREE[number]] == known.guess), best[0])


def how_many_ones(known: Known) -> int:
    """Return whether none of the networks, some or all read a 1."""
    count = known.hands.ones.count(1)
    return 0 if not count else 2 if count == len(THREE) else 1


def plainly(known: Known) -> Said:
    """Say a step's only sentence, without figures."""
    return [0], {}


def whom_it_fails(known: Known) -> Said:
    """State what the adults' network reads of both groups, and the gap between them."""
    adults, students = shares(known.hands, "adults")
    gap = exact(abs(round(100 * adults, 1) - round(100 * students, 1)), 1)
    return [0], {"adults": percent(adults), "students": percent(students), "gap": gap}


def measure_next(known: Known) -> Said:
    """Ask for a measure, once the networks have learned."""
    return [0] if learned(*THREE)(known) else [], {}


def which_is_fair(known: Known) -> Said:
    """State the best network by the chosen measure, its figure, and whether another measure disagrees."""
    hands, best = known.hands, bests(known.hands)
    name = THREE[best[hands.measure]]
    low, high = sorted(round(100 * each, 1) for each in shares(hands, name))
    figure = (exact(high - low, 1), percent(low / 100), percent(overall(hands, name)))[hands.measure]
    other = next((THREE[each] for each in best if THREE[each] != name), None)
    names = {"name": _(NAMED[name]), "other": other and _(NAMED[other])}
    return [1 + hands.measure, 5 if other else 4], names | {"figure": figure}


def more_or_theirs(known: Known) -> Said:
    """State how both networks read the students, and what follows."""
    figures = {name: percent(shares(known.hands, name)[1]) for name in ("more", "both")}
    return [0, 1 + what_helps(known)], figures


def how_many_hands(known: Known) -> Said:
    """State what the networks of one, ten and seventy people read, and what the first reads of its person."""
    one, ten, seventy = (percent(overall(known.hands, name)) for name in SEVENTY)
    right, count = known.hands.person or (0, 0)
    figures = {"one": one, "ten": ten, "seventy": seventy, "right": right, "count": count}
    return [0, 1] if count else [0], figures


def how_many_drawn(known: Known) -> Said:
    """State how many of one's own digits are drawn."""
    return [0] if known.hands.drawn else [], {"drawn": known.hands.drawn}


def how_you_are_read(known: Known) -> Said:
    """State how many of one's own digits each network reads."""
    return [1], dict(zip(THREE, known.hands.own))


def who_is_missing(known: Known) -> Said:
    """State what the networks read in the 1."""
    return [0], dict(zip(THREE, map(a_digit, known.hands.ones)))


CONDITIONS = (learned, measured, has)
RIGHT = (worse_group, fairest, what_helps, most_hands, who_reads_you, how_many_ones)
SAYINGS = (
    *(plainly, whom_it_fails, measure_next, which_is_fair, more_or_theirs, how_many_hands),
    *(how_many_drawn, how_you_are_read, who_is_missing),
)
