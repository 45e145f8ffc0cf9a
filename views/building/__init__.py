"""The page Build: people paint a neuron or let it learn, and see how many digits it tells apart."""
