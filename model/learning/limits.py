"""How much memory a process may get."""

from __future__ import annotations

import contextlib


def limit_memory(megabytes: int) -> None:
    """Have this process get no more memory than that; where the system knows no such limit, as it likes.

    What TensorFlow's own code takes, 220 MB, is not counted.
    """
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 1024**2, megabytes * 1024**2))
