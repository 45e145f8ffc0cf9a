"""Where the network puts the drawing: among a thousand digits, layer by layer."""
