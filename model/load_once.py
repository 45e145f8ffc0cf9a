"""What is loaded once a process, whoever asks first, and kept for everybody.

Takes a function, gives one that remembers. Knows nothing of what is loaded.
A page's visitors can clear Streamlit's caches, and with them other people's pages; not this one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from functools import wraps
from inspect import signature
from typing import TypeVar

Loaded = TypeVar("Loaded")


def load_once(load: Callable[..., Loaded]) -> Callable[..., Loaded]:
    """Decorate a function of hashable arguments so that it computes once for each set of them.

    Who asks meanwhile waits. An error is raised and forgotten: the next call tries again.
    """
    lock, loaded = threading.Lock(), {}

    @wraps(load)
    def loading(*arguments: Hashable) -> Loaded:
        bound = signature(load).bind(*arguments)
        bound.apply_defaults()
        with lock:
            if bound.args not in loaded:
                loaded[bound.args] = load(*arguments)
            return loaded[bound.args]

    loading.forget = loaded.clear
    return loading
