"""How the page is served: its process, what all sessions share, headers, compression, uploads."""
