"""How a training changed things for a class: for the pupils it learned from and for those held back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from model.novelty.held_back import device_of, held_back
from model.novelty.own_digits import OwnDigit
from views.parts.language.language import _, ngettext
from views.parts.looks.wording import joined, whole

Counts = tuple[int, int]  # number of digits read right, number of digits


def why_held_back(digits: Sequence[OwnDigit]) -> None:
    """Say which devices are held back and why; show nothing if none are."""
    devices = held_back(digits)
    if not devices:
        return
    count = sum(device_of(digit) in devices for digit in digits)
    who = ngettext(
        "We're holding back device {devices} of the class",
        "We're holding back devices {devices} of the class",
        len(devices),
    )
    who = who.format(devices=joined([whole(device) for device in sorted(devices)]))
    what = ngettext("with {count} digit", "with {count} digits", count).format(count=whole(count))
    st.caption(
        _(
            "{who} ({what}). The network doesn't learn from these digits. We hold back all of a device's "
            "digits, because one person's drawings look alike. If the network learned from some of them, it "
            "would already know the rest."
        ).format(who=who, what=what)
    )


def held_back_figure(digits: Sequence[OwnDigit], is_right: np.ndarray) -> None:
    """Show how many of the held-back digits are read right."""
    right, count = _counts(digits, is_right, held_back(digits))
    if count:
        sentence = _("It gets **{right} of {count}** held-back digits right.")
        st.markdown(sentence.format(right=whole(right), count=whole(count)))


def who_is_forgotten(digits: Sequence[OwnDigit], was_right: np.ndarray, is_right: np.ndarray) -> None:
    """List the devices of which the network reads fewer digits right than before."""
    devices = sorted({device_of(digit) for digit in digits} - {None})
    if not devices:
        return
    lines = []
    for device in devices:
        (before, count), (after, _count) = (_counts(digits, each, {device}) for each in (was_right, is_right))
        if after < before:
            lost = _("Device {device}: {before} of {count} right before, {after} after")
            values = {"device": device, "before": before, "count": count, "after": after}
            lines.append(lost.format(**{name: whole(value) for name, value in values.items()}))
    if lines:
        st.markdown("\n".join([_("**Whose digits does it forget?**"), *(f"- {line}" for line in lines)]))
    else:
        st.markdown(
            _(
                "**Whose digits does it forget?** Nobody's. For every device, it gets at least as many "
                "digits right as before."
            )
        )


def _counts(digits: Sequence[OwnDigit], is_right: np.ndarray, devices: set[int] | frozenset[int]) -> Counts:
    is_theirs = np.array([device_of(digit) in devices for digit in digits], bool)
    return int(is_right[is_theirs].sum()), int(is_theirs.sum())
