"""Ctrl+C while Keras trains."""

from __future__ import annotations

import signal
from types import FrameType

import keras


class Interrupt(keras.callbacks.Callback):
    """Ends a training with the batch in which Ctrl+C is pressed; a second press ends it at once.

    Python raises a KeyboardInterrupt wherever it is. Where that is a `__del__`, of which TensorFlow has some,
    the error is printed and lost, and the training goes on.
    """

    is_wished = False

    def on_train_begin(self, logs: dict | None = None) -> None:
        """From here on, a press is only noted. A process told to ignore it goes on to do so."""
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._note)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.is_wished = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    def on_train_batch_end(self, batch: int, logs: dict | None = None) -> None:
        """Now it may end.

        Raises:
            KeyboardInterrupt: Ctrl+C was pressed.
        """
        if self.is_wished:
            raise KeyboardInterrupt

    def on_train_end(self, logs: dict | None = None) -> None:
        """Presses are raised at once again."""
        if signal.getsignal(signal.SIGINT) == self._note:
            signal.signal(signal.SIGINT, signal.default_int_handler)
