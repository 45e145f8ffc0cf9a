"""What can be drawn on before the page is there, which takes the drawing over."""
