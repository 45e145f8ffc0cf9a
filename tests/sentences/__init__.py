"""Tools for the sentences that people read: where they stand, how they are changed, and what came of each."""
