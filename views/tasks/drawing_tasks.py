"""Tasks on the Draw page: something is drawn, or neurons are switched off, until it does as asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from model.network.neuron import Channel
from views.language.language import N_, _, ngettext
from views.parts.looks.wording import joined, of_100, whole
from views.session import state
from views.session.activations import drawing_history, reading_of
from views.session.selection import restore, scale, select_neuron
from views.tasks.drawn import NOT_DRAWN, Hand, between, drawing_of, ink_of, network_of, reading_at_start
from views.tasks.goals import SURE, Fires, Goal, goal_of
from views.tasks.label_task import LABEL_TASK
from views.tasks.task import DRAW, SIMPLE, Known, Stand, Task

SECOND = "hidden2"  # hidden layer of the Simple network
PEN, OFF = TOOLS = ("pen", "off")  # what one may change: the drawing, or which neurons are on


@dataclass(frozen=True, kw_only=True)
class DrawingTask(Task):
    """One about a drawing.

    Attributes:
        goals: what has to be so, all of it, as links have it: see `goals.py`.
        tool: one of `TOOLS`.
        most: how many pixels of ink, or how many neurons off; 0 where any number will do.
        network: the name of a shipped one, that reads the drawing.
        drawing: what is drawn at first, as an address has it, or `NOT_DRAWN`.
        best: the smallest number known to do; 0 where none is told.
        solution: what solves it, if that is known.
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
        """The limit, and what is known to do."""
        fires = [goal for goal in self.parsed_goals if isinstance(goal, Fires)]
        neurons = {"fires" if goal.wanted else "silent": str(goal.neuron.index[-1]) for goal in fires}
        some = joined([str(number) for number in (self.solution or Hand()).off])
        figures = {"most": whole(self.most), "best": whole(self.best), "share": of_100(SURE, 0), "some": some}
        return figures | neurons | {"goal": " ".join(goal.in_words() for goal in self.parsed_goals)}

    @property
    def parsed_goals(self) -> Sequence[Goal]:
        """The goals; none where the network can't be had."""
        return [goal for text in self.goals if (goal := goal_of(text, self.network)) is not None]

    @property
    def starts(self) -> Mapping[str, str]:
        """What an address says of network and drawing."""
        return {"network": self.network, "drawing": self.drawing}

    def begin(self) -> None:
        """Draw what is drawn at first; nothing is off."""
        history, drawing = drawing_history(), drawing_of(self.drawing)
        if drawing.png != history.current.png:
            history.add(drawing)
        state.put("network", self.network)
        state.put("map_shown", False)
        if (network := network_of(self.network)) is not None:
            restore(network)
            select_neuron(network, None)

    def show(self) -> None:
        """Do what solves it, from the start."""
        self.begin()
        self.solution.draw(drawing_history())
        if (network := network_of(self.network)) is not None:
            for number in self.solution.off:
                scale(network, Channel(network.layer(SECOND), number), 0.0)

    def known(self) -> Known:
        """What the network makes of the drawing."""
        network, now = network_of(self.network), drawing_history().current
        if network is None:
            return Known()
        is_blank = self.drawing == NOT_DRAWN
        before = None if is_blank else reading_at_start(self.network, self.drawing)
        ink = ink_of(now) if is_blank else between(drawing_of(self.drawing), now)
        return Known(reading=reading_of(network, now), before=before, ink=ink)

    def stands(self, known: Known) -> Sequence[Stand]:
        """Each goal, the limit, and what may not be changed."""
        if known.reading is None:
            return [Stand(False, _("Nothing is drawn."))]
        off = sum(factor == 0 for factor in known.reading.factors.values())
        if self.tool == PEN:
            others = [self._ink(known.ink)] * bool(self.most)
            if known.reading.factors:
                others.append(Stand(False, _("Here every neuron counts as it is: switch them back.")))
        else:
            others = [self._off(off)]
            if known.ink:
                others.append(Stand(False, _("Here the drawing stays as it was: undo what you drew.")))
            if off < len(known.reading.factors):
                others.append(
                    Stand(False, _("Here neurons are switched off, and none is turned up or down."))
                )
        return [*(goal.stand(known) for goal in self.parsed_goals), *others]

    def is_solved(self, known: Known) -> bool:
        """Whether all of that holds."""
        return all(stand.holds for stand in self.stands(known))

    def _ink(self, ink: int) -> Stand:
        sentence = ngettext("{count} pixel of ink, of {most}.", "{count} pixels of ink, of {most}.", ink)
        return Stand(ink <= self.most, sentence.format(count=whole(ink), most=whole(self.most)))

    def _off(self, off: int) -> Stand:
        if self.most:
            sentence = ngettext(
                "{count} neuron is off, of {most}.", "{count} neurons are off, of {most}.", off
            )
        else:
            sentence = ngettext("{count} neuron is off.", "{count} neurons are off.", off)
        return Stand(
            not self.most or off <= self.most, sentence.format(count=whole(off), most=whole(self.most))
        )


