"""The way between two drawings."""
