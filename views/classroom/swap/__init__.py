"""A device's part in a round in which a class swaps networks: send one, test another's, judge, repair."""
