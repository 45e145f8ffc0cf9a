"""The Break it page: what damage a network bears, and the smallest change that it does not."""
