"""Every word of the Neurons page and of a neuron's card, with {names} for what is filled in.

A word that can be asked is a link into the glossary; see views/parts/asking/asking.py.
"""

from __future__ import annotations

# the head of a card
NOTHING_DRAWN = "Draw a digit, and see what this neuron adds up."
EMPTY = "Look inside a neuron"
NOTHING_CHOSEN = (
    "Click any neuron to see what it added up, and what goes in and out of it. Click one of the ten outputs "
    "to see why it was chosen, or why not."
)

# what a neuron does, in a word or two
NO_NUMBER, SWITCHED_OFF, TIMES, FIRES, SILENT = "no number", "switched off", "× {factor}", "fires", "silent"

# why
BEYOND = (
    "This network's sums have grown too large for any number, so there is nothing to add up. Train another "
    "one, with a smaller [learning rate](words#learning-rate)."
)
NO_THRESHOLD = {
    "tanh": "It is never just on or off: any sum gives a number from −1 to 1, and a sum of 0 gives 0.",
    "sigmoid": "It is never just on or off: any sum gives a number from 0 to 1, and a sum of 0 gives 0.5.",
    "linear": "It is never just on or off: what it added up is what it passes on.",
    "leaky_relu": "It is never quite off: of a sum below 0 it passes on a small part.",
    "elu": "It is never quite off: a sum below 0 gives a small number below 0.",
    "selu": "It is never quite off: a sum below 0 gives a small number below 0.",
    "gelu": "It has no sharp threshold: a sum far below 0 gives nearly 0, one far above 0 nearly itself.",
    "silu": "It has no sharp threshold: a sum far below 0 gives nearly 0, one far above 0 nearly itself.",
    "softplus": "It is never quite off: any sum gives a number above 0, and a sum of 0 gives 0.69.",
}
OFF, TURNED = "Switched off", "At {factor} times its volume"
COUNTS_AS = "{changed}, its [z](words#z) counts as {z}. {why}"
PASSES_ON = "{changed}, it passes on {activation}. By itself, {why}"
IT_FIRES = "It fires. {why}"
SHORT = "It does not fire: {short} short of it."
HELD_DOWN = "It does not fire: {short} short of it; {what} held it down by {term}."
BIAS_ALONE = "Its [bias](words#bias) alone does it."
PUSHED_UP = "{what} pushed it up by {term}."
PUSHED_MOST = "{unit} of the {layer} pushed it most, by {term}."
INK, LIT = "the ink", "what the {layer} has"
AT_ROW, AT_ROWS = "{what} at row {first}", "{what} at rows {first} to {last}"
THE_ANSWER = "The network's answer: its [z](words#z), {z}, is the largest of the ten."
NOT_THE_ANSWER = "Not the answer: its [z](words#z) is {z}, that of {winner} is {highest}. The largest z wins."
POOLED = "Of {count} numbers of the {layer} it passes on the largest: {largest}, at row {row}, column {col}."

AVERAGED = "Of {count} numbers of the {layer} it passes on the mean: {mean}."

# its switch and its volume
SWITCH_ON, SWITCH_OFF, VOLUME, MAP_VOLUME = "Switch on", "Switch off", "Volume", "Map volume"

# what it reads
ITS_MAP, WHAT_IT_SEES = "Its [map](words#feature-map): click it", "[What it sees](words#receptive-field)"
CHOSE_FROM = "What it chose from"
THE_DRAWING, ITS_INPUTS, WEIGHTS, CONTRIBUTIONS = "The drawing", "Its inputs", "Weights", "Contributions"
DRAWING_TIMES_WEIGHTS = "The drawing × [weights](words#weight) = [contributions](words#contribution)"
INPUTS_TIMES_WEIGHTS = (
    "Its [inputs](words#input) × [weights](words#weight) = [contributions](words#contribution)"
)

# its sum
ADDED_UP, SUM = "What it added up", "Sum [z](words#z)"
PARTS = ("Pushes", "Pulls", "The rest", "[Bias](words#bias)")
MOST = "Pushed most by"
THE_REST = ("the rest ({count} number)", "the rest ({count} numbers)")
THE_BIAS, THE_LARGEST = "the bias", "the largest"
LINE_BY_LINE = "Line by line: the {count} largest"
ROUNDED = "Figures are rounded so that they add up, so a line may differ from its own product by {unit}."
ADDS_TO = "What it adds to the {layer}"
WOULD_ADD_TO = "If it fired with {activation}, it would add to the {layer}"

