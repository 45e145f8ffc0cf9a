"""How values look: their colors, texts, and pictures as files."""
