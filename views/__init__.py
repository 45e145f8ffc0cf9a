"""Everything a person sees: one file a page (draw), one file a part of a page (all others)."""
