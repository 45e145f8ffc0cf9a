"""The drawing surface: the third-party canvas, the pen on it, and reading the ink while you draw."""
