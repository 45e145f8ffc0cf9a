"""Rows of pictures, and arrays shown pixel by pixel."""
