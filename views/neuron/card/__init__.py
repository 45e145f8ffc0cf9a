"""The parts of a neuron's card."""
