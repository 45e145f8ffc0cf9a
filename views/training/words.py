"""Every word of the Training page that a person reads: constants, with {names} for what is filled in.

A word that can be asked is a link into the glossary; see views/parts/asking/asking.py.
"""

from __future__ import annotations

PARTS = {  # what each is called, and about
    "Replay": "How the simple network learned, from random [weights](words#weight) to those it answers with.",
    "Live": "Build a network of your own, and train it here and now.",
    "One step": "What one step of learning is: every figure of it, on your own drawing.",
    "My digits": "Teach the [neurons](words#neuron) your hand, and see what they [forget](words#forgetting).",
}
PART = "Part"

# what both parts show
SEEN_IMAGE = "The 28×28 image the network gets"
UNTRAINED = "### Untrained"
UNSEEN, TRAINING = "[unseen](words#test-image)", "[training](words#training-image)"
LOSS = "[Loss](words#loss) on {images} images"
ACCURACY = "[Accuracy](words#accuracy) on {images} images"
OF_EACH = "{unseen} and {training}"  # in the order of the two lines; below the charts, in words
WEIGHTS_OF = "The 784 weights of {name} {number}"
NEURON, DIGIT = "neuron", "digit"  # what the weights are those of
METERS = ["[Layer](words#layer)", "[Dead neurons](words#dead-neuron)", "[Gradient](words#gradient)"]
DEAD_OF = "{dead} of {units}"
HIDDEN_LAYER, OUTPUT = "Hidden {depth}", "[Output](words#output)"
START, STEP_TICK, EPOCH_TICK = "start", "step {step}", "epoch {epoch}"  # along the axis of a chart

NO_TRAINING_HERE = (
    "Training needs Keras, which does not run inside a browser. Replay shows how the simple network was "
    "trained, and One step takes steps of learning on your own drawing: both run here. Run on a computer, "
    "Inkling trains as well."
)

# replay
STEP_SLIDER = "Step of the training"
PLAY, HALT = "Play", "Halt"
NOTHING_LEARNED = "Nothing learned yet: every [weight](words#weight) is a random number."
AFTER_STEPS = "After {steps} steps, in which it was shown {images} images."
RIGHT = "It gets **{share}** of the {images} [test images](words#test-image) right."
NOISE_TO_STROKES = (
    "**From noise to strokes**: the weights of a dozen [neurons](words#neuron) of the first "
    "[hidden layer](words#hidden-layer). Click one to follow it through time."
)
A_FEW = (
    "**From noise to strokes**: the [weights](words#weight) of a few [neurons](words#neuron) of the first "
    "[hidden layer](words#hidden-layer)"
)
INK_ON_WEIGHTS = (
    "Ink on an orange [pixel](words#pixel) adds to the neuron's sum, ink on a blue one takes from it."
)
SUM_TITLE, SUM = "[Neuron](words#neuron) {neuron}: its sum [z](words#z) for the drawing", "z ="
ABOVE_ZERO = "Above 0 it [fires](words#fire)."
THROUGH_TIME = "Neuron {neuron} through time"
WEIGHTS_AT = "Its weights at {step}"
MISTAKES = "What it takes for what"
CONFUSION = (
    "The [confusion matrix](words#confusion-matrix) of all {images} test images: a row for each digit, a "
    "column for what it was taken for. Click a number to see the images behind it."
)
TAKEN_FOR = "Images of {true} that it reads as {taken}: {count}."
FIRST_ONES = " The first {count}:"
EXAMPLE = "Test image {number}: {true}, read as {taken}"

# the choices
CHOICES = {
    "hidden_layers": "Hidden layers",
    "units": "Neurons in each",
    "activation": "Activation function",
    "optimizer": "Optimizer",
    "learning_rate": "Learning rate",
    "batch_size": "Batch size",
    "images": "Training images",
    "epochs": "Epochs",
}
STEP_FUNCTION = "step function"
NO_SLOPE = (
    "A [step function](words#step) can't be trained by [gradient descent](words#gradient-descent): it is "
    "flat on both sides, so its slope is 0, and the [gradient](words#gradient) of every "
    "[layer](words#layer) below it is exactly 0. Start it and see: only the last layer learns, on top of "
    "[neurons](words#neuron) that stay as random as they were. (At the jump itself, where the sum is 0, the "
    "slope is infinite, which is no help either.)"
)
WHAT_CAN_GO_WRONG = "**What can go wrong**"
TEXTBOOK = "Back to the textbook"
PIXELS, NEURONS, DIGITS = "{count} pixels", "{count} neurons", "{count} digits"  # of a network, in words

