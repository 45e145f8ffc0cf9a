"""A class's wall, where all that its devices send is seen, and how a class is begun."""
