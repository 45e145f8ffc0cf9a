"""A neuron: its card, which the Draw page also shows, and the catalogue of all neurons in a layer."""
