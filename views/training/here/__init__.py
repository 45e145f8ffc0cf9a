"""Trainings in the browser of the person who starts them, with or without a server."""
