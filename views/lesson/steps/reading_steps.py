"""The lesson's steps on what a network is: how it reads, what a neuron does, what decides; and their texts.

The texts are marked for translators, and `_` translates them. facts.py states what the network does, and
came_true.py decides which guess was right. A word in a link leads to the glossary; see
views/parts/asking/asking.py. No term is used before the step that explains it, and "step" always means the
function.
"""

from __future__ import annotations

from collections.abc import Sequence

from views.lesson.steps import came_true, facts
from views.lesson.steps.conditions import (
    drew_again,
    guessed,
    happened,
    is_drawn,
    looks_at,
    says_something_else,
    slid_far_enough,
)
from views.lesson.steps.neurons import (
    SECOND,
    firing_neuron,
    legible_neuron,
    loudest_neuron,
    nine,
    pushing_neuron,
)
from views.lesson.steps.step import Guess, Step, is_digit, is_four
from views.lesson.words import ANSWER, NEURON, READ
from views.parts.language.language import N_
from views.session import why

READING: Sequence[Step] = (
    Step(
        id="draw",
        title=N_("Draw a 4"),
        part=READ,
        text=N_(
            "A network reads your drawing while you draw. Nobody gave it rules. It learned from 240,000 "
            "pictures of digits. Of these, 60,000 come from [**MNIST**](words#mnist), a collection of digits "
            "that people wrote by hand. A program drew the rest."
        ),
        task=N_("Draw a 4 with an open top, like the gray one."),
        lights=("canvas",),
        waits_for_drawing=True,
        done=is_drawn,
        says=facts.what_was_drawn,
    ),
    Step(
        id="numbers",
        title=N_("Your drawing becomes 784 numbers"),
        part=READ,
        text=N_(
            "A network has no eyes. It gets 28 rows of 28 numbers, from 0 for paper to 1 for ink. Together "
            "these 784 numbers are its [**input layer**](words#input-layer)."
        ),
        lights=("image",),
        guess=Guess(
            N_("How many of your 784 numbers aren't 0?"),
            (N_("About 100"), N_("About 400"), N_("All 784")),
            came_true.how_many(100, 400, 784),
        ),
        done=guessed,
        says=facts.how_many_numbers,
    ),
    Step(
        id="neuron",
        title=N_("One neuron: multiply and add"),
        part=NEURON,
        text=N_(
            "A [**neuron**](words#neuron) computes a sum. It multiplies every number by a "
            "[**weight**](words#weight) of its own and adds up the products. Then it adds one more number, "
            "its [**bias**](words#bias). The result is called [**z**](words#z)."
        ),
        lights=("sum", "first-layer"),
        neuron=loudest_neuron,
        hides=("card",),
        card=("added-up",),
        waits=("sum",),
        guess=Guess(N_("Will z be above or below 0?"), (N_("Above 0"), N_("Below 0")), came_true.sign_of_sum),
        task=N_("Press *Add it up* and watch z change, row by row."),
        builds_up=True,
        leads_to_task="bar",
        done=happened("built"),
        says=facts.sum_of_neuron,
    ),
    Step(
        id="step",
        title=N_("Fire or not: 1 or 0"),
        part=NEURON,
        text=N_(
            "A [neuron](words#neuron) doesn't pass on [z](words#z) itself. An [**activation "
            "function**](words#activation-function) turns it into another number. The oldest, the "
            "[**step**](words#step), gives 1 if z is above 0, otherwise 0. [**ReLU**](words#relu), common "
            "today, gives z instead of 1. If z is above 0, the neuron [**fires**](words#fire)."
        ),
        task=N_("On the card, open *step* and drag the dot across 0. Then do the same on *ReLU*."),
        lights=("curve",),
        neuron=firing_neuron,
        card=("curve",),
        done=happened("step", "relu"),
        now=facts.crossed_so_far,
        says=facts.step_and_relu,
    ),
    Step(
        id="likes",
        title=N_("What is it looking for?"),
        part=NEURON,
        text=N_(
            "Ink on an orange [pixel](words#pixel) pushes a [neuron](words#neuron)'s sum up, and ink on a "
            "blue one holds it back. So the [weights](words#weight) show what the neuron looks for: ink "
            "where they are orange, paper where they are blue."
        ),
        lights=("weights",),
        neuron=legible_neuron,
        card=("weights", "likes"),
        covers=("likes",),
        guess=Guess(
            N_("Which digit makes this neuron [fire](words#fire) most strongly?"),
            tuple("0123456789"),
            came_true.favorite_digit,
        ),
        done=guessed,
        says=facts.favorite,
    ),
    Step(
        id="onward",
        title=N_("What it passes on"),
        part=NEURON,
        text=N_(
            "The number that a [neuron](words#neuron) passes on goes to every neuron of the next "
            "[layer](words#layer). Each time, it is **multiplied by a different [weight](words#weight)**. "
            "The layers between the drawing and the answer are [**hidden layers**](words#hidden-layer). "
            "They're called hidden because from outside, you see only what goes in and what comes out. Here "
            "you can see them."
        ),
        task=N_("On the card, below *What it adds*, click a neuron of the second hidden layer."),
        lights=("next-neurons", "second-layer"),
        neuron=firing_neuron,
        card=("next-neurons",),
        now=facts.what_it_passes_on,
        done=looks_at(SECOND),
        says=facts.what_it_passes_on,
        leads_to_map=True,
    ),
    Step(
        id="share",
        title=N_("Ten sums, ten shares"),
        part=ANSWER,
        text=N_(
            "The last [layer](words#layer) has ten [neurons](words#neuron), one for each digit, and each "
            "computes its own [z](words#z). A rule called [**softmax**](words#softmax) turns these ten sums "
            "into ten percentages, called [shares](words#share). The larger a z, the larger its share. The "
            "digit with the largest share is the answer."
        ),
        lights=("canvas", "outputs"),
        covers=("outputs",),
        waits=("canvas",),
        borrows=True,
        guess=Guess(
            N_("Suppose you draw something that isn't a digit. What do the ten shares add up to?"),
            (N_("0%"), N_("Less than 100%"), N_("100%")),
            lambda known: 2,
        ),
        task=N_("Clear the square and draw something that isn't a digit."),
        done=drew_again,
        says=facts.shares,
    ),
    Step(
        id="nine",
        title=N_("Why not 9?"),
        part=ANSWER,
        text=N_(
            "An open 4 and a 9 differ by one line. Here, too, it all comes down to sums. Some "
            "[neurons](words#neuron) push the 4, and others push the 9."
        ),
        lights=("canvas", "what-decided"),
        neuron=nine,
        card=("what-decided",),
        why=why.NEURONS,
        hides=("card",),
        waits=("canvas",),
        needs=is_four,
        borrows=True,
        offers_four=True,
        guess=Guess(
            N_("If you close the top of your 4, what will the network say?"),
            ("4", "9", N_("Not a digit")),
            came_true.four_nine_or_none,
        ),
        task=N_("Close the top of your 4 with one more stroke."),
        done=drew_again,
        says=facts.closed_top,
    ),
    Step(
        id="off",
        title=N_("Switch neurons off"),
        part=ANSWER,
        text=N_(
            "A [neuron](words#neuron) that is switched off passes on 0, whatever its sum is. No neuron "
            "decides alone, because all the others still count."
        ),
        task=N_(
            "Make the network say something else by switching off as few neurons as you can. Press *Switch "
            "off* on the card. To find the next neuron, click the winning digit in the network. Its card "
            "shows which neurons push it most."
        ),
        lights=("switch", "second-layer"),
        neuron=pushing_neuron,
        card=("switch", "what-decided"),
        why=why.NEURONS,
        needs=is_digit,
        now=facts.switched_off,
        done=says_something_else,
        says=facts.switched_off,
    ),
    Step(
        id="slid",
        title=N_("Slid aside"),
        part=ANSWER,
        text=N_(
            "In the first [hidden layer](words#hidden-layer), every [weight](words#weight) belongs to one "
            "[pixel](words#pixel). The network only learned from digits in the middle of their pictures. "
            "Here you can slide yours aside without changing a line of it."
        ),
        lights=("slide",),
        middle="slid",
        waits=("slide",),
        needs=is_digit,
        guess=Guess(
            N_("After how many [pixels](words#pixel) will the network read something else?"),
            # Translators: answers to choose: after how many pixels a drawing is misread
            (N_("1 to 3"), N_("4 to 6"), N_("7 or more")),
            came_true.how_far,
        ),
        task=N_("Drag the slider until the network reads something else."),
        done=slid_far_enough,
        says=facts.slid_aside,
    ),
    Step(
        id="fool",
        title=N_("What about an A?"),
        part=ANSWER,
        text=N_(
            "[Softmax](words#softmax) always divides 100% among the ten digits. So ten more "
            "[neurons](words#neuron) read the last [hidden layer](words#hidden-layer). Each has learned to "
            "say yes to its own digit. If all ten say no, the answer is “Not a digit”."
        ),
        task=N_("Clear the square and draw an A."),
        lights=("canvas", "answer"),
        waits=("canvas",),
        borrows=True,
        guess=Guess(
            N_("What will the network say about an A?"),
            (N_("A digit, 90% or more"), N_("A digit, under 90%"), N_("Not a digit")),
            came_true.digit_or_none,
        ),
        done=drew_again,
        says=facts.fooled_or_not,
    ),
)
