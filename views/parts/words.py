"""What all pages share, in words: texts as a whole, and those chosen by a key or said in several places.

A word that can be asked is a link into the glossary; see views/parts/asking/asking.py. `_` says them.
"""

from __future__ import annotations

from views.language.language import N_

PAGES = {  # the address of a page, and its title
    "draw": N_("Draw"),
    "lesson": N_("Lesson"),
    "neurons": N_("Neurons"),
    "build": N_("Build"),
    "training": N_("Training"),
    "breaking": N_("Break it"),
    "teachers": N_("For teachers"),
    "words": N_("Words"),
    "wall": N_("Wall"),
}
NETWORKS = {"dense": N_("Simple network"), "conv": N_("Picture network"), "yours": N_("Your network")}
WHAT_THEY_ARE = N_(
    """
**Simple network**: its [input layer](words#input-layer) is the 784 [pixels](words#pixel) of your drawing.
Then come two [hidden layers](words#hidden-layer) of 128 [neurons](words#neuron) each, which makes the network
[deep](words#deep), and ten [outputs](words#output), one for each digit. Every neuron reads the whole
[layer](words#layer) before it. This is the network of the textbooks.

**Picture network**: its first layers slide small windows over the image (a [convolution](words#convolution)),
so it finds a stroke wherever it is. It reads best. Whether a drawing is a digit at all, it asks the Simple
network, too.
"""
)
TEST_IMAGE = N_("[MNIST](words#mnist) [test image](words#test-image) {number}: {a_digit}, its label says.")
LINKED_PICTURE = N_("A picture from a link.")
ONE_PICTURE = N_("So long a drawing goes on as one picture, no longer stroke by stroke.")
READY_MADE = N_("A ready-made {label}: {style}.")

# the address of what is seen, as a link
HIDDEN_PAGE = N_("The link that you have opened hides this page.")
TO_DRAW = N_("To the Draw page")
WHOLE = N_("Whoever opens it sees what you see.")
DRAWING_LEFT_OUT = N_("The drawing is not in it: it is too large for a link.")
KEPT_LEFT_OUT = N_("The drawing that was kept is not in it: it is too large for a link.")
OWN_LEFT_OUT = N_("Your network is not in it. On the Training page you can download it, and send the file.")
OWN_IS_LOST = N_("Your own network was not kept, and is in no link: bring its file to the Training page.")
FOR_A_COURSE = N_("For a course page")
TO_CLASSROOM = N_("Share to Google Classroom")
TO_PLATFORM = N_("Download for Moodle, Canvas…")
DAMAGED = {  # by the name of the field
    "lang": N_("The language in this link can't be read: ask for it once more."),
    "network": N_("The network in this link can't be read: ask for it once more."),
    "drawing": N_("The drawing in this link can't be read: ask for it once more."),
    "kept": N_("The drawing that was kept in this link can't be read: ask for it once more."),
    "neuron": N_("The neuron in this link can't be read: ask for it once more."),
    "against": N_("The digit it is compared with in this link can't be read: ask for it once more."),
    "why": N_("The way to see why in this link can't be read: ask for it once more."),
    "factors": N_("The neurons' volumes in this link can't be read: ask for it once more."),
    "map": N_("Whether the map is shown, in this link, can't be read: ask for it once more."),
    "layer": N_("The layer in this link can't be read: ask for it once more."),
    "replay": N_("The step of the training in this link can't be read: ask for it once more."),
    "watched": N_("The neuron in training in this link can't be read: ask for it once more."),
    "mistakes": N_("The kind of mistake in this link can't be read: ask for it once more."),
    "damage": N_("The damage in this link can't be read: ask for it once more."),
    "task": N_("The task in this link can't be read: ask for it once more."),
    "built": N_("The neuron built by hand in this link can't be read: ask for it once more."),
    "step": N_("The step of the lesson in this link can't be read: ask for it once more."),
    "hide": N_("What is hidden in this link can't be read: ask for it once more."),
    "class": N_("The class's code in this link can't be read: ask for it once more."),
    "demo": N_("The seconds after which the page draws by itself, in this link, can't be read."),
    "key": N_("The teacher's key in this link can't be read: ask for it once more."),
}

# what an address can hide
HIDEABLE = {
    "training": N_("the Training page, and the steps of the lesson that train"),
    "neurons": N_("the Neurons page"),
    "build": N_("the Build page"),
    "breaking": N_("the Break it page"),
    "conv": N_("the Picture network"),
    "samples": N_("the ready-made drawings"),
    "random": N_("the button for a digit of [MNIST](words#mnist)"),
    "photo": N_("the button for a photo or file"),
    "projector": N_("the switch for a projector"),
}

# what this is: for the menu, for the page of words, and for a link to it in a chat
TITLE = "Inkling"
DESCRIPTION = N_("Draw a digit and see what a neural network makes of it, neuron by neuron.")
WHICH_VERSION = "Inkling {version}"
ABOUT = N_(
    """
**Inkling {version}**: {description}

Free to use, change and pass on: the code under the MIT License, texts and pictures under CC BY 4.0.
Copyright © 2026 The Inkling authors.

The networks learned from MNIST, handwritten digits by Y. LeCun, C. Cortes and C. Burges (CC BY-SA 3.0), and
from digits that a program writes as pens do. The pages are made with Streamlit, the drawing surface is
streamlit-drawable-canvas, on Fabric.js. Networks are trained with Keras and TensorFlow.
"""
)
LOADING = N_("Loading…")  # before the page is there
TOO_OLD = N_(
    "This browser is too old for this page. Newer ones can show it: Safari {Safari}, also on iPads and "
    "iPhones, Chrome or Edge {Chrome}, Firefox {Firefox}, and all after these."
)
NO_SCRIPT = N_("This page works with JavaScript, which is turned off in this browser.")
NOT_STARTED = N_("The page has not started. Reload it or, if that does not help, open it in a newer browser.")
