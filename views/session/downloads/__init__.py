"""Files that a session gives: one made on a press; a network and a drawing as Python code, or its weights."""
