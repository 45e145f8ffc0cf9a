"""The neuron: its card, which the Draw page shows as well, and the catalogue of all neurons of a layer."""
