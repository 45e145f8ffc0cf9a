"""Things that are loaded once per process, whoever needs them first, and cached for everybody.

Takes a function, returns one that caches its results. Knows nothing of what is loaded.
A visitor can clear Streamlit's caches, which affects other people's pages, but can't clear this one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from functools import wraps
from inspect import signature
from typing import TypeVar

Loaded = TypeVar("Loaded")


def load_once(load: Callable[..., Loaded]) -> Callable[..., Loaded]:
    """Decorate a function of hashable arguments so that it computes once for each set of them.

    Other callers wait meanwhile, and get the same value or error. Then an error is forgotten, so the next
    call tries again. Different sets are computed one after another.
    """
    lock, results = threading.Lock(), {}

    @wraps(load)
    def loading(*arguments: Hashable) -> Loaded:
        bound = signature(load).bind(*arguments)
        bound.apply_defaults()
        if found := results.get(bound.args):
            return found.result()
        own = Future()
        result = results.setdefault(bound.args, own)
        if result is own:
            try:
                with lock:
                    own.set_result(load(*arguments))
            except BaseException as error:  # of any kind, because others wait
                results.pop(bound.args, None)
                own.set_exception(error)
        return result.result()

    loading.forget = results.clear
    return loading
