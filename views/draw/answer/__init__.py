"""The answer: the digit, the image, the ten probabilities, and the buttons that label the drawing."""
