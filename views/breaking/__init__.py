"""The Break it page: how much damage a network tolerates, and the smallest change that changes its answer."""
