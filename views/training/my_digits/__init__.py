"""Labeled drawings, and a network that learns from them."""
