"""A ledger as it is shown: its parts as a waterfall and in one line, and its lines on demand.

Takes figures that add up, shows them as written. Who made them, and what a click does, others know.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from model.explain.ledger import DECIMALS, Entry, Ledger
from model.network.neuron import Neuron
from views.parts.component import mount
from views.parts.looks.wording import figure, in_brackets

_component = mount(__file__, "ledger")


@dataclass(frozen=True)
class Row:
    """One line: `share` is its bar, from -1 to 1; with a `neuron` its label can be clicked."""

    label: str
    figure: str
    share: float = 0.0
    detail: str = ""
    neuron: Neuron | None = None

    def described(self) -> dict[str, object]:
        """As ledger.js has it."""
        unit = self.neuron and asdict(self.neuron.unit)
        return {
            "label": self.label,
            "figure": self.figure,
            "share": self.share,
            "detail": self.detail,
            "unit": unit,
        }


@dataclass(frozen=True)
class Step:
    """One bar of a waterfall, from where the last one ended; `figure` is its value as written."""

    label: str
    value: float
    figure: str


def show_ledger(
    key: str,
    about: Neuron,
    rows: Sequence[Row],
    on_pick: Callable[[object], None] | None,
    *,
    steps: Sequence[Step] = (),
    total: Step | None = None,
    **texts: str,
) -> None:
    """Show lines and, where there are steps, a waterfall above them; a click picks a line's neuron.

    Args:
        key: of the component.
        about: the neuron that it is about; where that changes, the waterfall builds up anew.
        rows: the lines.
        on_pick: called with the neuron, by name, of a line that is clicked; None where none has one.
        steps: of the waterfall, and
        total: what they add up to.
        texts: heading, note, equation, most, summary, footnote, as ledger.js has them; empty by default.
    """
    data = {
        "about": [about.layer.name, about.index],
        "rows": [row.described() for row in rows],
        "steps": [asdict(step) for step in steps],
        "total": total and asdict(total),
    }
    texts = dict.fromkeys(("heading", "note", "equation", "most", "summary", "footnote"), "") | texts
    _component(key=key, data=data | texts, on_pick=on_pick)


def parts_of(ledger: Ledger) -> list[float]:
    """Its pushes, pulls, rest and bias, in the digits shown."""
    return [ledger.pushes_figure, ledger.pulls_figure, ledger.rest_figure, ledger.bias_figure]


def equation(parts: Sequence[float], total: float, decimals: int = DECIMALS) -> str:
    """`pushes + pulls + rest + bias = z` in figures."""
    first, *others = (figure(part, decimals) for part in parts)
    return f"{first} + {' + '.join(map(in_brackets, others))} = {figure(total, decimals)}"


def signed(value: float, decimals: int = DECIMALS) -> str:
    """With its sign, plus or minus; 0 has none."""
    return f"+{figure(value, decimals)}" if value > 0 else figure(value, decimals)


def entry_row(entry: Entry, label: str, largest: float, decimals: int = DECIMALS) -> Row:
    """A line: input × weight, and what that gives; `largest` is the term whose bar is longest.

    A click leads to the neuron that gave the input; a pixel has no card.
    """
    neuron = None if entry.neuron.is_pixel else entry.neuron
    detail = f"{figure(entry.input, decimals)} × {figure(entry.weight, decimals)}"
    return Row(label, signed(entry.figure, decimals), entry.term / largest, detail, neuron)
