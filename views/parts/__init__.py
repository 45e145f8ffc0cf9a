"""Parts that several pages use, without any state."""
