"""The oldest browsers in which the page works, by the maker of their engine."""

from __future__ import annotations

MINIMUM = {"Safari": "16.4", "Chrome": "111", "Firefox": "121"}  # iOS uses Safari's engine, Edge Chrome's
