"""Every word of "One step" that a person reads; see words.py."""

from __future__ import annotations

IT_SAYS_SO = "### It says {digit}\n{share}"
SHOULD_BE = "It should be"
GUESSED = (
    "What your drawing is, or any other digit. It begins with the network's second guess: where the first is "
    "right and sure, there is hardly anything to learn."
)
FOR_EXAMPLE = (
    "{digit} is only an example: the network's second guess. Choose what you drew, or any other digit."
)
LOSS_IS = "It gives {digit} a share of {share}.  \n[Loss](words#loss): −ln({share}) = **{loss}**"
BEYOND_LOSS = "It gives {digit} a share too small for any number.  \n[Loss](words#loss): **{loss}**"
RATE = "Learning rate η"
TAKE, RESET = "Take the step", "Back to the start"
NO_STEPS = "No step taken yet. Only a copy of the network learns here; on the other pages it stays as it is."
STEPS = ("{count} step taken.", "{count} steps taken.")
LOSSES = "[Loss](words#loss) {losses}."
ARROW, LEFT_OUT = " → ", "…"
STILL_READS = "It reads {right} of the 10 ready-made drawings right."
AFTER_STEP = "[Loss](words#loss) after a step"
AFTER, NOW = "after", "now"
WOULD_FALL = "With a [learning rate](words#learning-rate) of {rate} the loss falls to {after}."
WOULD_RISE = "Too far: with a [learning rate](words#learning-rate) of {rate} the loss rises to {after}."
OVERSTEPS = (
    "With a [learning rate](words#learning-rate) of {rate} the loss falls to {after}, past the lowest point: "
    "{lowest} with {best}."
)
WOULD_DIE = (
    "With a [learning rate](words#learning-rate) of {rate} a whole [layer](words#layer) falls silent: "
    "whatever is drawn, it will say {digit}."
)
NO_NUMBERS = (
    "Its sums have grown too large for any number, so there is nothing to learn from. Go back to the start, "
    "and take a smaller step."
)
ON_THE_SIMPLE = "On the simple network: one step by hand is for networks of [dense](words#dense) layers only."
WALK, ALL_DIGITS = "The way back", "All digits"
PIXEL = "Pixel {row}, {col}"  # in the way back
WHOSE_FAULT = "Whose fault is it?"
BLAME_MEANS = (
    "Each [output](words#output) is to [blame](words#blame) for its share of 100% minus what that should "
    "be: 1 for {digit}, 0 for the others. Click one to follow its blame back."
)
DIFFERENCE = "{share} − {truth}"
HANDED_BACK = (
    "**Handed back**, [layer](words#layer) by layer: the [blame](words#blame) of every "
    "[neuron](words#neuron). Click any."
)
LAYER_BLAMES = "{layer}: {silent} of {units} silent"
NEURON_NUMBER = "Neuron {number}"
OUTPUT_BLAME = "Its [blame](words#blame): {share} − {truth} = {blame}. {effect}"
IS_BLAMED = "Its [blame](words#blame): {blame}. {effect}"
SHRINK, GROW = "Its sum was too large: it should shrink.", "Its sum was too small: it should grow."
RIGHT_AS_IT_IS = "Its sum may stay as it is."
SILENT = (
    "Silent: it learns nothing from this. Below 0 a [ReLU](words#relu) is flat, so all [blame](words#blame) "
    "counts 0 times."
)
FLAT = (
    "It learns nothing from this: a [step function](words#step) is flat, so all [blame](words#blame) counts "
    "0 times."
)
SATURATED = (
    "It learns nothing from this: here its function is flat, so all [blame](words#blame) counts 0 times."
)
ITS_BLAME = "From those that read it"
BLAME_NOTE = (
    "Each [neuron](words#neuron) that reads it hands back its own [blame](words#blame) × the "
    "[weight](words#weight) between them. The slope of its [activation function](words#activation-function) "
    "lets that through, or not."
)
BLAME_PARTS = ("Too large", "Too small", "The rest")
BLAME_TOTAL = "Sum"
THROUGH_SLOPE = "{sum}, and {total} × slope {slope} = {blame}"
LARGEST = ("Line by line: the largest", "Line by line: the {count} largest")
OTHERS = ("the rest ({count} number)", "the rest ({count} numbers)")
ITS_WEIGHTS = "What the step does to its [weights](words#weight)"
WEIGHTS_NOTE = "Before − η × blame × what the neuron before passed on = after."
CHANGE = "{before} − {rate} × {blame} × {input}"
OTHER_WEIGHTS = ("The other weight", "The other {count} weights")
BIAS = "the [bias](words#bias)"
PIXELS_HEADING = "Its 784 [weights](words#weight) − η × [gradient](words#gradient) = weights after the step"
WEIGHTS, GRADIENT, WEIGHTS_AFTER = "Weights", "η × blame × ink", "Weights after"
PIXEL_LINE = "{pixel}: {change} = **{after}**"
NO_INK = "{line}: no ink, no change."
