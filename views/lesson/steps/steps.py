"""The lesson: its steps, in order, with their words.

What the network does is told by facts.py. A word that can be asked is a link into the glossary; see
views/parts/asking/asking.py. No word stands here before the step that explains it.
"""

from __future__ import annotations

from collections.abc import Sequence

from model.training.choices import LESSONS, Choices
from views.lesson.steps import facts
from views.lesson.steps.conditions import (
    drew_anew,
    guessed,
    happened,
    is_drawn,
    looks_at,
    raced,
    saw_it_learn,
    says_something_else,
    tips_to,
    trained,
)
from views.lesson.steps.set_up import SECOND, firing_neuron, nine, picky_neuron, pushing_neuron
from views.lesson.steps.step import Guess, Step

OVERFIT = LESSONS[0].choices
OF_STEPS = Choices(activation="step", units=32, learning_rate=0.01, images=10_000, batch_size=64, epochs=1)
RACERS = tuple(Choices(hidden_layers=n, units=64, images=20_000, epochs=1) for n in range(3))

STEPS: Sequence[Step] = (
    Step(
        id="draw",
        title="Draw a 4",
        text="A network reads what you draw while you draw it. Nobody gave it rules: it learned from "
        "examples. The best known are those of [**MNIST**](words#mnist), 70,000 small pictures of digits "
        "that people wrote by hand.",
        task="Draw a 4 with an open top into the empty square.",
        lights=("canvas",),
        done=is_drawn,
        says=facts.what_it_says,
    ),
    Step(
        id="numbers",
        title="Your drawing becomes 784 numbers",
        text="A network has no eyes. It gets 28 rows of 28 numbers, from 0 for paper to 1 for ink. Together "
        "these 784 numbers are its [**input layer**](words#input-layer).",
        lights=("image",),
        guess=Guess("How many of your 784 numbers are not 0?", ("About 100", "About 400", "All 784")),
        done=guessed,
        says=facts.how_many_numbers,
    ),
    Step(
        id="neuron",
        title="One neuron: multiply and add",
        text="A [**neuron**](words#neuron) is a sum. It multiplies every number by a "
        "[**weight**](words#weight) of its own and adds up the products. Then it adds one number more, its "
        "[**bias**](words#bias). What comes out is called [**z**](words#z).",
        task="Press *Add it up* and watch z grow, row by row.",
        lights=("sum", "first-layer"),
        neuron=firing_neuron,
        covers=("card",),
        builds_up=True,
        done=happened("built"),
        says=facts.sum_of_neuron,
    ),
    Step(
        id="step",
        title="Fire or not: 1 or 0",
        text="An [**activation function**](words#activation-function) turns [z](words#z) into the "
        "number that the [neuron](words#neuron) passes on. The oldest is the [**step**](words#step): 1 if z "
        "is above 0, else 0. Many neurons today use [**ReLU**](words#relu): 0 if z is below 0, else z "
        "itself.",
        task="On the card, open *step* and drag the dot across 0. Then do the same with *ReLU*.",
        lights=("curve",),
        neuron=firing_neuron,
        done=happened("crossed"),
        says=facts.step_and_relu,
    ),
    Step(
        id="likes",
        title="What is it looking for?",
        text="Every [neuron](words#neuron) has [weights](words#weight) of its own. Ink on an orange "
        "[pixel](words#pixel) pushes its sum up, ink on a blue one pulls it down. So the weights are a "
        "picture of what the neuron looks for.",
        lights=("weights",),
        neuron=picky_neuron,
        covers=("likes",),
        guess=Guess("Which digit makes it [fire](words#fire) most?", tuple("0123456789")),
        done=guessed,
        says=facts.favorite,
    ),
    Step(
        id="onward",
        title="What it passes on",
        text="What comes out of a [neuron](words#neuron) goes to all neurons of the next "
        "[layer](words#layer), to each **times a [weight](words#weight)**. Layers between the drawing and "
        "the answer are called [**hidden layers**](words#hidden-layer): nobody tells them what to say.",
        task="On the card, below *What it adds*, click a neuron of the second hidden layer.",
        lights=("next-neurons", "second-layer"),
        neuron=firing_neuron,
        now=facts.what_it_passes_on,
        done=looks_at(SECOND),
        says=facts.what_it_passes_on,
    ),
    Step(
        id="share",
        title="Ten sums share 100 %",
        text="The last [layer](words#layer) has ten [neurons](words#neuron), one for each digit, and each "
        "adds up a [z](words#z). A rule called [**softmax**](words#softmax) makes ten shares of the ten "
        "sums: the larger the z, the larger its share. The largest is the answer.",
        lights=("outputs",),
        guess=Guess(
            "Draw something that is no digit at all. What do the ten shares add up to?",
            ("0 %", "Less than 100 %", "100 %"),
        ),
        done=guessed,
        says=facts.shares,
    ),
    Step(
        id="nine",
        title="Why not 9?",
        text="The card of the [output](words#output) 9 shows what decided: [neurons](words#neuron) that "
        "speak for one digit, and neurons that speak for the other. An open 4 and a 9 differ in one line.",
        task="Close the top of your 4 with one more stroke, and watch it tip. Then see *Strokes* "
        "on the card. Press *Keep this one* first, and both stay side by side.",
        lights=("canvas", "what-decided"),
        neuron=nine,
        offers_four=True,
        guess=Guess("What will it say then?", ("4", "9", "Not a digit")),
        now=facts.four_or_nine,
        done=tips_to(9),
        says=facts.four_or_nine,
    ),
    Step(
        id="off",
        title="Switch neurons off",
        text="A [neuron](words#neuron) that is switched off passes on 0, whatever its sum is. No neuron "
        "decides alone: the others go on adding up.",
        task="Make the network say something else, and switch off as few neurons as you can. Click a bright "
        "one, then *Switch off* on its card.",
        lights=("switch", "second-layer"),
        neuron=pushing_neuron,
        now=facts.switched_off,
        done=says_something_else,
        says=facts.switched_off,
    ),
    Step(
        id="fool",
        title="Fool it with an A",
        text="[Softmax](words#softmax) shares out its 100 % among ten digits, whatever it is shown. So this "
        "page asks a second question, of the last [hidden layer](words#hidden-layer): does it look as it "
        "does for real digits?",
        task="Clear the square and draw an A.",
        lights=("canvas", "answer"),
        guess=Guess("What will it say to an A?", ("A digit, for sure", "A digit, but unsure", "Not a digit")),
        done=drew_anew,
        says=facts.what_it_says,
    ),
    Step(
        id="learn",
        title="From noise to strokes",
        text="Nobody typed in the [weights](words#weight): they began as random numbers. The "
        "[**loss**](words#loss) measures how wrong the answers are. Step by step, every weight is moved a "
        "little so that the loss goes down. That is **optimization**, and once through all images is an "
        "[**epoch**](words#epoch).",
        task="Drag the slider to its end and watch the weights. Then move one weight downhill, below.",
        lights=("replay", "downhill"),
        middle="learn",
        done=saw_it_learn,
        says=facts.from_noise,
    ),
    Step(
        id="deep",
        title="What makes it deep",
        text="A network with several [hidden layers](words#hidden-layer) is called [**deep**](words#deep): "
        "each [layer](words#layer) works with what the [neurons](words#neuron) before it have found. Here "
        "three networks learn from the same 20,000 images: with no hidden layer, one, and two.",
        task="Press *Train all three*. Each takes a few seconds.",
        lights=("race",),
        middle="deep",
        guess=Guess("Which will read most new images right?", ("None", "One layer", "Two layers")),
        done=raced,
        says=facts.who_won,
    ),
    Step(
        id="overfit",
        title="Too much learning",
        text="This network sees only 300 images, 60 times over. Soon it knows them by heart. That is called "
        "[**overfitting**](words#overfitting).",
        task="Press *Start*, and watch the two lines of the [loss](words#loss) move apart.",
        lights=("training", "curves"),
        middle="training",
        choices=OVERFIT,
        guess=Guess(
            "How many images that it has never seen will it read right?",
            ("As many as of the 300", "Fewer", "Hardly any"),
        ),
        done=trained(OVERFIT),
        says=facts.overfitted,
    ),
    Step(
        id="flat",
        title="A network of steps",
        text="To move a [weight](words#weight) downhill, one must know which way is down: the slope of the "
        "[loss](words#loss), called its [**gradient**](words#gradient). A step is flat left and right of 0. "
        "Move [z](words#z) a little, and nothing changes.",
        task="Press *Start*: in these [hidden layers](words#hidden-layer), every [neuron](words#neuron) is "
        "a step.",
        lights=("training", "gradients"),
        middle="training",
        choices=OF_STEPS,
        guess=Guess(
            "Which of its three [layers](words#layer) will learn?", ("All three", "Only the last", "None")
        ),
        done=trained(OF_STEPS),
        says=facts.gradients,
    ),
    Step(
        id="tensors",
        title="All of it is boxes of numbers",
        text="A box of numbers in rows, columns and so on is called a [**tensor**](words#tensor); programs "
        "keep it as an **array**. What you drew is one of 28×28. Laid out in one row it is 784 long, each "
        "[hidden layer](words#hidden-layer) is 128, the answer 10.",
        lights=("boxes",),
        middle="tensors",
        guess=Guess(
            "The first [layer](words#layer)'s [weights](words#weight) are a box, too: 128 "
            "[neurons](words#neuron) with 784 weights each. How many numbers?",
            ("912", "7,840", "100,352"),
        ),
        done=guessed,
        says=facts.weights_as_tensor,
    ),
    Step(
        id="end",
        title="What you have seen",
        text="1. [**MNIST**](words#mnist): 70,000 digits written by hand, examples to learn from.\n"
        "2. The [**input layer**](words#input-layer): a drawing as 784 numbers.\n"
        "3. [**Hidden layers**](words#hidden-layer) lie between drawing and answer; a network with "
        "several is [**deep**](words#deep).\n"
        "4. A [**neuron**](words#neuron) is a sum, [inputs](words#input) × [weights](words#weight) + "
        "[bias](words#bias), through an [**activation function**](words#activation-function).\n"
        "5. The [**step function**](words#step) makes of it a 1 or a 0: it [fires](words#fire), or it "
        "does not.\n"
        "6. Its **output × weight** goes on to the next [layer](words#layer).\n"
        "7. **Weights** are found by **optimization**: downhill, a little at a time.\n"
        "8. [**Tensors**](words#tensor) are boxes of numbers, kept as **arrays**.",
        done=lambda known: True,
        says=lambda known: (
            "Now draw what you like, train a network, or see on *Break it* what a digit withstands."
        ),
    ),
)

BY_ID = {step.id: step for step in STEPS}
