"""A class together: its code, and the drawings that its devices send, in a store that processes share.

Takes what is sent, gives what a wall shows. Knows nothing of pages, of names of people, of networks or of
addresses; store.py alone knows of the database, and is imported where there is a class.
"""

from model.classes.codes import CODE_LENGTH, code_in, secret_in
from model.classes.sent import ClassError, NoClass, Sent, Shown, Standing

__all__ = ["CODE_LENGTH", "ClassError", "NoClass", "Sent", "Shown", "Standing", "code_in", "secret_in"]
