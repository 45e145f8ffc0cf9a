"""The stretches that lessons are made of: their goals, what is shown and done, questions and answers.

The texts are marked for translators, and `_` translates them. `figures` computes the numbers to fill in, so
that we don't type any.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from model.preprocess import stages_of_ink
from model.preprocess.mnist import PIXELS
from views.lesson.steps.learning_steps import OVERFIT
from views.lesson.steps.set_up import open_four
from views.parts.language.language import N_
from views.parts.looks.wording import figure, percent, whole

SMALL = 0.01  # a sum just above 0
SURE = 0.999  # a share that looks certain


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Some minutes of a lesson.

    Attributes:
        step: the lesson's step that the projector shows.
        task: the task that it shows instead, if any.
        goal: what a pupil can say or do after it.
        does: what the class does.
        asks: what the teacher asks.
        hears: the likely answer.
        says: the teacher's reply.
        corrects: the misconception that it corrects, if any.
    """

    step: str
    goal: str
    does: str
    asks: str
    hears: str
    says: str
    task: str = ""
    corrects: str = ""


STRETCHES: Mapping[str, Stretch] = {
    "draw": Stretch(
        step="draw",
        goal=N_("I can say where a network's rules come from."),
        does=N_("One pupil draws a 4 at the board. The others watch the answer change."),
        asks=N_("Who told the network what a 4 looks like?"),
        hears=N_("“A programmer wrote the rules.”"),
        says=N_("Nobody did. It learned from examples, and everything it has learned is in its weights."),
    ),
    "numbers": Stretch(
        step="numbers",
        goal=N_("I can say what a network reads instead of a picture."),
        does=N_("Everyone guesses. Count the hands, and choose the most common guess."),
        asks=N_("How many of the {pixels} numbers aren't 0?"),
        hears=N_("“About half of them.”"),
        says=N_("In the ready-made 4, {inked} aren't 0. The others are 0, which means paper."),
    ),
    "neuron": Stretch(
        step="neuron",
        goal=N_("I can say what one neuron computes."),
        does=N_("Have someone predict whether the sum will be above 0. Then press *Add it up*."),
        asks=N_("What do the empty pixels add to the sum?"),
        hears=N_("“A little.”"),
        says=N_(
            "Nothing, because 0 times any weight is 0. Only ink counts, and each pixel of ink is multiplied "
            "by its weight."
        ),
    ),
    "step": Stretch(
        step="step",
        goal=N_("I can say when a neuron fires."),
        does=N_("Drag z across 0, first on *step*, then on *ReLU*. The class calls out each output."),
        asks=N_("Suppose z is {small}. What does the step function pass on, and what about ReLU?"),
        hears=N_("“Both pass on almost nothing.”"),
        says=N_(
            "The step passes on 1, and ReLU passes on {small}. For a step, it doesn't matter how far above 0 "
            "the sum is."
        ),
    ),
    "likes": Stretch(
        step="likes",
        goal=N_("I can read the weights of a neuron."),
        does=N_(
            "Everyone guesses which digit the neuron reacts to most, and points to the place that gives it "
            "away."
        ),
        asks=N_("Is this a picture of what you drew?"),
        hears=N_("“Yes, a blurry one.”"),
        says=N_(
            "No. Draw something else, and the weights stay the same. They show where ink pushes this neuron, "
            "and where ink holds it back."
        ),
        corrects=N_("The weights are a picture of the drawing."),
    ),
    "onward": Stretch(
        step="onward",
        goal=N_("I can follow a number from one neuron to the next."),
        does=N_("Follow a neuron's output on its card, then click a neuron in the second hidden layer."),
        asks=N_("Where does a neuron's output go?"),
        hears=N_("“To the neuron that needs it.”"),
        says=N_("To every neuron in the next layer, each time multiplied by a different weight."),
    ),
    "share": Stretch(
        step="share",
        goal=N_("I can say what the percentages in the answer mean."),
        does=N_("Guess what the ten shares add up to. Then draw something that isn't a digit."),
        asks=N_("Suppose a digit's share is {sure}. Is the answer right, then?"),
        hears=N_("“Almost certainly.”"),
        says=N_(
            "A share only says how far one sum is ahead of the others. Even a scribble that isn't a digit "
            "can get a share this large."
        ),
        corrects=N_("A share of {sure} means that the answer is right."),
    ),
    "off": Stretch(
        step="off",
        goal=N_("I can change an answer by switching neurons off."),
        does=N_(
            "In pairs, change the answer by switching off as few neurons as you can. Write on the board how "
            "many you needed."
        ),
        asks=N_("Is there one neuron that recognizes the 4?"),
        hears=N_("“Yes, the strongest one.”"),
        says=N_(
            "No. Many neurons contribute to an answer, and most answers stay the same if you switch any one "
            "of them off."
        ),
    ),
    "slid": Stretch(
        step="slid",
        goal=N_("I can name one difference between how a network sees and how we see."),
        does=N_("Everyone guesses. Then drag the slider until the network reads something else."),
        asks=N_("To you, it's still the same 4. What changes for the network?"),
        hears=N_("“Nothing. It's the same 4.”"),
        says=N_(
            "The network has no eyes. Every weight belongs to one pixel, and now the ink is on pixels with "
            "other weights."
        ),
        corrects=N_("A network sees the way we do."),
    ),
    "learn": Stretch(
        step="learn",
        goal=N_("I can say what changes when a network learns."),
        does=N_("Press *Play* and watch the weights. Then move one weight downhill."),
        asks=N_("Does the network learn from your drawing while it answers?"),
        hears=N_("“Yes, it gets better all the time.”"),
        says=N_("No. No weight changes while it answers. It learned during training, and training is over."),
        corrects=N_("A network learns while it answers."),
    ),
    "overfit": Stretch(
        step="overfit",
        goal=N_("I can say why we test a network with new images."),
        does=N_("Everyone guesses. Then press *Start*, and watch the two curves move apart."),
        asks=N_("The network gets its own {few} images right. Is that good?"),
        hears=N_("“Yes, it makes no mistakes.”"),
        says=N_("It has memorized them. What counts is how well it reads images that it has never seen."),
    ),
    "deep": Stretch(
        step="deep",
        goal=N_("I can say what a second hidden layer adds."),
        does=N_("Everyone guesses. Then press *Train all three*, and compare."),
        asks=N_("Would many more layers be even better?"),
        hears=N_("“Yes, more is better.”"),
        says=N_(
            "Not always. More layers take longer and are harder to train, and here one layer does most of "
            "the work."
        ),
        corrects=N_("More layers are always better."),
    ),
    "build": Stretch(
        step="neuron",
        task="bar",
        goal=N_("I can build a neuron that tells two digits apart."),
        does=N_(
            "In pairs, solve this task and the next one. Paint weights that push where a 1 has ink and hold "
            "back where a 0 has ink."
        ),
        asks=N_("Which weights did you leave at 0, and why?"),
        hears=N_("“The corners, because there's never any ink there.”"),
        says=N_("So those weights wouldn't change anything. What matters is where the two digits differ."),
    ),
    "ticket": Stretch(
        step="end",
        goal=N_("I can show what I have learned."),
        does=N_("Hand out the exit ticket. Pupils answer on their own, then compare."),
        asks=N_("Which answer surprised you?"),
        hears=N_("Everyone names a different one."),
        says=N_("Take the question that most pupils missed, and open its step again."),
    ),
}


@lru_cache(maxsize=1)
def _inked() -> int:
    """Return how many numbers of the ready-made 4 aren't 0."""
    return int(np.count_nonzero(stages_of_ink(open_four().ink()).image))


def figures() -> Mapping[str, str]:
    """Return the figures to fill in, as this language writes them."""
    return {
        "pixels": whole(PIXELS),
        "inked": whole(_inked()),
        "small": figure(SMALL),
        "sure": percent(SURE),
        "few": whole(OVERFIT.images),
    }
