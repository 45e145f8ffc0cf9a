"""The drawing surface: the foreign canvas, the pen on it, and the ink read while it is drawn."""
