"""Every word that a person reads of what all pages share: the networks, and where a drawing comes from.

A word that can be asked is a link into the glossary; see views/parts/asking/asking.py.
"""

from __future__ import annotations

SIMPLE, PICTURE, YOURS = "Simple network", "Picture network", "Your network"
NETWORK, WHAT_NETWORKS, MORE = "Network", "What these networks are", "?"
WHAT_THEY_ARE = """
**Simple network**: its [input layer](words#input-layer) is the 784 [pixels](words#pixel) of your drawing.
Then come two [hidden layers](words#hidden-layer) of 128 [neurons](words#neuron) each, which makes the network
[deep](words#deep), and ten [outputs](words#output), one for each digit. Every neuron reads the whole
[layer](words#layer) before it. This is the network of the textbooks.

**Picture network**: its first layers slide small windows over the image (a [convolution](words#convolution)),
so it finds a stroke wherever it is. It reads best. Whether a drawing is a digit at all, it asks the Simple
network, too.
"""
WHAT_YOURS_IS = "**Your network** lasts until this page is reloaded. The Training page has it as a file."
TEST_IMAGE = "MNIST test image {number}: {a_digit}, its label says."
LINKED_PICTURE = "A picture from a link."
ONE_PICTURE = "So long a drawing goes on as one picture, no longer stroke by stroke."
READY_MADE = "A ready-made {label}: {style}."

# the address of what is seen, as a link
COPY_LINK = {
    "button": "Copy link",
    "copied": "Copied.",
    "by_hand": "Copy it from here.",
    "code": "The link as a QR code",
    "with_drawing": "With the drawing in the QR code",
    "no_code": "It is too long for a QR code that a phone could read.",
}
# where the server does not answer, and where Streamlit has given up
LOST = {
    "away": "The server does not answer now. Drawing and the answer go on; the rest waits until it is back.",
    "soon": "The page has lost its server. It opens again by itself in {seconds} s, with your drawing.",
    "by_hand": "The page has lost its server, again and again. Your drawing comes back with the page.",
    "button": "Open it now",
}
HIDDEN_PAGE, TO_DRAW = "The link that you have opened hides this page.", "To the Draw page"
WHOLE = "Whoever opens it sees what you see."
DRAWING_LEFT_OUT = "The drawing is not in it: it is too large for a link."
KEPT_LEFT_OUT = "The drawing that was kept is not in it: it is too large for a link."
OWN_LEFT_OUT = "Your network is not in it. On the Training page you can download it, and send the file."
OWN_IS_LOST = "Your own network was not kept, and is in no link: bring its file to the Training page."
DAMAGED = "{what} in this link can't be read: ask for it once more."
MUCH_DAMAGED = "Much of this link can't be read: ask for it once more."
AND = " and "
LANGUAGES = "Language"  # beside the menu, each named in itself
SAID = {
    "lang": "the language",
    "network": "the network",
    "drawing": "the drawing",
    "kept": "the drawing that was kept",
    "neuron": "the neuron",
    "against": "the digit it is compared with",
    "why": "the way to see why",
    "factors": "the neurons' volumes",
    "layer": "the layer",
    "replay": "the step of the training",
    "watched": "the neuron in training",
    "mistakes": "the kind of mistake",
    "damage": "the damage",
    "step": "the step of the lesson",
    "hide": "what is hidden",
}

# what an address can hide
HIDEABLE = {
    "training": "the Training page, and the steps of the lesson that train",
    "neurons": "the Neurons page",
    "breaking": "the Break it page",
    "conv": "the Picture network",
    "samples": "the ready-made drawings",
    "random": "the button for a digit of [MNIST](words#mnist)",
    "photo": "the button for a photo or file",
    "projector": "the switch for a projector",
}

# what this is: for the menu, for the page of words, and for a link to it in a chat
TITLE = "Inkling"
DESCRIPTION = "Draw a digit and see what a neural network makes of it, neuron by neuron."
PREVIEW = "A drawn 7, the network's answer to it, and below it the neurons that fired"
WHICH_VERSION = "Inkling {version}"
ABOUT = """
**Inkling {version}**: {description}

Free to use, change and pass on, under the MIT License. Copyright © 2026 The Inkling authors.

The networks learned from MNIST, handwritten digits by Y. LeCun, C. Cortes and C. Burges (CC BY-SA 3.0), and
from digits that a program writes as pens do. The pages are made with Streamlit, the drawing surface is
streamlit-drawable-canvas, on Fabric.js. Networks are trained with Keras and TensorFlow.
"""
LOADING = "Loading…"  # before the page is there
TOO_OLD = (
    "This browser is too old for this page. Newer ones can show it: Safari {Safari}, also on iPads and "
    "iPhones, Chrome or Edge {Chrome}, Firefox {Firefox}, and all after these."
)
NO_SCRIPT = "This page works with JavaScript, which is turned off in this browser."

# what is computed elsewhere
NOT_COMPUTED = "The server has stopped computing this: it took too long, or more memory than there is."
COMPUTE_AGAIN = "Once more"
