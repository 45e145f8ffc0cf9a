"""The network, every layer lit up, and the neurons chosen in it."""
