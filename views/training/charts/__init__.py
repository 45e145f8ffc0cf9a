"""Results of a training: curves, confusion matrix, before and after."""
