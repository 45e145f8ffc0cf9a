"""What a training shows of itself: curves, confusions, before and after."""
