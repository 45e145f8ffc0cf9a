"""Files that browsers fetch and cache: networks, digits, the texts of scripts; also without a server."""
