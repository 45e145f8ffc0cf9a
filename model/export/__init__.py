"""A network and a drawing to take away: as one file of Python, as a notebook, and its weights alone.

Takes a network, an image and a neuron, gives texts. Knows nothing of pages.
"""

from model.export.notebook import to_notebook
from model.export.npz_file import to_npz
from model.export.python_file import to_python

__all__ = ["to_notebook", "to_npz", "to_python"]
