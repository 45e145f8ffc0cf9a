"""A neuron's card, part by part."""
