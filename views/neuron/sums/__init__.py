"""A neuron's sum: its lines, its sentences, and the way back to where one came from."""
