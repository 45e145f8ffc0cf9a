"""Shows a ledger: its parts as a waterfall and in one line, and its lines on demand.

It takes figures that add up and shows them unchanged. It doesn't know their origin or what a click does.
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
        """Return the row in the form that ledger.js takes."""
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
    """One bar of a waterfall, starting where the last one ended; `figure` is its value as text."""

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
    """Show lines and, if there are steps, a waterfall above them; a click picks a line's neuron.

    Args:
        key: the component's key.
        about: the neuron whose sum it is; if that changes, the waterfall's animation starts again.
        rows: the lines.
        on_pick: called with the name of a clicked line's neuron; None if no line has one.
        steps: the waterfall's bars.
        total: their sum.
        texts: heading, note, equation, most, summary, footnote, as in ledger.js; empty by default.
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
    """Return a ledger's pushes, pulls, rest and bias, in the digits shown."""
    return [ledger.pushes_figure, ledger.pulls_figure, ledger.rest_figure, ledger.bias_figure]


def longest(ledger: Ledger) -> float:
    """Return the value of the longest bar among a ledger's lines: of its terms, its rest and its bias."""
    terms = (entry.term for entry in (*ledger.pushes, *ledger.pulls))
    return max(map(abs, (*terms, ledger.rest_figure, ledger.bias_figure))) or 1


def equation(parts: Sequence[float], total: float, decimals: int = DECIMALS) -> str:
    """Return `pushes + pulls + rest + bias = z` in figures."""
    first, *others = (figure(part, decimals) for part in parts)
    return f"{first} + {' + '.join(map(in_brackets, others))} = {figure(total, decimals)}"


def signed(value: float, decimals: int = DECIMALS) -> str:
    """Write a number with its sign, plus or minus; 0 has no sign."""
    return f"+{figure(value, decimals)}" if value > 0 else figure(value, decimals)


def entry_row(entry: Entry, label: str, largest: float, decimals: int = DECIMALS) -> Row:
    """Make a line with input × weight and the product; `largest` is the term with the longest bar.

    A click leads to the neuron that the input comes from, except for pixels, which don't have cards.
    """
    neuron = None if entry.neuron.is_pixel else entry.neuron
    detail = f"{figure(entry.input, decimals)} × {figure(entry.weight, decimals)}"
    return Row(label, signed(entry.figure, decimals), entry.term / largest, detail, neuron)
