"""Texts of the Training page that have a key or appear in several places, marked for translation with `_`.

Words with an explanation link to the glossary; see views/parts/asking/asking.py.
"""

from __future__ import annotations

from model.training.snapshot import BLEW_UP, FAILED, STOPPED
from views.parts.language.language import N_
from views.parts.words import REPLAY

PARTS = {  # title: description
    N_("Replay"): REPLAY,
    N_("Live"): N_("Build your own network and train it right here."),
    N_("One step"): N_("See every number in one step of learning, for your own drawing."),
}
SEEN_IMAGE = N_("The 28×28 image the network gets")
START = N_("start")  # on a chart's axis
STEP_TICK = N_("step {step}")
EPOCH_TICK = N_("epoch {epoch}")
WEIGHTS_OF = {
    "neuron": N_("The 784 weights of neuron {number}"),
    "digit": N_("The 784 weights of digit {number}"),
}

# the choices
CHOICES = {
    "hidden_layers": N_("Hidden layers"),
    "units": N_("Neurons in each"),
    "activation": N_("Activation function"),
    "optimizer": N_("Optimizer"),
    "learning_rate": N_("Learning rate"),
    "batch_size": N_("Batch size"),
    "images": N_("Training images"),
    "epochs": N_("Epochs"),
    "whose": N_("Whose images"),
}
WHOSE = {
    "everybody": N_("Everybody"),
    "adults": N_("Adults"),
    "students": N_("Students"),
    "writer": N_("One writer"),
}
ONLY = {  # whose images it learned from, in a run's title
    "adults": N_("adults only"),
    "students": N_("students only"),
    "writer": N_("one writer only"),
}
WHOSE_READ = {**WHOSE, "own": N_("The writer's other images")}
LESSONS = {  # title, and what to watch for
    "overfitting": (
        N_("Overfitting"),
        N_(
            "The network sees only 300 images, 60 times each, and soon knows them by heart. On these, the "
            "[loss](words#loss) falls to almost nothing. On images it has never seen, the loss turns around "
            "and rises."
        ),
    ),
    "dead": (
        N_("Dead ReLUs"),
        N_(
            "The [learning rate](words#learning-rate) is a hundred times too large. The first steps push "
            "many [neurons](words#neuron) so far below 0 that no image can make them fire. They give 0 for "
            "every image, so their [gradient](words#gradient) is 0, and they never come back."
        ),
    ),
    "blows_up": (
        N_("A learning rate that is far too large"),
        N_(
            "Every step overshoots so far that the [loss](words#loss) rises. The [weights](words#weight) "
            "grow until the loss is no longer a number ([NaN](words#nan)). Then the network can't learn "
            "anything more."
        ),
    ),
}
LEARN_FROM = N_("Learn from")
# Translators: then follows "once", or "50 times": how often each of the drawings counts
MINE_COUNTS = N_("My digits count")
BEGIN_WITH = N_("Start with")
BEGINNINGS = {"new": N_("New weights"), "simple": N_("Simple network"), "yours": N_("Your network")}
SOURCES = {"mnist": "MNIST", "mine": N_("My digits"), "both": N_("Both")}

# a training
OVERFITTING = N_("overfitting begins")  # in a chart
NOTHING_CHANGED = N_("{problem} Nothing has changed.")

# all runs
TITLE_PARTS = {  # what differs from the textbook's choices
    "images": N_("{value} images"),
    "batch_size": N_("batches of {value}"),
    "own_digits": N_("your digits: {value}"),
    "own_times": N_("each counts {value} times"),
    # Translators: {value} tells the weights that it began with from others: "started from 3f2a91c0"
    "start": N_("started from {value}"),
}
MEASURES = {  # title: attribute of a point of the curves, heading above them
    N_("Accuracy"): (
        "test_accuracy",
        N_(
            "[Accuracy](words#accuracy) on {images} [unseen images](words#test-image) during training, by "
            "number of [training steps](words#training-step)"
        ),
    ),
    N_("Loss"): (
        "test_loss",
        N_(
            "[Loss](words#loss) on {images} [unseen images](words#test-image) during training, by number of "
            "[training steps](words#training-step)"
        ),
    ),
    N_("Training loss"): (
        "loss",
        N_(
            "[Loss](words#loss) on {images} [training images](words#training-image) during training, by "
            "number of [training steps](words#training-step)"
        ),
    ),
}
HOW_IT_ENDED = {STOPPED: N_("stopped"), BLEW_UP: N_("blew up"), FAILED: N_("failed")}
