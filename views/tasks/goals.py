"""The goals that a task can set for a drawing's reading, each with its code in links and its sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from model.network.neuron import Neuron
from views.parts.language.language import _
from views.parts.looks.wording import a_digit, figure, neuron_title, of_100, percent
from views.session.drawing.received import neuron_of
from views.tasks.drawn import network_of
from views.tasks.task import Check, Known

SURE = 0.99  # the share from which we call a network sure
_WRITTEN = re.compile(
    r"(?:says-\d|another|digit|sure)|(?:fires|silent)-([a-z0-9]+)((?:-\d{1,3}){1,3})", re.ASCII
)


@dataclass(frozen=True)
class Goal:
    """What has to be true of a reading.

    Attributes:
        written: its code in a link. "says-7": the network reads a 7, and accepts the drawing as a digit.
            "another": so it does with another digit than at the start. "digit": the drawing is a digit.
            "sure": it isn't, but the network is sure of one. "fires-hidden1-66": that neuron fires, and
            "silent-hidden1-66": it doesn't.
        neuron: the one that has to fire or not.
    """

    written: str
    neuron: Neuron | None = None

    @property
    def kind(self) -> str:
        """What the code begins with."""
        return self.written.partition("-")[0]

    def in_words(self) -> str:
        """Return the goal as a sentence."""
        if self.neuron is not None:
            sentence = _("{neuron}: it fires.") if self.kind == "fires" else _("{neuron}: it doesn't fire.")
            return sentence.format(neuron=neuron_title(self.neuron))
        sentence = {
            "says": _("The network says {digit}."),
            "another": _("The network says a different digit than at first."),
            "digit": _("The drawing counts as a digit."),
            "sure": _("One digit's share is at least {share}, but the drawing counts as “not a digit”."),
        }[self.kind]
        return sentence.format(digit=self.written[-1], share=of_100(SURE, 0))

    def check(self, known: Known) -> Check:
        """Check whether the reading meets this goal."""
        reading, neuron = known.reading, self.neuron
        if neuron is not None:
            z = float(reading.activations[neuron.layer.name][neuron.index])
            fires, silent = _("{neuron}: z = {z}, so it fires."), _("{neuron}: z = {z}, so it doesn't fire.")
            sentence = (fires if z > 0 else silent).format(neuron=neuron_title(neuron), z=figure(z))
            return Check((z > 0) == (self.kind == "fires"), sentence)
        before = known.before and known.before.digit
        holds = {
            "says": reading.is_digit and str(reading.digit) == self.written[-1],
            "another": reading.is_digit and before is not None and reading.digit != before,
            "digit": reading.is_digit,
            "sure": not reading.is_digit and float(reading.probs.max()) >= SURE,
        }
        return Check(holds[self.kind], _what_it_says(known))


def firing(neuron: Neuron, fires: bool) -> Goal:
    """Return the goal that this neuron fires, or that it doesn't."""
    place = "-".join(map(str, neuron.index))
    return Goal(f"{'fires' if fires else 'silent'}-{neuron.layer.name}-{place}", neuron)


def goal_of(text: str, name: str) -> Goal | None:
    """Return the goal that a link encodes for the named network; None if it can't have that goal."""
    found, network = _WRITTEN.fullmatch(text), network_of(name)
    if found is None or network is None:
        return None
    if found[1] is None:
        return Goal(text)
    index = [int(number) for number in found[2].split("-")[1:]]
    neuron = neuron_of({"layer": found[1], "index": index}, network)
    if neuron is None or neuron.layer.is_output:
        return None
    goal = firing(neuron, text.startswith("fires"))
    return goal if goal.written == text else None


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
