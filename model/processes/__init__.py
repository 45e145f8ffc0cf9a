"""Processes beside the page's own: the side that starts them, limits them and reads what they send.

keras_process (an uploaded .keras file, or one to download; the other side is in model/learning/, which it
starts by its name and never imports), computations (all that sessions compute for longer than a page may
wait; the other side is computing), worker (the pipes to that one), child (what each of them does first).
"""
