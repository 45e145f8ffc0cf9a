"""What a device does in a round of swapped networks: it sends its own, tests another one, and judges finds.

The class's store owns networks, finds and judgments. A session only has the network that Draw reads with.
Without a class, a network from a file is tested, and finds are saved as a file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from model.classes import ClassError
from model.classes.swap import Swap
from model.classes.swapped import BREAK, LOOK, MOST_FINDS, REPAIR, TEACH, SharedNetwork
from model.errors import DataError, NetworkError
from model.novelty.own_digits import DigitsError
from model.training.packed import pack, unpack
from views.classroom.classes import LOOK_SECONDS, NOT_REACHED, classes, has_classes, watch
from views.classroom.joined import joined, store_in_browser
from views.classroom.news import run_with_news
from views.classroom.send import check
from views.classroom.swap.part import Part, change, part_of, phases
from views.classroom.swap.repair import repair
from views.classroom.two_words import words_of
from views.parts.component import mount
from views.parts.language.language import _
from views.parts.looks.encode import png_url
from views.parts.looks.translated import translated
from views.parts.looks.wording import whole
from views.parts.shared import shipped_network
from views.session import state
from views.session.activations import code_of_drawn, latest_drawing, reading_of
from views.session.downloads.download import download
from views.session.drawing.drawing_code import CodeError
from views.session.drawing.linked_drawing import image_in_code
from views.session.drawing.received import Deed, deed_of
from views.session.networks import OWN, new_name, own_network, use_own
from views.session.own_digits import digit_of

DEEDS = ("send", "load", "find", "judge")  # as reported by swap.js
FROM_FILE = 0  # in place of the number of a class's network
SOURCE = "find"  # of a drawing in a file: see repair.js

_show = mount(__file__, "swap")


def read_on() -> None:
    """Read with the network that the address names, as in a session after a lost one.

    Call it before the switch between networks is shown.
    """
    code, number = joined(), state.get("swap_asked")
    if number is None or code is None or code != state.get("swap_joined"):
        return
    part = part_of(code)
    if part is not None and part.partner is not None:
        _pick({"do": "load", "number": number}, part)
        for key in ("swap_asked", "swap_loaded"):
            state.take(key)


@st.fragment
def swap_device(is_on_draw: bool = True) -> None:
    """Show a device's part in the round of its class, if there is one; on Draw beside the network."""
    code = joined()
    if code is None or not has_classes():
        if is_on_draw and _number_read() == FROM_FILE:
            _test_file()
        return
    news = watch.news(code)
    is_on = bool(news.swap) and news != NOT_REACHED
    is_first = state.get("swap_joined") != code
    state.put("swap_joined", code)
    every, seen = 2 * LOOK_SECONDS, NOT_REACHED if is_first else news
    run_with_news(code, ["changes" if is_on else "swap"], seen, every, "swap_news")
    store_in_browser("swap_store")
    if is_first:
        return  # until the browser has said which device it was: soon there is news
    part = part_of(code) if is_on else None
    is_asked = is_on_draw and part is not None and part.partner and state.get("swap_asked") is not None
    if state.take("swap_loaded") or is_asked:
        st.rerun()
    if not is_on_draw:
        repair(part)
    if part is None:
        return
    with st.container(key="swap_device"):
        _show(key="swap", data=_described(part, is_on_draw), on_pick=lambda sent: _pick(sent, part))
        if is_on_draw and part.swap.phase in (TEACH, REPAIR):
            st.page_link("views/signs/page.py", label=_("Teach it"), icon=":material/gesture:")
        elif not is_on_draw and part.swap.phase == BREAK:
            st.page_link("views/draw/page.py", label=_("Draw"), icon=":material/draw:")


def _number_read() -> int | None:
    """Return the number of somebody else's network if Draw reads with it."""
    return state.get("swap_reads") if state.get("network") == OWN else None


def _described(part: Part, is_on_draw: bool) -> Mapping[str, object]:
    """Return what swap.js shows."""
    phase, number = part.swap.phase, _number_read() if is_on_draw else None
    reads = part.shared(number)
    return {
        "title": phases()[phase],
        "ends": part.swap.ends,
        "says": _says(part, reads),
        "acts": _acts(part, reads) if is_on_draw else [],
        "find": reads.classes if reads is not None and phase != TEACH else None,
        "judge": _to_judge(part),
        "note": state.get("swap_note", ""),
    }


def _says(part: Part, reads: SharedNetwork | None) -> list[str]:
    """Return sentences about what to do now, and how far this device has come."""
    lines = []
    if part.own and part.swap.phase != BREAK:  # there, this device is about another one's network
        about = {"name": words_of(part.own[-1].name), "version": whole(part.own[-1].version)}
        lines.append(_("Your class knows your network as {name}. It has version {version}.").format(**about))
    elif part.swap.phase == TEACH:
        lines.append(_("Teach a network, and send it to your class. It'll get a name of two words."))
    if part.swap.phase == TEACH:
        return lines
    if part.partner is None:
        lines.append(_("There's no network to test yet. You'll get one when others have sent theirs."))
    elif part.swap.phase == BREAK:
        name = words_of(part.partner.name)
        lines.append(_("You test {name}. Draw what people can read and it can't.").format(name=name))
    found = part.swap.finds.values()
    if reads is not None:
        count = sum((each.device, each.round) == (part.number, part.swap.round) for each in found)
        lines.append(_("Finds sent: {count} of {most}").format(count=whole(count), most=whole(MOST_FINDS)))
    if part.own and part.swap.phase in (REPAIR, LOOK):
        of_mine = [each for each in found if each.owner == part.number]
        counts = {"count": whole(len(of_mine)), "agreed": whole(sum(each.is_agreed for each in of_mine))}
        lines.append(_("Found in your network: {count}. Two others agreed on {agreed}.").format(**counts))
    return lines


