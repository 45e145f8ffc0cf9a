"""The ten questions on a wall: how many devices got each one right, before the lesson and after it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from model.classes import ClassError
from model.classes.sent import ROUNDS
from model.questions import FEWEST, WHEN, Gain, gain_of, right_of, table_of
from model.questions.sittings import Sitting, dictionary_of
from views.classroom.classes import Latest, classes
from views.classroom.invitation import base
from views.classroom.vote import show_on_wall, title_of_round
from views.lesson.steps.steps import BY_ID
from views.parts.asking.asking import plain
from views.parts.language.language import _
from views.parts.looks.translated import translated
from views.parts.looks.wording import exact, percent, whole
from views.questions.items import IDS, ITEMS
from views.session.downloads.download import download


def rounds_of(code: str, secret: str, latest: Latest) -> None:
    """Show how many devices have answered and, once it's revealed, what was right; nothing of one pupil."""
    when = ROUNDS.get(latest.standing.question)
    if when is None:
        return
    try:
        sittings = classes().sittings(code)
    except ClassError as error:
        st.warning(translated(error), icon=":material/info:")
        return
    is_revealed = latest.standing.is_revealed
    show_on_wall(code, secret, is_revealed, shown(sittings, when, is_revealed))
    if is_revealed:
        tables(sittings)


def shown(sittings: list[Sitting], when: str, is_revealed: bool) -> dict[str, object]:
    """Return what vote.js shows: counts of devices, and of fewer than `FEWEST` none."""
    counts = {each: right_of(sittings, each) for each in WHEN}
    number, rights = counts[when]
    title = title_of_round(next(name for name, asked in ROUNDS.items() if asked == when))
    says = _("Devices that have answered: {count}.").format(count=whole(number))
    data = {"question": title, "says": says, "rows": []}
    if not is_revealed:
        return data
    if number < FEWEST:
        few = _("Too few to say: fewer than {count} devices have answered.").format(count=whole(FEWEST))
        return data | {"says": few}
    if (gain := gain_of(sittings)) is not None:
        data["says"] = f"{says} {_sentence(gain)}"
    times = [each for each in zip((_("Before"), _("After")), counts.values()) if each[1][0] >= FEWEST]
    for i, item in enumerate(ITEMS):
        row = {"title": _(item.title), "bars": [_bar(head, right[i], of) for head, (of, right) in times]}
        if 2 * rights[i] < number:  # half of the class missed it
            row |= {"step": plain(_(BY_ID[item.step].title)), "address": f"{base()}/lesson?step={item.step}"}
        data["rows"].append(row)
    return data


def _bar(head: str, right: int, of: int) -> tuple[str, float, str]:
    return head, right / of, _("{number} of {count}").format(number=whole(right), count=whole(of))


def _sentence(gain: Gain) -> str:
    return _(
        "Of the {count} that answered both times, {before} of the answers were right before, and {after} "
        "after. That's a gain of {gain} points, or between {low} and {high} with 95% confidence."
    ).format(
        count=whole(gain.devices),
        before=percent(gain.before),
        after=percent(gain.after),
        **{name: exact(100 * getattr(gain, name), 0) for name in ("gain", "low", "high")},
    )


def tables(sittings: list[Sitting]) -> None:
    """Show the buttons that download the answers, and what their columns mean."""
    with st.container(horizontal=True):
        make = partial(table_of, sittings, IDS)
        download(_("A table (.csv)"), make, "class_questions.csv", "text/csv", key="class_questions.csv")
        name = "class_questions.txt"
        make = partial(dictionary_of, {item.id: item.title for item in ITEMS})
        download(_("What its columns mean"), make, name, "text/plain", key=name)
