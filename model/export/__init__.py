"""A network and a drawing to download, as one Python file or a notebook; weights alone; a reading as text.

Takes a network, an image and a neuron, returns texts. Knows nothing of pages.
"""

from model.export.notebook import to_notebook
from model.export.npz_file import to_npz
from model.export.python_file import to_python

__all__ = ["to_notebook", "to_npz", "to_python"]