# a training
START_IT, START_AGAIN, GO_ON, PAUSE, STOP = "Start", "Start again", "Go on", "Pause", "Stop"
USE_IT, DOWNLOAD, KERAS = "Use it on the Draw page", "Download as .keras", "Keras"
INVITATION = (
    "A network of **{shape}** will see {images} images, {batch} at a time, {epochs} over. After each "
    "[batch](words#batch), its [weights](words#weight) are moved a little in the direction that lowers the "
    "[loss](words#loss). Press **Start**, and watch what that does to your drawing."
)
TIMES = ("{count} time", "{count} times")
EPOCHS = ("{count} [epoch](words#epoch)", "{count} [epochs](words#epoch)")
RUN = "{network} at {rate}, {images} images in [batches](words#batch) of {batch}, {epochs}."
THIS_RUN = "This run: {run}"
LAST_RUN = "**These figures are of {title}**, not of what the form says now."
MEASURED_ON = (
    "While it runs: the first {some} [test images](words#test-image) and {trained} "
    "[training images](words#training-image). At the end: all {all} test images."
)
OVERFITTING = "overfitting begins"  # in a chart
OVERFITS = (
    "[Overfitting](words#overfitting) begins at [step](words#training-step) {step}: since then the "
    "[loss](words#loss) on unseen images has risen from {lowest} to {last}, while that on "
    "[training images](words#training-image) fell on."
)
DEAD_MEANS = (
    "Dead: it passes on the same number for 500 images. Each time a gradient is ten times as large, its bar "
    "grows by the same length."
)
FIRST_NOISE = "**[Weights](words#weight)** start as noise: random numbers, such as these"
FIRST_WEIGHTS = "**[Weights](words#weight)** of the first neurons in the first layer"
WHERE = "[Step](words#training-step) {step} of {steps}, [epoch](words#epoch) {epoch} of {epochs}"
LEFT = " · about {time} left"
TOOK = " · {time}"
GOT_RIGHT = " · **{share}** of all {images} [test images](words#test-image) right"
WAITING = "Waiting: {place} in the queue, about {time}"
ABOUT_TO_START = "About to start …"
STARTING = "Starting [TensorFlow](words#tensorflow) …"
PAUSED, STOPPED, STOPPED_BY_ITSELF = "Paused. {where}", "Stopped. {where}{took}", "Stopped by itself. {where}"
DONE = "Done: {steps} [steps](words#training-step){took}"
FAILED = "It failed."
BLEW_UP = (
    "The [loss](words#loss) is {loss}: the [weights](words#weight) have grown beyond what a number can hold. "
    "Each step was too long, and overshot. A smaller [learning rate](words#learning-rate) helps."
)
NAN, INFINITE = "[NaN](words#nan), “not a number”", "infinite"
SECONDS, MINUTES = "{count} s", "{count} min"
TAKES = "Such a training takes about {time} here."
CUT_SHORT = (
    "Longer than {time} no training goes on here, since others wait. What it has learned until then is kept."
)

GROWS = (
    "While it trains: [neurons](words#neuron) lit up by your drawing and, into each [layer](words#layer), "
    "the {count} lines that carry most: [input](words#input) × [weight](words#weight). Orange pushes, dashed "
    "blue holds back."
)

# all runs
NO_HIDDEN, HIDDEN, BY = "no hidden layer", "{layers} × {units} {function}", "{optimizer} {rate}"
PLAIN_EPOCHS = ("{count} epoch", "{count} epochs")
TITLE_PARTS = {
    "images": "{value} images",
    "batch_size": "batches of {value}",
    "own_digits": "own digits: {value}",
    "own_times": "each counts {value} times",
    "start": "begun with {value:.8}",  # what tells its weights from others
}
OTHER_PART = "{name}: {value}"
DEPTHS = "Hidden layers: 0, 1, 2"
DEPTHS_HELP = "Trains three networks, one after the other, that differ in nothing else."
RUNS = "**Runs beside each other**: the last five. Click a name to take its curve out, or put it back."
MEASURE = "What is shown"
MEASURES = {  # of a point of the curves
    "Accuracy": ("test_accuracy", "[Accuracy](words#accuracy) on {images} [unseen images](words#test-image)"),
    "Loss": ("test_loss", "[Loss](words#loss) on {images} [unseen images](words#test-image)"),
    "Training loss": ("loss", "[Loss](words#loss) on {images} [training images](words#training-image)"),
}
AS_IT_RUNS = "{measure} while it runs, after this many [training steps](words#training-step)"
RUN_HEAD, TIME, WEIGHTS_HEAD = "Run", "Time", "[Weights](words#weight)"
UP_TO = "up to {images}"
RIGHT_HEAD = "Right, of all {images} [test images](words#test-image)"
HOW_IT_ENDED = {"stopped": "stopped", "blew up": "blew up", "failed": "failed"}
GOES_ON = "…"
DEEP_BUYS = (
    "**What deep buys**: of {images} test images, it reads {none} wrong with no hidden layer, {one} with "
    "one, {two} with two."
)

# a network of the visitor's
BRING = "Bring a network of your own"
WHICH_FILES = (
    "A `.keras` file, as [Keras](words#keras) writes one with `model.save`: a chain of [Dense](words#dense), "
    "[Conv2D](words#convolution) and [pooling](words#pooling) [layers](words#layer), with "
    "[normalization](words#normalization) and the usual [activation functions](words#activation-function), "
    "from 28×28 [pixels](words#pixel) (from 0 for paper to 1 for ink) to ten numbers. Keep it: this page "
    "forgets it when it is reloaded."
)
LASTS = "It lasts until this page is reloaded: download it to keep it, and bring it along below."
KERAS_FILE = "Keras file"
IN_USE, SEE_IT = "It is in use.", "See it on the Draw page"
OPENING = "Keras opens your network …"
NOTHING_CHANGED = "{problem} Nothing was changed."

