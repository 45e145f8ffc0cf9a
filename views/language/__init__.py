"""In which language a person is spoken to: catalogs, the language here and now, and its figures."""
