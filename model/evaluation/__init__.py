"""How well it reads what people write: for those who develop it.

Takes networks and files of drawings, gives figures. The app needs none of it, and the site leaves it out.
"""
