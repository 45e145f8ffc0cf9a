"""How the page is served: what comes first, how small, and for how long browsers keep it."""
