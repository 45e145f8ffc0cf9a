"""What the page Build says of each function, marked for translators: `_` says it."""

from __future__ import annotations

from views.language.language import N_

OF_FUNCTIONS = {  # by the name of the function; and of two neurons
    "step": N_(
        "With the [step function](words#step) it [fires](words#fire) or does not: 1 or 0. This is the "
        "perceptron that Frank Rosenblatt described in 1958 (Psychological Review 65)."
    ),
    "relu": N_(
        "With the [ReLU](words#relu) it passes on how far [z](words#z) is above 0, and nothing below: as "
        "in the networks on the other pages."
    ),
    "sigmoid": N_(
        "With the [sigmoid](words#sigmoid) it passes on a number between 0 and 1, above ½ where "
        "[z](words#z) is above 0: as sure as z is large. This is how it learns."
    ),
    "two": N_(
        "The [output](words#output) adds what both neurons pass on, and fires above ½: where either of "
        "them fires. What one neuron can't do, two can. That is why networks have [hidden "
        "layers](words#hidden-layer)."
    ),
}
