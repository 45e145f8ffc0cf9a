"""The code that reads the ink, in a page that has nothing else."""

from __future__ import annotations

import base64

import numpy as np
from playwright.sync_api import Page

from tests.browser.server import PROJECT
from views.parts.component import bundle

VIEWS = PROJECT / "views"
PARTS = [VIEWS / f"draw/{name}.js" for name in ("preprocess", "forward", "connections")]
PARTS += [VIEWS / "parts/wording.js"]
AS_BYTES = """
const fromBase64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
const floats = (text) => new Float32Array(fromBase64(text).buffer);
const toBase64 = (floats) => {
  let bytes = "";
  for (const byte of new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength))
    bytes += String.fromCharCode(byte);
  return btoa(bytes);
};
"""


def add_reader(page: Page) -> None:
    """Let `page.evaluate` call readNetwork, toMnist, forward, typicality, linesOf, figure, percent.

    And `fromBase64` and `floats`, which give what `base64_of` takes, and `toBase64`, for `floats_of`.
    """
    exports = "".join(f"Object.assign(window, ${part.stem});" for part in PARTS)
    page.add_script_tag(content=f"{AS_BYTES}{{ {bundle(*PARTS)}{exports} }}")


def base64_of(array: np.ndarray | bytes) -> str:
    """An array's bytes as text, the one thing that gets into a page fast."""
    return base64.b64encode(array if isinstance(array, bytes) else array.tobytes()).decode()


def floats_of(text: str) -> np.ndarray:
    """float32 (n,), out of a page."""
    return np.frombuffer(base64.b64decode(text), "<f4")
