"""A step of the lesson: its words, what they point at, what is set up for them, and what completes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from model.network.neuron import Neuron
from model.reading import Reading
from model.training.choices import Choices
from views.lesson.steps.conditions import Condition
from views.lesson.steps.known import Known

NETWORK = "network"  # what stands in the middle of most steps
PLACES = {  # name of a part of the page -> how it is found there
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
    "switch": ".st-key-what_if",
    "slide": ".st-key-slid",
    "replay": ".st-key-replay_controls",
    "noise": ".st-key-replay_weights",
    "downhill": ".st-key-downhill",
    "race": ".st-key-race",
    "training": ".st-key-training_start",
    "curves": ".st-key-live_Loss",
    "gradients": ".st-key-meters",
    "boxes": ".st-key-tensors",
}


def anything(reading: Reading) -> bool:
    """Any drawing will do."""
    return True


def is_digit(reading: Reading) -> bool:
    """Any digit will do."""
    return reading.is_digit


def is_four(reading: Reading) -> bool:
    """It has to be read as a 4."""
    return reading.is_digit and reading.digit == 4


@dataclass(frozen=True)
class Guess:
    """A question to be answered before the network does.

    Attributes:
        question: as Markdown.
        options: what can be answered.
        right: gives the number of the option that has come true, None if none has; once the step is done.
    """

    question: str
    options: Sequence[str]
    right: Callable[[Known], int | None]


@dataclass(frozen=True)
class Step:
    """One step.

    Attributes:
        id: as its link has it.
        part: what it is about, as words.py has it; the end has none.
        title: of the panel; it gives no guess away, and neither does the text.
        text: two or three short sentences, as Markdown.
        done: what completes it, a guess apart: all that is asked, and no more.
        says: gives what the network does, told when it is done.
        task: what to do; nothing where there is but a guess.
        lights: which of `PLACES` it points at, the first of which is brought into view.
        now: gives how things stand, told while it is not done.
        guess: what to predict, if anything: before anything else can be done.
        middle: what stands in the middle: the network, or a part of `views/lesson/page.py`'s `MIDDLES`.
        neuron: gives the neuron whose card is opened; none is where it gives None.
        card: places on the card that the step is about; of the card, nothing else is seen. All is, if empty.
        why: in which way its card says why, one of `views.session.why.MODES`; as it was, if empty.
        covers: places that tell too much: veiled until a guess is made or, where there is none to make, until
            it is done.
        hides: places that are not there until it is done.
        waits: places that can't be used before a guess is made.
        needs: whether a drawing will do for it; else the pupil's own comes back, or a ready-made one.
        waits_for_drawing: whether it begins with nothing where nothing is drawn.
        borrows: whether what is drawn in it is for this step alone.
        choices: of the training that is set up.
        offers_four: whether there is a button that brings an open 4.
        builds_up: whether the chosen neuron's sum can be seen growing.
        leads_to_task: the id of a task of the page Build to which, once it is done, a button leads, if any.
        leads_to_map: whether, once it is done, there is a button that shows the layers' map on Draw.
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
    builds_up: bool = False
    leads_to_task: str = ""
    leads_to_map: bool = False

    @property
    def trains(self) -> bool:
        """Whether it is about training, which a link may have hidden."""
        return self.middle not in (NETWORK, "slid", "tensors")

    def is_done(self, known: Known) -> bool:
        """Whether all that is asked for has been done."""
        return (self.guess is None or known.guess is not None) and self.done(known)
