"""What outlives a run of a page: a session's drawings and choices, and what all sessions share."""
