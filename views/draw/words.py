"""The texts of answer.js, by key, marked for translators: `_` translates them.

A word with a link opens its glossary entry; see views/parts/asking.
"""

from __future__ import annotations

from views.parts.language.language import N_
from views.parts.looks.wording import NO_ANSWER

ANSWER = {
    "blank": N_("Draw a digit from 0 to 9, and watch the [neurons](words#neuron) light up."),
    # Translators: a button; {second} is a digit
    "why_not": N_("Why not {second}?"),
    "no_answer": NO_ANSWER,
    "digit": N_(
        "Its [share](words#share) is {first_share}. The runner-up is {second}, with a share of {share}."
    ),
    "no_digit": N_("Not a digit"),
    "larger": N_("Draw it larger. At this size, there isn't much to see."),
    "one": N_("Are these two digits? One at a time, please."),
    "guess": N_("Digit {first} has the largest share, {first_share}."),
    "nearly": N_(
        "The [neuron](words#neuron) for “Is it {a_digit}?” comes closest to a yes, at {log_odds}. Only a "
        "number above 0 means yes."
    ),
    "nearest": N_("Most similar digits:"),
    "dark": N_("For this drawing, no neuron in the last [hidden layer](words#hidden-layer) fires."),
    "why": N_(
        "Every digit makes the neurons of the last hidden layer fire in its own pattern. This drawing's "
        "pattern is closer to those of letters and scribbles."
    ),
}
BY_TWO = {  # if a second network helps to decide
    "nearly": N_(
        "Together, two [neurons](words#neuron) for “Is it {a_digit}?” come closest to a yes, at {log_odds}. "
        "Only a number above 0 means yes."
    ),
    "why": N_(
        "Every digit makes the neurons of the last hidden layer fire in its own pattern. This drawing's "
        "pattern is closer to those of letters and scribbles. The page also asks a second network, which "
        "has only learned to tell digits from these."
    ),
}
