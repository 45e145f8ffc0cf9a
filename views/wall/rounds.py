"""The ten questions on a wall: how many devices got each one right, before the lesson and after it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from model.classes import ClassError
from model.classes.sent import ROUNDS
from model.questions import FEWEST, WHEN, Gain, gain_of, right_of, table_of
from model.questions.sittings import Sitting, dictionary_of
from views.address.download import download
from views.classroom.classes import Latest, classes
from views.classroom.invitation import base
from views.classroom.vote import DEEDS, do, title_of_round
from views.lesson.steps.steps import BY_ID
from views.parts.asking.asking import plain
from views.parts.component import mount
from views.parts.language.language import _
from views.parts.looks.translated import translated
from views.parts.looks.wording import exact, percent, whole
from views.questions.items import IDS, ITEMS
from views.session.drawing.received import deed_of

_bars = mount(__file__, "round_bars")


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
    acts = {"reveal": _("Reveal the answers"), "end": _("End the question")}
    if latest.standing.is_revealed:
        del acts["reveal"]
    data = shown(sittings, when, latest.standing.is_revealed) | {"acts": acts}
    with st.container(key="wall_vote"):
        _bars(key="round_bars", data=data, on_pick=lambda sent: _act(code, secret, sent))
        if latest.standing.is_revealed:
            tables(sittings)


def _act(code: str, secret: str, sent: object) -> None:
    deed = deed_of(sent, DEEDS)
    if deed is not None and deed.what == "reveal":
        do(lambda store: store.reveal(code, secret))
    elif deed is not None:
        do(lambda store: store.ask(code, secret, ""))


def shown(sittings: list[Sitting], when: str, is_revealed: bool) -> dict[str, object]:
    """Return what round_bars.js shows: counts of devices, and of fewer than `FEWEST` none."""
    heads = [_("Before"), _("After")]
    counts = {each: right_of(sittings, each) for each in WHEN}
    number = counts[when][0]
    title = title_of_round(next(name for name, asked in ROUNDS.items() if asked == when))
    says = _("Devices that have answered: {count}.").format(count=whole(number))
    data = {"title": title, "says": says, "heads": heads, "rows": []}
    if not is_revealed:
        return data
    if number < FEWEST:
        few = _("Too few to say: fewer than {count} devices have answered.").format(count=whole(FEWEST))
        return data | {"says": few}
    if (gain := gain_of(sittings)) is not None:
        data["says"] = f"{says} {_sentence(gain)}"
    for number_of_item, item in enumerate(ITEMS):
        bars = [[right[number_of_item], of] if of >= FEWEST else None for of, right in counts.values()]
        right, of = counts[when][1][number_of_item], number
        row = {"title": _(item.title), "bars": bars}
        if 2 * right < of:  # half of the class missed it
            row |= {"step": plain(_(BY_ID[item.step].title)), "address": f"{base()}/lesson?step={item.step}"}
        data["rows"].append(row)
    return data


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
