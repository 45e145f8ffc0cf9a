"""A training as those see it who choose it, wait for it and watch it. Read in this order:

choices (what can be trained), snapshot (what a training shows of itself), history (the shipped one's, kept),
overfitting (where it begins to), queue (who may train now), training (live), race (several, to be compared).

Knows what a network is (model/network/) and which process does the work (model/processes/); nothing of
Keras, which does it (model/learning/), and nothing of pages.
"""
