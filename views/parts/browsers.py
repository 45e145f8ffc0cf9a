"""The oldest browsers in which the page works, by whoever makes their engine."""

from __future__ import annotations

MINIMUM = {"Safari": "16.4", "Chrome": "111", "Firefox": "121"}  # iOS has Safari's, Edge has Chrome's
