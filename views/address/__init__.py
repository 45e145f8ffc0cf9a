"""Links: all that the page's address says, written and read."""
