"""What is true without a browser. Read in this order:

mnist (the data), preprocess and pen (from a drawing to an image), photo (from a file to a drawing),
augment, functions (the activation functions), network (the layers and their values), architecture
(the layers before they have learnt anything), wiring (who reads whom), explain (why a unit fired),
ledger (its figures, rounded so that they add up), effect (what happens without it), profile (what it
likes), novelty (whether this is a digit at all); dense (a dense network by hand), choices (what can be
trained), measure (how it is doing), history (the shipped one's training, kept), line (who may train
now), fitting (how), worker (where), training (live), adopt (networks from elsewhere).
"""
