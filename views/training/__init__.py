"""The Training page: the replay of the shipped training, and live training."""
