"""What a session has chosen and drawn, and what it keeps from one run of a page to the next."""
