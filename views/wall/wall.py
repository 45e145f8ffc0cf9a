"""The wall: every drawing that a class has sent, in ten columns, with how the network read it."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

import streamlit as st

from model.classes import ClassError, NoClass, Shown
from model.errors import DataError
from views.classroom.classes import LOOK_SECONDS, Latest, classes, has_classes, signs_of, watch
from views.classroom.invitation import base, invitation, spaced
from views.classroom.joined import end, joined, key, store_in_browser
from views.classroom.news import run_with_news
from views.classroom.send import show_note_once
from views.classroom.start import join_class, start_class
from views.classroom.vote import answer, ask_the_class, do, votes_of
from views.parts.component import mount
from views.parts.language.language import _
from views.parts.looks.translated import translated
from views.parts.shared import needs_files, styles
from views.session import state
from views.session.activations import latest_drawing
from views.session.drawing.drawing_code import CodeError
from views.session.drawing.linked_drawing import drawing_of_code
from views.session.drawing.received import deed_of
from views.wall.class_learning import give, learn_from_class, name_signs
from views.wall.downloads import downloads
from views.wall.rounds import rounds_of
from views.wall.swap_wall import swap_controls, swap_of
from views.wall.tiles import DEEDS, orders, show_tiles, tile_of

PORTION = 200  # drawings that a run shows: at most 3 ms of processor time each

_copy = mount(__file__, "copy_key")


def wall() -> None:
    """Show the wall to the class's teacher, also within another page; to others, how to get to one."""
    code, secret = joined(), key()
    if code is None or secret is None or not has_classes():
        st.title(_("Class wall"), anchor=False)
        _no_wall(code)
        return
    if problem := _problem_with(code, secret):
        st.warning(problem, icon=":material/info:")
        return
    if number := state.take("wall_open"):
        _open(code, number)
    store_in_browser()
    with needs_files():
        st.html(styles("wall/stage.css"))
    with st.container(horizontal=True, wrap=False, gap="medium", key="wall_stage"):
        with st.container(width="content", key="wall_head"):
            invitation(code)
            title, icon = _("Manage the class"), ":material/tune:"
            with st.popover(title, icon=icon, width="stretch", key="wall_drawer", on_change="rerun"):
                _controls(code, secret)  # as the class is when it's opened
        with st.container(width="stretch", key="wall_side"):
            _drawings(code, secret)


def _problem_with(code: str, secret: str) -> str:
    """Return why there is no wall to show, or ""; then this process knows the class from now on."""
    try:
        classes().check_key(code, secret)
        watch.look(code, is_sure=True)
    except ClassError as error:
        if isinstance(error, NoClass):
            end()
        return translated(error)
    return ""


def _no_wall(code: str | None) -> None:
    if not has_classes():
        start_class()
    elif code is not None:
        store_in_browser()  # outside of a fragment: if the browser has the key, the whole wall follows
        st.markdown(_("You're in class {code}. Draw a digit and send it.").format(code=spaced(code)))
        st.page_link("views/draw/page.py", label=_("Draw"), icon=":material/draw:")
        answer()
        return
    else:
        join_class()
        st.header(_("For teachers"), anchor=False)
        start_class()


def _controls(code: str, secret: str) -> None:
    """Show what only a teacher can do with the class, and how the drawings are shown."""
    is_paused = _is_paused(code)  # which looks again
    ask_the_class(code, secret)
    name_signs(code, secret)
    with suppress(ClassError):
        swap_controls(code, secret, watch.look(code))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="wall_controls"):
        orders(has_answers=not signs_of(code))
    with st.container(horizontal=True, gap="small"):
        st.button(
            _("Resume sending") if is_paused else _("Pause sending"),
            on_click=do,
            args=(lambda store: store.pause(code, secret, not is_paused),),
            key="wall_pause",
        )
        words = {
            "copy": _("Copy your link"),
            "copied": _("Copied."),
            "refused": _("This browser can't copy."),
        }
        _copy(key="wall_key", width="content", data={"link": teacher_link(code, secret), "words": words})
    st.caption(_("This link opens the wall, and anyone who has it can do all this. Keep it to yourself."))
    along = st.expander(
        _("Download drawings"), icon=":material/download:", key="class_along", on_change="rerun"
    )
    if along.open:
        with along:
            downloads(code)
    with st.expander(_("Clear the wall (removes all drawings)"), key="wall_clear_sure"):
        clear = (lambda store: store.clear(code, secret),)
        st.button(_("Clear"), on_click=do, args=clear, key="wall_clear")
    with st.expander(_("End the class (deletes everything)"), key="wall_end_sure"):
        st.button(_("End the class"), on_click=_end, args=(code, secret), key="wall_end")


