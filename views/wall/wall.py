"""The wall: every drawing that a class has sent, in ten columns, with what the network made of it."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache

import streamlit as st

from model.classes import ClassError, Shown
from model.classes.sent import MOST_DRAWINGS
from model.errors import DataError
from model.preprocess import stages_of_ink
from views.address.copy_link import qr_code
from views.classroom.browser_class import keep_in_browser
from views.classroom.classes import LOOK_SECONDS, classes, has_classes, watch
from views.classroom.joined import joined, key, leave
from views.classroom.send import spaced
from views.classroom.start import join_class, start_class
from views.draw.projector import projector_switch
from views.drawing.drawing_code import CodeError
from views.drawing.linked_drawing import drawing_of_code
from views.drawing.received_wall import deed_of
from views.language.language import _, ngettext
from views.parts.component import mount
from views.parts.looks.encode import png_url
from views.parts.looks.translated import translated
from views.parts.looks.wording import of_100, percent, whole
from views.parts.pictures.pictures import Picture, pictures
from views.session import state
from views.session.activations import drawing_history
from views.wall.downloads import downloads
from views.wall.links import device_link, teacher_link
from views.wall.vote import answer, ask_the_class, do, votes_of

CODE_SIZE = 132  # pixels a side, of the QR code
BY = ("label", "answer")  # what the columns are of
ORDERS = ("newest", "sure", "unsure", "alike")
SURE = (0, 0.5, 0.7, 0.9, 0.99)  # how sure it was, at least, in each of the bars
SQUARES = 7  # a side, by which drawings are compared
DEEDS = ("again", "open", "hide", "show", "remove")  # as wall.js reports them

_wall = mount(__file__, "wall")


def wall() -> None:
    """Show the wall of the class whose teacher this is; to others, how to get to one."""
    code, secret = joined(), key()
    if code is None or secret is None or not has_classes():
        st.title(_("The wall of a class"), anchor=False)
        _no_wall(code)
        return
    try:
        classes().check_key(code, secret)
    except ClassError as error:
        st.warning(translated(error), icon=":material/info:")
        leave()
        return
    if number := state.take("wall_open"):
        _open(code, number)
    keep_in_browser()
    _head(code)
    _controls(code, secret)
    st.caption(
        _(
            "A framed drawing was misread, as the small digit says. Click one to look into it, "
            "[neuron](words#neuron) by neuron."
        )
    )
    _drawings(code, secret)


def _no_wall(code: str | None) -> None:
    if not has_classes():
        start_class()
        return
    keep_in_browser()
    if code is not None:
        st.markdown(
            _("You are in class {code}. Draw, and send what you have drawn.").format(code=spaced(code))
        )
        st.page_link("views/draw/page.py", label=_("Draw"), icon=":material/draw:")
        answer(code)
        return
    join_class()
    st.subheader(_("For teachers"), anchor=False)
    start_class()


def _head(code: str) -> None:
    """How to join, large enough for the back row."""
    link = device_link(code)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="wall_head"):
        with st.container(width=CODE_SIZE + 16):
            picture = Picture(
                qr_code(link) or "", _("The way to class {code} as a QR code").format(code=code)
            )
            pictures([picture], "wall_code", size=CODE_SIZE)
        with st.container(width="stretch", gap="xsmall"):
            st.title(spaced(code), anchor=False)
            st.markdown(link)


def _controls(code: str, secret: str) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="wall_controls"):
        projector_switch()
        names = {"label": _("What was drawn"), "answer": _("What it read")}
        st.segmented_control(
            _("Columns"), BY, key="wall_by", default=BY[0], format_func=names.get, required=True
        )
        orders = {"newest": _("Newest first"), "sure": _("Surest first"), "unsure": _("Least sure first")}
        orders["alike"] = _("Alike together")
        st.segmented_control(
            _("Order"), ORDERS, key="wall_order", default=ORDERS[0], format_func=orders.get, required=True
        )
        with st.popover(_("The class"), icon=":material/settings:"):
            _settings(code, secret)
        with st.popover(_("Ask the class"), icon=":material/how_to_vote:", key="wall_ask"):
            ask_the_class(code, secret)
        along = st.popover(_("Take along"), icon=":material/download:", key="class_along", on_change="rerun")
        if along.open:
            with along:
                downloads(code)


def _settings(code: str, secret: str) -> None:
    """What only a teacher may do with all of it."""
    is_paused = _is_paused(code)
    st.button(
        _("Go on") if is_paused else _("Pause: nothing can be sent"),
        on_click=do,
        args=(lambda store: store.pause(code, secret, not is_paused),),
        key="wall_pause",
    )
    st.button(
        _("Clear the wall: all drawings are removed"),
        on_click=do,
        args=(lambda store: store.clear(code, secret),),
        key="wall_clear",
    )
    st.button(_("End the class: nothing of it is kept"), on_click=_end, args=(code, secret), key="wall_end")
    st.markdown(_("This link leads to the wall, with the right to do all this. It is for you alone."))
    st.code(teacher_link(code, secret), language=None)


def _is_paused(code: str) -> bool:
    with suppress(ClassError):
        return watch.look(code, at_once=True).standing.is_paused
    return False


def _end(code: str, secret: str) -> None:
    do(lambda store: store.end(code, secret))
    leave()


@st.fragment(run_every=LOOK_SECONDS)
def _drawings(code: str, secret: str) -> None:
    """All that was sent; the browser is told what has changed since it was told last."""
    if state.get("wall_open") is not None:
        st.rerun()
    if said := state.take("class_said"):
        st.toast(said, icon=":material/groups:")
    try:
        seen = watch.look(code)
    except ClassError as error:
        st.warning(translated(error), icon=":material/info:")
        return
    votes_of(seen)
    standing, since = seen.standing, state.get("wall_from", 0)
    count = sum(each.sent is not None for each in seen.drawings.values())
    drawings = ngettext("{count} drawing", "{count} drawings", count).format(count=whole(count))
    devices = ngettext("of {count} device", "of {count} devices", standing.devices)
    data = {
        "code": code,
        "session": state.get("address_session"),
        "from": since,
        "to": standing.serial,
        "tiles": [_tile(each) for each in seen.drawings.values() if each.serial > since],
        "by": state.get("wall_by", BY[0]),
        "order": state.get("wall_order", ORDERS[0]),
        "count": f"{drawings} {devices.format(count=whole(standing.devices))}",
        "paused": standing.is_paused,
        "words": _words(),
    }
    with st.container(key="wall"):
        _wall(key="wall_tiles", data=data, on_pick=lambda sent: _pick(code, secret, sent))
    state.put("wall_from", standing.serial)


def _words() -> dict[str, str]:
    return {
        "empty": _("Nothing has been sent yet. The first drawing appears here by itself."),
        "tray": _("Not a digit, or hidden: {count}"),
        "paused": _("Paused"),
        "open": _("Look into it on Draw"),
        "hide": _("Hide"),
        "show": _("Show again"),
        "remove": _("Remove"),
        "close": _("Close"),
        "sure": _("How sure was it?"),
        "bar": _("{range} sure: {count}, and {wrong} of them misread"),
        "ranges": [{"from": low, "text": _range(low, high)} for low, high in zip(SURE, (*SURE[1:], 1))],
    }


def _range(low: float, high: float) -> str:
    return _("{low} to {high}").format(low=of_100(low, 0), high=of_100(high, 0))


def _tile(shown: Shown) -> dict[str, object]:
    """As wall.js has it; without a picture where it was removed, or can't be read."""
    tile = {"number": shown.number, "hidden": shown.is_hidden}
    picture, shape = _picture(shown.sent.drawing) if shown.sent else ("", "")
    if not picture:
        return tile
    label, answer, certainty = shown.sent.label, shown.sent.answer, shown.sent.certainty
    values = {"number": whole(shown.number), "device": whole(shown.device), "digit": label}
    if answer is None:
        says = _("Number {number}, of device {device}: drawn as {digit}, not read as a digit.").format(
            **values
        )
    else:
        says = _(
            "Number {number}, of device {device}: drawn as {digit}, read as {answer} ({certainty})."
        ).format(**values, answer=answer, certainty=percent(certainty))
    seen = {"src": picture, "shape": shape, "says": says}
    return tile | seen | {"label": label, "answer": answer, "sure": certainty}


