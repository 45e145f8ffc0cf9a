"""Every word of the Draw page that Python writes or sends, with {names} for what is filled in.

A word that can be asked is a link into the glossary; see views/parts/asking. What the browser writes by
itself is in draw_words.js.
"""

from __future__ import annotations

from views.parts.looks.wording import NO_ANSWER

# the answer, filled in by answer.js
ANSWER = {
    "blank": "Draw a digit from 0 to 9, and watch the [neurons](words#neuron) light up.",
    "why_not": "Why not {second}?",
    "no_answer": NO_ANSWER,
    "digit": "With {certainty} [certainty](words#certainty). The runner-up is {second}, {share}.",
    "no_digit": "Not a digit",
    "larger": "Draw it larger: so small, the pen is all that there is to see.",
    "one": "Are these two digits? One at a time, please.",
    "guess": "Closest digit: {first}, with {certainty}.",
    "nearly": "Of ten [neurons](words#neuron), “is it {a_digit}?” comes closest: {log_odds}; 0 would be "
    "a yes.",
    "nearest": "Most similar digits:",
    "dark": "It makes none of the neurons in the last [hidden layer](words#hidden-layer) fire.",
    "why": "Every digit makes the neurons of the last hidden layer fire in a pattern of its own. The one of "
    "this drawing is closer to those of letters and scribbles.",
}
BY_TWO = {
    "nearly": "Of ten [neurons](words#neuron) in two networks, “is it {a_digit}?” comes closest: {log_odds} "
    "in all; 0 would be a yes.",
    "why": ANSWER["why"] + " A second network, which has learned nothing but to tell digits from these, is "
    "asked, too.",
}
CANNOT_TELL = "This network can't tell when something is not a digit."
SOME_PASS = "This network takes about {count} in 10 letters and scribbles for digits."
NEAREST = "MNIST test image {number}, {a_digit}"

# ten digits beside the answer
IT_IS = "It is a"
KEEP_AS = "It is {a_digit}: keep it in My digits, to teach a network"
KEPT = "Kept as {a_digit}. {count}: teach them to a network on the Training page."
HAS_KEPT = ("My digits has {count} drawing", "My digits has {count} drawings")
TAKEN_BACK = "Removed from My digits."
NOT_TO_KEEP = "Only what is drawn with the pen, and is no more than a digit, can be kept."
NO_ROOM = "My digits is full: it holds {most}. Remove some on the Training page."

# the canvas
REFUSED = "The last stroke can't be read, and is not on the canvas: please draw it once more."

# a network that does not reach the browser
NOT_FETCHED = (
    "Your browser can't get this network: its file can't be fetched, and it is too large for a message. "
    "Load the page anew, or choose another network."
)

# two drawings
KEEP_THIS = "Keep this one"
KEEP_THIS_HELP = "It stays in sight while you draw another one, to be compared with it"
PAIR = {
    "kept": "Kept",
    "drawn": "Now",
    "let_go": "Remove",
    "slider": "From the kept drawing to the one on the canvas",
    "at": "{share} of the way",
    "card": "{share} of the way. The card is about its end.",
    "draw": "Draw another one, and see what switches.",
    "looking": "Looking for [flips](words#flip) on the way …",
    "flip": "From {before} to {after}, {share} of the way",
    "flips": "On the way it [flips](words#flip): first {before}; {parts}.",
    "from": "from {share} on, {answer}",
    "no_flips": "All the way it stays {answer}: it never [flips](words#flip).",
    "many_flips": "On the way it [flips](words#flip) {count} times.",
    "no_digit": "Not a digit",
    "no_digit_mark": "?",
    "none": "not a digit",
}

# the steps from the drawing to the image
STEPS_HELP = "How the drawing became this image"
NOTHING_DRAWN = "Nothing is drawn."
AS_MNIST = "[MNIST](words#mnist) images were made in the same way, so the network gets what it knows:"
SIDES = "{rows} × {cols}"
INK, INK_STEP = "The ink on the canvas", "1 · ink\n{sides}"
CROPPED = "The ink cropped to rows {top} to {bottom}, columns {left} to {right}"
CROPPED_STEP = "2 · cropped\n{sides}"
SCALED, SCALED_STEP = "The crop scaled so that its longer side is {size}", "3 · scaled to {size}\n{sides}"
CENTERED = "Moved so that the ink balances at row {center}, column {center}; before, it did at {row}, {col}"
CENTERED_STEP = "4 · centered\n{sides}"

# the tools
THIN, NORMAL, THICK = "Thin", "Normal", "Thick"
UNDO, REDO, CLEAR, PEN = "Undo", "Redo", "Clear", "Pen"
PROJECTOR = "Larger, for a projector"

# drawings to start from
RANDOM, RANDOM_HELP = "Random", "A real digit from MNIST's test images"
UPLOAD = "Photo or file"
WHICH_FILES = "PNG or JPEG, up to {megabytes} MB: a picture, or a photo of a digit on paper"
YOUR_PICTURE = "Your picture {name}."
TURN, TURN_HELP = "Turn", "The picture, a quarter clockwise"

# the network: how many units a layer has, and the same in a sentence
COUNTS = {"pixels": "{} numbers", "maps": "{} maps", "units": "{} neurons", "digits": "{} neurons"}
LAYERS = {
    "pixels": "{} by {} pixels, a number each",
    "maps": "feature maps of {} by {}, {} of them",
    "units": "{} neurons",
    "digits": "{} neurons, one for each digit",
}

START_LESSON = "Start the lesson"
