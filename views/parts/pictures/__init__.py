"""Pictures: rows of them, and arrays pixel by pixel."""
