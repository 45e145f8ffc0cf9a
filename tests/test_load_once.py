"""Tests the cache of loaded values: it loads once, visitors can't clear it, and it doesn't keep failures."""

import ast
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.state import SessionState

from model.load_once import load_once
from tests.sources import SOURCES
from views.parts import shared
from views.session.drawing import samples as ready_made


def test_many_threads_load_each_value_once_and_one_after_another():
    calls, busy = [], threading.Lock()

    @load_once
    def load(name):
        assert busy.acquire(blocking=False)
        calls.append(name)
        time.sleep(0.05)
        busy.release()
        return object()

    with ThreadPoolExecutor(8) as pool:
        dense, conv, *others = pool.map(load, ["dense", "conv"] * 4)
    assert others == [dense, conv] * 3 and dense is not conv
    assert sorted(calls) == ["conv", "dense"]


def test_a_failed_or_forgotten_load_is_repeated_and_defaults_count_as_passed():
    calls = []

    @load_once
    def load(name, directory="trained"):
        calls.append((name, directory))
        if len(calls) < 3:
            raise OSError("not yet")
        return "there"

    for _ in range(2):
        with pytest.raises(OSError):
            load("dense")
    assert load("dense") == load("dense", "trained") == "there"
    load("dense", "other")
    load.forget()
    load("dense")
    assert calls == [*[("dense", "trained")] * 3, ("dense", "other"), ("dense", "trained")]


def test_everyone_who_waits_for_a_load_gets_its_error():
    """A PostgreSQL that hangs takes seconds to fail, so 20 teachers in a row would wait for minutes."""
    calls, may_fail = [], threading.Event()

    @load_once
    def load():
        calls.append(1)
        assert may_fail.wait(20)
        raise OSError(len(calls))

    with ThreadPoolExecutor(20) as pool:
        asked = [pool.submit(load) for _ in range(20)]
        while not calls or pool._work_queue.qsize():
            time.sleep(0.001)
        time.sleep(0.1)  # until each waits
        may_fail.set()
        errors = [str(each.exception(20)) for each in asked]
    assert (errors, len(calls)) == (["1"] * 20, 1)
    with pytest.raises(OSError, match="2"):
        load()


def clear_caches() -> None:
    """Do what the server does when a visitor's browser asks to clear the caches, as with the C key."""
    AppSession._handle_clear_cache_request(SimpleNamespace(_session_state=SessionState()))


def test_clearing_the_caches_takes_nothing_from_other_visitors():
    in_streamlits_cache = st.cache_resource(lambda: object())
    before = in_streamlits_cache()
    network, samples = shared.shipped_network("dense"), ready_made.samples()
    for _ in range(20):
        clear_caches()
    assert in_streamlits_cache() is not before  # so the message does clear it
    assert shared.shipped_network("dense") is network
    assert ready_made.samples() is samples


def test_nothing_uses_caches_that_visitors_can_clear():
    for path in SOURCES:
        names = {
            node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)
        }
        assert not names & {"cache_data", "cache_resource"}, path.name
