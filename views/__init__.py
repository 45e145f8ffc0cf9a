"""Everything a person sees: a folder a page (draw, neuron, training), what they share (parts), and what
outlives a run of a page (session). The .js and .css of a part lie beside its .py.
"""
