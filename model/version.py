"""Which version of Inkling this is: the page, the package, CITATION.cff and CHANGELOG.md have the same.

Knows nothing else.
"""

from __future__ import annotations

VERSION = "1.0.0"
