"""What is true without a browser. Read in this order:

upload (how large a file may be), files (what is read and written), mnist (the data), preprocess and pen
(from a drawing to an image), photo (from a file to a drawing); functions (the activation functions), layer
and network (what a network is, and its forward pass), keras_file (how one is read), message (how one is
sent), wiring (who reads whom), explain (why a unit fired), ledger (its figures, rounded so that they add up),
effect (what happens without it), profile (what it likes), scales (how bright it is painted), novelty (whether
this is a digit at all); choices (what can be trained), snapshot (what a training shows), history (the shipped
one's training, kept), queue (who may train now), worker (where), training (live), keras_process (other
people's files); load_once (what all of it is kept with).

All of that is NumPy. What needs Keras is in learning/.
"""
