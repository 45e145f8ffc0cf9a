"""The lesson's panel: a step's text and guess on top, what the network does and the buttons in its foot."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from model.explain.effect import fewest_off
from views.draw.film.film import film_button
from views.draw.map.map_view import show_map
from views.lesson.browser_store import progress_in
from views.lesson.guide import guide
from views.lesson.middles.build_up import build_up
from views.lesson.seen import seen_button
from views.lesson.steps.known import Known, known, without_weights
from views.lesson.steps.set_up import bring_four, dense, switch_off
from views.lesson.steps.step import Step
from views.lesson.steps.steps import BY_ID, HANDS, LESSONS
from views.parts.asking.asking import marked, plain
from views.parts.component import mount
from views.parts.language.language import N_, _, ngettext
from views.parts.shared import needs_files
from views.session.drawing.received import number_of
from views.session.hidden import hidden
from views.session.lesson import (
    asked_step,
    done_steps,
    go_to,
    guess,
    guess_of,
    note,
    note_seen,
    set_done,
    start_over,
)
from views.session.store import save
from views.tasks import solving

PROGRESS = 46  # pixels: a row of dots and the groups' names
CHOICE = 44  # pixels: the choice of a lesson above these
ROW = 46  # pixels for an option of a guess and the gap below it
MOST_BESIDE = 34  # characters that the options in one row can have
HELP_AFTER = 3  # neurons that were switched off in vain, until a button helps
DOORS = {  # page -> the text and icon of its link
    "draw": (N_("Draw anything you like"), ":material/draw:"),
    "training": (N_("Train your own network"), ":material/model_training:"),
    "questions": (N_("Ten questions"), ":material/check_circle:"),
}
TITLES = {"": N_("How it reads"), "hands": N_("Whose hand is in it?")}  # of the lessons

_progress = mount(__file__, "progress")
_options = mount(__file__, "lesson_guess")


def panel(steps: Sequence[Step], step: Step, asked: str, guessed: str | None = None) -> None:
    """Show a step; rerun the whole page if another one is current.

    Args:
        steps: all steps that this session can see.
        step: the one to show.
        asked: the id that was asked for when the page began; of no step if the address says nonsense.
        guessed: the guess that the middle was shown with, if that depends on it.
    """
    ids = [each.id for each in steps]
    if asked_step() != asked or (step.middle == "hands" and guess_of(step.id) != guessed):
        st.rerun()
    with st.container(key="lesson", gap="small"):
        text, foot = st.container(key="lesson_text"), st.container(key="lesson_foot")
        with text:
            progress(steps, step)
            if asked != step.id:
                st.caption(_("This link names a step that doesn't exist, so the lesson continues here."))
            st.markdown(f"### {_(step.title)}")
        is_done, sentence, right = False, "", None
        with text, needs_files():
            at = known(dense(), step.id)
            note(*at.tried)
            is_done, right = end_of(step, at)
            sentence = _sentence(step, at, is_done, right)
            _words(steps, step, at, is_done, right)
        with foot:
            with st.container(key="lesson_said"):
                if sentence:
                    st.container(key="lesson_done" if is_done else "lesson_now").markdown(sentence)
            with st.container(key="lesson_way"):
                _foot(ids, step.id, place(steps, step), is_done)
            save("lesson_store", progress_in([*BY_ID.values()]))
            fact = _("Done. {fact}").format(fact=sentence) if is_done and sentence else sentence
            spoken = _("{place}: {title}. {fact}").format(
                place=place(steps, step), title=_(step.title), fact=plain(fact).replace("*", "")
            )
            guide(step, ids, at, is_done, spoken)


def end_of(step: Step, at: Known) -> tuple[bool, int | None]:
    """Return whether the step is done and which option was right; note both then, and what we know."""
    if not step.is_done(at):
        return False, None
    right = step.guess.right(at) if step.guess else None
    set_done(step.id)
    note_seen(step.id, right, without_weights(at))
    return True, right


def _sentence(step: Step, at: Known, is_done: bool, right: int | None) -> str:
    """Return what the network does, and what was guessed and whether that was right."""
    fact = step.says(at) if is_done else step.now(at) if step.now else ""
    return compared(step, at.guess, fact, is_done, right)


def compared(step: Step, guess: str | None, fact: str, is_done: bool, right: int | None) -> str:
    """Return a fact after what was guessed and, once the step is done, whether that was right, if we know."""
    if step.guess is None or guess is None:
        return fact
    if not is_done or right is None:
        sentence = _("You guessed: {guess}. {fact}")
    elif step.guess.options[right] == guess:
        sentence = _("You guessed {guess}: **right**. {fact}")
    else:
        sentence = _("You guessed {guess}: **not this time**. {fact}")
    return sentence.format(guess=_(guess), fact=fact).strip()


def _words(steps: Sequence[Step], step: Step, at: Known, is_done: bool, right: int | None) -> None:
    """Show what a step asks for, starting with its guess if it has one."""
    st.markdown(_(step.text))
    if step.guess:
        st.markdown(_(step.guess.question))
        options(step, at.guess, right)
    if step.task:
        sign = ":material/check_circle:" if is_done else ":material/arrow_forward:"
        task = _(step.task)
        if step.waits and not at.guess:
            task = _("Guess first. {task}").format(task=task)
        with st.container(key="lesson_task"):
            st.markdown(f"{sign} {task}")
    if step.offers_four and st.button(_("Use an open 4"), key="lesson_four", icon=":material/draw:"):
        bring_four(step)
        st.rerun()  # because the canvas has to show it too
    is_helped = step.offers_switch and not is_done and len(at.tried) >= HELP_AFTER
    if is_helped and (off := fewest_off(at.network, at.reading.activations)):
        # Translators: a button that switches off as many neurons as it takes for another answer
        title = ngettext("Switch off the last one needed", "Switch off the last {count} needed", len(off))
        if st.button(title.format(count=len(off)), key="lesson_switch", icon=":material/power_settings_new:"):
            switch_off(at, off)
            st.rerun()
    if step.waits_for_drawing and at.reading is None:
        st.page_link(
            "views/questions/page.py", label=_("Ten questions first"), icon=":material/check_circle:"
        )
    if step.builds_up:
        build_up(at)
    if step.leads_to_task and is_done and "build" not in hidden():
        title, asked = _("Build one yourself"), (step.leads_to_task,)
        if st.button(title, key="lesson_build", icon=":material/brush:", on_click=solving.ask, args=asked):
            st.switch_page("views/building/page.py")
    if step.leads_to_map and is_done:
        title = _("See a thousand digits on the Map")
        if st.button(title, key="lesson_map", icon=":material/map:", on_click=show_map):
            st.switch_page("views/draw/page.py")
    if not step.part:
        with st.container(key="lesson_home", horizontal=True):
            if at.reading is not None and step.id == "end":
                film_button(at.network)
            seen_button(steps)
        if step.id == "end" and "training" not in hidden():
            title = _("Second lesson: {title}").format(title=_(TITLES["hands"]))
            st.button(title, key="lesson_second", on_click=go_to, args=(HANDS[0].id,), width="stretch")
        _onward("?lesson=hands" if step in HANDS else "")


def _onward(lesson: str) -> None:
    """Show where to go after the last step, and a link to share, with what its address says of the lesson."""
    doors = {name: door for name, door in DOORS.items() if name not in hidden()}
    with st.container(key="lesson_doors", horizontal=True):
        for name, (title, icon) in doors.items():
            st.page_link(f"views/{name}/page.py", label=_(title), icon=icon)
    if address := st.context.url:
        st.markdown(_("A link to this lesson:"))
        st.code(address.partition("?")[0] + lesson, language=None)


def _foot(ids: Sequence[str], step: str, where: str, is_done: bool) -> None:
    """Show the buttons Back and Next; a step can be skipped."""
    number = ids.index(step)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.button(
            _("Back"),
            key="lesson_back",
            icon=":material/arrow_back:",
            on_click=go_to,
            args=(ids[max(0, number - 1)],),
            disabled=number == 0,
        )
        st.markdown(where, width="content")
        is_last = number == len(ids) - 1
        st.button(
            _("Restart the lesson") if is_last else _("Next") if is_done else _("Skip"),
            key="lesson_next",
            icon=":material/restart_alt:" if is_last else ":material/arrow_forward:",
            icon_position="right",
            type="primary",  # lesson.css mutes it until the step is done: a new type would be a new button
            on_click=start_over if is_last else go_to,
            args=(ids if is_last else ids[number + 1],),
        )


def progress(steps: Sequence[Step], step: Step) -> None:
    """Show the dots, but none for the last step; and the choice of a lesson at its beginning and end."""
    dots = [
        {
            **{"id": each.id, "number": number, "title": _(each.title), "part": each.part},
            "done": each.id in done_steps(),
        }
        for number, each in enumerate(steps[:-1], start=1)
    ]
    parts = groupby(dots, key=lambda dot: dot.pop("part"))
    groups = [[marked(_(name), "neuron"), list(group)] for name, group in parts]

    is_choice = step in (steps[0], steps[-1]) and "training" not in hidden()
    lessons = [
        {"id": each[0].id, "title": _(TITLES[name]), "isShown": step in each}
        for name, each in (LESSONS.items() if is_choice else ())
    ]
    ids = [dot["id"] for dot in dots] + [each["id"] for each in lessons]

    def take(sent: object) -> None:
        if (number := number_of(sent, len(ids))) is not None:
            go_to(ids[number])

    current = steps.index(step) + 1
    data = {"label": _("The lesson's parts"), "groups": groups, "current": current, "lessons": lessons}
    _progress(key="lesson_progress", height=PROGRESS + CHOICE * is_choice, data=data, on_pick=take)


def place(steps: Sequence[Step], step: Step) -> str:
    """Return for example "3 of 16"; the last step isn't counted."""
    number = steps.index(step) + 1
    if number == len(steps):
        return _("The end")
    return _("{number} of {count}").format(number=number, count=len(steps) - 1)


def options(step: Step, chosen: str | None, right: int | None) -> None:
    """Show the options.

    Args:
        step: the step that asks.
        chosen: the guessed option; None before the guess.
        right: the number of the right option; None if there is none or we don't know yet.
    """
    all_options = step.guess.options
    options = [_(each) for each in all_options]
    is_row = sum(map(len, options)) <= MOST_BESIDE

    def take(sent: object) -> None:
        if (number := number_of(sent, len(all_options))) is not None:
            guess(step.id, all_options[number])

    data = {
        "question": plain(_(step.guess.question)),
        "options": options,
        "row": is_row,
        "chosen": all_options.index(chosen) if chosen in all_options else None,
        "right": right,
    }
    height = ROW * (1 if is_row else len(all_options))
    _options(key="lesson_guess", height=height, data=data, on_pick=take)
