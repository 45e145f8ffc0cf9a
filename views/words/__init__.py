"""The Words page: the whole glossary."""
