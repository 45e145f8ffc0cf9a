"""The page Build: a neuron is painted by hand, and learns, and it is counted what it tells apart."""