@lru_cache(maxsize=MOST_DRAWINGS)
def _picture(code: str) -> tuple[str, str]:
    """The image that a network gets of it, as a data URL, and its shape; "" each for what is no drawing.

    A shape is 49 hexadecimal digits: how much ink there is in squares of four by four pixels, in fifteenths.
    """
    with suppress(CodeError, DataError):
        drawing = drawing_of_code(code)
        ink = drawing.ink() if drawing.image is None else None
        stages = None if ink is None else stages_of_ink(ink)
        image = stages.image if stages else drawing.image
        if image is not None:
            ink = image.reshape(SQUARES, 4, SQUARES, 4).mean(axis=(1, 3))
            return png_url(image), "".join(f"{round(15 * share):x}" for share in ink.ravel().tolist())
    return "", ""


def _pick(code: str, secret: str, sent: object) -> None:
    """Do with a drawing what was picked."""
    deed = deed_of(sent, DEEDS)
    if deed is None:
        return
    number = deed.number
    match deed.what:
        case "again":
            state.put("wall_from", min(number, state.get("wall_from", 0)))
        case "open":
            state.put("wall_open", number)
        case "hide" | "show":
            do(lambda store: store.hide(code, secret, number, deed.what == "hide"))
        case "remove":
            do(lambda store: store.remove(code, secret, number))


def _open(code: str, number: int) -> None:
    """Look into a drawing on Draw; Back leads to the wall again."""
    with suppress(ClassError, CodeError, DataError):
        shown = watch.look(code).drawings.get(number)
        if shown and shown.sent:
            drawing_history().add(drawing_of_code(shown.sent.drawing))
            st.switch_page("views/draw/page.py")
