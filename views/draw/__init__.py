"""The Draw page: the drawing surface, the answer, the network as one picture, and the reading of the ink."""
