"""A class: which one a session has joined, and what it sends there."""
