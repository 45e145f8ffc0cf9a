"""Charts: lines, bars, and sums as a waterfall."""
