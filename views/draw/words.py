"""What answer.js says of a drawing, by keys, marked for translators: `_` says it.

A word that can be asked is a link into the glossary; see views/parts/asking.
"""

from __future__ import annotations

from views.language.language import N_
from views.parts.looks.wording import NO_ANSWER

ANSWER = {
    "blank": N_("Draw a digit from 0 to 9, and watch the [neurons](words#neuron) light up."),
    # Translators: a button; {second} is a digit
    "why_not": N_("Why not {second}?"),
    "no_answer": NO_ANSWER,
    "digit": N_("With {certainty} [certainty](words#certainty). The runner-up is {second}, {share}."),
    "no_digit": N_("Not a digit"),
    "larger": N_("Draw it larger: so small, the pen is all that there is to see."),
    "one": N_("Are these two digits? One at a time, please."),
    "guess": N_("Closest digit: {first}, with {certainty}."),
    "nearly": N_(
        "Of ten [neurons](words#neuron), “is it {a_digit}?” comes closest: {log_odds}; 0 would be a yes."
    ),
    "nearest": N_("Most similar digits:"),
    "dark": N_("It makes none of the neurons in the last [hidden layer](words#hidden-layer) fire."),
    "why": N_(
        "Every digit makes the neurons of the last hidden layer fire in a pattern of its own. The one of "
        "this drawing is closer to those of letters and scribbles."
    ),
}
BY_TWO = {  # where a second network is asked, too
    "nearly": N_(
        "Of ten [neurons](words#neuron) in two networks, “is it {a_digit}?” comes closest: {log_odds} in "
        "all; 0 would be a yes."
    ),
    "why": N_(
        "Every digit makes the neurons of the last hidden layer fire in a pattern of its own. The one of "
        "this drawing is closer to those of letters and scribbles. A second network, which has learned "
        "nothing but to tell digits from these, is asked, too."
    ),
}