# own digits
MY_DIGITS_HEADING = "### My digits\n{count}"
DRAWINGS = ("{count} drawing", "{count} drawings")
NONE_YET = (
    "Draw a digit on the Draw page, and say there what it is: below the answer, click the digit that it "
    "should be. It is kept here. Ten of a kind are enough to teach a network a way of writing."
)
GO_AND_DRAW = "Draw some"
KEPT_HERE = "They stay in this browser until you remove them. Nobody else sees them."
SENT_TO_SERVER = (
    "To be shown and learned from, they go to the server of this page, which writes none of them to a file."
)
NOT_KEPT_HERE = "This browser keeps nothing: they last until this page is reloaded. Export them to keep them."
LABELED = "Your drawing, labeled as {a_digit}"
CLICK_ONE = "Click one to change its label, or to remove it."
IT_IS_A = "It is a"
REMOVE, REMOVE_ALL, UNDO_REMOVAL = "Remove", "Remove all", "Undo removal"
EXPORT, IMPORT, DIGITS_FILE = "Export", "Import drawings", "File of drawings"
WHICH_DIGITS = (
    "A `.jsonl` file with one drawing a line, such as “Export” makes: "
    '`{{"label": 7, "source": "…", "strokes": [[[x, y], …], …]}}`. A stroke is a list of points in any unit, '
    "y pointing down. Up to {most} drawings."
)
BROUGHT = ("{count} drawing was uploaded.", "{count} drawings were uploaded.")
NO_DIGITS_IN_IT = (
    "{count} was left out, whose label is no digit.",
    "{count} were left out, whose labels are no digits.",
)
LEFT_OUT_FULL = "There was no room for {count}: {most} are kept at most, and fewer if they are very long."
TEACH_HEADING = "### Teach it your hand"
BEGIN_WITH, LEARN_FROM, MINE_COUNTS = "Begin with", "Learn from", "Each of mine"
BEGINNINGS = {"new": "New weights", "simple": "Simple network", "yours": "Your network"}
SOURCES = {"mnist": "MNIST", "mine": "My digits", "both": "Both"}
SO_MANY_TIMES = ("once", "{count} times")
TEACH_IT = "Teach it"
TEACHING = "[Step](words#training-step) {step} of {steps}"
TAUGHT_WITH = "[Fine-tuned](words#fine-tuning) on {taught}."
TRAINED_WITH = "Trained on {taught}."
DIGITS_OF_MINE = ("{count} digit of yours", "{count} digits of yours")
BESIDE_MNIST = "{mine}, each {times}, and {images} of [MNIST](words#mnist)'s"
GREW_TOO_LARGE = "Its [weights](words#weight) have grown beyond what a number can hold."
BEFORE, SHIPPED, TAUGHT = "**Before**", "**The simple network**, as it came", "**After**"
NOT_YET = "Not taught yet."
MINE_RIGHT = "**{right} of {count}** of your digits read right"
NONE_OF_MINE = "None of your digits is kept yet."
MNIST_RIGHT = "**{share}** of [MNIST](words#mnist)'s {images} [test images](words#test-image) read right"
LEARNED = (
    "It has learned none of those that it misread before.",
    "It has learned one of yours that it misread before.",
    "It has learned {count} of yours that it misread before.",
)
UNSEEN_RIGHT = "Of {count} that it was not taught, it reads {right} right."
NOTHING_TO_LEARN = "It read all of yours right before."
FORGETS = (
    "**But it [forgets](words#forgetting)**: shown nothing but your digits, it moved its "
    "[weights](words#weight) for them alone, whatever that did to the digits of others. Teach it both, and "
    "it keeps what it knew."
)
FORGETS_SOME = "It reads fewer of the digits of others than the other network."
KEEPS = "It has kept what it knew: the digits of others were among those that it was shown."
KEEPS_ALONE = "It has hardly forgotten anything yet: your digits are few, and like those that it knew."
EACH_READ_AS = "What it reads yours as:{marks}"
EACH_READ = "What it read yours as → what it reads them as now:{marks}"
READ_AS = "Your {label}, taken for {was}"
READ_BEFORE_AFTER = "Your {label}, taken for {was} before and for {now} after"
FROM_TO, UNTAUGHT = "{was} → {now}", " new"
NO_DIGIT, NO_DIGIT_MARK = "no digit", "–"
MARKS = " – is “Not a digit”."
NEW_MARKS = " What was not taught is marked as new."
FIRST_OF = " {shown} of {count}, misread ones first."
DIGIT_BY_DIGIT = (
    "Digit by digit: the share of [MNIST](words#mnist)'s {images} [test images](words#test-image) read "
    "right, before and after"
)
