"""Texts that all pages share, including those that are chosen by a key or used in several places.

A word in a link leads to the glossary; see views/parts/asking/asking.py. `_` translates the texts.
"""

from __future__ import annotations

from model.version import VERSION
from views.parts.language.language import N_, _

PAGES = {  # a page's address -> its title
    "draw": N_("Draw"),
    "lesson": N_("Lesson"),
    "neurons": N_("Neurons"),
    "build": N_("Build"),
    "teach": N_("Teach it"),
    "training": N_("Training"),
    "teachers": N_("For teachers"),
    "words": N_("Glossary"),
    "wall": N_("Wall"),
    "plan": N_("Plan"),
    "class": N_("Class"),
    "present": N_("Present"),
    "embed": N_("Embed"),
    "questions": N_("Ten questions"),
}
NETWORKS = {"dense": N_("Simple network"), "conv": N_("Picture network"), "yours": N_("Your network")}
WHAT_THEY_ARE = N_(
    "\nThe **Simple network** uses the 784 [pixels](words#pixel) of your drawing as its [input "
    "layer](words#input-layer).\nThe two [hidden layers](words#hidden-layer) after it have 128 "
    "[neurons](words#neuron) each, and make the network\n[deep](words#deep). It ends with ten "
    "[outputs](words#output), one for each digit. Every neuron reads the whole\n[layer](words#layer) before "
    "it. Textbooks show this kind of network.\n\nThe **Picture network** starts with layers that slide small "
    "windows over the image (a [convolution](words#convolution)).\nSo it finds a stroke anywhere, and it "
    "makes the fewest mistakes. To decide whether a drawing is a digit at\nall, it also asks the Simple "
    "network.\n"
)
TEST_IMAGE = N_(
    "This is [MNIST](words#mnist) [test image](words#test-image) {number}. Its label says it is {a_digit}."
)
LINKED_PICTURE = N_("This picture came from a link.")
ONE_PICTURE = N_("This drawing is very long, so the page now keeps it as one picture, without its strokes.")
READY_MADE = N_("This is a ready-made {label} ({style}).")

# links to the current view
HIDDEN_PAGE = N_("The link you opened hides this page.")
TO_DRAW = N_("To the Draw page")
WHOLE = N_("Anyone who opens the link sees what you see.")
DRAWING_LEFT_OUT = N_("The drawing isn't in the link because it is too large.")
PINNED_LEFT_OUT = N_("The drawing you kept isn't in the link because it is too large.")
OWN_LEFT_OUT = N_("Your network isn't in the link. Download it on the Training page and send the file.")
OWN_IS_LOST = N_(
    "Your own network wasn't kept, and links don't contain it. Upload its file on the Training page."
)
FOR_A_COURSE = N_("For a course page")
TO_CLASSROOM = N_("Share to Google Classroom")
TO_PLATFORM = N_("Download for Moodle, Canvas…")
DAMAGED = {  # by field name
    "lang": N_("We couldn't tell from this link which language to use. Ask for a new link."),
    "network": N_("We couldn't read the network in this link. Ask for a new link."),
    "drawing": N_("We couldn't read the drawing in this link. Ask for a new link."),
    "kept": N_("We couldn't read the comparison drawing in this link. Ask for a new link."),
    "neuron": N_("We couldn't tell from this link which neuron to show. Ask for a new link."),
    "against": N_("We couldn't tell from this link which digit to compare with. Ask for a new link."),
    "why": N_("We couldn't tell which explanation this link shows. Ask for a new link."),
    "factors": N_("We couldn't read the neurons' strengths in this link. Ask for a new link."),
    "map": N_("We couldn't tell whether this link shows the Map. Ask for a new link."),
    "layer": N_("We couldn't read the layer in this link. Ask for a new link."),
    "replay": N_("We couldn't read the training step in this link. Ask for a new link."),
    "watched": N_("We couldn't tell from this link which neuron to watch. Ask for a new link."),
    "mistakes": N_("We couldn't tell from this link which kind of mistake to show. Ask for a new link."),
    "damage": N_("We couldn't read the damage settings in this link. Ask for a new link."),
    "task": N_("We couldn't read the task in this link. Ask for a new link."),
    "built": N_("We couldn't read the hand-built neuron in this link. Ask for a new link."),
    "compare": N_("We couldn't tell from this link whether to compare networks. Ask for a new link."),
    **dict.fromkeys(
        ("lesson", "step"),
        N_("We couldn't tell from this link which lesson step to show. Ask for a new link."),
    ),
    "hide": N_("We couldn't tell what this link hides. Ask for a new link."),
    "class": N_("We couldn't read the class code in this link. Ask for a new link."),
    "demo": N_("We couldn't tell from this link when the page should draw by itself. Ask for a new link."),
    "key": N_("We couldn't read the teacher's key in this link. Ask for a new link."),
}

# what an address can hide
HIDEABLE = {
    "training": N_("the Training page and the lesson's training steps"),
    "neurons": N_("the Neurons page"),
    "build": N_("the Build page"),
    "teach": N_("the page Teach it"),
    "breaking": N_("Break it"),
    "conv": N_("the Picture network"),
    "samples": N_("the ready-made drawings"),
    "random": N_("the button for an [MNIST](words#mnist) digit"),
    "photo": N_("the button for a photo or file"),
    "projector": N_("the switch for a projector"),
}

# about the app: for the menu, the glossary page, and link previews in a chat
TITLE = "Inkling"
DESCRIPTION = N_("Draw a digit and see what a neural network makes of it, neuron by neuron.")
ABOUT = N_(
    "\n**Inkling {version}**: {description}\n\nInkling is free to use, change and share. The code is under "
    "the MIT License, and the texts and pictures are under CC BY 4.0.\nCopyright © 2026 The Inkling "
    "authors.\n\nThe networks learned from MNIST, a set of handwritten digits by Y. LeCun, C. Cortes and C. "
    "Burges (CC BY-SA 3.0). They also\nlearned from digits that a program draws in pen strokes. The pages "
    "are made with Streamlit. The drawing surface is\nstreamlit-drawable-canvas, based on Fabric.js. "
    "Networks are trained with Keras and TensorFlow.\n"
)
LOADING = N_("Loading…")  # before the page has loaded
TOO_OLD = N_(
    "This browser is too old for this page. These versions or newer ones work: Safari {Safari} (also on "
    "iPads and iPhones), Chrome or Edge {Chrome}, Firefox {Firefox}."
)
NO_SCRIPT = N_("This page needs JavaScript. Turn it on in this browser, then reload the page.")
NOT_STARTED = N_("The page hasn't started. Reload it. If that doesn't help, open it in a newer browser.")

# the first words of the Training page, which are there before the page is
REPLAY = N_(
    "See how the simple network learned, from random [weights](words#weight) to the ones it uses now."
)
NOISE_TO_STROKES = N_(
    "**From noise to strokes**: the weights of a dozen [neurons](words#neuron) of the first [hidden "
    "layer](words#hidden-layer). Click one to follow it over time."
)


def about() -> str:
    """Return version, license and sources in Markdown, for the menu's entry "About"."""
    return _(ABOUT).format(version=VERSION, description=_(DESCRIPTION))
