"""What is loaded once is loaded once, however many ask at the same moment; a failure is not kept."""

from __future__ import annotations

import threading
import time

import pytest

from model.load_once import load_once


def test_many_at_once_load_it_once():
    calls = []

    @load_once
    def load(name):
        calls.append(name)
        time.sleep(0.05)
        return object()

    found = []
    threads = [threading.Thread(target=lambda: found.append(load("dense"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert calls == ["dense"] and len(set(map(id, found))) == 1
    assert load("conv") is not load("dense")
    assert calls == ["dense", "conv"]


def test_a_failure_is_tried_again():
    calls = []

    @load_once
    def load():
        calls.append(1)
        if len(calls) < 3:
            raise OSError("not yet")
        return "there"

    for _ in range(2):
        with pytest.raises(OSError):
            load()
    assert load() == load() == "there"
    assert len(calls) == 3


def test_what_is_forgotten_is_loaded_again():
    calls = []
    load = load_once(lambda: calls.append(1))
    load()
    load.forget()
    load()
    assert len(calls) == 2
