"""Links: everything in the page's address, written and read."""
