"""Training in the browser, and a training for the people who choose and watch it. Read in this order:

choices (what can be trained, and for how long), snapshot (what a training shows, and where it begins to
overfit), training (one in a browser, and several to compare), history (the shipped network's), packed (what
was learned, as text); fitting.js (a training, step by step), thread.js (the same in a thread, which pauses
and stops).

It knows what a network is (model/network/), but not pages. In tests, Keras does the same.
"""
