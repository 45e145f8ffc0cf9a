"""Load the code that reads the ink into a page that has nothing else."""

import base64

import numpy as np
from playwright.sync_api import Page

from model import PROJECT
from views.parts.component import bundle

NAMES = ("preprocess/preprocess", "network/network", "explain/explain")
PARTS = [PROJECT / f"model/{name}.js" for name in NAMES]
AS_BYTES = "const fromBase64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));\n"


def add_reader(page: Page) -> None:
    """Let `page.evaluate` call readNetwork, toMnist, forward, logOdds, linesOf and `fromBase64`."""
    exports = "".join(f"Object.assign(window, ${part.stem});" for part in PARTS)
    page.add_script_tag(content=f"{AS_BYTES}{{ {bundle(*PARTS)}{exports} }}")


def base64_of(array: np.ndarray | bytes) -> str:
    """Encode an array's bytes as text, the only form that gets into a page fast."""
    return base64.b64encode(array if isinstance(array, bytes) else array.tobytes()).decode()
