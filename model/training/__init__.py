"""A training as those see it who choose it, wait for it and watch it. Read in this order:

choices (what can be trained), snapshot (what a training shows of itself, and where it begins to overfit),
history (the shipped one's), queue (who may train now), live (a training now), race (several, to be compared).

Knows what a network is (model/network/) and which process does the work (model/processes/); nothing of
Keras, which does it (model/learning/), and nothing of pages.
"""
