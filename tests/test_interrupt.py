"""Tests that Ctrl+C ends a training, wherever Python is when it arrives."""

import signal
from collections.abc import Callable

import keras
import numpy as np
import pytest

from model.learning.recorder import Interrupt


@pytest.fixture(autouse=True)
def as_in_a_terminal():
    """Restore Ctrl+C's default handler, because background processes may start with it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


class _Dropped:
    """Presses Ctrl+C while Python deletes this object, where a raised error would be lost."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGINT)


def train(press: Callable[[], object]) -> list[int]:
    """Train for ten batches with a press in the third, and return the batches that ended."""
    ended = []
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile(loss="mse")
    pressing = keras.callbacks.LambdaCallback(
        on_train_batch_begin=lambda batch, logs: press() if batch == 2 else None,
        on_train_batch_end=lambda batch, logs: ended.append(batch),
    )
    try:
        model.fit(
            np.ones((10, 2)), np.ones((10, 1)), batch_size=1, verbose=0, callbacks=[pressing, Interrupt()]
        )
    except KeyboardInterrupt:
        ended.append(-1)
    return ended


def test_a_press_counts_even_where_python_drops_errors():
    assert train(_Dropped) == [0, 1, 2, -1]


def test_one_press_lets_the_batch_end_and_two_do_not():
    def twice() -> None:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)

    assert train(lambda: signal.raise_signal(signal.SIGINT)) == [0, 1, 2, -1]
    assert train(twice) == [0, 1, -1]


def test_no_press_carries_over_and_an_ignored_signal_stays_ignored():
    assert train(lambda: None) == list(range(10))
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    assert train(_Dropped) == list(range(10))
