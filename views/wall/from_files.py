"""A wall without a server: the files of several pupils, chosen at once, stay in this browser's session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import streamlit as st

from model.classes import Sent, Shown, Standing
from model.classes.sent import MOST_DRAWINGS
from model.network import forward_batch
from model.network.cost import BATCH_SIZE
from model.novelty import are_digits
from model.novelty.digits_file import MOST_BYTES, read_digits_file
from model.novelty.held_back import source_of
from model.novelty.own_digits import DigitsError, OwnDigit
from model.preprocess.pen import draw_strokes
from views.classroom.send import show_note_once
from views.parts.component import mount
from views.parts.language.language import _
from views.parts.looks.translated import translated
from views.parts.looks.wording import whole
from views.serving.shared import needs_files, shipped_network
from views.session import state
from views.session.activations import latest_drawing
from views.session.drawing.drawing import Drawing, pen_object, png_of
from views.session.drawing.received import MOST_FILES, deed_of, files_of
from views.session.own_digits import store
from views.wall.class_learning import learn_from_class
from views.wall.downloads import by_turns, say_added
from views.wall.tiles import DEEDS, orders, show_tiles, tile_of

NETWORK = "dense"  # the network that reads them
PORTION = 100  # digits per run, at most 15 ms of processor time each; then the browser asks for more

_files = mount(__file__, "files")


class Brought(NamedTuple):
    """A drawing from a file, and how the network reads it, as in `Sent`.

    Attributes:
        digit: its source is its file's number, like a device's.
        device: that number.
        answer, share: see `Sent`.
        is_hidden: see `Shown`.
    """

    digit: OwnDigit
    device: int
    answer: int | None
    share: float
    is_hidden: bool = False


class Begun(NamedTuple):
    """The unread rest of a file: its device number, and its digits."""

    device: int
    digits: Sequence[OwnDigit]


def wall_of_files() -> None:
    """Show the file input and, once files are chosen, their wall."""
    if number := state.take("wall_open"):
        _open(number)
    with st.expander(_("A wall made from files, without a server"), icon=":material/folder_open:"):
        st.markdown(
            _(
                "Everyone exports their drawings on the page Teach it, under My digits, and gives you the "
                "file. Choose all the files at once, up to {most}. Each file counts as one device. The "
                "drawings are gone when you close this page."
            ).format(most=whole(MOST_FILES))
        )
        _files(key="wall_files_chosen", data={"label": _("Choose files"), "most": MOST_BYTES}, on_pick=_take)
    _read_waiting()
    if waiting := state.get("wall_coming"):
        st.progress(1 / (1 + len(waiting)))
    if problem := state.get("wall_files_problem"):
        st.warning(translated(problem), icon=":material/block:")
    show_note_once()
    brought = state.get("wall_files", {})
    if not state.get("wall_serial"):
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="wall_controls"):
        orders()
        st.button(_("Add them to My digits"), key="class_to_own", on_click=_to_own_digits)
    learn_from_class("", Standing(0, 0, 0, False))
    devices, serial = len({each.device for each in brought.values()}), state.get("wall_serial")
    tiles = []
    if state.get("wall_from", 0) != serial:
        tiles = [_tile(number, each) for number, each in brought.items()]
        state.put("wall_from", 0)  # because these are all of them, without those that were removed
    show_tiles("", Standing(serial, len(brought), devices, False), tiles, len(brought), _pick, bool(waiting))


def _take(sent: object) -> None:
    """Store the chosen files until they are read, which takes seconds: any message meanwhile ends a run."""
    waiting = state.get_or_put("wall_coming", [])
    texts = [each for each in waiting if isinstance(each, str)]
    state.put("wall_files_problem", None)
    waiting[len(waiting) - len(texts) :] = files_of([*texts, *(files_of(sent) or [])]) or texts


def _read_waiting() -> None:
    """Read a portion of the chosen files: each counts as a new device."""
    waiting = state.get("wall_coming")
    if not waiting:
        return
    brought, problem = dict(state.get("wall_files", {})), state.get("wall_files_problem")
    rest, room = [*waiting], PORTION
    while rest and room > 0:
        try:
            device, digits = _begun(rest.pop(0), brought)
        except DigitsError as error:
            problem, room = error.sentence, 0  # to find that out can take as long as to read a portion
            continue
        digits = digits[: MOST_DRAWINGS - len(brought)]
        for each in _read(digits[:room], device):
            brought[max(brought, default=0) + 1] = each
        rest[:0] = [Begun(device, digits[room:])] if digits[room:] else []
        room -= len(digits)
    state.put("wall_files_problem", problem)
    _put(brought)
    waiting[:] = rest  # immediately afterwards, so that nothing is read twice


def _begun(file: str | Begun, brought: dict[int, Brought]) -> Begun:
    """Return what is left to read of a file; a new one gets the next device number.

    Raises:
        DigitsError: it can't be read.
    """
    if isinstance(file, Begun):
        return file
    device = 1 + max((each.device for each in brought.values()), default=0)
    return Begun(device, [digit.of(source_of(device)) for digit in read_digits_file(file.encode()).digits])


def _put(brought: dict[int, Brought]) -> None:
    state.put("wall_serial", state.get("wall_serial", 0) + 1)
    state.put("wall_files", brought)


def _read(digits: Sequence[OwnDigit], device: int) -> list[Brought]:
    """Return the digits with how the network reads each."""
    found = []
    with needs_files():
        network = shipped_network(NETWORK)
        for start in range(0, len(digits), BATCH_SIZE):
            batch = digits[start : start + BATCH_SIZE]
            values = forward_batch(network, np.array([digit.image for digit in batch]))
            probs, is_digit = network.probs_of(values), are_digits(network, values)
            for digit, shares, is_one in zip(batch, probs, is_digit):
                answer = int(shares.argmax()) if is_one else None
                found.append(Brought(digit, device, answer, float(shares.max())))
    return found


def _tile(number: int, each: Brought) -> dict[str, object]:
    sent = Sent("", each.digit.label, each.answer, each.share)
    shown = Shown(number, each.device, sent, 0, each.is_hidden, 0)
    return tile_of(shown, each.digit.image)


def _pick(sent: object) -> None:
    """Handle a click on a drawing."""
    deed, brought = deed_of(sent, DEEDS), dict(state.get("wall_files", {}))
    if deed is None or deed.what == "more":
        return
    if deed.what == "again":
        state.put("wall_from", 0)
    elif deed.number not in brought:
        return
    elif deed.what == "open":
        state.put("wall_open", deed.number)
    else:
        if deed.what in ("remove", "remove_device"):
            device = brought[deed.number].device if deed.what == "remove_device" else None
            gone = [at for at, each in brought.items() if at == deed.number or each.device == device]
            brought = {at: each for at, each in brought.items() if at not in gone}
        else:
            brought[deed.number] = brought[deed.number]._replace(is_hidden=deed.what == "hide")
        _put(brought)


def _open(number: int) -> None:
    """Open a drawing on the Draw page; Back leads to the wall again."""
    each = state.get("wall_files", {}).get(number)
    if each is not None:
        latest_drawing().add(_drawing_of(each.digit))
        st.switch_page("views/draw/page.py")


def _drawing_of(digit: OwnDigit) -> Drawing:
    paths = [
        [["L" if place else "M", *point] for place, point in enumerate(stroke)] for stroke in digit.strokes
    ]
    objects = [pen_object(path, width) for path, width in zip(paths, digit.widths)]
    return Drawing(objects, png_of(draw_strokes(digit.strokes, width=digit.widths)[..., 3]))


def _to_own_digits() -> None:
    """Add them to My digits in this browser while there is room, each device in turn."""
    brought = by_turns([*state.get("wall_files", {}).values()], lambda each: each.device)
    say_added(len(brought), store([each.digit for each in brought]))
