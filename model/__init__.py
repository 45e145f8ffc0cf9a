"""What is true without a browser. Read in this order:

upload (how large a file may be), files (what is read and written), mnist (the data), preprocess and pen
(from a drawing to an image), photo (from a file to a drawing); functions (the activation functions), layer
and network (what a network is, and its forward pass), keras_file (how one is read), message (how one is
sent), wiring (who reads whom), explain (why a unit fired), ledger (its figures, rounded so that they add up),
effect (what happens without it), profile (what it likes), scales (how bright it is painted), novelty (whether
this is a digit at all); load_once (what all of it is kept with).

Three rooms are behind these. training/ is a training as those see it who watch it; processes/ are those that
take what the page's own can't: TensorFlow, uploaded files, long searches; learning/ is what needs Keras.
All else is NumPy.
"""

from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent  # its folder
TRAINED = PROJECT / "model" / "trained"  # the networks it comes with, and all that goes with them
