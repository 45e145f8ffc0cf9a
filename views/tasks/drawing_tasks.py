"""Tasks on the Draw page: people draw or switch neurons off until the network does as the task says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from model.network.neuron import Channel
from views.parts.language.language import _, ngettext
from views.parts.looks.wording import joined, neurons_off, of_100, whole
from views.session import state
from views.session.activations import latest_drawing, reading_of
from views.session.selection import restore, scale, select_neuron
from views.tasks.drawn import NOT_DRAWN, Hand, between, drawing_of, ink_of, network_of, reading_at_start
from views.tasks.goals import SURE, Goal, goal_of
from views.tasks.task import DRAW, SIMPLE, Check, Known, Task

SECOND = "hidden2"  # second hidden layer of the Simple network
PEN, OFF = TOOLS = ("pen", "off")  # what people can change: the drawing, or which neurons are on


@dataclass(frozen=True, kw_only=True)
class DrawingTask(Task):
    """A task about a drawing.

    Attributes:
        goals: all goals to reach, encoded as in links; see `goals.py`.
        tool: one of `TOOLS`.
        most: the most pixels of ink or neurons off; 0 for no limit.
        network: the name of the shipped network that reads the drawing.
        drawing: the drawing at the start, encoded as in an address, or `NOT_DRAWN`.
        best: the smallest number known to solve it; 0 if the task doesn't state one.
        solution: a solution, if we know one.
    """

    goals: Sequence[str]
    tool: str = PEN
    most: int = 0
    network: str = SIMPLE
    drawing: str = NOT_DRAWN
    best: int = 0
    solution: Hand | None = None
    page = DRAW

    @property
    def figures(self) -> Mapping[str, str]:
        """The limit and the best known number."""
        neurons = {each.kind: str(each.neuron.index[-1]) for each in self.parsed_goals if each.neuron}
        some = joined([str(number) for number in (self.solution or Hand()).off])
        figures = {"most": whole(self.most), "best": whole(self.best), "share": of_100(SURE, 0), "some": some}
        return figures | neurons | {"goal": " ".join(goal.in_words() for goal in self.parsed_goals)}

    @property
    def parsed_goals(self) -> Sequence[Goal]:
        """The goals; empty if the network can't be loaded."""
        return [goal for text in self.goals if (goal := goal_of(text, self.network)) is not None]

    @property
    def starts(self) -> Mapping[str, str]:
        """The network and the drawing, as in an address."""
        return {"network": self.network, "drawing": self.drawing}

    def begin(self) -> None:
        """Restore the drawing from the start, and switch all neurons on."""
        latest, drawing = latest_drawing(), drawing_of(self.drawing)
        if drawing.png != latest.current.png:
            latest.add(drawing)
        state.put("network", self.network)
        state.put("map_shown", False)
        if (network := network_of(self.network)) is not None:
            restore(network)
            select_neuron(network, None)

    def show(self) -> None:
        """Begin again and apply the solution."""
        self.begin()
        self.solution.draw(latest_drawing())
        if (network := network_of(self.network)) is not None:
            for number in self.solution.off:
                scale(network, Channel(network.layer(SECOND), number), 0.0)

    def known(self) -> Known:
        """Return the network's reading of the drawing."""
        network, now = network_of(self.network), latest_drawing().current
        if network is None:
            return Known()
        is_blank = self.drawing == NOT_DRAWN
        before = None if is_blank else reading_at_start(self.network, self.drawing)
        ink = ink_of(now) if is_blank else between(drawing_of(self.drawing), now)
        return Known(reading=reading_of(network, now), before=before, ink=ink)

    def checks(self, known: Known) -> Sequence[Check]:
        """Check each goal, the limit, and that nothing else was changed."""
        if known.reading is None:
            return [Check(False, _("The canvas is empty."))]
        off = sum(factor == 0 for factor in known.reading.factors.values())
        if self.tool == PEN:
            others = [self._ink(known.ink)] * bool(self.most)
            if known.reading.factors:
                others.append(
                    Check(
                        False, _("For this task, leave every neuron as it was. Reset the ones you changed.")
                    )
                )
        else:
            others = [self._off(off)]
            if known.ink:
                others.append(
                    Check(False, _("For this task, leave the drawing as it was. Undo what you drew."))
                )
            if off < len(known.reading.factors):
                others.append(
                    Check(
                        False, _("In this task, you can only switch neurons off, not turn them up or down.")
                    )
                )
        return [*(goal.check(known) for goal in self.parsed_goals), *others]

    def _ink(self, ink: int) -> Check:
        sentence = ngettext(
            "You used {count} pixel of ink, out of {most} allowed.",
            "You used {count} pixels of ink, out of {most} allowed.",
            ink,
        )
        return Check(ink <= self.most, sentence.format(count=whole(ink), most=whole(self.most)))

    def _off(self, off: int) -> Check:
        if off == 0 or not self.most:
            return Check(True, neurons_off(off))
        sentence = ngettext(
            "{count} neuron is off, out of {most} allowed.",
            "{count} neurons are off, out of {most} allowed.",
            off,
        )
        return Check(off <= self.most, sentence.format(count=whole(off), most=whole(self.most)))
