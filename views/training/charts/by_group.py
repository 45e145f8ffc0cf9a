"""Whose digits a trained network reads: each group's share, and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from model.training.whose import GROUPS, READ, interval
from views.parts.asking.asking import marked
from views.parts.language.language import _
from views.parts.looks.wording import percent, whole
from views.training import words
from views.training.charts.charts import table

Read = Sequence[tuple[int, int]]  # of each group of `READ`: images read right, images


def groups(read: Read) -> None:
    """Show what a network reads right of each group's images, and what a group is, if anybody counted."""
    if not read:
        return
    st.markdown(_("**Whose digits does it read?**"))
    heads = [_(words.CHOICES["whose"]), _("Right, with [confidence interval](words#confidence-interval)")]
    rows = [{"name": _(words.WHOSE_READ[name]), "cells": [_cell(*each)]} for name, each in zip(READ, read)]
    table("groups", heads, rows)
    counts = [whole(count) for _right, count in read]
    st.caption(
        _(
            "The line on a bar is the confidence interval, which is longer for fewer images. The [test "
            "images](words#test-image) are {adults} by adults and {students} by students. The network hasn't "
            "learned from any of these writers."
        ).format(adults=counts[0], students=counts[1])
    )
    caution = _(
        "MNIST's makers say that the adults worked for the US Census Bureau, and that the students were "
        "in high school. We don't know how old they were. A group says nothing about anyone's skill."
    )
    st.caption(marked(caution, "mnist"))


def compare_groups(runs: Mapping[str, Read]) -> None:
    """Show the groups' shares of several trainings, by their titles, if any has some."""
    if not runs:
        return
    rows = [{"name": title, "cells": [_cell(*each) for each in read[:2]]} for title, read in runs.items()]
    table("runs_groups", [_("Run"), *(_(words.WHOSE_READ[group]) for group in GROUPS)], rows)


def _cell(right: int, count: int) -> dict[str, object]:
    low, high = interval(right, count)
    text = f"{percent(right / count)} ({percent(low)} – {percent(high)})"
    return {"text": text, "share": right / count, "interval": [low, high]}
