"""How well the networks read what people write, for people who develop them.

Takes networks and files of drawings, returns figures. The app doesn't need it, and the site leaves it out.
"""
