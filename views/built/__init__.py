"""What a session has built by hand: painted neurons."""
