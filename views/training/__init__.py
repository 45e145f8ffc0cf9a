"""The Training page: a training in replay, one of your own, a single step of it, and digits of your own."""
