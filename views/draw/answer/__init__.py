"""The answer: the digit, the image, the ten probabilities, and a label by hand."""
