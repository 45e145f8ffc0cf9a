"""The Training page: a replayed training, your own training, a single step of one, and your own digits."""
