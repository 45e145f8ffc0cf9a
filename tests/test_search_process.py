"""Searches in a process of their own: the same results, and a sentence where there are none."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from model.counterfactual import Counterfactual, find_counterfactuals
from model.edits import Sketch, sketch_of
from model.network import load_network
from model.processes import search_process
from model.processes.search_process import PAUSE_SECONDS, SearchError, Searches, SearchesHere
from model.strokes import DrawnStroke
from tests.browser.pen import SAMPLES
from tests.event_loop import run

ONE = sketch_of(SAMPLES[1])


@pytest.fixture(scope="module")
def shared() -> Iterator[Searches]:
    searches = Searches()
    yield searches
    searches.end()


def as_values(found: list[Counterfactual]) -> list:
    return [
        (
            [(edit.kind, edit.stroke, np.asarray(edit.path).tolist()) for edit in each.edits],
            (each.digit, each.margin, each.cost, each.is_shared),
        )
        for each in found
    ]


def networks() -> tuple:
    return load_network("dense"), load_network("conv")


@pytest.mark.parametrize("target", [None, 7])
def test_what_is_found_there_is_what_is_found_here(shared, target):
    found = shared.start(*networks(), ONE, target).result(30)
    assert as_values(found) == as_values(find_counterfactuals(*networks(), ONE, target))
    assert found or target


def test_there_is_one_process_for_all_and_it_lets_others_go_first(shared):
    searches = [shared.start(*networks(), ONE) for _ in range(2)]
    assert searches[0].result(30) and (number := shared._worker._process.pid)
    assert searches[1].result(30) and shared._worker._process.pid == number
    assert os.getpriority(os.PRIO_PROCESS, number) >= search_process.NICENESS
    assert "tensorflow" not in Path(f"/proc/{number}/maps").read_text()


def test_one_that_is_killed_is_an_error_and_the_next_search_works(shared):
    assert shared.start(*networks(), ONE).result(30)
    lost = shared.start(*networks(), ONE, 2)
    os.kill(shared._worker._process.pid, signal.SIGKILL)
    with pytest.raises(SearchError):
        lost.result(30)
    assert shared.start(*networks(), ONE).result(30)


def test_one_that_fails_is_an_error_and_its_process_goes_on(shared):
    blank = Sketch(np.zeros((280, 280), np.float32), (DrawnStroke([(9, 9)], 20),))
    shared.start(*networks(), ONE).result(30)
    number = shared._worker._process.pid
    with pytest.raises(SearchError):
        shared.start(*networks(), blank).result(30)
    assert shared.start(*networks(), ONE).result(30) and shared._worker._process.pid == number


def test_one_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(search_process, "SECONDS", 0.01)
    searches = Searches()
    with pytest.raises(SearchError):
        searches.start(*networks(), ONE).result(30)
    assert searches._worker is None


def test_no_room_for_a_process_is_an_error(monkeypatch):
    def full(_: str) -> None:
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(search_process, "Worker", full)
    with pytest.raises(SearchError):
        Searches().start(*networks(), ONE).result(30)


def test_it_ends_when_nobody_has_needed_it_for_a_while():
    searches = Searches(idle_seconds=0.5)
    assert searches.start(*networks(), ONE).result(30)
    worker = searches._worker
    deadline = time.monotonic() + 20
    while worker.is_alive and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not worker.is_alive
    assert searches.start(*networks(), ONE).result(30)
    searches.end()


def test_a_search_that_nobody_needs_any_more_is_not_begun(shared):
    first, second, third = (shared.start(*networks(), ONE) for _ in range(3))
    assert second.cancel()
    assert first.result(30) and third.result(30)


def test_where_there_is_no_process_it_is_found_between_two_runs_of_a_page():
    async def search(is_wanted: bool) -> list[Counterfactual] | None:
        found = SearchesHere().start(*networks(), ONE)
        assert not found.done()
        if not is_wanted:
            assert found.cancel()
        turns = 0  # of everybody else
        while not found.done() or turns < 3:
            await asyncio.sleep(PAUSE_SECONDS / 2)
            turns += 1
        assert turns > 5 or not is_wanted
        return None if found.cancelled() else found.result(0)

    assert as_values(run(search(True))) == as_values(find_counterfactuals(*networks(), ONE))
    assert run(search(False)) is None
