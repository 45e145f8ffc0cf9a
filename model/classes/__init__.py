"""A class: its code, and the drawings that its devices send, in a store that processes share.

Takes what devices send, returns what a wall shows. Knows nothing of pages, people's names, networks or
addresses; only store.py knows the database, and it is only imported where classes are possible.
"""

from model.classes.codes import CODE_LENGTH, code_in, secret_in
from model.classes.sent import ClassError, NoClass, Sent, Shown, Standing

__all__ = ["CODE_LENGTH", "ClassError", "NoClass", "Sent", "Shown", "Standing", "code_in", "secret_in"]
