"""What is true without a browser. Read in this order:

preprocess/ (what an image is), network/ (what a network is, its layers, neurons and forward pass), explain/
(what one neuron did), novelty/ (is it a digit), reading (what a network makes of one image), backprop/ (one
step of learning), attribution/ (why this answer, and what would change it), export/ (all of it to take away).
All of it is NumPy, on errors and sentence (what people read), files (what is read and written), steps
(work with pauses) and load_once.

Behind these: processes/ are those that take what the page's own can't, TensorFlow, uploaded files, long
searches; training/ is a training as those see it who watch it; learning/ is what needs Keras; evaluation/ is
for those who develop the networks in trained/.
"""

from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent  # its folder
TRAINED = PROJECT / "model" / "trained"  # the networks it comes with, and all that goes with them
