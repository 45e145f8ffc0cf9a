"""The page Build's texts on each function, marked for translators; `_` translates them."""

from __future__ import annotations

from views.parts.language.language import N_

OF_FUNCTIONS = {  # the function's name -> text, and the text for two neurons
    "step": N_(
        "With the [step function](words#step), the neuron passes on 1 if it [fires](words#fire), and 0 if it "
        "doesn't. This is the perceptron that Frank Rosenblatt described in 1958 (Psychological Review 65)."
    ),
    "relu": N_(
        "With [ReLU](words#relu), the neuron passes on [z](words#z) if z is above 0, and 0 if it isn't. The "
        "networks on the other pages do the same."
    ),
    "sigmoid": N_(
        "With the [sigmoid](words#sigmoid), the neuron passes on a number between 0 and 1. This number grows "
        "with [z](words#z), and is above ½ if z is above 0. “Let it learn” always uses the sigmoid."
    ),
    "two": N_(
        "The [output](words#output) adds up what both neurons pass on, and fires if the sum is above ½. With "
        "the [step function](words#step), one neuron that fires is enough. Two neurons can compute what one "
        "can't, such as [XOR](words#xor). That's why networks have [hidden layers](words#hidden-layer)."
    ),
}
