"""The lesson's words that are chosen by a key, and the longer texts of the page for teachers: `_` says them.

Those of the steps are with the steps, sentences on what the network does in facts.py. A word that can be
asked is a link into the glossary; see views/parts/asking/asking.py.
"""

from __future__ import annotations

from views.language.language import N_

# what the steps are about, in their order
# Translators: parts of the lesson: how a network reads a drawing
READ = N_("Read")
NEURON = N_("Neuron")
ANSWER = N_("Answer")
# Translators: a part of the lesson: how a network learns
LEARN = N_("Learn")

OPEN_TOP = N_("its top can be closed")
DOORS = {  # page -> what leads there, and its icon
    "draw": (N_("Draw what you like"), ":material/draw:"),
    "breaking": (N_("Break it: what does a digit bear?"), ":material/broken_image:"),
    "training": (N_("Train a network of your own"), ":material/model_training:"),
}

# what makes it deep
RACERS = (
    N_("No [hidden layer](words#hidden-layer)"),
    N_("One hidden layer"),
    N_("Two hidden layers: [deep](words#deep)"),
)
# Translators: how many hidden layers, beside a line of a chart
LINES = (N_("none"), N_("one"), N_("two"))
RACER, THEN = "**{title}**  \n{layers}", " → "

NOTHING_DRAWN = N_("Nothing is drawn.")
TENSORS = {
    "image": N_("Your drawing, a table of 28 rows and 28 columns"),
    "flatten": N_("The same in one row: the [input layer](words#input-layer)"),
    "hidden1_relu": N_("What the first [hidden layer](words#hidden-layer) passes on"),
    "hidden2_relu": N_("What the second hidden layer passes on"),
    "probs": N_("The answer: ten shares"),
}

# the page for teachers
ABOUT = N_(
    "The lesson has sixteen steps and an end, from one [neuron](words#neuron) to a [deep](words#deep) "
    "network. Each asks for a guess or for something to do, on one's own drawing, and can be skipped. "
    "Nothing is graded. Here are four ways to teach with it, minute by minute; print them, or change them "
    "in an editor."
)
FOR_IT = N_(
    "**For your head of IT:** nothing is installed, there are no accounts and no names, and the page asks no "
    "other server for anything. What is stored where stands at the end of this page."
)
ABOUT_COURSES = N_(
    "A step as a part of your own course: a link for Google Classroom; a package (SCORM 1.2) for Moodle, "
    "Canvas and others, which are told when the step is done; or HTML that shows it within a page. *Copy "
    "link* has the same for what is seen on any page."
)
LICENSES = N_(
    "Texts and pictures, also those of plans, sheets and tasks, are under "
    "[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/): change them, translate them, pass them on, "
    "and name Inkling. The code is under the MIT License. MNIST's digits are under CC BY-SA 3.0."
)
ABOUT_STEPS = N_(
    "A click opens it here, with what was drawn here. For a class, copy it (with a right click or a long "
    "press): whoever opens it begins with a drawing of their own."
)
HOW_TO_HIDE = N_(
    "Name them after `hide=`, with commas between, such as in {link}. They stay hidden on every page, and "
    "when one is reloaded; whoever opens a link without `hide=` sees everything."
)
HIDEABLE = "- `{name}`: {what}"
ABOUT_SHEET = N_(
    "It is made from what you have drawn last, or from a ready-made 4: the drawing, its 28×28 numbers, and "
    "one neuron's sum with gaps. The solution is on the second page, for the other side of the paper."
)
ABOUT_SCHOOLS = N_(
    "- There is no account, no name and no advertising. Of cookies there are two at most: the language, "
    "once somebody has chosen one, and where several processes share the work, which of them answers; that "
    "one goes with the browser.\n- What is drawn or uploaded goes to the server that this page came from "
    "and to nobody else. The server works on it in its memory, writes none of it to a file or a log, and "
    "drops it soon after the page is closed. Only what a class sends to its wall is in a file, until the "
    "class is over. *My digits* are kept by the browser, and so is what was guessed in the lesson; to be "
    "learned from, digits go to the server, too.\n- It can be served by the "
    "school itself, or be put on any web server as a folder of files: then nothing leaves the device, and "
    "once it has been opened it works without a network.\n- It needs Safari {Safari} (also on iPads), "
    "Chrome or Edge {Chrome}, Firefox {Firefox}, or newer ones, and nothing to be installed. It is tried "
    "in all three kinds, on phones' and tablets' windows and with slow processors."
)

FIRST_TASKS = N_(
    "The first two take a few minutes, and belong behind the lesson's step “{step}”: there one watches a "
    "neuron add up, here one builds it."
)
ABOUT_TASKS = N_(
    "Each of these tasks has a link, two hints and a solution: first those on the page Build, where a "
    "neuron is painted by hand, then those on Draw and on Training. What was solved, the browser "
    "remembers. There are no points, and no clock runs."
)
ABOUT_WHAT = {  # of a teacher's own task
    "drawing": N_("Drawing and network"),
    "neuron": N_("A painted neuron"),
}
TASK_TOOLS = {"pen": N_("The drawing"), "off": N_("Which neurons are on")}
TASK = N_("Task {number}")
NO_OTHER = N_("fires for {digit}, and for no other digit")
NOT_OTHER = N_("fires for {digit}, not for {other}")
