"""A drawing: its strokes, its history, its code in an address, and the checks of what a browser sends."""
