"""The network's picture: every layer with its values, and the neurons chosen in it."""