def _is_paused(code: str) -> bool:
    with suppress(ClassError):
        return watch.look(code, at_once=True).standing.is_paused
    return False


def _end(code: str, secret: str) -> None:
    do(lambda store: store.end(code, secret))
    end()


@st.fragment
def _drawings(code: str, secret: str) -> None:
    """Show all drawings; send the browser only what has changed since last time."""
    if state.get("wall_open") is not None:
        st.rerun()
    show_note_once()
    run_with_news(code, ["changes"], watch.news(code), LOOK_SECONDS)
    try:
        latest = watch.look(code)
    except ClassError as error:
        st.warning(translated(error), icon=":material/info:")
        return
    votes_of(code, secret, latest)
    rounds_of(code, secret, latest)
    swap_of(code, secret, latest)
    learn_from_class(code, latest.standing, partial(give, code, secret))
    changes, reached = _portion_of(latest)
    devices = [each.device for each in latest.drawings.values() if each.sent]
    # devices with something on the wall
    standing = latest.standing._replace(devices=len({*devices}), serial=reached)
    if latest.swap.phase and not devices:
        return  # the room is the round's
    signs = standing.signs
    tiles = [tile_of(each, signs=signs) for each in changes]
    has_more = reached < latest.standing.serial
    show_tiles(code, standing, tiles, len(devices), lambda sent: _pick(code, secret, sent), has_more)
    if signs:
        st.caption(_("A frame means that the network misread the drawing while its device was held back."))
        return
    st.caption(
        _(
            "A frame means that the network misread the drawing. The small digit is the network's answer. "
            "Click a drawing to explore it, [neuron](words#neuron) by neuron."
        )
    )


def _portion_of(latest: Latest) -> tuple[list[Shown], int]:
    """Return what the browser doesn't have yet, `PORTION` drawings at most, and the serial that it reaches.

    The browser starts from the beginning if removals that it hasn't seen are no longer known.
    """
    if state.get("wall_seen", 0) < latest.removals_from:
        state.put("wall_from", 0)
    since = state.get("wall_from", 0)
    changed = [each for each in latest.drawings.values() if each.serial > since]
    serials = sorted(each.serial for each in changed if each.sent)
    reached = serials[PORTION - 1] if len(serials) > PORTION else latest.standing.serial
    if not since or reached == latest.standing.serial:
        state.put("wall_seen", latest.standing.serial)
    return [each for each in changed if each.serial <= reached], reached


def _pick(code: str, secret: str, sent: object) -> None:
    """Handle a click on a drawing."""
    deed = deed_of(sent, DEEDS)
    if deed is None:
        return
    number = deed.number
    match deed.what:
        case "again":
            for name in ("wall_from", "wall_seen"):
                state.put(name, min(number, state.get(name, 0)))
        case "open":
            state.put("wall_open", number)
        case "hide" | "show":
            do(lambda store: store.hide(code, secret, number, deed.what == "hide"))
        case "remove":
            do(lambda store: store.remove(code, secret, number))
        case "remove_device":
            do(lambda store: store.remove_device(code, secret, number))


def _open(code: str, number: int) -> None:
    """Open a drawing on the Draw page; Back leads to the wall again."""
    with suppress(ClassError, CodeError, DataError):
        shown = watch.look(code).drawings.get(number)
        if shown and shown.sent:
            latest_drawing().add(drawing_of_code(shown.sent.drawing))
            st.switch_page("views/draw/page.py")


def teacher_link(code: str, key: str) -> str:
    """Return the link to the wall, with the right to remove drawings."""
    return f"{base()}/wall?class={code}&key={key}"
