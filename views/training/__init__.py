"""The Training page: a replayed training, your own training, and a single step of one."""
