"""Pieces that several pages use; none of them remembers anything."""
