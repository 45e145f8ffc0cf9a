"""Trainings in the browser of the person who has started one: with or without a server."""
