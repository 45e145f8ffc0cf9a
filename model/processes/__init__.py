"""Keras in a process beside the page's own: the side that starts it, limits it and reads what it sends.

keras_process (an uploaded .keras file, or one to download; the other side is in model/learning/, which it
starts by its name and never imports), child (what such a process does first).
"""

import sys

CAN_START = sys.platform != "emscripten"  # a browser has neither processes nor threads
