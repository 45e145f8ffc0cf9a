"""Tasks on the Draw page: people draw or switch neurons off until the network does as the task says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from model.network.neuron import Channel
from views.parts.language.language import N_, _, ngettext
from views.parts.looks.wording import joined, neurons_off, of_100, whole
from views.session import state
from views.session.activations import latest_drawing, reading_of
from views.session.selection import restore, scale, select_neuron
from views.tasks.drawn import NOT_DRAWN, Hand, between, drawing_of, ink_of, network_of, reading_at_start
from views.tasks.goals import SURE, Fires, Goal, goal_of
from views.tasks.label_task import LABEL_TASK
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
        fires = [goal for goal in self.parsed_goals if isinstance(goal, Fires)]
        neurons = {"fires" if goal.wanted else "silent": str(goal.neuron.index[-1]) for goal in fires}
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

    def is_solved(self, known: Known) -> bool:
        """Return whether all checks hold."""
        return all(check.ok for check in self.checks(known))

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


DRAWING_TASKS = (
    DrawingTask(
        id="fires",
        text=N_(
            "Draw a digit that makes neuron {fires} of the first [hidden layer](words#hidden-layer) "
            "[fire](words#fire), but not neuron {silent}."
        ),
        hints=(
            N_("Tap neuron {fires} in the network. Its weights show where ink pushes its sum up."),
            N_("Many 5s work, if the bar on top isn't too long."),
        ),
        learned=N_(
            "Neurons of one layer react to different things. What makes one fire leaves another silent."
        ),
        goals=("fires-hidden1-66", "silent-hidden1-12", "digit"),
        solution=Hand(
            [
                [
                    *((110, 64), (102, 124), (140, 120), (190, 140), (200, 170), (165, 208), (120, 220)),
                    (90, 208),
                ],
                [(110, 62), (185, 59)],
            ]
        ),
    ),
    DrawingTask(
        id="nine",
        text=N_(
            "Everyone sees a 4. Use at most {most} pixels of ink to make the network say 9. With so "
            "little ink, everyone will still see a 4."
        ),
        hints=(
            N_("What is closed in a 9, but open in this 4?"),
            N_("One dot in the gap at the top is enough."),
        ),
        learned=N_(
            "The network has learned what separates its 4s from its 9s, but not what a 4 is to people."
        ),
        goals=("says-9",),
        most=6,
        drawing="test.969",
        solution=Hand([[(156, 58), (156, 58)]]),
    ),
    DrawingTask(
        id="off",
        text=N_(
            "Switch off neurons until the network reads this 9 as another digit. Choose as few as you can, "
            "{most} at most. The record is {best}."
        ),
        hints=(
            N_("Tap the output 9. On its card, *Neurons* shows which neurons push it up."),
            N_("Switch off neurons {some} of the second hidden layer."),
        ),
        learned=N_("No neuron decides alone, but a few make most of the difference."),
        goals=("another",),
        tool=OFF,
        most=5,
        drawing="sample.9",
        best=3,
        solution=Hand(off=(23, 24, 58)),
    ),
    DrawingTask(
        id="thin",
        text=N_(
            "Draw the thinnest 7 that the network still reads, with at most {most} pixels of ink in its "
            "image. The record is {best}."
        ),
        hints=(
            N_("Use the thin pen, and make the 7 as large as the paper."),
            N_("A large drawing is shrunk for the network, and so are its lines. Leave out the crossbar."),
        ),
        learned=N_(
            "The network sees every drawing at the same size. So the larger you draw, the thinner your lines "
            "become."
        ),
        goals=("says-7",),
        most=30,
        best=24,
        solution=Hand([[(100, 15), (180, 15), (130, 265)]], 12),
    ),
    DrawingTask(
        id="smallest",
        text=N_(
            "Find the smallest change. Use at most {most} pixels of ink to make the network read this 5 as "
            "another digit. The record is {best}."
        ),
        hints=(
            N_("Which digit comes second? What is it missing?"),
            N_("Draw a short stroke from the right end of the upper bar, down toward the curve."),
        ),
        learned=N_("One answer isn't far from another. A stroke that people hardly notice is enough."),
        goals=("another",),
        most=10,
        drawing="sample.5",
        best=7,
        solution=Hand([[(171, 63), (172, 94)]]),
    ),
    DrawingTask(
        id="sure",
        text=N_(
            "Draw a scribble that isn't a digit, but make the network give some digit a share of {share} "
            "anyway. The page has to say “Not a digit”."
        ),
        hints=(
            N_("Start with a clear digit, and watch its share while you add to it."),
            N_("Draw a large 0 or 3, then a line from corner to corner."),
        ),
        learned=N_(
            "The shares always add up to 100%, and none of them is for “not a digit”. So this page first "
            "asks whether the drawing is a digit at all."
        ),
        goals=("sure",),
        solution=Hand(
            [
                [
                    *((99, 220), (174, 218), (79, 191), (228, 49), (113, 167), (61, 142), (165, 192)),
                    *((225, 121), (128, 134), (230, 79), (139, 49)),
                ]
            ]
        ),
    ),
    LABEL_TASK,
)
