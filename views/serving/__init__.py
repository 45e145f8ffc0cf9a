"""How the page is served: its process, headers, compression, uploads."""
