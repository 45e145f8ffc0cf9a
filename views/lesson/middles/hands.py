"""The second lesson's steps in which networks learn from some people's digits, and read those of others."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from model.training.whose import GROUPS
from views.lesson.middles.hands_drawn import inside, mine, missing
from views.lesson.middles.hands_pictures import examples, misread, small
from views.lesson.middles.hands_training import let_learn
from views.lesson.steps.hands_facts import NAMED, fairest_of
from views.lesson.steps.hands_found import MEASURES, SEVENTY, THREE, studio
from views.lesson.steps.step import Step
from views.parts.language.language import N_, _
from views.parts.looks.wording import percent, whole
from views.session.lesson import guess_of
from views.training import words
from views.training.charts.by_group import cell
from views.training.charts.charts import table

TITLES = {  # of the measures
    "gap": N_("Smallest gap"),
    "worse": N_("Best for the group it reads worse"),
    "all": N_("Most digits right"),
}
SETS = (N_("Set A"), N_("Set B"))
OPEN_SETS = (N_("Set A: adults"), N_("Set B: students"))
READ = (N_("Adults' digits"), N_("Students' digits"))
OF_WRITERS = (N_("Their other digits"), N_("All test images"))
MISREAD = (N_("Adults' digits that it misreads"), N_("Students' digits that it misreads"))


def hands(step: Step) -> None:
    """Show what the step is about.

    Raises:
        DataError: the data set's file is missing or damaged.
    """
    with st.container(key="hands"):
        VIEWS[step.id](step)


def _is_open(step: Step) -> bool:
    return step.guess is None or guess_of(step.id) is not None


def _who(step: Step) -> None:
    """Show two sets of test digits: adults wrote A, and students B."""
    for group, title in zip(GROUPS, OPEN_SETS if _is_open(step) else SETS):
        st.markdown(f"**{_(title)}**")
        small(examples(group), f"hands_{group}")
    st.caption(
        _(
            "Who wrote each image: QMNIST by C. Yadav and L. Bottou, 2019. How the digits were collected: "
            "NIST Special Database 19 by P. Grother, 1995."
        )
    )


def _compared(*names: str) -> Callable[[Step], None]:
    """Return what lets these networks learn, and shows how many digits each reads."""

    def show(step: Step) -> None:
        let_learn(names)
        learned = [name for name in names if studio().network(name) and _is_open(step)]
        if step.id == "fair":
            st.segmented_control(
                _(step.title),
                range(len(MEASURES)),
                format_func=lambda number: _(TITLES[MEASURES[number]]),
                key="lesson_hands_measure",
                disabled=len(learned) < len(names),
                label_visibility="collapsed",
                persist_state="session",
            )
        if learned:
            (_failed if step.id == "adults" else _shares)(step, learned)
            st.caption(
                _(
                    "The thin line on each bar shows how far chance can move the [share](words#share). In 95 "
                    "of 100 cases, the true share is within the line."
                )
            )

    return show


def _shares(step: Step, names: Sequence[str]) -> None:
    """Show how many digits of each group, or of the same people, these networks read."""
    found = studio().found()
    best = THREE[fairest_of(found)] if step.id == "fair" and fairest_of(found) is not None else None
    rows = []
    for name in names:
        adults, students, *own = studio().trainings[name].progress.read
        counts = [*own, map(sum, zip(adults, students))] if name in SEVENTY else [adults, students]
        title = _(NAMED[name]) + " ✓" * (name == best)
        cells = [cell(right, count) | {"text": percent(right / count)} for right, count in counts]
        rows.append({"name": title, "cells": cells})
    read = OF_WRITERS if names[0] in SEVENTY else READ
    table("hands_shares", [_(words.CHOICES["whose"]), *map(_, read)], rows)


def _failed(step: Step, names: Sequence[str]) -> None:
    """Show a table of two by two, and the first digits of each group that the network misreads."""
    (name,), rows = names, []
    for group, (right, count) in zip(GROUPS, studio().trainings[name].progress.read):
        cells = [cell(each, count) | {"text": whole(each)} for each in (right, count - right)]
        rows.append({"name": _(words.WHOSE[group]), "cells": cells})
    table("hands_crossed", [_("Written by"), _("Read right"), _("Misread")], rows)
    for group, title in zip(GROUPS, MISREAD):
        st.markdown(f"**{_(title)}**")
        small(misread(studio().trainings[name], group), f"hands_misread_{group}")


VIEWS = {
    "who": _who,
    "adults": _compared("adults"),
    "fair": _compared(*THREE),
    "more": _compared("both", "more"),
    "writers": _compared(*SEVENTY),
    "mine": mine,
    "inside": inside,
    "missing": missing,
    "ending": _who,
}
