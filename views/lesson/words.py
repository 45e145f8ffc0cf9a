"""The lesson's texts that are chosen by a key, and the longer texts of the page for teachers.

`_` translates them. The steps' texts are with the steps, and the sentences on what the network does are in
facts.py. A word in a link leads to the glossary; see views/parts/asking/asking.py.
"""

from __future__ import annotations

from views.parts.language.language import N_

# the steps' subjects, in order
# Translators: parts of the lesson: how a network reads a drawing
READ = N_("Read")
NEURON = N_("Neuron")
ANSWER = N_("Answer")
# Translators: a part of the lesson: how a network learns
LEARN = N_("Learn")

OPEN_TOP = N_("you can close its top")
DOORS = {  # page -> the text and icon of its link
    "draw": (N_("Draw anything you like"), ":material/draw:"),
    "breaking": (N_("Break it: how much can a digit take?"), ":material/broken_image:"),
    "training": (N_("Train your own network"), ":material/model_training:"),
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

NOTHING_DRAWN = N_("The canvas is empty.")
TENSORS = {
    "image": N_("Your drawing, as a table of 28 rows and 28 columns"),
    "flatten": N_("The same numbers in one row: the [input layer](words#input-layer)"),
    "hidden1_relu": N_("What the first [hidden layer](words#hidden-layer) passes on"),
    "hidden2_relu": N_("What the second hidden layer passes on"),
    "probs": N_("The answer: ten [shares](words#share)"),
}

# the page for teachers
ABOUT = N_(
    "The lesson has sixteen steps and an ending. It goes from one [neuron](words#neuron) to a "
    "[deep](words#deep) network. In each step, pupils make a guess or do something with their own drawing. "
    "They can skip any step, and nothing is graded. Here are four ways to teach the lesson, minute by "
    "minute. Print them, or change them in an editor."
)
FOR_IT = N_(
    "**For your head of IT:** there's nothing to install, and there are no accounts or names. Inkling "
    "doesn't contact any other server. The end of this page says what we store, and where."
)
ABOUT_COURSES = N_(
    "You can make a step part of your own course. There's a link for Google Classroom, and a package (SCORM "
    "1.2) for Moodle, Canvas and others. There's also HTML that shows the step inside another page. The "
    "package tells your course when the step is done. *Copy link* offers the same for what you see on any "
    "page."
)
LICENSES = N_(
    "Texts and pictures, including those in plans, sheets and tasks, are under [CC BY "
    "4.0](https://creativecommons.org/licenses/by/4.0/). You can change them, translate them and pass them "
    "on, as long as you credit Inkling. The code is under the MIT License. MNIST's digits are under CC BY-SA "
    "3.0."
)
ABOUT_STEPS = N_(
    "A click opens the step here, with your drawing. For a class, copy the link (with a right click or a "
    "long press). Anyone who opens it starts with their own drawing."
)
HOW_TO_HIDE = N_(
    "List the parts after `hide=`, separated by commas, as in {link}. They stay hidden on every page, even "
    "after a reload. Anyone who opens a link without `hide=` sees everything."
)
HIDEABLE = "- `{name}`: {what}"
ABOUT_SHEET = N_(
    "The sheet shows your last drawing, or a ready-made 4, with its 28×28 numbers. It also has one neuron's "
    "sum, with blanks to fill in. The solution is on the second page, to print on the back."
)
ABOUT_SCHOOLS = N_(
    "- There are no accounts, no names and no advertising. There are at most two cookies. One remembers a "
    "language that you chose. On larger servers, another remembers which process answers you, until you "
    "close the browser.\n- What you draw or upload goes only to the server that this page came from. The "
    "server only holds it in memory, and doesn't write any of it to a file or a log. It drops everything "
    "soon after you close the page. Only what a class sends to its wall is kept in a file, until the class "
    "is over. The browser keeps *My digits* and your guesses in the lesson. When a network learns from your "
    "digits, they go to the server, too.\n- Your school can run Inkling itself, or put it on any web server "
    "as a folder of files. With the folder, nothing leaves the device, and the page works offline once "
    "you've opened it.\n- Inkling runs in Safari {Safari} (also on iPads), Chrome or Edge {Chrome}, Firefox "
    "{Firefox}, or newer versions, without installation. We test it in all three kinds of browser, in phone- "
    "and tablet-sized windows, and with slow processors."
)

FIRST_TASKS = N_(
    "The first two take a few minutes. They fit well after the lesson's step “{step}”, where pupils watch a "
    "neuron compute its sum. Here, pupils build a neuron."
)
ABOUT_TASKS = N_(
    "Each of these tasks has a link, two hints and a solution. The first ones are on the Build page, where "
    "you paint a neuron by hand. The others are on the Draw and Training pages. The browser remembers which "
    "ones are solved. There are no points and no timer."
)
ABOUT_WHAT = {  # of a teacher's task
    "drawing": N_("Drawing and network"),
    "neuron": N_("A painted neuron"),
}
TASK_TOOLS = {"pen": N_("The drawing"), "off": N_("Which neurons are on")}
TASK = N_("Task {number}")
NO_OTHER = N_("fires for {digit}, and for no other digit")
NOT_OTHER = N_("fires for {digit}, not for {other}")
