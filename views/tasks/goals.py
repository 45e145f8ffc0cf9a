"""The goals that a task can set for a drawing's reading, each with its code in links and its sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from model.network.neuron import Neuron
from model.preprocess.mnist import NUM_CLASSES
from views.parts.language.language import _
from views.parts.looks.wording import a_digit, figure, neuron_title, of_100, percent
from views.session.drawing.received import neuron_of
from views.tasks.drawn import network_of
from views.tasks.task import Check, Known

SURE = 0.99  # the share from which we call a network sure
_WRITTEN = re.compile(r"([a-z]+)(?:-([a-z0-9]+(?:-\d{1,3}){0,3}))?", re.ASCII)


@dataclass(frozen=True)
class Says:
    """The network reads this digit and accepts the drawing as a digit."""

    digit: int

    @property
    def written(self) -> str:
        """The goal's code in a link."""
        return f"says-{self.digit}"

    def in_words(self) -> str:
        """Return the goal as a sentence."""
        return _("The network says {digit}.").format(digit=self.digit)

    def check(self, known: Known) -> Check:
        """Check whether the reading meets this goal."""
        reading = known.reading
        return Check(reading.is_digit and reading.digit == self.digit, _what_it_says(known))


@dataclass(frozen=True)
class SaysAnother:
    """The network reads a different digit than at the start, and accepts the drawing as a digit."""

    written = "another"

    def in_words(self) -> str:
        """Return the goal as a sentence."""
        return _("The network says a different digit than at first.")

    def check(self, known: Known) -> Check:
        """Check whether the reading meets this goal."""
        reading = known.reading
        holds = reading.is_digit and known.before is not None and reading.digit != known.before.digit
        return Check(holds, _what_it_says(known))


@dataclass(frozen=True)
class IsDigit:
    """The network accepts the drawing as a digit."""

    written = "digit"

    def in_words(self) -> str:
        """Return the goal as a sentence."""
        return _("The drawing counts as a digit.")

    def check(self, known: Known) -> Check:
        """Check whether the reading meets this goal."""
        return Check(known.reading.is_digit, _what_it_says(known))


@dataclass(frozen=True)
class IsSure:
    """The network is sure of a digit although the drawing isn't one."""

    written = "sure"

    def in_words(self) -> str:
        """Return the goal as a sentence."""
        return _("One digit's share is at least {share}, but the drawing counts as “not a digit”.").format(
            share=of_100(SURE, 0)
        )

    def check(self, known: Known) -> Check:
        """Check whether the reading meets this goal."""
        reading = known.reading
        share = float(reading.probs.max())
        return Check(not reading.is_digit and share >= SURE, _what_it_says(known))


@dataclass(frozen=True)
class Fires:
    """A neuron fires, or doesn't."""

    neuron: Neuron
    wanted: bool = True

    @property
    def written(self) -> str:
        """The goal's code in a link."""
        neuron = self.neuron
        return "-".join(["fires" if self.wanted else "silent", neuron.layer.name, *map(str, neuron.index)])

    def in_words(self) -> str:
        """Return the goal as a sentence."""
        sentence = _("{neuron}: it fires.") if self.wanted else _("{neuron}: it doesn't fire.")
        return sentence.format(neuron=neuron_title(self.neuron))

    def check(self, known: Known) -> Check:
        """Check whether the reading meets this goal."""
        neuron = self.neuron
        z = float(known.reading.activations[neuron.layer.name][neuron.index])
        sentence = (
            _("{neuron}: z = {z}, so it fires.") if z > 0 else _("{neuron}: z = {z}, so it doesn't fire.")
        )
        return Check((z > 0) == self.wanted, sentence.format(neuron=neuron_title(neuron), z=figure(z)))


Goal = Says | SaysAnother | IsDigit | IsSure | Fires


@lru_cache(maxsize=64)
def goal_of(text: str, name: str) -> Goal | None:
    """Return the goal that a link encodes for the named network; None if it can't have that goal."""
    found, network = _WRITTEN.fullmatch(text), network_of(name)
    if found is None or network is None:
        return None
    kind, of = found[1], found[2]
    if kind == "says" and of in map(str, range(NUM_CLASSES)):
        return Says(int(of))
    for plain in (SaysAnother(), IsDigit(), IsSure()):
        if text == plain.written:
            return plain
    if kind in ("fires", "silent") and of:
        layer, *numbers = of.split("-")
        neuron = neuron_of({"layer": layer, "index": [int(number) for number in numbers]}, network)
        goal = Fires(neuron, kind == "fires") if neuron and not neuron.layer.is_output else None
        return goal if goal and goal.written == text else None
    return None


def _what_it_says(known: Known) -> str:
    reading = known.reading
    share = percent(float(reading.probs.max()))
    if not reading.is_digit:
        sentence = _(
            "The network doesn't read this as a digit. If it had to choose, it would say {digit}, with "
            "{share}."
        )
        return sentence.format(digit=reading.digit, share=share)
    return _("The network sees {a_digit}, with a share of {share}.").format(
        a_digit=a_digit(reading.digit), share=share
    )
