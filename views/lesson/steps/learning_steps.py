"""The lesson's steps on how a network learns, and its end; with their words: see reading_steps.py."""

from __future__ import annotations

from collections.abc import Sequence

from model.training.choices import LESSONS, Choices
from views.language.language import N_
from views.lesson.steps import came_true, facts
from views.lesson.steps.conditions import guessed, raced, saw_it_learn, trained
from views.lesson.steps.step import Guess, Step, is_digit
from views.lesson.words import LEARN

OVERFIT = LESSONS[0].choices
OF_STEPS = Choices(activation="step", units=32, learning_rate=0.01, images=10_000, batch_size=64, epochs=1)
RACERS = tuple(Choices(hidden_layers=n, units=64, images=20_000, epochs=1) for n in range(3))

LEARNING: Sequence[Step] = (
    Step(
        id="learn",
        title=N_("From noise to strokes"),
        part=LEARN,
        text=N_(
            "Nobody typed in the [weights](words#weight): they began as random numbers. One number, the "
            "[**loss**](words#loss), measures how wrong the answers are. Again and again, every weight is "
            "moved a little so that the loss goes down. That is **optimization**."
        ),
        task=N_("Drag the slider to its end and watch the weights. Then move one of them downhill, below."),
        lights=("replay", "downhill"),
        middle="learn",
        needs=is_digit,
        done=saw_it_learn,
        says=facts.from_noise,
    ),
    Step(
        id="deep",
        title=N_("What makes it deep"),
        part=LEARN,
        text=N_(
            "A network with several [hidden layers](words#hidden-layer) is called [**deep**](words#deep): "
            "each [layer](words#layer) works with what the [neurons](words#neuron) before it have found. "
            "Here three networks learn from the same 20,000 images: with no hidden layer, one, and two."
        ),
        task=N_("Press *Train all three*. Each takes a few seconds."),
        lights=("race",),
        middle="deep",
        waits=("race",),
        needs=is_digit,
        guess=Guess(
            N_("Which will read most new images right?"),
            (N_("None"), N_("One layer"), N_("Two layers")),
            came_true.best_racer,
        ),
        done=raced,
        says=facts.who_won,
    ),
    Step(
        id="overfit",
        title=N_("Only 300 images"),
        part=LEARN,
        text=N_(
            "Once through all images is called an [**epoch**](words#epoch). This network learns from 300 "
            "images alone, in 60 epochs."
        ),
        task=N_("Press *Start*, and watch both lines of the [loss](words#loss)."),
        lights=("training", "curves"),
        middle="training",
        choices=OVERFIT,
        waits=("training",),
        needs=is_digit,
        guess=Guess(
            N_("How many images that it has never seen will it read right?"),
            (N_("As many as of its 300"), N_("Fewer"), N_("Hardly any")),
            came_true.how_many_unseen,
        ),
        done=trained(OVERFIT),
        says=facts.overfitted,
    ),
    Step(
        id="flat",
        title=N_("Can a step learn?"),
        part=LEARN,
        text=N_(
            "To move a [weight](words#weight) downhill, one must know which way is down: the slope of the "
            "[loss](words#loss), called its [**gradient**](words#gradient). In this network, every "
            "[neuron](words#neuron) of the two [hidden layers](words#hidden-layer) is a [step](words#step)."
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
        says=facts.gradients,
    ),
    Step(
        id="tensors",
        title=N_("All of it is boxes of numbers"),
        part=LEARN,
        text=N_(
            "A box of numbers in rows, columns and so on is called a [**tensor**](words#tensor); programs "
            "keep it as an **array**. What you drew is a tensor of 28×28. Laid out in one row it is 784 "
            "long, each [hidden layer](words#hidden-layer) is 128, the answer 10."
        ),
        lights=("boxes",),
        middle="tensors",
        needs=is_digit,
        guess=Guess(
            N_(
                "The first [layer](words#layer)'s [weights](words#weight) are a tensor, too: 784 for each "
                "of 128 [neurons](words#neuron). How many numbers?"
            ),
            ("912", N_("7,840"), N_("100,352")),
            lambda known: 2,
        ),
        done=guessed,
        says=facts.weights_as_tensor,
    ),
    Step(
        id="end",
        title=N_("What you have seen"),
        text=N_(
            "1. [**MNIST**](words#mnist): 70,000 digits written by hand, examples to learn from.\n2. The "
            "[**input layer**](words#input-layer): a drawing as 784 numbers.\n3. [**Hidden "
            "layers**](words#hidden-layer) lie between drawing and answer; a network with several is "
            "[**deep**](words#deep).\n4. A [**neuron**](words#neuron) is a sum, [inputs](words#input) × "
            "[weights](words#weight) + [bias](words#bias), through an [**activation "
            "function**](words#activation-function).\n5. The [**step function**](words#step) makes of it a "
            "1 or a 0: it [fires](words#fire), or it does not.\n6. Its **output × weight** goes on to the "
            "next [layer](words#layer).\n7. **Weights** are found by **optimization**: downhill, a little "
            "at a time.\n8. [**Tensors**](words#tensor) are boxes of numbers, kept as **arrays**."
        ),
        needs=is_digit,
        done=lambda known: True,
        says=lambda known: "",
    ),
)
