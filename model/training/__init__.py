"""A training for the people who choose it, wait for it and watch it. Read in this order:

choices (what can be trained), snapshot (what a training shows, and where it begins to overfit),
history (the shipped network's training), queue (who may train now), live (a training now), race (several
trainings, to compare).

It knows what a network is (model/network/) and which process does the work (model/processes/), but not
Keras, which does it (model/learning/), nor pages.
"""
