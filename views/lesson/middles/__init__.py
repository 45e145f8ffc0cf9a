"""The middle of those lesson steps that don't show the live page."""