DRAWING_TASKS = (
    DrawingTask(
        id="fires",
        text=N_(
            "Draw a digit for which neuron {fires} of the first [hidden layer](words#hidden-layer) "
            "[fires](words#fire), and neuron {silent} does not."
        ),
        hints=(
            N_("Tap neuron {fires} in the network: its weights show where it likes ink."),
            N_("Many a 5 does it, with a bar on top that is not too long."),
        ),
        learned=N_("Neurons of one layer like different things: what one is after leaves another cold."),
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
            "Everybody sees a 4. Have the network say 9, with strokes of at most {most} pixels of ink: so "
            "few that it stays a 4 for everybody."
        ),
        hints=(
            N_("Where is a 9 closed, and this 4 open?"),
            N_("One dot is enough, in the gap on top."),
        ),
        learned=N_("It has learned what tells its 4s from its 9s, and not what a 4 is for people."),
        goals=("says-9",),
        most=6,
        drawing="test.969",
        solution=Hand([[(156, 58), (156, 58)]]),
    ),
    DrawingTask(
        id="off",
        text=N_(
            "Switch off as few neurons as you can until it reads this 9 as another digit: at most {most}. "
            "The fewest known: {best}."
        ),
        hints=(
            N_("Tap the output 9: its card says which neurons push it up."),
            N_("The neurons {some} of the second hidden layer do it."),
        ),
        learned=N_("No neuron decides alone; but a few carry most of an answer."),
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
            "Draw the thinnest 7 that it still reads: with at most {most} pixels of ink in its image. The "
            "least known: {best}."
        ),
        hints=(
            N_("The thin pen, and a 7 as large as the paper."),
            N_("A large drawing is made small for the network, and its lines with it. No crossbar."),
        ),
        learned=N_("The network sees your drawing at one size: what is large for you is thin for it."),
        goals=("says-7",),
        most=30,
        best=24,
        solution=Hand([[(100, 15), (180, 15), (130, 265)]], 12),
    ),
    DrawingTask(
        id="smallest",
        text=N_(
            "The smallest change: with strokes of at most {most} pixels of ink, have it read this 5 as "
            "another digit. The least known: {best}."
        ),
        hints=(
            N_("Which digit is second? What would have to be there for it?"),
            N_("A short stroke from the right end of the upper bar, down toward the bow."),
        ),
        learned=N_("From one answer to another it is not far: a stroke that people hardly see is enough."),
        goals=("another",),
        most=10,
        drawing="sample.5",
        best=7,
        solution=Hand([[(171, 63), (172, 94)]]),
    ),
    DrawingTask(
        id="sure",
        text=N_(
            "Draw a scribble that is no digit, and of which the network is {share} sure all the same. The "
            "page has to say: not a digit."
        ),
        hints=(
            N_("Begin with a clear digit, and look at its probability while you add to it."),
            N_("A large 0 or 3, and then a line from corner to corner."),
        ),
        learned=N_(
            "The shares always make 100%: there is none for “no digit at all”. So this page asks another "
            "question first."
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
