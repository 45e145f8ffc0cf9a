"""The lesson's panel: a step's words, its guess and what the network does; back and on, by button or list."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from views.lesson import words
from views.lesson.guide import guide
from views.lesson.middles.build_up import build_up
from views.lesson.steps.known import Known, known
from views.lesson.steps.set_up import dense, open_four
from views.lesson.steps.step import Step
from views.parts.asking.asking import plain
from views.serving.shared import needs_files
from views.session.activations import drawing_history
from views.session.hidden import hidden
from views.session.lesson import current_step, done_steps, go_to, set_done, start_over


def panel(steps: Sequence[Step], step: Step, is_lost: bool = False) -> None:
    """Show a step; another one, and the whole page is shown anew.

    Args:
        steps: all that this session can see.
        step: which of them.
        is_lost: whether the address asks for one that there is not.
    """
    ids = [each.id for each in steps]
    if current_step(ids)[0] != step.id:
        st.rerun()
    with st.container(key="lesson", gap="small"):
        with st.container(key="lesson_head"):
            _head(steps, step, is_lost)
        is_done, said = False, ""
        with st.container(key="lesson_words"), needs_files():
            at = known(dense(), step.id)
            is_done = _is_done(step, at)
            said = _words(step, at, is_done)
        with st.container(key="lesson_way"):
            _way(ids, step.id, is_done)
        spoken = words.SPOKEN.format(place=_place(steps, step), title=step.title, fact=plain(said))
        guide(step, is_done, spoken)


def _place(steps: Sequence[Step], step: Step) -> str:
    """Such as "3 of 15"; the last one, which looks back, is none of them."""
    number = steps.index(step) + 1
    return words.THE_END if number == len(steps) else words.PLACE.format(number=number, count=len(steps) - 1)


def _head(steps: Sequence[Step], step: Step, is_lost: bool) -> None:
    """Where one is, and the list of all steps."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"**{_place(steps, step)}**", width="content")
        popover = st.popover(words.ALL_STEPS, key="lesson_steps", on_change="rerun")
    if popover.open:
        with popover, st.container(gap=None):
            for number, each in enumerate(steps, start=1):
                st.button(
                    each.title if each is steps[-1] else f"{number} · {each.title}",
                    key=f"lesson_to_{each.id}",
                    icon=":material/check:" if each.id in done_steps() else None,
                    on_click=go_to,
                    args=(each.id,),
                    type="tertiary",
                    disabled=each is step,
                )
    if is_lost:
        st.caption(words.UNKNOWN_STEP)
    st.markdown(f"### {step.title}")


def _is_done(step: Step, at: Known) -> bool:
    if step.done(at):
        set_done(step.id)
        return True
    return False


def _words(step: Step, at: Known, is_done: bool) -> str:
    """All that a step says, and its guess; gives what is new in it."""
    st.markdown(step.text)
    if step.guess:
        st.radio(
            step.guess.question,
            step.guess.options,
            index=None,
            key=f"lesson_guess_{step.id}",
            horizontal=sum(map(len, step.guess.options)) < 24,
            persist_state="session",
        )
    if step.task:
        st.markdown(f"{':material/check_circle:' if is_done else ':material/arrow_forward:'} {step.task}")
    if step.offers_four and st.button(words.OPEN_FOUR, key="lesson_four", icon=":material/draw:"):
        drawing_history().add(open_four())
        st.rerun()  # the canvas has to show it as well
    if step.builds_up:
        build_up(at)
    said = step.says(at) if is_done else step.now(at) if step.now else ""
    if step.guess and at.guess is not None:
        said = words.GUESSED.format(guess=at.guess, fact=said).strip()
    if said:
        st.container(key="lesson_done" if is_done else "lesson_now").markdown(said)
    if step.id == "end":
        _onward()
    return words.DONE.format(fact=said) if is_done and said else said


def _onward() -> None:
    """Where to go when there are no more steps, and what to give to somebody else."""
    with st.container(horizontal=True, key="lesson_onward"):
        st.page_link("views/draw/page.py", label=words.DRAW, icon=":material/draw:")
        if "training" not in hidden():
            st.page_link("views/training/page.py", label=words.TRAIN, icon=":material/model_training:")
        st.page_link("views/lesson/teachers.py", label=words.FOR_TEACHERS, icon=":material/co_present:")
    if address := st.context.url:
        st.markdown(words.FOR_SOMEBODY)
        st.code(address.partition("?")[0], language=None)


def _way(ids: Sequence[str], step: str, is_done: bool) -> None:
    """Back and on; nobody has to do what a step asks for."""
    number = ids.index(step)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.button(
            words.BACK,
            key="lesson_back",
            icon=":material/arrow_back:",
            on_click=go_to,
            args=(ids[max(0, number - 1)],),
            disabled=number == 0,
        )
        is_last = number == len(ids) - 1
        st.button(
            words.FROM_THE_START if is_last else words.NEXT if is_done else words.SKIP,
            key="lesson_next",
            icon=":material/arrow_forward:",
            icon_position="right",
            type="primary",  # lesson.css has it so only where a step is done: another type is another button
            on_click=start_over if is_last else go_to,
            args=(ids if is_last else ids[number + 1],),
        )
