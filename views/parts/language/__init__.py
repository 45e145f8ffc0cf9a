"""The page's language: catalogs, the current language, and how it writes figures."""
