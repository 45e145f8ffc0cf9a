"""The lesson's steps on how a network learns, its end, and their texts; see reading_steps.py."""

from __future__ import annotations

from collections.abc import Sequence

from model.training.choices import LESSONS, Choices
from views.lesson.steps import came_true, learning_facts
from views.lesson.steps.conditions import guessed, raced, saw_it_learn, trained
from views.lesson.steps.step import Guess, Step, is_digit
from views.lesson.words import LEARN
from views.parts.language.language import N_

OVERFIT = LESSONS[0].choices
OF_STEPS = Choices(activation="step", units=32, learning_rate=0.01, images=10_000, batch_size=64, epochs=1)
RACERS = tuple(Choices(hidden_layers=n, units=64, images=20_000, epochs=1) for n in range(3))

LEARNING: Sequence[Step] = (
    Step(
        id="learn",
        title=N_("From noise to strokes"),
        part=LEARN,
        text=N_(
            "Nobody typed in the [weights](words#weight), which started as random numbers. Each picture came "
            "with the right answer. One number, the [**loss**](words#loss), measures how far the network's "
            "answers are from the right ones. Again and again, training moves every weight a little so that "
            "the loss goes down. This is called **optimization**."
        ),
        task=N_("Press *Play* and watch the weights until the end. Then press *Move it downhill*, below."),
        lights=("replay", "downhill"),
        middle="learn",
        needs=is_digit,
        done=saw_it_learn,
        says=learning_facts.from_noise,
    ),
    Step(
        id="deep",
        title=N_("What makes it deep"),
        part=LEARN,
        text=N_(
            "A network with more than one [hidden layer](words#hidden-layer) is called "
            "[**deep**](words#deep). Each [layer](words#layer) builds on what the [neurons](words#neuron) "
            "before it have found. Here, three networks learn from the same 20,000 images: with no hidden "
            "layer, with one, and with two."
        ),
        task=N_("Press *Train all three*. Each one takes a few seconds."),
        lights=("race",),
        middle="deep",
        waits=("race",),
        needs=is_digit,
        guess=Guess(
            N_("How many hidden layers will do best on new images?"),
            (N_("None"), N_("One layer"), N_("Two layers")),
            came_true.best_racer,
        ),
        done=raced,
        says=learning_facts.who_won,
    ),
    Step(
        id="overfit",
        title=N_("Only 300 images"),
        part=LEARN,
        text=N_(
            "One pass through all images is called an [**epoch**](words#epoch). This network learns from "
            "only 300 images, in 60 epochs."
        ),
        task=N_("Press *Start*, and watch both [loss](words#loss) curves."),
        lights=("training", "curves"),
        middle="training",
        choices=OVERFIT,
        waits=("training",),
        needs=is_digit,
        guess=Guess(
            N_("Will it read new images as well as its own 300?"),
            (N_("Just as well"), N_("Worse"), N_("Hardly any of them")),
            came_true.how_many_unseen,
        ),
        done=trained(OVERFIT),
        says=learning_facts.overfitted,
    ),
    Step(
        id="flat",
        title=N_("Can it learn with only 0 and 1?"),
        part=LEARN,
        text=N_(
            "To learn, the network moves each [weight](words#weight) downhill. For that, it needs the slope, "
            "which says how strongly the [loss](words#loss) rises or falls when the weight grows. This slope "
            "is called the [**gradient**](words#gradient). In this network, every [neuron](words#neuron) in "
            "the two [hidden layers](words#hidden-layer) uses a [step function](words#step)."
        ),
        task=N_("Press *Start*, and watch the gradient of each layer."),
        lights=("training", "gradients"),
        middle="training",
        choices=OF_STEPS,
        waits=("training",),
        needs=is_digit,
        guess=Guess(
            N_("Which of its three [layers](words#layer) will learn?"),
            (N_("All three"), N_("Only the last"), N_("None")),
            came_true.which_layers_learned,
        ),
        done=trained(OF_STEPS),
        says=learning_facts.gradients,
    ),
    Step(
        id="tensors",
        title=N_("It's all boxes of numbers"),
        part=LEARN,
        text=N_(
            "Numbers in a row, a table or a stack of tables are called a [**tensor**](words#tensor). "
            "Programs store it as an **array**. Your drawing is a 28×28 tensor. Laid out in one row, it is "
            "784 numbers long. Each [hidden layer](words#hidden-layer) is 128 numbers long, and the answer "
            "is 10 numbers long."
        ),
        lights=("boxes",),
        middle="tensors",
        needs=is_digit,
        guess=Guess(
            N_(
                "The 128 [neurons](words#neuron) of the first [hidden layer](words#hidden-layer) have 784 "
                "[weights](words#weight) each. Together, these weights form a tensor, too. How many numbers "
                "are in it?"
            ),
            ("912", N_("7,840"), N_("100,352")),
            lambda known: 2,
        ),
        done=guessed,
        says=learning_facts.weights_as_tensor,
    ),
    Step(
        id="end",
        title=N_("What you have seen"),
        text=N_(
            "1. [**MNIST**](words#mnist) is a collection of 70,000 digits that people wrote by hand. "
            "Networks learn from 60,000 of them and are tested on the other 10,000.\n"
            "2. The [**input layer**](words#input-layer) is the drawing as 784 "
            "numbers.\n3. [**Hidden layers**](words#hidden-layer) lie between the drawing and the answer. A "
            "network with more than one is [**deep**](words#deep).\n4. A [**neuron**](words#neuron) adds up "
            "[inputs](words#input) × [weights](words#weight) + [bias](words#bias), and sends the sum through "
            "an [**activation function**](words#activation-function).\n5. The [**step "
            "function**](words#step) turns the sum into 1 or 0. The neuron [fires](words#fire), or it "
            "doesn't.\n6. Its **output × weight** goes on to the next [layer](words#layer).\n7. "
            "**Optimization** finds the **weights** by going downhill, a little at a time.\n8. "
            "[**Tensors**](words#tensor) are boxes of numbers, which programs store as **arrays**."
        ),
        needs=is_digit,
        done=lambda known: True,
        says=lambda known: "",
    ),
)
