"""What a session has chosen and drawn, and what it stores from one run of a page to the next."""
