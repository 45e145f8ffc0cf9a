"""How values look: their colors, their words, and pictures of them as files."""
