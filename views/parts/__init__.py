"""Parts that several pages use, and what all sessions share, without any state."""
