"""A neuron's sum: its lines, its sentences, and the walk that led to it."""
