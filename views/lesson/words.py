"""Every word around the lesson's steps and on the page for teachers, with {names} for what is filled in.

Those of the steps are in steps.py, sentences on what the network does in facts.py, what the browser
writes by itself in lesson_words.js. A word that can be asked is a link into the glossary; see
views/parts/asking/asking.py.
"""

from __future__ import annotations

# what the steps are about, in their order
READ, NEURON, ANSWER, LEARN = "Read", "Neuron", "Answer", "Learn"

# the panel
WAY = "The lesson's parts"
PLACE, THE_END = "{number} of {count}", "The end"
UNKNOWN_STEP = "The lesson has nothing of the name in this link. Here is where it goes on."
OPEN_FOUR, OPEN_TOP = "Bring an open 4", "its top can be closed"
GUESSED = "You guessed: {guess}. {fact}"
COMPARED = "You guessed {guess}: **{how}**. {fact}"
RIGHT_GUESS, WRONG_GUESS = "right", "not so"
DONE, SPOKEN = "Done. {fact}", "{place}: {title}. {fact}"
BACK, NEXT, SKIP, FROM_THE_START = "Back", "Next", "Skip", "From the start"
DOORS = {  # page -> what leads there, and its icon
    "draw": ("Draw what you like", ":material/draw:"),
    "breaking": ("Break it: what does a digit bear?", ":material/broken_image:"),
    "training": ("Train a network of your own", ":material/model_training:"),
}
FOR_TEACHERS = "For teachers"
FOR_SOMEBODY = "This lesson, for somebody else:"

# a sum as it grows
PRODUCT = "row {row}, column {column}: {value} × {weight} = {product}"
SUM = "{products} + [bias](words#bias) {bias} = [z](words#z) {z}"

# how it learned
DOWNHILL = (
    "**Downhill**: one of {count} [weights](words#weight), at the start, and the [loss](words#loss) of "
    "{images} digits"
)
FOR_EACH_VALUE = "For each value that this weight could have"
LOSS = "loss"
DOWNHILL_ONCE = "Move it downhill"
SLOPE = "Weight {weight}, loss {loss}, slope {slope}: to lower the loss, it has to {way}."
BOTTOM = "Weight {weight}, loss {loss}, slope {slope}: the bottom. No move lowers the loss any further."
GROW, SHRINK = "grow", "shrink"

# what makes it deep
RACERS = (
    "No [hidden layer](words#hidden-layer)",
    "One hidden layer",
    "Two hidden layers: [deep](words#deep)",
)
LINES = ("none", "one", "two")  # in the chart
RACER, THEN = "**{title}**  \n{layers}", " → "
TRAIN_ALL, TRAIN_AGAIN = "Train all three", "Train all three again"
RIGHT = "Right, of {images} images"
SHARE = "### {share}\nof {images} [test images](words#test-image) right"
READS = "Your drawing: **{digit}**, {share}"
USE_IT = "Use it"
END, NOT_BEGUN = "end", "Not begun"
WHERE = "{done} of {all}"

# slid aside
HOW_FAR, PIXELS_ASIDE = "How far to the right", "{pixels} px"
IN_THE_MIDDLE, ASIDE = "In the middle", "Slid aside"
IN_THE_MIDDLE_ALT, ASIDE_ALT = "Your drawing in the middle of 28×28 pixels", "The same, slid to the right"

# a training
TRAINING = "{epochs}, in each of which it sees all {images} images"

# boxes of numbers
NOTHING_DRAWN = "Nothing is drawn."
TENSORS = {
    "image": "Your drawing, a table of 28 rows and 28 columns",
    "flatten": "The same in one row: the [input layer](words#input-layer)",
    "hidden1_relu": "What the first [hidden layer](words#hidden-layer) passes on",
    "hidden2_relu": "What the second hidden layer passes on",
    "probs": "The answer: ten shares",
}

# the page for teachers
ABOUT = (
    "The lesson has sixteen steps and an end, from one [neuron](words#neuron) to a [deep](words#deep) "
    "network. Each asks for a guess or for something to do, on one's own drawing, and can be "
    "skipped. Nothing is graded. It takes about forty minutes in all; or ten, like this:"
)
PLAN = (  # minutes, what to do, and the step whose link opens it
    (
        "Minutes 0 to 3, all together",
        "Put the page on the projector (**A+** makes everything larger). Have somebody draw a 4. Before you "
        "go on: how many of its 784 numbers are not 0? Let the class vote, then choose what most have "
        "guessed.",
        "numbers",
    ),
    (
        "Minutes 3 to 6, all together",
        "Build up one neuron's sum. Let somebody say when it will be above 0. On the next step, drag "
        "[z](words#z) over the step: it [fires](words#fire), it does not.",
        "neuron",
    ),
    (
        "Minutes 6 to 10, in pairs, each with a device or a phone",
        "Make the network say something else. Who needs the fewest neurons? Write the numbers on the board; "
        "the page tells how few can do it.",
        "off",
    ),
)
STEPS = "Every step has a link"
ABOUT_STEPS = (
    "A click opens it here, with what was drawn here. For a class, copy it (with a right click or a long "
    "press): whoever opens it begins with a drawing of their own."
)
STEP_CODE = "The step “{title}” as a QR code"
HIDING = "Parts can be hidden by a link"
HOW_TO_HIDE = (
    "Name them after `hide=`, with commas between, such as in {link}. They stay hidden on every page, and "
    "when one is reloaded; whoever opens a link without `hide=` sees everything."
)
HIDEABLE = "- `{name}`: {what}"
SHEET = "A sheet to print"
ABOUT_SHEET = (
    "It is made from what you have drawn last, or from a ready-made 4: the drawing, its 28×28 numbers, "
    "and one neuron's sum with gaps. The solution is on the second page, for the other side of the paper."
)
FOR_SCHOOLS = "For whoever looks after the school's computers"
ABOUT_SCHOOLS = (
    "- There is no account, no name and no advertising, and no cookie but one where several processes share "
    "the work: it says which of them answers, and goes with the browser.\n"
    "- What is drawn or uploaded goes to the server that this page came from and to nobody else. The server "
    "works on it in its memory, writes none of it to a file or a log, and drops it soon after the page is "
    "closed. *My digits* are kept by the browser, and so is what was guessed in the lesson; to be learned "
    "from, digits go to the server, too.\n"
    "- It can be served by the school itself, or be put on any web server as a folder of files: then nothing "
    "leaves the device, and once it has been opened it works without a network.\n"
    "- It needs Safari {Safari} (also on iPads), Chrome or Edge {Chrome}, Firefox {Firefox}, or newer ones, "
    "and nothing to be installed. It is tried in all three kinds, on phones' and tablets' windows and "
    "with slow processors."
)
PIXEL = "row {row}, column {column}"