def _acts(part: Part, reads: SharedNetwork | None) -> list[Mapping[str, object]]:
    """Return the buttons: what each does, its number and its text."""
    acts = []
    if part.partner is not None and part.swap.phase != TEACH and reads != part.partner:
        label = _("Read with {name}").format(name=words_of(part.partner.name))
        acts.append({"do": "load", "number": part.partner.number, "text": label})
    if reads is not None and part.own:
        acts.append({"do": "load", "number": part.own[-1].number, "text": _("Back to my network")})
    if state.get("network") == OWN and state.get("swap_reads") is None and own_network() is not None:
        acts.append({"do": "send", "number": 0, "text": _("Send this network to the class")})
    return acts


def _to_judge(part: Part) -> Mapping[str, object] | None:
    """Return a find of others that this device can judge, without what its author says."""
    if part.swap.phase == TEACH or part.number is None:
        return None
    find = part.swap.to_judge(part.number, part.latest.standing.serial)
    try:
        image = image_in_code(find.drawing) if find else None
    except (CodeError, DataError):
        return None
    classes = find and part.swap.newest_of[find.owner].classes
    return find and {"number": find.number, "picture": png_url(image), "classes": classes}


def _pick(sent: object, part: Part) -> None:
    """Handle what swap.js has reported, which may be a repetition."""
    deed = deed_of(sent, DEEDS)
    if deed is None:
        return
    state.take("swap_note")
    try:
        if deed.what == "send" and (network := own_network()) is not None:
            change(part.code, Swap.share, pack(network), network.classes)
        elif deed.what == "load":
            _load(part, deed.number)
        elif deed.what == "find":
            _find(part, deed)
        elif deed.what == "judge":
            change(part.code, Swap.judge, deed.number, deed.label)
    except (ClassError, DataError, NetworkError) as error:
        state.put("swap_note", translated(error))


def _load(part: Part, number: int) -> None:
    """Read on Draw with a version of this device's network, or of the one that it tests."""
    shared = part.shared(number)
    partner = part.partner and part.partner.device
    if shared is None or shared.device not in (part.number, partner):
        return
    network = unpack(classes().packed(part.code, number), shipped_network)
    use_own(replace(network, name=new_name()))
    if shared.device == partner:
        state.put("swap_reads", number)
    state.put("swap_loaded", True)


def _find(part: Part, deed: Deed) -> None:
    """Send the drawing as a find."""
    number = _number_read()
    found = number and _misread(deed)
    if not found:
        return
    drawing = code_of_drawn(latest_drawing().current)
    check(drawing)
    change(part.code, Swap.find, number, drawing, *found)
    state.put("swap_note", _("Sent. Two others will say what it is."))


def _misread(deed: Deed) -> tuple[int, int | None] | None:
    """Return what the drawing is said to be, and what the network reads; None if it reads it right."""
    latest, network = latest_drawing(), own_network()
    if network is None or deed.number != latest.version or deed.label not in range(len(network.classes)):
        return None
    reading = reading_of(network, latest.current)
    if reading is None:
        return None
    answer = reading.digit if reading.is_known else None
    if answer == deed.label:
        state.put("swap_note", _("The network reads it right. Draw something that it misreads."))
        return None
    return deed.label, answer


def _test_file() -> None:
    """Show what tests a network from a file, and the file with what was found."""
    network, found = own_network(), state.get("swap_found", {})
    if network is None:
        return
    says = _("You test a network from a file. Draw what people can read and it can't.")
    count = _("Finds: {count} of {most}").format(count=whole(len(found)), most=whole(MOST_FINDS))
    data = {"title": _("Break"), "ends": 0, "says": [says, count], "acts": [], "judge": None}
    data |= {"find": network.classes, "note": state.take("swap_note", "")}
    with st.container(key="swap_device"):
        _show(key="swap", data=data, on_pick=_keep)
        if found:
            label, lines = _("Save the finds as a file"), "".join(found.values())
            download(label, lambda: lines, "finds.jsonl", "application/jsonl", key="swap_file")


def _keep(sent: object) -> None:
    """Keep the drawing as a find in a network from a file: a line as on the page Teach it, by its version."""
    deed, found = deed_of(sent, DEEDS), state.get("swap_found", {})
    if deed is None or deed.what != "find" or len(found) >= MOST_FINDS or not _misread(deed):
        return
    try:
        line = json.loads(digit_of(latest_drawing().current, deed.label).line)
    except DigitsError:
        state.put("swap_note", _("A find has to be drawn with the pen."))
        return
    line |= {"label": own_network().classes[deed.label], "source": SOURCE}
    state.put("swap_found", {**found, deed.number: json.dumps(line, ensure_ascii=False) + "\n"})
    state.put("swap_note", _("It's one of your finds now."))
