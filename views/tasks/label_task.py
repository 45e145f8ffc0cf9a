"""The task on the Draw page of finding a false label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from views.parts.language.language import _
from views.session import state
from views.session.activations import latest_drawing
from views.session.drawing.drawing import BLANK
from views.session.drawing.linked_drawing import drawing_of_test_image
from views.tasks.task import DRAW, SIMPLE, Check, Known, Task


@dataclass(frozen=True, kw_only=True)
class LabelTask(Task):
    """A task of finding a false label.

    Attributes:
        numbers: the numbers of the MNIST test images to show.
        false: which of them has the wrong label.
    """

    numbers: Sequence[int]
    false: int
    page = DRAW

    @property
    def starts(self) -> Mapping[str, str]:
        """The network, as in an address."""
        return {"network": SIMPLE}

    def begin(self) -> None:
        """Start with no image open and no claim made."""
        state.put("network", SIMPLE)
        state.put("map_shown", False)
        state.put("task_claimed", None)
        if latest_drawing().current.png is not None:
            latest_drawing().add(BLANK)

    has_solution = True

    def show(self) -> None:
        """Open the falsely labeled image and claim it."""
        self.look(self.false)
        state.put("task_claimed", self.false)

    @staticmethod
    def look(number: int) -> None:
        """Let the network read one of the images."""
        latest_drawing().add(drawing_of_test_image(number))

    def looked(self) -> int | None:
        """Return which of the images it reads."""
        codes = {f"test.{number}": number for number in self.numbers}
        return codes.get(latest_drawing().current.code)

    def known(self) -> Known:
        """Return which image the person claims to be falsely labeled."""
        return Known(claimed=state.get("task_claimed"))

    def checks(self, known: Known) -> Sequence[Check]:
        """Check whether the claimed image's label is false."""
        if known.claimed is None:
            return ()
        is_so = known.claimed == self.false
        sentence = _("This label is wrong.") if is_so else _("People agree with this label.")
        return [Check(is_so, sentence)]
