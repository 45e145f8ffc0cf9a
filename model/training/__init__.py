"""Training in the browser, and a training as those see it who choose and watch it. Read in this order:

choices (what can be trained, and for how long), snapshot (what a training shows of itself, and where it
begins to overfit), history (the shipped one's), race (several, to be compared); fitting.js (a training, step
by step), thread.js (the same in a thread, which pauses and stops), report.js (what Python gets of it).

Knows what a network is (model/network/); nothing of pages. Keras does the same in tests.
"""
