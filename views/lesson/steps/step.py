"""A step of the lesson: its text, what that points at, what is set up for it, and what completes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from model.network.neuron import Neuron
from model.reading import Reading
from model.training.choices import Choices
from views.lesson.steps.conditions import Condition
from views.lesson.steps.known import Known

NETWORK = "network"  # the middle of most steps
PLACES = {  # name of a part of the page -> its CSS selector
    "canvas": ".st-key-canvas",
    "clear": ".st-key-clear",
    "answer": ".st-key-answer",
    "image": '.st-key-network_view [data-layer="image"] > canvas',
    "first-layer": '.st-key-network_view [data-layer="hidden1"] > canvas',
    "second-layer": '.st-key-network_view [data-layer="hidden2"] > canvas',
    "outputs": ".st-key-probabilities",
    "card": ".st-key-neuron",
    "weights": ".st-key-terms",
    "added-up": ".st-key-ledger",
    "sum": ".st-key-lesson_build_up",
    "curve": ".st-key-activation_curves",
    "likes": ".st-key-likes",
    "next-neurons": ".st-key-outgoing",
    "what-decided": ".st-key-why",
    "switch": ".st-key-neuron:not(:has(.st-key-why)) .st-key-what_if",
    "slide": ".st-key-slid",
    "replay": ".st-key-replay_controls",
    "noise": ".st-key-replay_weights",
    "downhill": ".st-key-downhill",
    "race": ".st-key-race",
    "training": ".st-key-training_start",
    "curves": ".st-key-live_Loss",
    "gradients": ".st-key-meters",
    "boxes": ".st-key-tensors",
    "hands": ".st-key-hands",
}


def anything(reading: Reading) -> bool:
    """Accept any drawing."""
    return True


def is_digit(reading: Reading) -> bool:
    """Accept any digit."""
    return reading.is_digit


def is_four(reading: Reading) -> bool:
    """Accept a drawing that is read as a 4."""
    return reading.is_digit and reading.digit == 4


@dataclass(frozen=True)
class Guess:
    """A question to answer before the network does.

    Attributes:
        question: in Markdown.
        options: the possible answers.
        right: returns the number of the right option, or None; called once the step is done.
    """

    question: str
    options: Sequence[str]
    right: Callable[[Known], int | None]


@dataclass(frozen=True)
class Step:
    """One step of the lesson.

    Attributes:
        id: its id in links.
        part: its subject; the end has none.
        title: the panel's title; neither title nor text gives the guess away.
        text: two or three short sentences in Markdown.
        done: whether everything that the step asks for is done, apart from the guess.
        says: returns what the network does, shown once the step is done.
        task: what to do; empty if there's only a guess.
        lights: the `PLACES` it points at, of which the first is scrolled into view.
        now: returns the progress so far, shown until the step is done.
        guess: what to predict, if anything, before anything else can be done.
        middle: what the middle shows: the network, or one of the `MIDDLES` in `views/lesson/page.py`.
        neuron: returns the neuron whose card to open; None opens no card.
        card: the only places on the card to show; if empty, all of them.
        why: how the card explains, one of `views.session.why.MODES`; if empty, as before.
        covers: places that would give too much away, veiled until the guess is made or, without a guess,
            until the step is done.
        hides: places that are hidden until the step is done.
        waits: places that can't be used before the guess is made.
        needs: whether a drawing suits the step; if not, the pupil's own or a ready-made one replaces it.
        waits_for_drawing: whether the step can begin on a blank canvas.
        borrows: whether what is drawn in it is only for this step.
        choices: the choices of the training that is set up.
        offers_four: whether a button brings an open 4.
        offers_switch: whether a button switches off all that it takes for another answer, after some tries.
        builds_up: whether the chosen neuron's sum can be shown growing.
        leads_to_task: the id of a task on the page Build, to which a button leads once the step is done.
        leads_to_map: whether a button shows the layers' map on Draw once the step is done.
    """

    id: str
    title: str
    text: str
    done: Condition
    says: Callable[[Known], str]
    part: str = ""
    task: str = ""
    lights: Sequence[str] = ()
    now: Callable[[Known], str] | None = None
    guess: Guess | None = None
    middle: str = NETWORK
    neuron: Callable[[Reading], Neuron | None] = lambda reading: None
    card: Sequence[str] = ()
    why: str = ""
    covers: Sequence[str] = ()
    hides: Sequence[str] = ()
    waits: Sequence[str] = ()
    needs: Callable[[Reading], bool] = anything
    waits_for_drawing: bool = False
    borrows: bool = False
    choices: Choices | None = None
    offers_four: bool = False
    offers_switch: bool = False
    builds_up: bool = False
    leads_to_task: str = ""
    leads_to_map: bool = False

    @property
    def trains(self) -> bool:
        """Whether the step is about training, which a link can hide."""
        return self.middle not in (NETWORK, "slid", "tensors")

    def is_done(self, known: Known) -> bool:
        """Return whether everything that the step asks for is done."""
        return (self.guess is None or known.guess is not None) and self.done(known)
