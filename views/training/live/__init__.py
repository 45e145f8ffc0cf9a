"""A training of one's own, live."""
