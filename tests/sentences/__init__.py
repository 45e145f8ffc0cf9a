"""Tools for the sentences that people read: where they are, how to change them, and what they became."""
