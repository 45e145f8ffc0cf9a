"""Labeled drawings, and a network that learns them."""
