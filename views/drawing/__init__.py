"""A drawing: its strokes, its history, its code in an address, and what a browser sends of it."""