# what the other ink added and took, while a drawing is kept
DIFFERENCE = "What the other ink changed"
SUM_KEPT, SUM_NOW = "[z](words#z) before", "[z](words#z) now"
DIFFERENCE_PARTS = ("Added", "Taken", "The rest")
SINCE_KEPT = (
    "Each line is how much an [input](words#input) has changed since the drawing that you kept × its "
    "[weight](words#weight). The [bias](words#bias) is the same for both."
)
UNCHANGED = "Nothing here: all that it reads is the same for the drawing that you kept."
CHOSE_DIFFERENTLY = "For the drawing that you kept it passed on {before}, now {after}."

# why one digit rather than another
WHY_RATHER, WHY_NOT = "Why {winner} rather than {other}?", "Why {winner}, why not {other}?"
WAYS = {"neurons": "Neurons", "drawing": "Drawing", "strokes": "Strokes"}
THREE_WAYS, RIVAL, SEEN_IN = "Three ways to see why", "Rather than", "Seen in"
LEAD = "[Lead](words#lead)"
MARGIN_PARTS = ("For {winner}", "For {other}", "The rest", "[Biases](words#bias)")
MOST_FOR = "Most for {winner}:"
MARGIN = (
    "Exact. The [lead](words#lead) is the [z](words#z) of {winner} minus the z of {other}. Each neuron gives "
    "its [activation](words#activation) × (its [weight](words#weight) to {winner} − its weight to {other})."
)
DEEPER = (
    "Exact. Each neuron gives its [activation](words#activation) × what the layers above make of it, for "
    "this very drawing. The [biases](words#bias) of those layers give the rest."
)
DEEPER_MAPS = (
    "Exact. Each line is a whole [map](words#feature-map): each place gives its "
    "[activation](words#activation) × what the layers above make of it, for this very drawing. The "
    "[biases](words#bias) of those layers give the rest."
)
DEEPER_PIXELS = (
    "Exact. Each [pixel](words#pixel) gives its ink × what the layers above make of it, for this very "
    "drawing. The [biases](words#bias) of all layers give the rest, and that can be most of it."
)
INTEGRATED = (
    "Worked out in small steps from blank paper to your drawing, by [integrated "
    "gradients](words#integrated-gradients). This [attribution](words#attribution) gives each "
    "[pixel](words#pixel) its share of the [lead](words#lead)."
)
PAPER_PARTS = ("Paper", "For {winner}", "For {other}", "Left over")
SHARES = "Orange: for {winner}, blue: for {other}"
STEPS_ARE_FLAT = "This network's neurons are [steps](words#step). A step is flat, so all of it is left over."
TRIED = (
    "Tried: the network has read your drawing again, without each of its strokes. With all of them, {winner} "
    "[leads](words#lead) {other} by {lead}."
)
NO_STROKES = (
    "This is a picture, and nobody knows its strokes. Draw a digit with the pen, and each stroke is tried."
)
ONE_STROKE = "This is one single stroke, and without it nothing is left. Draw a digit of two strokes or more."
WITHOUT = "Without the striped stroke: {says}\n{lead}"
SAYS, NO_DIGIT = "{digit}, {share}", "not a digit"
LEADS = "{winner} leads {other} by {lead}"
WITHOUT_STROKE = "Your drawing without stroke {number}, which is striped"
ONLY_LONGEST = "These are the {shown} longest of its {count} strokes."

# what would change its mind
LOOK, LOOKING = "Look for it", "Looking …"
CHANGES = {
    "mark": "Add this line, and it says {digit}.",
    "leave out": "Without this stroke it says {digit}.",
    "rub out": "Rub this bit out, and it says {digit}.",
}
ADD_TWO = "Add these two lines, and it says {digit}."
AGREES = "The {network} agrees."
CLICK_ONE = "Tried on your drawing. Click one to do it; Undo takes it back."
NOTHING_CHANGES = (
    "Nothing small does: not one line more, not one stroke less, and not one bit rubbed out. It is sure of "
    "this one."
)
NOTHING_MAKES = (
    "Not with two lines more, and not with a bit less: nothing that was tried makes it say {digit}."
)
NO_STROKES_TO_CHANGE = (
    "This is a picture, and nobody knows its strokes. Draw a digit with the pen to find out."
)
NOT_YOUR_DRAWING = "This card is about a test image. Draw with the pen, and ask again."
AS_IT_WAS = "First put back the neurons that are turned up or off: this is found for the network as it was."
SEARCH_ENDED = "The search stopped unexpectedly. Look for it once more."
RUBBED_OUT = "Your drawing with a bit rubbed out."

