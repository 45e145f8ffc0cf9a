"""A class's wall, which shows everything that its devices send, and how a class is started."""
