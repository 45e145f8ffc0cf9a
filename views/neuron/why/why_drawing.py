"""Why this digit, on the drawing: what each pixel's ink adds on the way from blank paper to the drawing."""

from __future__ import annotations

from html import escape

import numpy as np
import streamlit as st

from model.attribution import Attribution, attribute, smoothed
from model.explain.ledger import DECIMALS, apportion, to_units, unit_for
from model.network.neuron import Neuron
from model.reading import Reading
from views.neuron.why.rivals import Rivals
from views.parts.charts.ledger import Step, equation, show_ledger, signed
from views.parts.language.language import _
from views.parts.looks.wording import figure
from views.parts.pictures.pixels import Pixels, pixels
from views.session import state


def on_the_drawing(reading: Reading, neuron: Neuron, rivals: Rivals, heading: str) -> None:
    """Show blank paper + ink for one digit + ink for the other + what is left over = the margin."""
    found, digits = _attribution(reading, rivals), rivals.named(reading.network.classes)
    parts = [
        found.blank,
        float(found.pixels[found.pixels > 0].sum()),
        float(found.pixels[found.pixels < 0].sum()),
        found.rest,
    ]
    step = unit_for([*parts, found.total], DECIMALS)
    total = to_units(found.total, DECIMALS, step)
    figures = [each / 10**DECIMALS for each in apportion(parts, total, DECIMALS, step)]
    lead = total / 10**DECIMALS
    labels = [
        _("Paper"),
        _("For {digit}").format(digit=digits["winner"]),
        _("For {digit}").format(digit=digits["other"]),
        _("Left over"),
    ]
    is_flat = not found.pixels.any() and reading.image.any()
    image = Pixels(_("The drawing"), reading.image, scale=1)
    title = _("Orange favors {winner}, blue favors {other}").format(**digits)
    shares = Pixels(title, found.pixels, signed=True, walk=True, painted=smoothed(found.pixels))
    st.html(f'<h4 class="ink-heading">{escape(heading)}</h4>')
    pixels([image, shares], "why_pixels")
    show_ledger(
        "why_blank_paper",
        neuron,
        [],
        None,
        steps=[Step(label, each, signed(each)) for label, each in zip(labels, figures)],
        total=Step(_("[Margin](words#margin)"), lead, figure(lead)),
        note=_what_it_is(is_flat),
        equation=equation(figures, lead),
    )


def _what_it_is(is_flat: bool) -> str:
    if is_flat:
        return _(
            "This network's neurons use [step functions](words#step). A step function is flat, so no pixel "
            "contributes anything, and everything is left over."
        )
    return _(
        "Each [pixel](words#pixel) gets its part of the [margin](words#margin), while blank paper turns into "
        "your drawing in small steps. This [attribution](words#attribution) is called [integrated "
        "gradients](words#integrated-gradients)."
    )


def _attribution(reading: Reading, rivals: Rivals) -> Attribution:
    """Return the attribution, cached until another one is needed, because integrating takes time."""
    last, last_rivals, found = state.get("attribution", (None,) * 3)
    if last is not reading or last_rivals != rivals:
        with np.errstate(all="ignore"):
            found = attribute(reading.network, reading.image, *rivals, reading.factors)
        state.put("attribution", (reading, rivals, found))
    return found
