"""The model: everything that works without a browser. Read it in this order:

preprocess/ (what an image is), network/ (what a network is, its layers, neurons and forward pass), explain/
(what one neuron did), novelty/ (is it a digit), reading (how a network reads one image), backprop/ (one
step of learning), attribution/ (why this answer, and what would change it), export/ (files to download).

These need NumPy only. They use errors and sentence (texts that people read), files (reading and writing),
steps (work with pauses) and load_once.

The others: processes/ runs what the page's own process can't, which is TensorFlow with uploaded files;
training/ is a training as people see it who watch it; learning/ needs Keras; evaluation/ is for people who
develop the networks in trained/.

In the installed package this is `inkling.model`, and its modules still import each other as `model`.
"""

import sys
from pathlib import Path

if getattr(sys.modules.setdefault("model", sys.modules[__name__]), "__file__", "") != __file__:
    raise ImportError("Inkling needs the module name `model`, and another `model` has been imported.")

PROJECT = Path(__file__).resolve().parent.parent  # the project's folder
TRAINED = PROJECT / "model" / "trained"  # the shipped networks and their files