# its activation function
FORMULAS = {
    "relu": "ReLU(z) = max(0, z)",
    "softmax": "softmax(z) = e^z / Σ e^z of all ten",
    "tanh": "tanh(z)",
    "sigmoid": "sigmoid(z) = 1 / (1 + e^−z)",
    "step": "step(z) = 1 if z > 0, else 0",
    "linear": "a = z: no activation function",
    "capped_relu": "capped ReLU(z) = min(max(0, z), {0})",
    "leaky_relu": "leaky ReLU(z) = z if z > 0, else {0} × z",
    "elu": "ELU(z) = z if z > 0, else {0} × (e^z − 1)",
    "selu": "SELU(z) = 1.0507 × z if z > 0, else 1.7581 × (e^z − 1)",
    "gelu": "GELU(z) = z × the share of the bell curve below z",
    "silu": "SiLU(z) = z / (1 + e^−z)",
    "softplus": "softplus(z) = ln(1 + e^z)",
}

# what it likes
BEING_SHOWN = (
    "It is being shown all [test images](words#test-image): {share} of them so far. Open this card again "
    "when all have been."
)
NOT_SHOWN = "This network is too large to be shown all [test images](words#test-image)."
UNKNOWN = "Nothing is known of what this neuron does with the [test digits](words#test-image)."
DEAD = "A [dead neuron](words#dead-neuron): none of the [test digits](words#test-image) made it fire."
EXCITES = "MNIST test image {number}, {a_digit}, which excites it by {activation}"
LIKES = "On average it likes {digit}s most; {count} of the {all} strongest images are {strongest}s."
LIKES_ALONE = "It likes {digit}s most: on average, and all of the {all} strongest images are {digit}s."
MORE_THAN = "This drawing excites it more than {share} of them do."
AS_SILENT = "This drawing leaves it silent, as some of them do."
LESS_THAN_ALL = "None of them excites it less than this drawing does."
ALWAYS_ON = "It is always on: every [test digit](words#test-image) makes it fire, and everywhere."
LARGEST_FOR = "It is the largest of the ten for {share} of the [test digits](words#test-image)."
FIRES_FOR = "It fires for {share} of the [test digits](words#test-image)."
FIRES_SOMEWHERE = "It fires for {share} of the [test digits](words#test-image), somewhere on its map."
SHOWING_TEST_IMAGES = "Showing your network the test images …"

# the catalogue
LAYER, SORTED_BY = "Layer", "Sorted by"
ORDERS = {
    "number": "their number",
    "activation": "how strongly the drawing excites them",
    "selectivity": "how much they prefer one digit",
    "liveliness": "how often they fire",
}
CATALOGUE = (
    "The [weights](words#weight) of all {count} [neurons](words#neuron) of the {layer}, from blue, {low}, to "
    "orange, {high}. {where} Click one to see its card, with the digit that it likes most on average, and "
    "how often it [fires](words#fire)."
)
FILTER = "Each square is a [filter](words#filter) of {rows} × {cols}."
FILTERS = "Each small square is a [filter](words#filter) of {rows} × {cols}, for one picture of the {before}."
DOT_PER_PIXEL = "Each dot is the weight of one [pixel](words#pixel) of the drawing."
SQUARE_PER_MAP = "Each small square holds the weights of one [map](words#feature-map) of the {before}."
DOT_PER_NEURON = "Each dot is the weight of one neuron of the {before}."
NOW, IS_DEAD, LIKED, OFTEN = "now {activation}", "dead", "likes {digit}s", "fires {share}"  # on a tile
MAP = "Map {number}"
TILE = "{name}: {lines}"
WHY_FIRE = "Why did this neuron fire?"
BLANK_ANY = "The canvas is blank, so this is about a [test digit](words#test-image)."
BLANK_BEST = (
    "The canvas is blank, so this is about the [test digit](words#test-image) that excites the neuron most."
)

# units where there is little room
MAP_AT, ROW_COLUMN = "Map {channel} at {row}, {col}", "Row {row}, column {col}"
