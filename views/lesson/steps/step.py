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
    "sum": ".st-key-lesson_build_up",
    "curve": ".st-key-activation_curves",
    "likes": ".st-key-likes",
    "next-neurons": ".st-key-outgoing",
    "what-decided": ".st-key-why",
    "switch": ".st-key-what_if",
    "replay": ".st-key-replay_controls",
    "noise": ".st-key-replay_weights",
    "downhill": ".st-key-downhill",
    "race": ".st-key-race",
    "training": ".st-key-training_start",
    "curves": ".st-key-live_Loss",
    "gradients": ".st-key-meters",
    "boxes": ".st-key-tensors",
}


@dataclass(frozen=True)
class Guess:
    """A question to be answered before the network does: what was guessed is told beside what it does."""

    question: str
    options: Sequence[str]


@dataclass(frozen=True)
class Step:
    """One step.

    Attributes:
        id: as its link has it.
        title: of the panel.
        text: two or three short sentences, as Markdown.
        done: what completes it.
        says: gives what the network does, told when it is done.
        task: what to do; nothing where there is but a guess.
        lights: which of `PLACES` it points at, the first of which is brought into view.
        now: gives how things stand, told while it is not done.
        guess: what to predict, if anything.
        middle: what stands in the middle: the network, or a part of `views/lesson/page.py`'s `MIDDLES`.
        neuron: gives the neuron whose card is opened; none is where it gives None.
        covers: places that tell too much, not seen until it is done.
        choices: of the training that is set up.
        offers_four: whether there is a button that brings an open 4.
        builds_up: whether the chosen neuron's sum can be seen growing.
    """

    id: str
    title: str
    text: str
    done: Condition
    says: Callable[[Known], str]
    task: str = ""
    lights: Sequence[str] = ()
    now: Callable[[Known], str] | None = None
    guess: Guess | None = None
    middle: str = NETWORK
    neuron: Callable[[Reading], Neuron | None] = lambda reading: None
    covers: Sequence[str] = ()
    choices: Choices | None = None
    offers_four: bool = False
    builds_up: bool = False

    @property
    def trains(self) -> bool:
        """Whether it is about training, which a link may have hidden."""
        return self.middle not in (NETWORK, "tensors")
